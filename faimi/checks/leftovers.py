"""Finds what an edition may still hold of another year, for a person to confirm."""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import escape

from faimi.checks.check import check
from faimi.checks.facts import Facts, texts_of
from faimi.checks.finding import Found
from faimi.content import EDITABLE, MARKDOWN_COLUMNS
from faimi.content.fields import LINK
from faimi.content.prose import render
from faimi.media import ADDRESS

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=\w['‘’])[12]\d(?!\w)")
SHORT = re.compile(r"(?<=[A-Za-z]{3})[-_]?(?P<year>[12]\d)(?![A-Za-z\d])[^/?#]*/?(?:[?#].*)?$")  # Talks24.pdf
SUBMISSION = r"openreview\.net|cmt\w*\.(?:research\.)?microsoft\.com|easychair\.org|hotcrp\.com"
RECORDING = r"youtube\.com|youtu\.be|vimeo\.com|slideslive\.com"
HOST = re.compile(rf"//(?:[\w-]+\.)*(?:{SUBMISSION}|{RECORDING})(?![\w.-])", re.I)
RECORDED = re.compile(r"\brecordings?\b", re.I)
BARE = re.compile(r"https?://[^\s<>]+")
CONTEXT_CHARS = 40  # characters shown before and after
MAX_ADDRESS_CHARS = 100


@check("hint", *EDITABLE)
def of_another_year(row: Any, facts: Facts) -> Iterator[Found]:
    """A year, a submission link, a recording or a file of another edition."""
    if facts.edition.starts_on is None:
        return
    own = str(facts.edition.starts_on.year)
    for name, text in texts_of(row):
        if not ADDRESS.fullmatch(text):  # in a picture's address digits mean nothing
            yield from (Found(name, words) for words in dict.fromkeys(_found(text, name in MARKDOWN_COLUMNS, own)))


def _found(text: str, markdown: bool, own: str) -> Iterator[str]:
    """What is found in a text as a reader sees it, then in its addresses."""
    from bs4 import BeautifulSoup  # drafts alone need it

    tree = BeautifulSoup(f"<body>{render(text) if markdown else escape(text)}</body>", "lxml")
    shown = " ".join(("" if LINK.fullmatch(text) else tree.get_text()).split())
    plain = BARE.sub("…", shown)
    yield from (_around(plain, year) for year in YEAR.finditer(plain) if year[0] not in (own, own[2:]))
    links = [(str(tag.get("href") or tag.get("src") or ""), tag.get_text()) for tag in tree.find_all(["a", "img"])]
    links += [(text, "")] if LINK.fullmatch(text) else [(address, "") for address in BARE.findall(shown)]
    for address, words in links:
        if _is_old(address, words, own):
            yield ": ".join(filter(None, [" ".join(words.split()), _address(address)]))


def _is_old(address: str, words: str, own: str) -> bool:
    """Whether an address names another year, or leads to submissions or a recording without naming its own."""
    years = {year[0] for year in YEAR.finditer(address)} | {f"20{match['year']}" for match in SHORT.finditer(address)}
    if ADDRESS.match(address) or address.startswith("mailto:"):
        return False
    return bool(years - {own}) or (not years and bool(HOST.search(address) or RECORDED.search(words)))


def _around(text: str, year: re.Match[str]) -> str:
    """A year with the words that stand before and after it."""
    before, after = text[: year.start()], text[year.end() :]
    head = before if len(before) <= CONTEXT_CHARS else f"…{before[-CONTEXT_CHARS:].partition(' ')[2]}"
    tail = after if len(after) <= CONTEXT_CHARS else f"{after[:CONTEXT_CHARS].rpartition(' ')[0]}…"
    return f"{head}{year[0]}{tail}"


def _address(address: str) -> str:
    """An address as a person reads it."""
    address = re.sub(r"^https?://", "", address)
    return address if len(address) <= MAX_ADDRESS_CHARS else f"{address[:MAX_ADDRESS_CHARS]}…"
