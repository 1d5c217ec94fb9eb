"""Finds what stands on a page and nowhere in its draft: nothing is dropped without a word."""

import re
from collections import Counter
from datetime import date, time
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag

from faimi.content import LINK_COLUMNS, MARKDOWN_COLUMNS, PICTURE_COLUMNS
from faimi.content.prose import render
from faimi.exchange.draft import DraftSection, Report
from faimi.exchange.page.kinds import READERS
from faimi.exchange.page.recognise.dates import MONTHS
from faimi.exchange.page.recognise.hours import ZONE_WORDS
from faimi.exchange.text_matching import WORD, cut, squeeze, word_list

ADDRESSES = LINK_COLUMNS | PICTURE_COLUMNS
BREAKS = re.compile(
    r"<(?=/?(?:p|div|li|br|t[dhr]|h[1-6]|dt|dd|pre|blockquote|summary|option|figcaption|caption)\b)", re.I
)
MAX_REPORTED_GAPS = 30


class Content:
    """What a piece of HTML shows: its text, where it leads, and what its pictures are said to show."""

    def __init__(self, html: str) -> None:
        tree = BeautifulSoup(BREAKS.sub(" <", html), "lxml")
        self.text = squeeze(tree.get_text())
        tags = tree.find_all(["a", "img", "iframe", "video", "audio", "source", "embed", "object"])
        targets = [tag.get("href") or tag.get("src") or tag.get("data") for tag in tags]
        self.links = list(dict.fromkeys(str(target) for target in targets if target))
        self.alts = list(dict.fromkeys(squeeze(str(tag.get("alt", ""))) for tag in tags))


def shown_on_page(heading: Tag | None, blocks: list[Tag]) -> Content:
    """What a section of the page shows, before its readers take it apart."""
    return Content("\n".join(str(tag) for tag in [heading, *blocks] if tag is not None))


def report_missing(page: Content, sections: list[DraftSection], report: Report) -> None:
    """Reports the words and links of a section of the page that none of its drafts holds."""
    draft = Content("\n".join(_html(section) for section in sections))
    free = {word for section in sections for word in _understood(section.kind)}
    rows = [item for section in sections for item in section.items]
    free |= {word for item in rows for word in _of_times(item)}
    free |= {word for item in rows for name in ("kind", "track") for word in word_list(item.get(name, ""))}
    held = Counter(word_list(draft.text))
    gaps = _gaps(page.text, held, free)
    for start, end in gaps[:MAX_REPORTED_GAPS]:
        report.unsure(
            f"not taken over: “{cut(page.text[start:end])}”",
            page.text[start:end],
            page.text[max(0, start - 40) : start],
        )
    targets = {_plain(link) for section in sections for item in section.items for link in _targets(item)}
    targets |= {_plain(link) for link in draft.links}
    lost = [link for link in page.links if _plain(link) not in targets]
    for link in lost[:MAX_REPORTED_GAPS]:
        report.unsure(f"not taken over: the link or picture {cut(link, 120)}", link)
    told = held.keys() | free | {word for alt in draft.alts for word in word_list(alt)}
    told |= {word for section in sections for item in section.items for word in word_list(item.get("alt", ""))}
    for alt in page.alts:
        if not set(word_list(alt)) <= told:
            report.unsure(f"not taken over: the picture's text “{cut(alt)}”", alt)
    if more := sum(max(0, len(found) - MAX_REPORTED_GAPS) for found in (gaps, lost)):
        report.unsure(f"not taken over: {more} more such places.")


def _understood(kind: str) -> list[str]:
    return READERS[kind].understood.split() if kind in READERS else []


def _gaps(text: str, held: Counter[str], free: set[str]) -> list[tuple[int, int]]:
    """Where words of a text stand that are not held, or less often; neighbours make one place."""
    gaps: list[tuple[int, int]] = []
    joined = False
    for match in WORD.finditer(text):
        word = match[0].lower()
        if held[word]:
            held[word] -= 1
            joined = False
        elif word in free:
            joined = False
        elif joined:
            gaps[-1] = (gaps[-1][0], match.end())
        else:
            gaps.append(match.span())
            joined = True
    return gaps


def _html(section: DraftSection) -> str:
    """All that a draft's section will show, as HTML."""
    tracks = dict.fromkeys(str(item["track"]) for item in section.items if item.get("track"))
    parts = [section.heading, *tracks]
    shown = [render(section.intro)]
    for item in section.items:
        shown += [render(value) for name, value in item.items() if name in MARKDOWN_COLUMNS]
        own = {
            name: value for name, value in item.items() if name not in MARKDOWN_COLUMNS | ADDRESSES | {"track", "kind"}
        }
        parts += [value for value in own.values() if isinstance(value, str)]
    return "\n".join(shown + [f"<p>{escape(part)}</p>" for part in parts])


def _targets(item: dict[str, Any]) -> list[str]:
    return [str(item[name]) for name in ADDRESSES if item.get(name)]


def _of_times(item: dict[str, Any]) -> set[str]:
    """The words by which an item's dates and times may be written."""
    words: set[str] = set()
    days = [item.get("date"), *(date.fromisoformat(old) for old in item.get("superseded", ()))]
    for day in filter(None, days):
        month = MONTHS[day.month - 1]
        words |= {month, month[:3], month[:4], str(day.year), f"{day.month}", f"{day:%m}", f"{day:%d}", str(day.day)}
        words |= {f"{day.day}{ending}" for ending in ("st", "nd", "rd", "th")}
    words |= ZONE_WORDS if item.get("zone") else set()
    for clock in (item.get("start"), item.get("end"), item.get("time")):
        if isinstance(clock, time):
            hours = {f"{clock.hour}", f"{clock:%H}", f"{clock.hour % 12 or 12}", f"{clock.hour % 12 or 12:02}"}
            hours |= {"24"} if clock == time(0) else set()
            halves = {"", "am", "pm", "a", "p", "m"}
            words |= halves | {f"{clock:%M}"} | {hour + half for hour in hours for half in halves}
            words |= {f"{hour}{by}{clock:%M}" for hour in hours for by in ("", "h")}
            words |= {f"{clock:%M}{half}" for half in ("am", "pm", "a", "p")}
    return words


def _plain(link: str) -> str:
    """A link without the difference between a space and its escape."""
    return re.sub(r"%20|\s", "", link).replace("%28", "(").replace("%29", ")").replace("%3C", "<").replace("%3E", ">")
