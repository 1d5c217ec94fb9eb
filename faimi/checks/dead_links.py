"""Links within the site that lead nowhere: to a place of this page, or to another page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from flask import current_app
from sqlalchemy import select, union_all

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.markdown_links import links_of, parts_of
from faimi.content import EDITABLE, Edition, OldAddress
from faimi.content.reserved import ANCHOR, is_anchor, reserved_slugs
from faimi.content.row_key import RowKey
from faimi.extensions import db

ROW_ID = re.compile(rf"(?P<kind>{'|'.join(EDITABLE)}|heading)-(?P<number>\d{{1,9}})(?:-items)?")
ON_TOP = ("", "top")  # every browser knows them
LEADS = r"^|\]\(\s*<?|\]:\s*<?|\bhref\s*=\s*[\"']?"  # stands before the address of a link
FILE = re.compile(r"\.(?!html?$)\w+$")


@index
def _anchors(facts: Facts) -> dict[str, str]:
    """The anchors of the page's sections, by themselves and by their letters and digits alone."""
    anchors = [section.anchor for section in facts.page.sections]
    return {_bare(anchor): anchor for anchor in reversed(anchors)} | {anchor: anchor for anchor in anchors}


@index
def _addresses(facts: Facts) -> set[str]:
    """The paths, without slashes around them, at which the site has a page, or had one that leads on; one query."""
    former = select(OldAddress.path).join(Edition).where(Edition.state != "removed")
    return {*db.session.scalars(union_all(select(Edition.slug).where(Edition.state != "removed"), former))}


@lru_cache(maxsize=16_384)
def _bare(anchor: str) -> str:
    return re.sub(r"[\W_]", "", anchor).casefold()


def _is_there(place: str, facts: Facts) -> bool:
    """Whether this page has an element with this id, or the address needs none."""
    place = unquote(place).partition(":~:")[0]
    if row := ROW_ID.fullmatch(place):
        return RowKey(row["kind"].replace("heading", "section"), int(row["number"])) in facts.by_key
    own = bool(ANCHOR.fullmatch(place)) and not is_anchor(place)  # an id that the page has for itself
    return place in ON_TOP or own or any(section.anchor == place for section in facts.page.sections)


def _path(address: str) -> str:
    """The path of an address within the site, below the folder that the site is in; empty for another site's."""
    parts = parts_of(address)
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return ""
    path, folder = unquote(parts.path), current_app.config["APPLICATION_ROOT"].rstrip("/")
    return path.removeprefix(folder) if path.startswith(f"{folder}/") else path


@check("error", *EDITABLE)
def dead_anchor(row: Any, facts: Facts) -> Iterator[Found]:
    """A link to a place that this page does not have."""
    for name, link in links_of(row):
        path = _path(link.address).strip("/")
        _, mark, place = link.address.partition("#")
        here = link.address.startswith("#") or (mark and path == facts.edition.slug)
        if here and not _is_there(place, facts):
            words = f"{_called(link.words)} leads to #{place}, and this page has no such place."
            yield Found(name, words, fix=_fix(row, name, link.address, _anchors(facts).get(_bare(place))))


def _fix(row: Any, name: str, address: str, anchor: str | None) -> Fix | None:
    """The way to the section that was meant, where there is one: for the links of this address, and no other."""
    if anchor is None:
        return None
    whole, right = rf"(?P<before>{LEADS}){re.escape(address)}(?=[\s)>\"']|$)", f"{address.partition('#')[0]}#{anchor}"
    text = re.sub(whole, lambda link: f"{link['before']}{right}", getattr(row, name))
    return Fix(f"Lead to #{anchor}", {row.key: {name: text}})


def _dead_paths(row: Any, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """The links of a row that lead to no page of the site: field, words and path."""
    for name, link in links_of(row):
        path = _path(link.address)
        first, _, rest = path.strip("/").partition("/")
        if not path or first in reserved_slugs():
            continue
        whole = path.strip("/").removesuffix("index.html").strip("/")
        addresses = _addresses(facts)
        below = rest and first in addresses  # such as a paper's own page
        if whole not in addresses and not below:
            yield name, link.words, path


@check("warning", *EDITABLE)
def dead_page(row: Any, facts: Facts) -> Iterator[Found]:
    """A link to a page that this site does not have."""
    for name, words, path in _dead_paths(row, facts):
        if not FILE.search(path):
            yield Found(name, f"{_called(words)} leads to {path}, and this site has no such page.")


@check("hint", *EDITABLE)
def dead_file(row: Any, facts: Facts) -> Iterator[Found]:
    """A link to a file of a former site."""
    for name, words, path in _dead_paths(row, facts):
        if FILE.search(path):
            yield Found(name, f"{_called(words)} leads to {path}, a file that this site does not have.")


def _called(words: str) -> str:
    return f"The link “{words}”" if words else "The link"
