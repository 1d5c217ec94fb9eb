"""Which links between the files of a frozen site lead nowhere; links to other sites are not followed."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

TEXT_ENDINGS = (".html", ".htm", ".css", ".xml", ".atom", ".ics", ".txt", ".json")
IN_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
IN_FEED = re.compile(r' href="([^"]+)"')  # its words may name what is gone
FROM_ANYWHERE = ("/", "https://", "http://")  # how links begin that mean the same on each page
TRAILING_PUNCTUATION = ".,;:!?)…"  # what stands behind an address in a sentence


@dataclass(frozen=True, order=True)
class Broken:
    """A link that leads nowhere; `typed`, where a person wrote it and not the program."""

    file: str
    link: str
    typed: bool

    def __str__(self) -> str:
        return f"{self.file}: {self.link} leads nowhere{', as somebody typed it' * self.typed}"


class Checker:
    """Follows links between files: `texts` are those that are read, `names` all that there are, below `site`.

    `elsewhere` says of a path without a file that the app answers there.
    """

    def __init__(
        self, texts: Mapping[str, bytes], names: Collection[str], site: str, elsewhere: Callable[[str], bool]
    ) -> None:
        self._texts, self._names, self._site, self._elsewhere = texts, names, site, elsewhere
        self._base = urlsplit(site).path
        self._arrives = cache(self._leads_somewhere)  # many pages have the same links
        self._absolute = re.compile(f"{re.escape(site)}(?:[/#][^\\s\"'<>\\\\“”‘’{{}}|^`\\[\\]]*)?(?![\\w.:-])")
        from lxml import html  # no request needs it

        page_texts = {name: text for name, text in texts.items() if name.endswith(TEXT_ENDINGS[:2])}
        pages = {name: html.document_fromstring(text) for name, text in page_texts.items()}
        self._ids = {name: {*page.xpath("//@id")} for name, page in pages.items()}
        self._in_pages = {name: [*_in_page(page)] for name, page in pages.items()}
        self._typed = {name.split("/")[0]: _strings(text) for name, text in texts.items() if _is_data(name)}

    def broken(self) -> list[Broken]:
        """The links that lead nowhere, each once a file."""
        return sorted({one for name in self._texts if not _is_data(name) for one in self._of_file(name)})

    def _of_file(self, name: str) -> Iterator[Broken]:
        page = f"{self._site}/{quote(name.removesuffix('index.html'))}"
        typed = self._typed.get(name.split("/")[0]) or "\n".join(self._typed.values())
        in_page = self._in_pages.get(name, ())
        written = {link for link, by_hand in in_page if by_hand}
        for link in {*(link for link, _ in in_page), *self._in_text(name)}:
            if not self._arrives(self._site if link.startswith(FROM_ANYWHERE) else page, link):
                words = (link, link.removeprefix(self._base), unquote(link.removeprefix(self._base)))
                yield Broken(name, link, link in written or any(word in typed for word in words))

    def _in_text(self, name: str) -> list[str]:
        text = unescape(self._texts[name].decode().replace("\r\n ", ""))  # iCalendar folds long lines
        if name.endswith(".css"):
            return IN_CSS.findall(text)
        if name.endswith(".atom"):
            return IN_FEED.findall(text)
        return [link.rstrip(TRAILING_PUNCTUATION) for link in self._absolute.findall(text)]

    def _leads_somewhere(self, page: str, link: str) -> bool:
        """Whether a link is one to another site, or leads to a file and, in a page, to a place in it."""
        try:
            address, parts = urljoin(page, link), urlsplit(link)
        except ValueError:  # such as https://[
            return False
        if not address.startswith(f"{self._site}/"):
            return bool(parts.scheme or parts.netloc)
        path, _, place = address.removeprefix(f"{self._site}/").partition("#")
        path = unquote(path.partition("?")[0])
        if self._elsewhere(f"/{path}"):
            return True
        file = next((one for one in (path, f"{path}/index.html", f"{path}index.html") if one in self._names), None)
        return file is not None and (not place or file not in self._ids or unquote(place) in self._ids[file])


def _in_page(page: Any) -> Iterator[tuple[str, bool]]:
    """The links of a page, and whether each stands in what somebody wrote as Markdown, or in the site's settings."""
    for element in page.iter("a", "link", "script", "img", "source"):
        classes = {name for one in element.iterancestors("div", "p") for name in (one.get("class") or "").split()}
        by_hand = not classes.isdisjoint({"prose", "site-link"})
        of_width = (one.split()[0] for one in (element.get("srcset") or "").split(",") if one.strip())
        for link in (element.get("href"), element.get("src"), *of_width):
            if link is not None:
                yield link.strip(), by_hand


def _is_data(name: str) -> bool:
    return name.endswith("/edition.json")


def _strings(data: bytes) -> str:
    """All that people typed on an edition's page, of its edition.json."""
    found: list[str] = []
    waiting = [json.loads(data)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
    return "\n".join(found)
