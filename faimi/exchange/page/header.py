"""An edition's address, title, date, place and time zone: the front matter's, else what the page lets guess."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

from faimi.content.accents import ACCENTS
from faimi.content.edition import HOME_SLUG
from faimi.content.edition_form import ATTENDANCE, STATES
from faimi.content.fields import CROPS, PICTURE_PATH
from faimi.content.languages import WRITTEN
from faimi.content.timetable import are_days
from faimi.exchange.draft import NO_ADDRESS, Draft, PageError, Report
from faimi.exchange.page.edition_page import is_event
from faimi.exchange.page.event import days_of_event, last_day_of_event, venue_of_event
from faimi.exchange.page.recognise.timezones import zone_of
from faimi.exchange.page.schedule.day_numbers import number_days
from faimi.exchange.page.source.front_matter import Front, front_text
from faimi.exchange.text_matching import cut

ENDING = re.compile(r"(?:(?:^|/)index)?\.html?$", re.I)
MAX_TEXT_CHARS, MAX_SLUG_CHARS = 300, 80


def slug_of(front: Front, path: Path, root: Path | None, report: Report) -> str:
    """The edition's address: its permalink made one word, or the file's name; what begins a site is its home."""
    permalink = front_text(front, "permalink", MAX_TEXT_CHARS, report)
    name = ENDING.sub("", permalink.strip("/")).strip("/")
    if not permalink:
        folder = path.parent.relative_to(root).as_posix().strip(".") if root else ""
        name = folder if path.stem == "index" else path.stem
    if name == "404":
        raise PageError("this is a site's page for addresses that do not exist; faimi has its own.")
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:MAX_SLUG_CHARS].strip("-") if name else HOME_SLUG
    if not slug:
        raise PageError(f"“{name[:MAX_SLUG_CHARS]}” {NO_ADDRESS}")
    return slug


def paths_named(front: Front, name: str) -> list[str]:
    """The paths that an entry of the front matter names: one, several or none."""
    named = front.get(name) or []
    return [str(path) for path in (named if isinstance(named, list) else [named]) if not isinstance(path, list | dict)]


def addresses_of(front: Front, slug: str, path: Path, root: Path | None) -> list[str]:
    """The paths, without slashes around them, that led to the page on its former site."""
    bare = (path.relative_to(root) if root else Path(path.name)).with_suffix("").as_posix()
    own = [front["permalink"]] if front.get("permalink") else [bare.removesuffix("index"), f"{bare}.html"]
    named = [*paths_named(front, "redirect_from"), *own]
    paths = [str(path).strip("/").removesuffix("index.html").strip("/")[:MAX_TEXT_CHARS] for path in named]
    return [path for path in dict.fromkeys(paths) if path not in ("", slug)]


def header_of(front: Front, draft: Draft, year: int | None, title: str) -> dict[str, Any]:
    """The edition's own columns; `title` is for a front matter without one, and faimi's own pages leave no guesses."""
    header = _said(front, draft.report)
    beside_times = [slot.pop("zone", "") for slot in draft.items("slot")]
    header["title"] = header["title"] or title[:MAX_TEXT_CHARS]
    draft.holds_event = "faimi" in front or is_event(front, draft, header["title"])
    if not (draft.holds_event or draft.is_prose or draft.slug == HOME_SLUG):
        draft.report.unsure(
            "No workshop is on it: taken for a page of the site. For an edition, set its date and state."
        )
    if "faimi" not in front and draft.holds_event:
        if not header["starts_on"]:
            header |= days_of_event(draft, header, year)
        elif not header["ends_on"]:
            header["ends_on"] = last_day_of_event(draft, header, year)
        header["venue"] = header["venue"] or venue_of_event(draft, header["tagline"])
        if header["venue"].casefold() == "online":
            header.setdefault("attendance", "online")
    if "faimi" not in front and draft.slug == HOME_SLUG and not (draft.holds_event and header["starts_on"]):
        header |= {"state": header.get("state", "page"), "starts_on": None, "ends_on": None, "venue": ""}
    number_days(draft, header, year, guesses="faimi" not in front)
    if "faimi" in front and not header["timezone"]:
        return header | {"timezone": None}
    place = f"{header['venue']} {header['tagline']} {header['title']}"
    return header | {"timezone": zone_of(header["timezone"], draft, beside_times, place)}


def _said(front: Front, report: Report) -> dict[str, Any]:
    """What the front matter says itself."""
    names = {"title": "title", "tagline": "description"} | {n: n for n in ("venue", "timezone", "picture", "alt")}
    header: dict[str, Any] = {column: front_text(front, name, MAX_TEXT_CHARS, report) for column, name in names.items()}
    few = {"accent": [*ACCENTS], "state": [*STATES], "attendance": [*ATTENDANCE], "crop": [*CROPS]}
    for name, known in few.items():
        if said := front_text(front, name, MAX_TEXT_CHARS, report):
            if said not in known:
                raise PageError(f"{name} is “{said}”: it may be {', '.join(known)}.")
            header[name] = int(said) if name == "crop" else said
    header.setdefault("crop", 50)
    said = front_text(front, "lang", MAX_TEXT_CHARS, report)
    header["language"] = code if (code := re.split("[-_]", said)[0].lower()) in WRITTEN else ""
    if said and not header["language"]:
        report.unsure(f"The language {cut(said)} is not among those that faimi knows: left out.")
    if header["picture"] and not PICTURE_PATH.match(header["picture"]):
        report.unsure(f"The picture {header['picture']} is not a path of the site: left out.")
        header["picture"] = ""
    header |= {name: _said_day(front, name, report) for name in ("starts_on", "ends_on")}
    if not are_days(header["starts_on"], header["ends_on"]):
        report.unsure(f"The last day, {header['ends_on']}, does not come after the first: left out.")
        header["ends_on"] = None
    return header


def _said_day(front: Front, name: str, report: Report) -> date | None:
    value = front.get(name)
    if isinstance(value, datetime):
        return value.date()
    said = front_text(front, name, MAX_TEXT_CHARS, report)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise PageError(f"{name} is “{said}”: write it as 2024-10-10.") from None
