"""The public site as files for any static host: what the app answers at each public address, also compressed."""

import re
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import click
from flask import Flask
from sqlalchemy import select

from faimi.content import OldAddress
from faimi.content.reserved import is_slug
from faimi.content.site import current_site
from faimi.extensions import db
from faimi.public import compression
from faimi.public.crawler import Crawler
from faimi.public.link_check import TEXT_ENDINGS, Broken, Checker
from faimi.public.output_folder import Folder, FreezeError, opened
from faimi.public.versions import Versions, read_versions
from faimi.public.visibility import published_editions

COMPRESSED_ENDINGS = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
SITE_PART = "/"  # the part of the site beside its editions
MAX_ATTEMPTS = 3
PICTURE_PATH = re.compile(rb"/(media/[0-9a-f]{20}\.\w+)")
SAFE_PATH = re.compile(r"(?:[^/.\\\x00-\x1f][^/\\\x00-\x1f]{0,80}(?:/|$))+")  # no way out of the folder, no hidden file
PAGE_ENDINGS = (".html", ".htm")
MISSING_PATH = "/media/none"


class Freeze:
    """One run: what is rendered, and what is taken over from the run before."""

    def __init__(self, app: Flask, folder: Folder, stand_in: bool) -> None:
        self._app, self._folder, self._before = app, folder, folder.notes
        self._crawler = Crawler(app, stand_in)
        self._texts: dict[str, bytes] = {}
        self._key_prefix = f"{program_hash()} {self._crawler.site} {stand_in} {app.config['OFFLINE']}"

    def run(self) -> tuple[list[Broken], int, int]:
        """The broken links that people typed, and the numbers that `swap` returns: renders, checks and writes.

        Raises FreezeError, and OSError where the folder cannot be written.
        """
        for _ in range(MAX_ATTEMPTS):
            versions = self._versions()
            self._render_all(versions)
            if self._versions() == versions:
                break
        else:
            raise FreezeError("The site was edited all the while. Run this again.")
        crawler = self._crawler
        broken = Checker(self._texts, self._folder.files, crawler.site, self._is_elsewhere).broken()
        if own := [one for one in broken if not one.typed]:
            raise FreezeError("\n".join(map(str, own)))
        return broken, *self._folder.swap()

    def _is_elsewhere(self, path: str) -> bool:
        return self._crawler.needs_the_app(path) or self._folder.is_foreign(path.lstrip("/"))

    def _versions(self) -> Versions:
        with self._app.app_context():
            return read_versions(db.engine)

    def _render_all(self, versions: Versions) -> None:
        self._folder.begin()
        self._texts.clear()
        with self._app.app_context():
            slugs = [edition.slug for edition in published_editions()]
        of_part = {slug: versions.on(f"/{slug}/") for slug in slugs} | {SITE_PART: versions.on(SITE_PART)}
        with click.progressbar(of_part, label="Freezing", file=sys.stderr, hidden=not sys.stderr.isatty()) as parts:
            for part in parts:
                key = sha256(f"{self._key_prefix} {of_part[part]}".encode()).hexdigest()
                paths = self._reuse_part(part, key) or self._render_part(part)
                self._folder.notes[part] = {"key": key, "paths": paths}
        self._put_pictures()

    def _reuse_part(self, part: str, key: str) -> list[str]:
        """The files of a part that is taken over, for it would be rendered alike; none if it must be rendered."""
        before = self._before.get(part, {"key": "", "paths": []})
        if before["key"] != key:
            return []
        for path in before["paths"]:
            content = self._folder.keep(path)
            if content is None:
                return []
            self._collect_text(path, content)
        return list(before["paths"])

    def _render_part(self, part: str) -> list[str]:
        """The files of a part, rendered."""
        others = {*self._folder.files}
        with self._app.app_context():  # one for the whole part, so that its edition is loaded once
            addresses = self._crawler.of_site() if part == SITE_PART else self._crawler.of_edition(part)
            answers = [(_file(path), self._crawler.answer(path)) for path in addresses]
            for file, answer in answers:
                if answer.status_code == 200:
                    self._put(file, answer.data, answer.content_type or "")
            moved = {file: answer.location or "" for file, answer in answers if answer.status_code in (301, 302)}
            if part == SITE_PART:
                for start in ("", *(f"/{code}" for code in current_site().offered[1:])):  # hosts answer the nearest one
                    self._put(f"{start}/404.html"[1:], self._crawler.answer(start + MISSING_PATH).data, "text/html")
                moved |= self._put_redirects()
        for file, there in moved.items():
            if self._is_free(file):
                self._put(file, self._crawler.moved_page(there), "text/html")
        return sorted({*self._folder.files} - others)

    def _put_redirects(self) -> dict[str, str]:
        """Where former addresses and pages below lead, by file; as lines for hosts that read `_redirects`, too."""
        paths = db.session.scalars(select(OldAddress.path).order_by(OldAddress.path))
        former = self._crawler.former(filter(SAFE_PATH.fullmatch, paths))
        base, slugs = self._crawler.base, [path for path in former if is_slug(path)]
        if former:
            lines = [f"{base}/{quote(path)} {there} 301\n" for path, there in former.items()]
            lines += [f"{base}/{slug}/* {former[slug]}:splat 301\n" for slug in slugs]
            self._put("_redirects", "".join(lines).encode(), "")
        below = [f"{slug}/{page}" for slug in slugs for page in self._pages_below(former[slug])]
        former |= self._crawler.former(below)
        return {path if path.endswith(PAGE_ENDINGS) else f"{path}/index.html": there for path, there in former.items()}

    def _pages_below(self, address: str) -> list[str]:
        """The paths of the pages below that of an edition, from there, such as `paper/1`."""
        start = address.removeprefix(f"{self._crawler.base}/")
        inner = (file.removeprefix(start) for file in self._folder.files if file.startswith(start))
        return [file.removesuffix("/index.html") for file in inner if file.endswith("/index.html")]

    def _put(self, file: str, content: bytes, type: str) -> None:
        self._folder.put(file, content)
        self._collect_text(file, content)
        if compression.is_compressible(type):
            lasting = f"/{file}".startswith(self._app.static_url_path or "/")
            for name, ending in COMPRESSED_ENDINGS.items():
                self._folder.put(file + ending, compression.COMPRESSORS[name](content, lasting))

    def _collect_text(self, file: str, content: bytes) -> None:
        if file.endswith(TEXT_ENDINGS):
            self._texts[file] = content

    def _is_free(self, file: str) -> bool:
        files = self._folder.files
        above = {str(parent) for parent in PurePosixPath(file).parents}
        return not above & files.keys() and not any(f"{other}/".startswith(f"{file}/") for other in files)

    def _put_pictures(self) -> None:
        """Puts every rendition that a page names."""
        pages = (text for name, text in self._texts.items() if name.endswith(PAGE_ENDINGS))
        for name in sorted({match.decode() for page in pages for match in PICTURE_PATH.findall(page)}):
            if self._folder.keep(name) is None:
                with self._app.app_context():
                    answer = self._crawler.answer(f"/{name}")
                if answer.status_code == 200:
                    self._folder.put(name, answer.data)


def freeze(app: Flask, root: Path, stand_in: bool) -> tuple[list[Broken], int, int, int]:
    """The broken links that people typed; files in all, written, removed: writes the site to a folder.

    Raises FreezeError; what was there before stays as it was.
    """
    try:
        with opened(root) as folder:
            broken, written, removed = Freeze(app, folder, stand_in).run()
            return broken, len(folder.files), written, removed
    except OSError as error:
        raise FreezeError(f"{root} cannot be written: {error.strerror}. What was there stays.") from error


def _file(path: str) -> str:
    return path.lstrip("/") + "index.html" * path.endswith("/")


@cache  # a process runs one program
def program_hash() -> str:
    """What the program is: a hash of its files, and of the versions of what it builds upon."""
    digest = sha256(sys.version.encode())
    package = Path(__file__).parent.parent
    for file in sorted(file for file in package.rglob("*.*") if "__pycache__" not in file.parts):
        digest.update(file.read_bytes())
    digest.update(repr(sorted((one.name, one.version) for one in distributions())).encode())
    return digest.hexdigest()
