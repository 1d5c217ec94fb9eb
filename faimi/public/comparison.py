"""What of a former site a frozen one does not answer: addresses, files and anchors, for the person who moves it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from os.path import isfile
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from faimi.content.plural import counted
from faimi.exchange.former_site import ANCHORS, FormerSite, texts_in_html

MAX_NAMED_FILES = 3  # of a folder that is missing wholly


@dataclass
class Missing:
    """What leads nowhere any more, as paths without the slash at their start; anchors by the page that they were on."""

    addresses: list[str]
    files: list[str]
    anchors: dict[str, list[str]]

    def __bool__(self) -> bool:
        return bool(self.addresses or self.files or self.anchors)


def find_missing(former: FormerSite, root: Path, base: str) -> Missing:
    """What of a former site is not in the folder of a frozen one, which is served below `base`."""

    @cache
    def ids(file: Path) -> set[str]:
        return texts_in_html(_arrived(file, root, base).read_bytes(), ANCHORS)

    there = {path: _file(root, path) for path in former.pages}
    gone = {
        path: sorted(anchors - ids(file))
        for path, anchors in sorted(former.pages.items())
        if (file := there[path]) and anchors
    }
    return Missing(
        sorted(path for path, file in there.items() if file is None),
        [path for path in former.files if _file(root, path) is None],
        {path: anchors for path, anchors in gone.items() if anchors},
    )


def _file(root: Path, path: str) -> Path | None:
    """The file that a static host answers a path with."""
    candidates = (root / path, root / path / "index.html") if path else (root / "index.html",)
    found = (file for file in candidates if isfile(file))  # noqa: PTH113  # takes names that no file can have
    return None if ".." in path.split("/") else next(found, None)


def _arrived(file: Path, root: Path, base: str) -> Path:
    """The file to which a page that only leads on leads; else the file itself."""
    refresh = texts_in_html(file.read_bytes(), "//meta[@http-equiv='refresh']/@content")
    if not refresh:
        return file
    link = refresh.pop().partition("url=")[2]
    path = urlsplit(urljoin(f"{base}/{file.relative_to(root)}", link)).path.removeprefix(f"{base}/")
    return _file(root, unquote(path)) or file


def as_lines(missing: Missing, former: FormerSite) -> list[str]:
    """The report, the worst first; one line where all answers."""
    anchors = sum(map(len, former.pages.values()))
    all_told = ", ".join(counted(n, noun) for n, noun in ((len(former.pages), "address"), (anchors, "anchor")))
    all_told += f" and {counted(len(former.files), 'file')} of {former.folder}"
    if not missing:
        return [f"All {all_told} answer.", *former.notes]
    gone = sum(map(len, missing.anchors.values()))
    groups = [
        (len(missing.addresses), "address", "without an answer", [f"/{path}" for path in missing.addresses]),
        (len(missing.files), "file", "not there", _by_folder(missing.files, former)),
        (gone, "anchor", "not there, so that links to them open the top of the page", _by_page(missing.anchors)),
    ]
    lines = [f"Compared with {all_told}:"]
    for number, noun, what, found in groups:
        lines += [f"{counted(number, noun)} {what}:", *(f"  {line}" for line in found)] if number else []
    return [*lines, *former.notes]


def _by_folder(files: Iterable[str], former: FormerSite) -> list[str]:
    """Files by their folders; a folder that is missing wholly, with all in it, is one line."""
    missing = {*files}
    kept = (PurePosixPath(file) for file in former.files if file not in missing)
    there = {".", *(str(above) for file in kept for above in file.parents)}
    groups: dict[tuple[str, bool], list[str]] = {}
    for file in sorted(missing):
        parents = [str(above) for above in PurePosixPath(file).parents]
        gone = [above for above in parents if above not in there]
        groups.setdefault((gone[-1] if gone else parents[0], bool(gone)), []).append(file)
    lines = []
    for (folder, whole), own in groups.items():
        shown = "/" if folder == "." else f"/{folder}/"
        if whole and len(own) > MAX_NAMED_FILES:
            endings = Counter(PurePosixPath(file).suffix or "without ending" for file in own)
            by_ending = ", ".join(f"{number} {ending}" for ending, number in endings.most_common())
            lines.append(f"{shown}: all {len(own)} files ({by_ending})")
        else:
            lines.append(f"{shown}: {', '.join(file.removeprefix(shown[1:]) for file in own)}")
    return lines


def _by_page(anchors: dict[str, list[str]]) -> list[str]:
    """Anchors by their pages; those of several pages, which are of the layout, by their names, and last."""
    pages = Counter(anchor for own in anchors.values() for anchor in own)
    lines = []
    for page, own in anchors.items():
        if only := [anchor for anchor in own if pages[anchor] == 1]:
            lines.append(f"/{page}: {', '.join(f'#{anchor}' for anchor in only)}")
    return lines + [f"#{anchor} of {number} pages" for anchor, number in pages.most_common() if number > 1]
