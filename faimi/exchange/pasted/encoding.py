"""A file that was sent as a list: bytes to text."""

import codecs

from faimi.exchange.draft import PageError

MAX_LIST_BYTES = 1_000_000  # a form holds the list twice
NO_TEXT = {
    b"PK": "it is a spreadsheet or a document, not text. Save the table as CSV, then choose that.",
    b"\xd0\xcf\x11\xe0": "it is a spreadsheet or a document, not text. Save the table as CSV, then choose that.",
    b"%PDF": "it is a PDF, not text. Copy the list out of it, then paste it.",
}


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, and what to know of that.

    Raises PageError where it is too long, or no text.
    """
    refuse_large(len(data) // 2 if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else len(data))
    for start, words in NO_TEXT.items():
        if data.startswith(start):
            raise PageError(words)
    try:
        text, note = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return _utf_16(data), ""
        text = data.decode("windows-1252", errors="replace")
        note = "It is not in UTF-8, and was read as Windows-1252: see whether letters such as é are right."
    if "\0" in text:
        raise PageError("it is not text. Save the list as CSV, BibTeX or JSON, then choose that.")
    return text, note


def _utf_16(data: bytes) -> str:
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError:
        raise PageError("its letters cannot be decoded. Save it as UTF-8, then choose it again.") from None


def refuse_large(size: int) -> None:
    """Raises PageError for a list of more bytes than can be read at once."""
    if size > MAX_LIST_BYTES:
        raise PageError(
            f"it has {size / 1e6:.1f} MB; up to {MAX_LIST_BYTES / 1e6:.0f} MB can be read at once. Split it."
        )
