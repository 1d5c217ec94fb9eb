"""What texts link to, show and are headed by, and all links of a page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from faimi.checks.facts import Facts
from faimi.content import EDITABLE
from faimi.content.cleaning import visible
from faimi.content.prose import render
from faimi.content.row_key import RowKey

MARKUP = re.compile(r"[\[<]|^ {0,3}(?:#|=+\s*$|-+\s*$)", re.M)  # without any of these Markdown has none of what is read
MAX_ADDRESS_CHARS = 100  # that are told of one


@dataclass(frozen=True)
class Link:
    """A link with the words by which it is followed, those of its pictures among them."""

    address: str
    words: str


@dataclass(frozen=True)
class Shown:
    """A picture that a text shows; without an address where that is on another site."""

    address: str
    words: str


@dataclass(frozen=True)
class Heading:
    """A heading of a text, at the level that it has on the page."""

    level: int
    words: str


@dataclass(frozen=True)
class Written:
    """What a Markdown text holds, in its order."""

    links: tuple[Link, ...] = ()
    pictures: tuple[Shown, ...] = ()
    headings: tuple[Heading, ...] = ()


NOTHING = Written()


@lru_cache(maxsize=16_384)
def read(text: str) -> Written:
    """What a Markdown text holds as the page shows it."""
    if not MARKUP.search(text):
        return NOTHING
    from lxml import html  # texts of words alone need it not

    links, pictures, headings = [], [], []
    for tag in html.document_fromstring(f"<body>{render(text)}</body>").iter("a", "img", "h3", "h4", "h5", "h6"):
        if tag.tag == "img":
            pictures.append(Shown(tag.get("src", ""), visible(tag.get("alt", "")).strip()))
            continue
        words = " ".join(visible(" ".join([tag.text_content(), *tag.xpath(".//img/@alt")])).split())
        if tag.tag == "a":
            links.append(Link(tag.get("href", ""), words))
        elif words:
            headings.append(Heading(int(tag.tag[1]), words))
    return Written(tuple(links), tuple(pictures), tuple(headings))


def links_of(row: Any) -> Iterator[tuple[str, Link]]:
    """The links of a row's texts and columns, by field; one in a column has no words of its own."""
    kind = EDITABLE[row.__tablename__]
    for name in kind.links:
        if address := getattr(row, name):
            yield name, _in_column(address)
    for name in kind.markdown:
        for link in read(getattr(row, name)).links:
            yield name, link


@lru_cache(maxsize=16_384)
def _in_column(address: str) -> Link:
    return Link(address, "")


def pictures_of(row: Any) -> Iterator[tuple[str, Shown]]:
    """The pictures of a row's columns and texts, by field."""
    kind = EDITABLE[row.__tablename__]
    for name in kind.pictures:
        if address := getattr(row, name):
            yield name, Shown(address, str(row))
    for name in kind.markdown:
        for shown in read(getattr(row, name)).pictures:
            yield name, shown


@lru_cache(maxsize=16_384)
def parts_of(address: str) -> SplitResult:
    """The parts of an address; all are empty where it is none, such as https://[."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


@lru_cache(maxsize=16_384)
def host_by(scheme: str, address: str) -> str:
    """The host, with its port where one is named, of an address that has this scheme; empty for any other."""
    return parts_of(address).netloc if address.startswith(f"{scheme}:") else ""


def as_read(address: str) -> str:
    """An address as a person reads it."""
    address = re.sub(r"^https?://", "", address)
    return address if len(address) <= MAX_ADDRESS_CHARS else f"{address[:MAX_ADDRESS_CHARS]}…"


def external_links(facts: Facts) -> dict[str, list[tuple[RowKey, str]]]:
    """The addresses on the web that a page links to, without the place in them, each with the rows and fields."""
    found: dict[str, list[tuple[RowKey, str]]] = {}
    for key, row in facts.by_key.items():
        for name, link in links_of(row):
            if host_by("http", link.address) or host_by("https", link.address):
                found.setdefault(link.address.partition("#")[0], []).append((key, name))
    return found
