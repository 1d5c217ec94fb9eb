"""The public site as files for any static host: what the app answers at each public address, and the same packed."""

import re
import sys
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import click
from flask import Flask, g
from sqlalchemy import select

from faimi.content import OldAddress
from faimi.extensions import db
from faimi.public import compression, versions
from faimi.public.crawler import Asking
from faimi.public.link_check import READ, Broken, Checker
from faimi.public.output_folder import Folder, FreezeError, opened
from faimi.public.visibility import published_editions

ENDINGS = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}
SITE = "/"  # the part of the site beside its editions
TRIES = 3
PICTURE = re.compile(rb"/(media/[0-9a-f]{20}\.\w+)")
SAFE = re.compile(r"(?:[^/.\\\x00-\x1f][^/\\\x00-\x1f]{0,80}(?:/|$))+")  # no way out of the folder, no hidden file
PAGE = (".html", ".htm")
NOWHERE = "/media/none"


class Freezing:
    """One run: what is drawn, and what is taken over from the run before."""

    def __init__(self, app: Flask, folder: Folder, stand_in: bool) -> None:
        self._app, self._folder, self._before = app, folder, folder.notes
        self._asking = Asking(app, stand_in)
        self._texts: dict[str, bytes] = {}
        self._around = f"{_program()} {self._asking.site} {stand_in}"

    def run(self) -> tuple[list[Broken], int, int]:
        """Draws, checks and writes; gives the broken links that people typed, and the numbers that `swap` gives.

        Raises FreezeError, and OSError where the folder cannot be written.
        """
        for _ in range(TRIES):
            versions = self._versions()
            self._draw(versions)
            if self._versions() == versions:
                break
        else:
            raise FreezeError("The site was edited all the while. Run this again.")
        asking = self._asking
        broken = Checker(self._texts, self._folder.files, asking.site, asking.needs_the_app).broken()
        if own := [one for one in broken if not one.typed]:
            raise FreezeError("\n".join(map(str, own)))
        return broken, *self._folder.swap()

    def _versions(self) -> versions.Versions:
        with self._app.app_context():
            return versions.read(db.engine)

    def _draw(self, versions: versions.Versions) -> None:
        self._folder.begin()
        self._texts.clear()
        with self._app.app_context():
            slugs = [edition.slug for edition in published_editions()]
        of_part = {**{slug: versions.of[slug] for slug in slugs}, SITE: versions.all}
        with click.progressbar(of_part, label="Freezing", file=sys.stderr, hidden=not sys.stderr.isatty()) as parts:
            for part in parts:
                key = sha256(f"{self._around} {of_part[part]}".encode()).hexdigest()
                paths = self._kept(part, key) or self._made(part)
                self._folder.notes[part] = {"key": key, "paths": paths}
        self._put_pictures()

    def _kept(self, part: str, key: str) -> list[str]:
        """Takes a part over that would be drawn alike; gives its files, or none if it must be drawn."""
        before = self._before.get(part, {"key": "", "paths": []})
        if before["key"] != key:
            return []
        for path in before["paths"]:
            content = self._folder.keep(path)
            if content is None:
                return []
            self._read(path, content)
        return list(before["paths"])

    def _made(self, part: str) -> list[str]:
        """Draws a part and gives its files."""
        others = {*self._folder.files}
        with self._app.app_context():  # one for the whole part, so that its edition is loaded once
            g.published = {}
            addresses = self._asking.of_site() if part == SITE else self._asking.of_edition(part)
            answers = [(_file(path), self._asking.answer(path)) for path in addresses]
            for file, answer in answers:
                if answer.status_code == 200:
                    self._put(file, answer.data, answer.content_type or "")
            moved = {file: answer.location or "" for file, answer in answers if answer.status_code == 301}
            if part == SITE:
                self._put("404.html", self._asking.answer(NOWHERE).data, "text/html")
                moved |= self._former()
        for file, there in moved.items():
            if self._is_free(file):
                self._put(file, self._asking.moved_page(there), "text/html")
        return sorted({*self._folder.files} - others)

    def _former(self) -> dict[str, str]:
        """Gives where addresses of the former site lead, by file; as lines for hosts that read `_redirects`, too."""
        paths = db.session.scalars(select(OldAddress.path).order_by(OldAddress.path))
        former = self._asking.former(filter(SAFE.fullmatch, paths))
        if former:
            lines = (f"{self._asking.base}/{quote(path)} {there} 301\n" for path, there in former.items())
            self._put("_redirects", "".join(lines).encode(), "")
        return {path if path.endswith(PAGE) else f"{path}/index.html": there for path, there in former.items()}

    def _put(self, file: str, content: bytes, type: str) -> None:
        self._folder.put(file, content)
        self._read(file, content)
        if compression.is_packable(type):
            for name, ending in ENDINGS.items():
                self._folder.put(file + ending, compression.PACK[name](content))

    def _read(self, file: str, content: bytes) -> None:
        if file.endswith(READ):
            self._texts[file] = content

    def _is_free(self, file: str) -> bool:
        files = self._folder.files
        above = {str(parent) for parent in PurePosixPath(file).parents}
        return not above & files.keys() and not any(f"{other}/".startswith(f"{file}/") for other in files)

    def _put_pictures(self) -> None:
        """Puts every rendition that a page names."""
        pages = (text for name, text in self._texts.items() if name.endswith(PAGE))
        for name in sorted({match.decode() for page in pages for match in PICTURE.findall(page)}):
            if self._folder.keep(name) is None:
                with self._app.app_context():
                    answer = self._asking.answer(f"/{name}")
                if answer.status_code == 200:
                    self._folder.put(name, answer.data)


def freeze(app: Flask, root: Path, stand_in: bool) -> tuple[list[Broken], int, int, int]:
    """Writes the site to a folder; gives the broken links that people typed; files in all, written, removed.

    Raises FreezeError; what was there before stays as it was.
    """
    try:
        with opened(root) as folder:
            broken, written, removed = Freezing(app, folder, stand_in).run()
            return broken, len(folder.files), written, removed
    except OSError as error:
        raise FreezeError(f"{root} cannot be written: {error.strerror}. What was there stays.") from error


def _file(path: str) -> str:
    return path.lstrip("/") + "index.html" * path.endswith("/")


def _program() -> str:
    """Gives what the program is: a hash of its files, and of the versions of what it builds upon."""
    digest = sha256(sys.version.encode())
    package = Path(__file__).parent.parent
    for file in sorted(file for file in package.rglob("*.*") if "__pycache__" not in file.parts):
        digest.update(file.read_bytes())
    digest.update(repr(sorted((one.name, one.version) for one in distributions())).encode())
    return digest.hexdigest()
