"""Finds the pages in the checkout of a Jekyll site, and what flask export wrote to a folder."""

from pathlib import Path

ENDINGS = ("*.md", "*.markdown", "*.html", "*.htm", "*.json")


def find_pages(folder: Path) -> list[Path]:
    """The pages of a folder: those with front matter and something below it, and what flask export wrote.

    In a folder without any, all whole HTML documents are pages.
    """
    files = sorted(file for ending in ENDINGS for file in folder.rglob(ending))
    ours = [file for file in files if not any(map(_is_hidden, file.relative_to(folder).parts)) and file.is_file()]
    return [file for file in ours if _has_content(file)] or [file for file in ours if _is_document(file)]


def is_archive(path: Path) -> bool:
    """Whether a file is meant as an edition in JSON."""
    return path.suffix.lower() == ".json"


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "_")) or name in ("node_modules", "vendor")


def _is_document(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return file.suffix.lower() in (".html", ".htm") and b"<html" in opened.read(1000).lower()
    except OSError:
        return False


def _has_content(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            start = opened.read(100)
    except OSError:
        return True  # who reads it says why it cannot be read
    if is_archive(file):
        return b'"faimi":' in start
    if not start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").startswith(b"---"):
        return False
    parts = file.read_text("utf-8", "replace").lstrip("\ufeff\n").split("\n---", 1)
    return len(parts) == 2 and bool(parts[1].strip("- \t\r\n"))
