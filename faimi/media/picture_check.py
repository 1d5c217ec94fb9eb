"""Checks a file that claims to be a picture, and renders it anew: nothing is ever served as it was sent."""

import io
import struct
import warnings
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from faimi.media import WIDTHS, PictureError, Rendition

register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
READ_FORMATS = ["PNG", "JPEG", "WEBP", "AVIF", "HEIF"]
FALLBACK_WIDTH = 640
LARGE_WIDTH = 640
WEBP_QUALITY, LARGE_WEBP_QUALITY = 50, 40  # in a large one, pixels are too many to see each
MAX_PIXELS = 50_000_000
MAX_SIDE_PX = 16_383  # what WebP can hold
MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE

Size = tuple[int, int]


DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    RuntimeError,
    EOFError,
    IndexError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def check_and_render(data: bytes) -> tuple[Size, list[tuple[str, Size, bytes]]]:
    """The size of a picture, upright, and its renditions: format, size and bytes of each.

    WebP in a few widths, and JPEG in one for browsers that do not read it; without metadata. Raises PictureError for
    what is no picture, is damaged or is too large.
    """
    if len(data) > MAX_FILE_BYTES:
        size = -(-len(data) // MEGABYTE)  # rounded up: never the size that is allowed
        raise PictureError(f"This file is {size} MB; a picture may be up to {MAX_FILE_BYTES // MEGABYTE} MB.")
    picture = _first_page(data) if data.startswith(b"%PDF-") else _opened(data)
    drawn = [("webp", *_as_webp(picture, width)) for width in _widths_of(picture.width)]
    fallback = min(picture.width, FALLBACK_WIDTH)
    drawn.append(("jpeg", *_encoded(picture, fallback, "JPEG", quality=80, progressive=True, optimize=True)))
    return picture.size, drawn


def render_missing(width: int, webps: Sequence[Rendition]) -> list[tuple[Size, bytes]]:
    """Size and bytes of the WebP renditions that a picture of a width lacks, from those it has, the narrowest first."""
    there = {one.width for one in webps}
    with Image.open(io.BytesIO(webps[-1].data), formats=["WEBP"]) as widest:
        picture = widest.convert("RGB")
    return [_as_webp(picture, one) for one in _widths_of(width) if one not in there and one < picture.width]


def _widths_of(width: int) -> list[int]:
    """The widths in which a picture of a width is rendered, none twice."""
    return list(dict.fromkeys([*(one for one in WIDTHS if one < width), min(width, WIDTHS[-1])]))


def _opened(data: bytes) -> Image.Image:
    """Decodes the whole picture, turns it upright, and puts what is transparent on white."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=READ_FORMATS) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if opened.width * opened.height > MAX_PIXELS:
                raise PictureError(f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels.")
            if max(opened.size) > MAX_SIDE_PX:
                raise PictureError(f"A side of this picture is longer than {MAX_SIDE_PX:,} pixels.")
            upright = _in_srgb(_with_8_bits(ImageOps.exif_transpose(opened))).convert("RGBA")
    except UnidentifiedImageError:
        words = "This is not a picture that can be shown, or is damaged: choose a PNG, JPEG, WebP, AVIF, HEIC or PDF."
        raise PictureError(words) from None
    except DAMAGED:
        raise PictureError("This picture is damaged or too large to be read. Save it again, then choose it.") from None
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("RGB")


def _with_8_bits(picture: Image.Image) -> Image.Image:
    """Scales 16-bit greys down, which Pillow would cut off instead."""
    return picture.convert("I").point(lambda grey: grey / 256).convert("L") if picture.mode.startswith("I") else picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """A picture in the colours of screens, as its own profile maps them; with none, or a broken one, as it is."""
    if not (profile := picture.info.get("icc_profile")):
        return picture
    whole = picture.convert("RGBA") if picture.mode in ("P", "PA") else picture
    mode = "RGBA" if whole.mode == "RGBA" else "RGB"
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mapped = ImageCms.profileToProfile(whole, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return picture
    return mapped or picture


def _first_page(data: bytes) -> Image.Image:
    """Draws the first page of a PDF, as award certificates come."""
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            page = document[0]
            scale = min(WIDTHS[-1] / page.get_width(), 4 * WIDTHS[-1] / page.get_height())
            drawn: Image.Image = page.render(scale=scale).to_pil()
            return drawn.convert("RGB")
        finally:
            document.close()
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError):
        raise PictureError("This PDF cannot be read. Save it again, or choose a picture of it.") from None


def _as_webp(picture: Image.Image, width: int) -> tuple[Size, bytes]:
    quality = LARGE_WEBP_QUALITY if width >= LARGE_WIDTH else WEBP_QUALITY
    return _encoded(picture, width, "WEBP", quality=quality, method=6)


def _encoded(picture: Image.Image, width: int, format_: str, **options: object) -> tuple[Size, bytes]:
    height = max(1, round(picture.height * width / picture.width))
    resized = picture.resize((width, height), Image.Resampling.LANCZOS) if width != picture.width else picture
    out = io.BytesIO()
    resized.save(out, format_, **options)
    return (width, height), out.getvalue()
