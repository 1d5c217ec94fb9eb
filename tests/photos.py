"""Stand-ins for the pictures of a page: drawn, not photographed, but as much work to compress."""

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

PORTRAIT, LARGE, SHEET = (1200, 1500), (1500, 1000), (1600, 1130)  # pixels, as a camera and the page of a PDF give them
FACE, LOGO = (480, 480), (900, 300)  # as people and companies have them at hand
PHOTOS = {"speaker": PORTRAIT, "photo": LARGE, "person": FACE}
OCTAVES = 9  # from the whole picture down to a pixel


def draw(file: Path) -> None:
    """Draws what a path on a page stands for: a portrait, a photo, a logo, else a sheet such as a certificate."""
    file.parent.mkdir(parents=True, exist_ok=True)
    photo = next((size for word, size in PHOTOS.items() if word in str(file)), None)
    drawn = draw_noise(photo) if photo else _logo(file.stem) if "logo" in str(file) else _sheet(file.stem)
    drawn.save(file)


def draw_noise(size: tuple[int, int]) -> Image.Image:
    """Noise whose contrast falls with each octave; as WebP, at least three fifths of a photo full of detail."""
    bands = [_noise(size, OCTAVES, 40), _noise(size, 4, 10), _noise(size, 4, 10)]
    return Image.merge("YCbCr", bands).convert("RGB")


def _noise(size: tuple[int, int], octaves: int, contrast: float) -> Image.Image:
    whole = Image.new("L", size, 128)
    for octave in range(octaves):
        cells = [max(2, side * 2**octave // 2 ** (OCTAVES - 1)) for side in size]
        noise = Image.effect_noise((cells[0], cells[1]), contrast * 0.7**octave)
        whole = ImageChops.add(whole, noise.resize(size, Image.Resampling.BICUBIC), offset=-128)
    return whole


def _sheet(words: str) -> Image.Image:
    """A page with a rule around it, a photo, and lines of words."""
    sheet = Image.new("RGB", SHEET, "#fdfaf4")
    sheet.paste(draw_noise((SHEET[0] - 160, SHEET[1] // 2 - 80)), (80, 80))
    ink = ImageDraw.Draw(sheet)
    ink.rectangle((40, 40, SHEET[0] - 40, SHEET[1] - 40), outline="#8f2f2a", width=6)
    for line in range(6):
        ink.text((80, SHEET[1] // 2 + 40 + 72 * line), words, "#2a2522", ImageFont.load_default(48))
    return sheet


def _logo(words: str) -> Image.Image:
    """A disc in colours that run into each other, and a name beside it."""
    logo, disc = Image.new("RGB", LOGO, "white"), Image.new("L", (220, 220))
    ImageDraw.Draw(disc).ellipse((0, 0, 219, 219), fill=255)
    logo.paste(Image.linear_gradient("L").resize(disc.size).convert("RGB"), (40, 40), disc)
    ImageDraw.Draw(logo).text((300, 90), words, "#1b3a6b", ImageFont.load_default(120))
    return logo
