"""An edition's address, title, date, place and time zone: the front matter's, else what the page lets guess."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from faimi.content.edition import ACCENTS, RESERVED, STATES
from faimi.exchange.page.days import find_date
from faimi.exchange.page.draft import Draft, PageError, Report
from faimi.exchange.page.front import Front, text_of

HELD = re.compile(r"\bat (?:the )?(?P<event>[^.,;()]{2,60}?) \((?P<place>[^()]{2,60})\)")
LONGEST, LONGEST_SLUG = 300, 80


def slug_of(front: Front, path: Path, report: Report) -> str:
    """Gives the edition's address: its permalink made one word, or the file's name."""
    permalink = text_of(front, "permalink", LONGEST, report).strip("/").removesuffix("index.html").strip("/")
    name = permalink or path.stem
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    if not slug or slug in RESERVED:
        raise PageError(f"“{name[:LONGEST_SLUG]}” cannot be an edition's address: give it another permalink.")
    return slug


def addresses_of(front: Front, slug: str) -> list[str]:
    """Gives the paths, without slashes around them, that led to the page on its former site."""
    named = front.get("redirect_from") or []
    named = [*(named if isinstance(named, list) else [named]), front.get("permalink") or ""]
    paths = [str(path).strip("/").removesuffix("index.html").strip("/")[:LONGEST] for path in named]
    return [path for path in dict.fromkeys(paths) if path not in ("", slug)]


def header_of(front: Front, draft: Draft, year: int | None, path: Path) -> dict[str, Any]:
    """Gives the columns of the edition itself; a page that faimi wrote leaves nothing to guess."""
    header = _said(front, draft.report)
    header["title"] = header["title"] or path.stem[:LONGEST]
    if "faimi" not in front:
        prose = " ".join(item["body"] for item in draft.items("text")[:1])
        header["starts_on"] = header["starts_on"] or _starts_on(draft, f"{header['tagline']} {prose}", year)
        header["venue"] = header["venue"] or _venue(prose, draft.report)
        header["timezone"] = header["timezone"] or _timezone(draft)
    return header


def _said(front: Front, report: Report) -> dict[str, Any]:
    """Gives what the front matter says itself."""
    names = {"title": "title", "tagline": "description", "venue": "venue", "timezone": "timezone"}
    header: dict[str, Any] = {column: text_of(front, name, LONGEST, report) for column, name in names.items()}
    for name, known in {"accent": ACCENTS, "state": STATES}.items():
        if said := text_of(front, name, LONGEST, report):
            if said not in known:
                raise PageError(f"{name} is “{said}”: it may be {', '.join(known)}.")
            header[name] = said
    if header["timezone"] and header["timezone"] not in available_timezones():
        raise PageError(f"timezone is “{header['timezone']}”: give an IANA name such as Africa/Casablanca.")
    return header | {"timezone": header["timezone"] or None, "starts_on": _said_day(front, report)}


def _said_day(front: Front, report: Report) -> date | None:
    value = front.get("starts_on")
    if isinstance(value, datetime):
        return value.date()
    said = text_of(front, "starts_on", LONGEST, report)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise PageError(f"starts_on is “{said}”: write it as 2024-10-10.") from None


def _starts_on(draft: Draft, prose: str, year: int | None) -> date | None:
    for row in draft.items("date"):
        if row["date"] and re.search(r"\b(?:workshop|event|conference)\b", row["label"], re.I):
            return row["date"]  # type: ignore[no-any-return]  # a draft's values are of any type
    if found := find_date(prose.replace("*", "")[:5000], year):
        draft.report.unsure(f"The workshop's date is taken from the text: {found.day}.")
        return found.day
    draft.report.unsure("The page does not say when the workshop is.")
    return None


def _venue(prose: str, report: Report) -> str:
    plain = re.sub(r"\]\([^)]*\)|[*\[]", "", prose[:5000])
    if match := HELD.search(plain):
        venue = f"{match['event']}, {match['place']}"
    else:
        venue = "Online" if re.search(r"\bonline\b|\bvirtual\b", plain, re.I) else ""
    report.unsure(f"The venue is taken from the text: {venue}." if venue else "The page does not say where it is.")
    return venue


def _timezone(draft: Draft) -> str | None:
    intros = " ".join(section.intro for section in draft.sections if section.kind == "slot")
    if summer := re.search(r"\bUTC\s?\+\s?1\b.{0,3}British Summer Time|\bBST\b", intros):
        draft.report.unsure("The schedule's times are taken as British time, as its introduction says.", summer[0])
        return "Europe/London"
    if word := re.search(r"\b(GMT|UTC)\b(?!\s?[+-]\s?[1-9])", intros):
        draft.report.unsure("The schedule's times are taken as UTC, as its introduction says.", word[0])
        return "UTC"
    if draft.items("slot"):
        draft.report.unsure("The page does not name the time zone of its schedule.")
    return None
