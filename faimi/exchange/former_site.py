"""What a former site answers: its addresses, the anchors on each, and its files; of a checkout or as it was served."""

import os
import re
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml
from lxml import etree, html

from faimi.exchange.draft import PageError, Report
from faimi.exchange.page.header import paths_named
from faimi.exchange.page.source.parser import anchors_of, split_file

CONFIG = "_config.yml"
PAGE_ENDINGS, MARKDOWN_ENDINGS = (".html", ".htm"), (".md", ".markdown")
PROCESSED = {".scss": ".css", ".sass": ".css", ".coffee": ".js"}
LEFT_OUT = ["Gemfile", "Gemfile.lock", "node_modules", "vendor"]  # by Jekyll, whatever its config says
NO_COLLECTIONS = {"_site", "_layouts", "_includes", "_data", "_sass", "_drafts"}
ANCHORS = "//@id | //a/@name"  # all that a link can lead to
MAX_FILES, MAX_PAGE_BYTES = 50_000, 10_000_000
MAX_CONFIG_BYTES = 64 * 1024


@dataclass
class FormerSite:
    """Paths without the slash at their start: of pages, with their anchors, and of files; `notes` say what is not."""

    folder: Path
    pages: dict[str, set[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_former_site(folder: Path) -> FormerSite:
    """What a folder's site answers, if it is the checkout of a Jekyll site or holds the site as it was served.

    Raises PageError, in one line, where the folder cannot be read or holds no page.
    """
    if not folder.is_dir():
        raise PageError(f"{folder} is not a folder: name the checkout of the former site, or its _site.")
    site = FormerSite(folder)
    try:
        names = _file_names(folder)
        read = _read_checkout if _is_checkout(folder, names) else _read_served
        read(folder, names, site)
    except OSError as error:
        raise PageError(f"{error.filename or folder} cannot be read: {error.strerror}.") from None
    if not site.pages:
        raise PageError(f"{folder} holds no page: name the checkout of the former site, or its _site.")
    return site


def _file_names(folder: Path) -> list[str]:
    """The paths of its files, but for hidden ones; links to folders are not followed."""

    def refuse(error: OSError) -> None:
        raise error

    names: list[str] = []
    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        here = Path(root).relative_to(folder)
        names += [(here / name).as_posix() for name in files if name[0] != "." and (Path(root) / name).is_file()]
        if len(names) > MAX_FILES:
            raise PageError(f"{folder} holds more than {MAX_FILES:,} files: is it the folder of a site?")
    return sorted(names)


def _is_checkout(folder: Path, names: list[str]) -> bool:
    sources = [name for name in names if Path(name).suffix in MARKDOWN_ENDINGS]
    return (folder / CONFIG).is_file() or any(_has_front_matter(folder / name) for name in sources)


def _has_front_matter(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(8).removeprefix(b"\xef\xbb\xbf").startswith(b"---")


def _read_served(folder: Path, names: list[str], site: FormerSite) -> None:
    for name in names:
        if Path(name).suffix not in PAGE_ENDINGS:
            site.files.append(name)
        else:
            site.pages[_address(name)] = _ids_in_file(folder / name, site)


def texts_in_html(data: bytes, xpath: str) -> set[str]:
    """The texts that an XPath finds in a page, such as its ANCHORS; none in what is no HTML."""
    try:
        return {*map(str, html.document_fromstring(data).xpath(xpath))} - {""}
    except (etree.LxmlError, ValueError):
        return set()


def _ids_in_file(file: Path, site: FormerSite) -> set[str]:
    if file.stat().st_size <= MAX_PAGE_BYTES:
        return texts_in_html(file.read_bytes(), ANCHORS)
    site.notes.append(f"The anchors of {file} are not known: it has more than {MAX_PAGE_BYTES // 1_000_000} MB.")
    return set()


def _read_checkout(folder: Path, names: list[str], site: FormerSite) -> None:
    config = _config(folder)
    excluded = [one.strip("/") for one in [*LEFT_OUT, *paths_named(config, "exclude")]]
    collections: set[str] = set()
    for name in names:
        above = [*map(str, Path(name).parents), name]
        if any(fnmatch(one, pattern) for one in above for pattern in excluded):
            continue
        file, ending = folder / name, Path(name).suffix
        is_page = ending in (*PAGE_ENDINGS, *MARKDOWN_ENDINGS) and _has_front_matter(file)
        if own := next((part for part in name.split("/") if part.startswith("_")), ""):
            collections |= {own} if is_page and own not in NO_COLLECTIONS else set()
        elif is_page:
            _read_page(file, name, permalink if isinstance(permalink := config.get("permalink"), str) else "", site)
        elif ending in PAGE_ENDINGS:
            site.pages[_address(name)] = _ids_in_file(file, site)
        else:
            site.files.append(str(Path(name).with_suffix(PROCESSED.get(ending, ending))))
    words = "Jekyll alone knows the addresses of pages in"
    site.notes += [f"{words} {one}: build the site, and compare its _site." for one in sorted(collections)]


def _config(folder: Path) -> dict[str, Any]:
    if not (folder / CONFIG).is_file():
        return {}
    if (folder / CONFIG).stat().st_size > MAX_CONFIG_BYTES:
        raise PageError(f"{folder / CONFIG} has more than {MAX_CONFIG_BYTES // 1024} KB.")
    try:
        config = yaml.safe_load((folder / CONFIG).read_bytes())
    except (yaml.YAMLError, UnicodeError, RecursionError):
        raise PageError(f"{folder / CONFIG} is not valid YAML.") from None
    return config if isinstance(config, dict) else {}


def _read_page(file: Path, name: str, style: str, site: FormerSite) -> None:
    """Notes where Jekyll puts a page, what leads there, and the anchors on it, which its layout may add to."""
    ending = Path(name).suffix
    bare = name.removesuffix(ending)
    pretty = style == "pretty" or style.endswith("/")
    address = f"{bare}/" if pretty and Path(bare).name not in ("index", "404") else f"{bare}.html"
    anchors = set[str]()
    try:
        front, body = split_file(file, Report())
        address = str(front.get("permalink") or address)
        if front.get("published") is False:
            return
        for redirect in paths_named(front, "redirect_from"):
            site.pages.setdefault(_address(redirect), set())
        anchors = anchors_of(body, ending in PAGE_ENDINGS)
    except (PageError, RecursionError) as error:
        site.notes.append(f"The anchors of {name} are not known: {error}")
    site.pages[_address(address)] = anchors


def _address(path: str) -> str:
    """A path without the slash at its start, and without the name of the file that answers for its folder."""
    return re.sub(r"(?:^|(?<=/))index\.html?$", "", path.lstrip("/"))
