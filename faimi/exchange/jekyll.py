"""An edition as a page of a Jekyll site: Markdown that people can change, and `page.own` reads exactly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import yaml

from faimi.content import Edition, Section, former_addresses
from faimi.content.escaping import escaped, guarded, target
from faimi.exchange.page.front import FORMAT
from faimi.exchange.pictures import as_files

Write = Callable[[Any], str]


def page(edition: Edition, items: dict[int, list[Any]]) -> str:
    """Gives the page; `items` are its items by section id."""
    front = {
        "faimi": FORMAT,
        "layout": "default",
        "title": edition.title,
        "description": edition.tagline,
        "permalink": f"/{edition.slug}/",
        "redirect_from": [f"/{path}/" for path in former_addresses(edition)],
        "starts_on": edition.starts_on,
        "venue": edition.venue,
        "timezone": edition.timezone,
        "accent": edition.accent,
        "state": edition.state,
    }
    body = "\n\n".join(_section(section, items[section.id]) for section in edition.sections if section.is_public)
    if "{{" in body or "{%" in body:
        front["render_with_liquid"] = False  # or Jekyll would take it for its own
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{head}---\n\n{as_files(body)}\n"


def _section(section: Section, items: list[Any]) -> str:
    frame = f"{{: #{section.anchor} .{section.kind}-section}}"
    parts = [f"## {escaped(section.heading)}\n{frame}", guarded(section.intro)]
    if section.kind in BLOCKS:
        parts += [BLOCKS[section.kind](item) for item in items]
    elif section.kind == "slot":
        parts += [_table(items)] if items else []
    elif items:
        lines = "\n".join(f"- {LINES[section.kind](item)}" for item in items)
        parts += [f"<!-- {section.kind} -->\n\n{lines}"]
    return "\n\n".join(filter(None, parts))


def _link(text: str, url: str) -> str:
    return f"[{text}]{target(url)}" if url else text


def _picture(alt: str, path: str) -> str:
    return f"![{escaped(alt)}]{target(path)}"


def _text(text: Any) -> str:
    picture = _picture(text.alt, text.picture) if text.picture else ""
    if not (picture or text.url):
        return f"<!-- text -->\n\n{guarded(text.body)}".rstrip("\n")
    shown = _link(picture or escaped(text.alt or text.url), text.url)
    return f"<!-- picture -->\n\n{shown}\n\n{guarded(text.body)}".rstrip("\n")


def _keynote(keynote: Any) -> str:
    head = [
        f"<!-- keynote -->\n\n### {escaped(keynote.speaker)}",
        f"*{escaped(keynote.affiliation)}*" if keynote.affiliation else "",
        _picture(keynote.speaker, keynote.photo) + f"{{: .crop-{keynote.crop}}}" if keynote.photo else "",
        f"**{escaped(keynote.title)}**" if keynote.title else "",
    ]
    told = {"abstract": keynote.abstract, "bio": keynote.bio}
    prose = [f"<!-- {name} -->\n\n{guarded(text)}" for name, text in told.items() if text]
    return "\n\n".join(filter(None, [*head, *prose]))


def _paper(paper: Any) -> str:
    authors = f"{escaped(paper.authors)}: " if paper.authors else ""
    return authors + _link(f"*{escaped(paper.title)}*", paper.url)


def _award(award: Any) -> str:
    parts = [f"**{escaped(award.name)}**"]
    parts += [f": {escaped(award.shown_recipient)}"] if award.shown_recipient else []
    parts += [f", *{escaped(award.affiliation)}*"] if award.affiliation else []
    parts += [f", for {_named(award.paper, award.paper.title)}"] if award.paper else []
    parts += [f" {_picture(award.shown_recipient, award.photo)}"] if award.photo else []
    return "".join(parts)


def _named(item: Any, text: str) -> str:
    """Gives a text that leads to the section of the item that it is the name of."""
    return f"[{escaped(text)}](#{item.section.anchor})" if item and str(item) == text else escaped(text)


def _date(row: Any) -> str:
    day = _day(row.date) if row.date else "to be announced"
    return f"**{escaped(row.label)}**: {day}" + "".join(f" <del>{_day(earlier)}</del>" for earlier in row.earlier)


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year:04}"


def _organizer(organizer: Any) -> str:
    name = f"**{_link(escaped(organizer.name), organizer.url)}**"
    return f"{name}, {escaped(organizer.affiliation)}" if organizer.affiliation else name


def _clock(slot: Any) -> str:
    start, end = (f"{time:%H:%M}" if time else "" for time in (slot.start, slot.end))
    return f"{start} - {end}".strip() if end else start


def _table(slots: list[Any]) -> str:
    """Gives the schedule as a table; columns in which nothing stands are left out."""
    columns: dict[str, Write] = {
        "Time": _clock,
        "Kind": lambda slot: str(slot.kind),
        "Speaker": lambda slot: _named(slot.keynote, slot.shown_speaker),
        "Title": lambda slot: _named(slot.paper, slot.shown_title),
        "Track": lambda slot: escaped(slot.track),
        "Recording": lambda slot: _link("Recording", slot.recording) if slot.recording else "",
    }
    cells = {name: [write(slot) for slot in slots] for name, write in columns.items()}
    cells = {name: column for name, column in cells.items() if any(column)}
    rows = [list(cells), ["---"] * len(cells), *zip(*cells.values(), strict=True)]
    return "<!-- slot -->\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


BLOCKS: dict[str, Write] = {"text": _text, "keynote": _keynote}
LINES: dict[str, Write] = {"paper": _paper, "award": _award, "date": _date, "organizer": _organizer}
