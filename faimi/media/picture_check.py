"""A program of its own that checks what claims to be a picture, and renders it anew: nothing is served as it was sent.

Whatever a file makes the libraries do is bounded: the program limits its own time and memory before it reads one.
`faimi/media/decoding.py` runs it as a file, so that it loads nothing of the app, and knows what it is told and answers.
"""

import io
import json
import resource
import signal
import struct
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from typing import Any

from PIL import AvifImagePlugin, Image, ImageOps, UnidentifiedImageError, WebPImagePlugin  # noqa: F401  # Pillow would load all it has

READ_FORMATS = ["PNG", "JPEG", "WEBP", "AVIF"]
FALLBACK_WIDTH, LARGE_WIDTH = 640, 640
WEBP_QUALITY, LARGE_WEBP_QUALITY = 46, 36  # in a large one, pixels are too many to see each
WEBP_METHOD, LARGE_WEBP_METHOD = 6, 5  # the best of a large one would be a thirtieth less, in twice the time
MAX_SCANS, SCAN = 100, b"\xff\xda"  # of a progressive JPEG: cameras and programs make about ten
MAX_PIXELS = 52_000_000  # of the cameras with 50 million, some have a few more
ENOUGH = 1.5  # times the widest rendition: no more of a picture is kept while it is rendered
UPRIGHT_AFTER_A_TURN = (5, 6, 7, 8)  # orientations of EXIF

Size = tuple[int, int]
Job = dict[str, Any]
Files = list[bytes]

NO_PICTURE = "This is not a picture that can be shown, or is damaged: choose a PNG, JPEG, WebP, AVIF, HEIC or PDF."
NO_PDF = "This PDF cannot be read. Save it again, or choose a picture of it."
UNREADABLE = "This picture is damaged or too large to be read. Save it again, then choose it."
DAMAGED = (OSError, ValueError, SyntaxError, RuntimeError, EOFError, IndexError, MemoryError, struct.error)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class Refused(Exception):
    """A file that cannot be taken in, in words for the person who chose it."""


def limit(seconds: float, memory: int) -> None:
    """Has the system end this process once it has computed so long, and give it no more memory than so many bytes."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds)))
    signal.setitimer(signal.ITIMER_PROF, seconds)  # which knows fractions, but which a library could undo
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def check_and_render(files: Files, job: Job) -> tuple[Job, Files]:
    """The size of a picture, upright, and its renditions: format and size, and the bytes of each.

    WebP in a few widths, and JPEG in one for browsers that do not read it; without metadata.
    """
    data, widest = files[0], job["widths"][-1]
    whole, picture = _first_page(data, widest) if data.startswith(b"%PDF-") else _opened(data, widest, job["max_side"])
    drawn = [("webp", *_as_webp(picture, _scaled(whole, width))) for width in _widths_of(whole[0], job["widths"])]
    fallback = _scaled(whole, min(whole[0], FALLBACK_WIDTH))
    drawn.append(("jpeg", *_encoded(picture, fallback, "JPEG", quality=80, progressive=True, optimize=True)))
    return {"size": whole, "made": [one[:2] for one in drawn]}, [content for _, _, content in drawn]


def render_missing(files: Files, job: Job) -> tuple[Job, Files]:
    """The WebP renditions that a picture of `width` lacks, from the widest that it has: size and bytes of each."""
    with Image.open(io.BytesIO(files[0]), formats=["WEBP"]) as widest:
        picture = widest.convert("RGB")
    lacking = [one for one in _widths_of(job["width"], job["widths"]) if one not in job["there"]]
    drawn = [("webp", *_as_webp(picture, _scaled(picture.size, one))) for one in lacking if one < picture.width]
    return {"made": [one[:2] for one in drawn]}, [content for _, _, content in drawn]


def measure(files: Files, job: Job) -> tuple[Job, Files]:
    """The sizes of pictures, each in the format that it should have; none is decoded."""
    sizes = []
    for data, format_ in zip(files, job["formats"], strict=True):
        with Image.open(io.BytesIO(data), formats=[format_.upper()]) as image:
            sizes.append(image.size)
    return {"sizes": sizes}, []


def _widths_of(width: int, widths: list[int]) -> list[int]:
    """The widths in which a picture of a width is rendered, none twice."""
    return list(dict.fromkeys([*(one for one in widths if one < width), min(width, widths[-1])]))


def _scaled(size: Size, width: int) -> Size:
    return width, max(1, round(size[1] * width / size[0]))


def _opened(data: bytes, widest: int, max_side: int) -> tuple[Size, Image.Image]:
    """The size of a picture, and the picture upright, no larger than is of use; what is transparent lies on white."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_formats(data)) as opened:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if opened.format in ("JPEG", "MPO") and data.count(SCAN) > MAX_SCANS:
                raise Refused(UNREADABLE)
            if opened.width * opened.height > MAX_PIXELS:
                raise Refused(f"This picture has more than {MAX_PIXELS // 1_000_000} million pixels.")
            if max(opened.size) > max_side:
                raise Refused(f"A side of this picture is longer than {max_side:,} pixels.")
            whole, turned = opened.size, opened.getexif().get(0x0112) in UPRIGHT_AFTER_A_TURN
            picture = ImageOps.exif_transpose(_of_use(_with_8_bits(opened), whole, round(widest * ENOUGH), turned))
            return whole[::-1] if turned else whole, _on_white(_in_srgb(picture))
    except UnidentifiedImageError:
        raise Refused(NO_PICTURE) from None


def _formats(data: bytes) -> list[str]:
    """The formats that are read; what reads HEIC takes long to load, and is where a file may be that."""
    if data[4:8] != b"ftyp":
        return READ_FORMATS
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return [*READ_FORMATS, "HEIF"]


def _of_use(opened: Image.Image, whole: Size, enough: int, turned: bool) -> Image.Image:
    """The picture, no wider than is enough; of a JPEG most is never decoded."""
    width, height = _scaled(whole, enough) if not turned else _scaled(whole[::-1], enough)[::-1]
    if width >= whole[0]:
        return opened
    opened.draft(opened.mode, (width, height))
    if opened.mode in ("1", "P", "PA"):  # whose pixels have no mean
        opened = opened.convert("L" if opened.mode == "1" else "RGBA" if opened.has_transparency_data else "RGB")
    return opened.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=1.0)


def _with_8_bits(picture: Image.Image) -> Image.Image:
    """Scales 16-bit greys down, which Pillow would cut off instead."""
    return picture.convert("I").point(lambda grey: grey / 256).convert("L") if picture.mode.startswith("I") else picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """A picture in the colours of screens, as its own profile maps them; with none, or a broken one, as it is."""
    if not (profile := picture.info.get("icc_profile")):
        return picture
    from PIL import ImageCms

    whole = picture.convert("RGBA") if picture.mode in ("P", "PA") else picture
    try:
        profiles = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        mapped = ImageCms.profileToProfile(whole, *profiles, outputMode="RGBA" if whole.mode == "RGBA" else "RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return mapped or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    transparent = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", transparent.size, "white"), transparent).convert("RGB")


def _first_page(data: bytes, widest: int) -> tuple[Size, Image.Image]:
    """The size of a PDF's first page, as award certificates come, and the page drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        page = document[0]
        scale = min(widest / page.get_width(), 4 * widest / page.get_height())
        drawn = page.render(scale=scale).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError, ZeroDivisionError, MemoryError):
        raise Refused(NO_PDF) from None
    return drawn.size, drawn


def _as_webp(picture: Image.Image, size: Size) -> tuple[Size, bytes]:
    is_large = size[0] >= LARGE_WIDTH
    quality, method = (LARGE_WEBP_QUALITY, LARGE_WEBP_METHOD) if is_large else (WEBP_QUALITY, WEBP_METHOD)
    return _encoded(picture, size, "WEBP", quality=quality, method=method)


def _encoded(picture: Image.Image, size: Size, format_: str, **options: object) -> tuple[Size, bytes]:
    resized = picture.resize(size, Image.Resampling.LANCZOS) if size != picture.size else picture
    out = io.BytesIO()
    resized.save(out, format_, **options)
    return size, out.getvalue()


JOBS: dict[str, Callable[[Files, Job], tuple[Job, Files]]] = {
    made.__name__: made for made in (check_and_render, render_missing, measure)
}


def main() -> None:
    """Does the job that standard input tells, and writes what came of it to standard output."""
    job: Job = json.loads(sys.stdin.buffer.readline())
    limit(job["seconds"], job["memory"])
    try:
        answer, files = JOBS[job["do"]]([sys.stdin.buffer.read(length) for length in job["lengths"]], job)
    except (Refused, *DAMAGED, *BOMB) as error:
        answer, files = {"refused": str(error) if isinstance(error, Refused) else UNREADABLE}, []
    head = json.dumps(answer | {"lengths": [len(file) for file in files]}).encode()
    sys.stdout.buffer.write(b"\n".join([head, b"".join(files)]))


if __name__ == "__main__":
    main()
