"""Finds what an edition may still hold of another year, for a person to confirm."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, texts_of
from faimi.checks.finding import Found
from faimi.checks.markdown_links import as_read, links_of
from faimi.checks.prose import as_shown
from faimi.content import EDITABLE, MARKDOWN_COLUMNS
from faimi.content.fields import LINK
from faimi.exchange.text_matching import squeeze
from faimi.media import ADDRESS

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=\w['‘’])[12]\d(?!\w)")
SHORT = re.compile(r"(?<=[A-Za-z]{3})[-_]?(?P<year>[12]\d)(?![A-Za-z\d])[^/?#]*/?(?:[?#].*)?$")  # Talks24.pdf
SUBMISSION = r"openreview\.net|cmt\w*\.(?:research\.)?microsoft\.com|easychair\.org|hotcrp\.com"
RECORDING = r"youtube\.com|youtu\.be|vimeo\.com|slideslive\.com"
HOST = re.compile(rf"//(?:[\w-]+\.)*(?:{SUBMISSION}|{RECORDING})(?![\w.-])", re.I)
SUBMITTED = re.compile(rf"//(?:[\w-]+\.)*(?:{SUBMISSION})(?![\w.-])(?!.*/ARR/)", re.I)
EARLIER = re.compile(r"\b(?:last|previous|past|earlier|former|first)\b", re.I)
RECORDED = re.compile(r"\brecordings?\b", re.I)
MAY_TELL = re.compile(rf"[12]\d|{SUBMISSION}|{RECORDING}|recording", re.I)  # without it, nothing is found
BARE = re.compile(r"https?://[^\s<>]+")
CONTEXT_CHARS = 40  # characters shown before and after
MAX_TOLD = 20  # of one text


@check("hint", *EDITABLE)
def of_another_year(row: Any, facts: Facts) -> Iterator[Found]:
    """A year, a submission link, a recording or a file of another edition."""
    if (first := facts.edition.starts_on) is None:
        return
    own, ahead = str(first.year), facts.now.date() < first
    for name, text in texts_of(row):
        told = _told(text, name in MARKDOWN_COLUMNS, own, ahead)
        yield from (Found(name, f"“{words}” may be of another edition.") for words in told)


@check("warning", *EDITABLE)
def submissions_of_an_earlier_year(row: Any, facts: Facts) -> Iterator[Found]:
    """A link to where submissions of an earlier edition went, which does not say so."""
    if first := facts.edition.starts_on:
        for name, link in dict.fromkeys(links_of(row)):
            if year := _earlier_year(link.address, link.words, first.year):
                yield Found(name, f"“{_called(link.address, link.words)}” is where submissions of {year} went.")


@lru_cache(maxsize=16_384)
def _told(text: str, markdown: bool, own: str, ahead: bool) -> tuple[str, ...]:
    """What is found in a text, once each; in a picture's address digits mean nothing."""
    if not MAY_TELL.search(text) or ADDRESS.fullmatch(text):
        return ()
    return tuple(islice(dict.fromkeys(_found(text, markdown, own, ahead)), MAX_TOLD))


def _found(text: str, markdown: bool, own: str, ahead: bool) -> Iterator[str]:
    """What is found in a text as a reader sees it, then in its addresses."""
    shown, links = as_shown(text) if markdown else (squeeze(text), ())
    if LINK.fullmatch(text):
        shown, links = "", ((text, ""),)
    plain = BARE.sub("…", shown)
    if ahead or not markdown:  # what is told at length afterwards, such as a life, may tell of any year
        yield from (_around(plain, year) for year in YEAR.finditer(plain) if year[0] not in (own, own[2:]))
    for address, words in (*links, *((address, "") for address in BARE.findall(shown))):
        if _is_old(address, words, own, ahead):
            yield _called(address, words)


def _is_old(address: str, words: str, own: str, ahead: bool) -> bool:
    """Whether an address names another year.

    Of an edition that lies `ahead` none leads to submissions or to a recording without naming its own year.
    """
    years = {year[0] for year in YEAR.finditer(address)} | {f"20{match['year']}" for match in SHORT.finditer(address)}
    if ADDRESS.match(address) or address.startswith("mailto:") or _earlier_year(address, words, int(own)):
        return False
    return bool(years - {own}) or (ahead and not years and bool(HOST.search(address) or RECORDED.search(words)))


@lru_cache(maxsize=16_384)
def _earlier_year(address: str, words: str, own: int) -> int | None:
    """The year before an edition's own for which an address takes submissions, and the link's words do not say it."""
    if not SUBMITTED.search(address) or EARLIER.search(words):
        return None
    years = {int(year[0]) for year in YEAR.finditer(address) if len(year[0]) == 4}
    return max(years) if years and max(years) < own and str(max(years)) not in words else None


def _called(address: str, words: str) -> str:
    return ": ".join(filter(None, [squeeze(words), as_read(address)]))


def _around(text: str, year: re.Match[str]) -> str:
    """A year with the words that stand before and after it."""
    before, after = text[: year.start()], text[year.end() :]
    head = before if len(before) <= CONTEXT_CHARS else f"…{before[-CONTEXT_CHARS:].partition(' ')[2]}"
    tail = after if len(after) <= CONTEXT_CHARS else f"{after[:CONTEXT_CHARS].rpartition(' ')[0]}…"
    return f"{head}{year[0]}{tail}"
