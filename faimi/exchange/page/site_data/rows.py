"""Rows of a site's data as HTML that the readers of pages know, where their keys say what they are."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from faimi.content.fields import LINK

FACTS = {
    "name": "name full_name fullname person",
    "first": "first first_name firstname given given_name",
    "last": "last last_name lastname surname family family_name",
    "affiliation": "affiliation affil institution institute organization organisation org university company",
    "role": "role",
    "url": "url link website webpage homepage href pdf paper_url",
    "title": "title talk_title paper_title",
    "talk": "talk talk_title",
    "authors": "authors author",
    "speaker": "speaker speakers presenter presenters",
    "start": "start start_time starts begin",
    "end": "end end_time ends until",
    "time": "time times when",
    "date": "date day deadline due",
    "label": "label what event activity item description",
    "abstract": "abstract",
    "bio": "bio biography",
    "photo": "photo image img picture avatar headshot",
    "logo": "logo",
    "track": "track",
    "room": "room",
}
FACT_OF = {key: fact for fact, keys in FACTS.items() for key in keys.split()}
Row = dict[str, str]


@dataclass(frozen=True)
class Shape:
    """What rows of a kind have at least, and must not have, and how they are written."""

    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    write: Callable[[list[Row]], str]
    uses: frozenset[str]


def as_row(held: Any, shown: set[str]) -> tuple[Row, set[str]]:
    """A row's facts by what its keys say, and the keys that say nothing: of those that are `shown`, if any are."""
    row: Row = {}
    unknown: set[str] = set()
    for key, value in held.items() if isinstance(held, dict) else ():
        fact, text = FACT_OF.get(str(key).lower(), ""), _text(value)
        if shown and key not in shown:
            continue
        if not fact or text is None:
            unknown |= {str(key)}
        elif text:
            row.setdefault(fact, text)
    if "name" not in row and {"first", "last"} <= row.keys():
        row["name"] = f"{row.pop('first')} {row.pop('last')}"
    if row.get("url") and not LINK.fullmatch(row["url"]):
        del row["url"]
    return row, unknown


def _text(value: Any) -> str | None:
    """A value as text: of a list, all of its texts or names; None for what is neither."""
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        parts = [_text(part) for part in value]
        return ", ".join(part for part in parts if part) if all(part is not None for part in parts) else None
    if value is None or isinstance(value, str):
        text = " ".join((value or "").split())
        return "" if text in ("null", "~", "true", "false") else text
    return None


def shape_of(rows: list[Row], heading_kind: str) -> Shape | None:
    """The shape that all rows have, if it is clear; people below a heading for keynotes give one each."""
    if not rows:
        return None
    for shape in (KEYNOTES, *SHAPES) if heading_kind == "keynote" else SHAPES:
        fitting = (all(any(fact in row for fact in need) for need in shape.needs) for row in rows)
        if all(fitting) and not any(shape.never & row.keys() for row in rows):
            return shape
    return None


def _linked(row: Row, fact: str) -> str:
    text = escape(row.get(fact, ""))
    return f'<a href="{escape(row["url"])}">{text}</a>' if row.get("url") else text


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def _people(rows: list[Row]) -> str:
    def line(row: Row) -> str:
        role = f"({escape(row['role'])})" if row.get("role") else ""
        place = " ".join(filter(None, [escape(row.get("affiliation", "")), role]))
        photo = f'<img src="{escape(row["photo"])}" alt="">' if row.get("photo") else ""
        return f"{photo}<strong>{_linked(row, 'name')}</strong>{', ' if place else ''}{place}"

    return _list(map(line, rows))


def _sponsors(rows: list[Row]) -> str:
    def logo(row: Row) -> str:
        picture = f'<img src="{escape(row["logo"])}" alt="{escape(row["name"])}">'
        return f'<p><a href="{escape(row["url"])}">{picture}</a></p>' if row.get("url") else f"<p>{picture}</p>"

    return "".join(map(logo, rows))


def _keynotes(rows: list[Row]) -> str:
    def part(row: Row) -> str:
        labelled = {"Affiliation": "affiliation", "Title": "talk" if "talk" in row else "title"}
        labelled |= {"Abstract": "abstract", "Bio": "bio"}
        lines = [f"<p>{label}: {escape(row[fact])}</p>" for label, fact in labelled.items() if row.get(fact)]
        photo = f'<p><img src="{escape(row["photo"])}" alt="{escape(row["name"])}"></p>' if row.get("photo") else ""
        return f"<h3>{escape(row['name'])}</h3>{photo}{''.join(lines)}"

    return "".join(map(part, rows))


def _papers(rows: list[Row]) -> str:
    links = [f' <a href="{escape(row["url"])}">Link</a>' if row.get("url") else "" for row in rows]
    pairs = zip(rows, links, strict=True)
    return _list(f"{escape(row['authors'])}: <em>{escape(row['title'])}</em>{link}" for row, link in pairs)


def _dates(rows: list[Row]) -> str:
    return _list(f"{escape(_said(row))}: {escape(row['date'])}" for row in rows)


def _said(row: Row) -> str:
    return row.get("label") or row.get("title") or row["name"]


def _schedule(rows: list[Row]) -> str:
    rows = [row | {"said": _said(row)} for row in rows]
    heads = {
        "date": "Day",
        "time": "Time",
        "start": "Start",
        "end": "End",
        "said": "Title",
        "speaker": "Speaker",
        "track": "Track",
        "room": "Room",
    }
    columns = {fact: head for fact, head in heads.items() if any(row.get(fact) for row in rows)}
    if {"time", "start"} <= columns.keys():
        del columns["time"]
    head = "".join(f"<th>{name}</th>" for name in columns.values())
    cells = ("".join(f"<td>{escape(row.get(fact, ''))}</td>" for fact in columns) for row in rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in cells)}</table>"


def _shape(needs: str, never: str, write: Callable[[list[Row]], str], uses: str) -> Shape:
    alternatives = tuple(frozenset(need.split("|")) for need in needs.split())
    return Shape(alternatives, frozenset(never.split()), write, frozenset(re.split(r"[ |]", f"{needs} {uses}")))


KEYNOTES = _shape("name", "start time authors", _keynotes, "affiliation title talk abstract bio photo")
SHAPES = (
    _shape("start|time label|title|name", "authors", _schedule, "date end speaker track room"),
    _shape("title authors", "start time date", _papers, "url"),
    _shape("date label|title|name", "authors speaker start time affiliation", _dates, ""),
    _shape("name logo", "start time authors date", _sponsors, "url"),
    _shape("name talk|abstract", "start time authors date", _keynotes, "affiliation title bio photo"),
    _shape("name", "start time authors date speaker label", _people, "affiliation role url photo"),
)
