"""Makes what `bombs` sends."""

import io
from collections.abc import Callable

from PIL import Image
from sqlalchemy import select

from faimi.content import KIND, Section
from faimi.extensions import db
from tests.bench.making import Site
from tests.photos import draw_noise

MEGAPIXELS_50 = (8160, 6120)
SCAN, END = b"\xff\xda", b"\xff\xd9"
Make = Callable[[], bytes]


def paper_section(site: Site) -> int:
    """The number of the section that lists papers."""
    with site.app.app_context():
        return db.session.scalars(select(Section.number).where(Section.kind == "paper")).first() or 0


def version_of(site: Site, kind: str) -> int:
    """The version of the first row of a kind, which a form has seen."""
    with site.app.app_context():
        return int(db.session.query(KIND[kind].model).filter_by(number=1).one().version)


def _encoded(image: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def photo() -> bytes:
    """What a phone of 50 megapixels gives."""
    return _encoded(draw_noise((2040, 1530)).resize(MEGAPIXELS_50), "JPEG", quality=90)


def scans() -> bytes:
    """A progressive JPEG whose last scan comes 2,000 times."""
    whole = _encoded(Image.new("L", (4000, 4000), 90), "JPEG", progressive=True)
    last = whole.rindex(SCAN)
    return whole[:last] + whole[last:].removesuffix(END) * 2000 + END


def flat(mode: str, size: tuple[int, int] = MEGAPIXELS_50) -> Make:
    """A picture of one colour."""
    return lambda: _encoded(Image.new(mode, size), "PNG", compress_level=1)


def tall() -> bytes:
    """A picture that is many times as high as wide."""
    return _encoded(draw_noise((1140, 16_000)), "JPEG", quality=70)


def _pdf(*objects: str) -> bytes:
    """A PDF of one page, whose content is the fourth object, and the rest what it names."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    parts = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *objects]
    body = "".join(f"{number} 0 obj{part}endobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n".encode()


def _stream(content: str, more: str = "") -> str:
    return f"<<{more}/Length {len(content)}>>stream\n{content}\nendstream\n"


def _nested(levels: int, leaf: str) -> bytes:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 600 400]"
    within = range(6, 6 + levels)
    drawings = [_stream("/X Do " * 10, f"{form}/Resources<</XObject<</X {number} 0 R>>>>") for number in within]
    return _pdf(_stream("/X Do " * 10), *drawings, _stream(leaf, form))


def nested_pdf() -> bytes:
    """A drawing that draws another ten times, which does the same, and so on; the last fills the page 100 times."""
    return _nested(2, "0 0 600 400 re f " * 100)


def deep_pdf() -> bytes:
    """The same in more levels than there is memory for."""
    return _nested(7, "0 0 600 400 re f")


def times(unit: str, size: int, before: str = "") -> Make:
    """A text of this size, the same again and again."""
    return lambda: (before + unit * (size // len(unit)))[:size].encode()


def table() -> bytes:
    """Tables of 90 columns, whose rows hold one cell."""
    return (("|a" * 90 + "\n" + "|-" * 90 + "\n" + "|\n" * 50) * 45)[:20_000].encode()


def page(body: str, front: str = "title: T") -> Make:
    """A page with its front matter."""
    return lambda: f"---\n{front}\n---\n{body}".encode()
