"""How answers are compressed for a visitor: Brotli, zstd or gzip, as the browser asks for."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard
from werkzeug.http import parse_accept_header

# The smallest result first: of several liked alike, it wins. What lasts is compressed once, so as small as it gets.
COMPRESSORS: dict[str, Callable[[bytes, bool], bytes]] = {
    "br": lambda data, lasting: brotli.compress(data, quality=11 if lasting else 4),
    "zstd": lambda data, lasting: zstandard.ZstdCompressor(level=19 if lasting else 9).compress(data),
    "gzip": lambda data, _lasting: gzip.compress(data, mtime=0),
}
IDENTITY = ""
COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/ld+json",
    "application/manifest+json",
    "image/svg",
)


@lru_cache(maxsize=256)
def negotiate(accepted: str) -> str:
    """The encoding for an Accept-Encoding header (RFC 9110, 12.5.3): the best liked one of ours, or none."""
    liked = parse_accept_header(accepted)
    best = max(COMPRESSORS, key=lambda name: liked.quality(name))  # of several liked alike, the first
    return best if liked.quality(best) > 0 and liked.quality(best) >= liked.quality("identity") else IDENTITY


def is_compressible(content_type: str) -> bool:
    """Whether compressing makes it smaller: text is, pictures and fonts are compressed already."""
    return content_type.startswith(COMPRESSIBLE)
