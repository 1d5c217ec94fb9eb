"""The picture that stands for a page where a link to it is shared: its masthead, drawn in the look of the site."""

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from faimi.content import Edition
from faimi.content.accents import ACCENTS
from faimi.content.prose import typeset
from faimi.public.summaries import facts

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN_PX, TEXT_WIDTH_PX, ICON_PX = 80, 1040, 60
PAPER, INK = "#fcfaf5", "#26201c"  # those of page.css in sRGB, as the accents are
TITLE_SIZES, SMALL_SIZES = (112, 104, 96, 88, 80, 72, 64, 56, 50, 44, 38), (36, 33, 30)  # from which a size is chosen
COLOUR_STEPS = 32  # of a colour on the paper
NEWSREADER = (Path(__file__).parent.parent / "static" / "fonts" / "newsreader.woff2").read_bytes()
LOOKALIKES = str.maketrans("ŁłĐđ‐‑−", "LlDd---")  # no canonical decomposition leads to these

Font = ImageFont.FreeTypeFont


def as_png(edition: Edition) -> bytes:
    """The picture: the same bytes for the same masthead."""
    title, tagline, when_and_where = map(drawable, (edition.title, edition.tagline, facts(edition)))
    if not title:
        title, tagline = tagline or edition.slug, ""
    in_ink, in_accent = Image.new("L", SIZE), Image.new("L", SIZE)
    ink, accent = ImageDraw.Draw(in_ink), ImageDraw.Draw(in_accent)
    in_accent.paste(_icon(), (MARGIN_PX, MARGIN_PX - 8))
    bottom: float = HEIGHT - MARGIN_PX
    if when_and_where := when_and_where.strip(" ·"):
        bottom = _set(ink, when_and_where, SMALL_SIZES, 400, bottom + 8, room=72) - 26
        ink.rectangle((MARGIN_PX, bottom, WIDTH - MARGIN_PX, bottom + 1), 140)
        bottom -= 34
    room = bottom - MARGIN_PX - ICON_PX - (96 if tagline else 30)
    bottom = _set(ink, title, TITLE_SIZES, 500, bottom, room)
    if tagline:
        _set(accent, tagline, SMALL_SIZES, 400, bottom - 18, room=72)
    return _printed(in_ink, in_accent, ACCENTS.get(edition.accent, ACCENTS["madder"]).on_paper)


def drawable(text: str) -> str:
    """A text as the typeface can draw it: accents it has not are left out, and so are words in other letters."""
    font = _font(SMALL_SIZES[0], 400)
    whole = unicodedata.normalize("NFC", typeset(text).unescape().translate(LOOKALIKES))
    words = (_word(font, word) for word in whole.split())
    return " ".join(filter(None, words))


def _word(font: Font, word: str) -> str:
    """A word without the signs that cannot be drawn; nothing where that is a letter or a number."""
    drawn = ""
    for char in word:
        forms = (char, unicodedata.normalize("NFD", char)[0])
        plain = next((form for form in forms if font.getmask(form).getbbox()), "")
        if not plain and unicodedata.category(char)[0] in "LN":
            return ""
        drawn += plain
    return drawn


def _font(size: int, weight: int) -> Font:
    font = ImageFont.truetype(BytesIO(NEWSREADER), size)
    font.set_variation_by_axes([weight])
    return font


def _set(
    draw: ImageDraw.ImageDraw, text: str, sizes: tuple[int, ...], weight: int, bottom: float, room: float
) -> float:
    """Draws a text that ends at `bottom` and takes at most `room`; gives where it begins."""
    font, lines = _fitted(text, sizes, weight, room)
    leading = _leading(font.size)
    for n, line in enumerate(reversed(lines)):
        draw.text((MARGIN_PX, bottom - font.size * 0.24 - n * leading), line, 255, font, "ls")
    return bottom - len(lines) * leading


def _fitted(text: str, sizes: tuple[int, ...], weight: int, room: float) -> tuple[Font, list[str]]:
    """The lines of a text in the largest size that fits; what does not fit in the smallest is cut."""
    for size in sizes:
        font = _font(size, weight)
        lines, most = _wrapped(font, text, TEXT_WIDTH_PX), int(room // _leading(size))
        if len(lines) <= most and _fits(font, lines, TEXT_WIDTH_PX):
            return font, _balanced(font, text, lines)
    lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return font, [_cut(font, line) for line in lines]


def _leading(size: float) -> float:
    return size * (1.04 if size > 50 else 1.16)


def _fits(font: Font, lines: list[str], width: float) -> bool:
    return all(font.getlength(line) <= width for line in lines)


def _wrapped(font: Font, text: str, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _balanced(font: Font, text: str, lines: list[str]) -> list[str]:
    """As many lines, none much longer than the others."""
    for width in range(TEXT_WIDTH_PX - 40, TEXT_WIDTH_PX // 2, -40):
        narrower = _wrapped(font, text, width)
        if len(narrower) > len(lines) or not _fits(font, narrower, width):
            break
        lines = narrower
    return lines


def _cut(font: Font, line: str) -> str:
    kept = line
    while kept and not _fits(font, [kept if kept is line else f"{kept}…"], TEXT_WIDTH_PX):
        kept = (kept.rpartition(" ")[0] or kept[:-1]).rstrip(",:;–—· ")
    return kept if kept is line else f"{kept}…"


def _icon() -> Image.Image:
    """The site's icon, drawn large and then made smaller, for smooth edges."""
    mark = Image.new("L", (256, 256))
    draw = ImageDraw.Draw(mark)
    draw.ellipse((8, 8, 248, 248), 255)
    for y in (96, 160):
        draw.rounded_rectangle((50, y - 14, 206, y + 14), 14, 0)
    return mark.resize((ICON_PX, ICON_PX), Image.Resampling.LANCZOS)


def _printed(in_ink: Image.Image, in_accent: Image.Image, accent: str) -> bytes:
    """Puts what is drawn in ink and in the accent, which do not touch, on paper."""
    picture = in_ink.point(lambda strength: strength * COLOUR_STEPS // 256)
    drawn = in_accent.point(lambda strength: 255 if strength else 0)
    picture.paste(in_accent.point(lambda strength: COLOUR_STEPS + strength * COLOUR_STEPS // 256), mask=drawn)
    picture.putpalette([*_ramp(INK), *_ramp(accent)])
    out = BytesIO()
    picture.save(out, "PNG")  # at best a ninth less, in six times the time
    return out.getvalue()


def _ramp(colour: str) -> Iterator[int]:
    """The colours from paper to `colour`, as a palette lists them."""
    ends = list(zip(ImageColor.getrgb(PAPER), ImageColor.getrgb(colour), strict=True))
    return (round(low + (high - low) * n / (COLOUR_STEPS - 1)) for n in range(COLOUR_STEPS) for low, high in ends)
