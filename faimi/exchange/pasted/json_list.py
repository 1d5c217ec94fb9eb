"""Reads papers from the JSON of OpenReview, HotCRP and others, and of this site."""

import json
import re
from collections.abc import Iterator
from typing import Any

from faimi.exchange.draft import PageError
from faimi.exchange.pasted.candidate import Candidate, make_candidate, refuse_many
from faimi.exchange.pasted.latex import with_formulas_shown
from faimi.exchange.pasted.people import MAX_AUTHORS, people, people_in
from faimi.exchange.pasted.verdict import is_against
from faimi.exchange.text_matching import cut, squeeze

BEGINNING = re.compile(r"\s*(?:\[\s*[\[{\]]|\{\s*[\"}])")
LISTS = ("papers", "notes", "submissions", "results")
AUTHORS = ("authors", "author", "authornames", "authorlist", "authorships", "speakers")
NAME = ("name", "fullname", "displayname", "text", "literal", "author")
GIVEN, FAMILY = ("given", "first", "givenname", "firstname"), ("family", "last", "familyname", "lastname")
VERDICTS = ("decision", "venue", "venueid", "status", "state", "outcome", "accepted", "withdrawn", "rejected")
LINKS = ("url", "link", "doi", "ee", "pdf")
CODE = ("code", "codeurl", "codelink", "github", "repository")
KEYWORDS = ("keywords", "topics", "tags")
VOLUMES = {"editorship", "proceedings", "edited-book"}  # as DBLP and Crossref call them
MAX_TEXT_CHARS = 5000
SPACE = re.compile(r"\s*")
Entry = dict[str, Any]


def read_json(text: str) -> tuple[list[Candidate], list[str]] | None:
    """The papers in a text, and the entries without a title; None where it is no JSON.

    Raises PageError where it is JSON that breaks off, or that holds no papers.
    """
    if not BEGINNING.match(text):
        return None
    try:
        value = _decoded(text)
    except json.JSONDecodeError as error:
        if not re.search(r'"\w+"\s*:', text):
            return None
        raise PageError(f"it is JSON with a mistake in line {error.lineno}. Export it again, whole.") from None
    except ValueError:  # a number of thousands of figures
        raise PageError("it is JSON with a number that is too long.") from None
    entries = list(_entries(value))
    decisions = {note["forum"]: said for note in entries if _is_reply(note) and (said := _fields(note).get("decision"))}
    papers = [entry for entry in entries if not _is_reply(entry)]
    refuse_many(len(papers))
    found = [_candidate(entry, decisions) for entry in papers if not _problem(entry)]
    unread = [
        f"{cut(json.dumps(entry, ensure_ascii=False), 100)} {problem}"
        for entry in papers
        if (problem := _problem(entry))
    ]
    if not found and not unread:
        raise PageError("it is JSON in which nothing has a title and authors.")
    return found, unread


def _decoded(text: str) -> Any:
    """The value of a text, or the list of those that stand in it one after another."""
    text = text.strip()
    values, place, decoder = [], 0, json.JSONDecoder()
    while place < len(text):
        value, end = decoder.raw_decode(text, place)
        values.append(value)
        place = SPACE.match(text, end).end()  # type: ignore[union-attr]  # it matches anything
    return values


def _entries(value: Any) -> Iterator[Entry]:
    """The objects that say what a paper does, in their order; where a list of papers is named, that one's alone."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        named = [one[name] for name in LISTS if isinstance(one.get(name), list)] if isinstance(one, dict) else []
        if isinstance(one, list):
            waiting += reversed(one)
        elif named:
            waiting.append(named[0])
        elif isinstance(one, dict) and (_is_reply(one) or _is_paper(one)):
            yield one
        elif isinstance(one, dict):
            waiting += reversed(one.values())


def _is_paper(entry: Entry) -> bool:
    fields = _fields(entry)
    return "title" in fields and any(name in fields for name in (*AUTHORS, "forum", "pid"))


def _is_reply(entry: Entry) -> bool:
    """Whether an object is a note of OpenReview on a paper: a review, a comment or its decision."""
    return bool(entry.get("replyto")) and isinstance(entry.get("forum"), str)


def _fields(entry: Entry) -> Entry:
    """What an object says, by names in small letters, also one level below, as in OpenReview and DBLP."""
    inner = [entry[name] for name in ("content", "info") if isinstance(entry.get(name), dict)]
    fields = {re.sub(r"[\W_]", "", name).lower(): value for one in (entry, *inner) for name, value in one.items()}
    return {name: value["value"] if _is_wrapped(value) else value for name, value in fields.items()}


def _is_wrapped(value: Any) -> bool:
    return isinstance(value, dict) and "value" in value


def _title(entry: Entry) -> str:
    title = _fields(entry).get("title")
    title = title[0] if isinstance(title, list) and title else title
    return squeeze(title[:MAX_TEXT_CHARS]) if isinstance(title, str) else ""


def _problem(entry: Entry) -> str:
    """Why an object is no paper; nothing where it is one."""
    if str(_fields(entry).get("type", "")).lower() in VOLUMES:
        return "(this is a volume, not a paper in it)"
    return "" if _title(entry) else "(this has no title)"


def _candidate(entry: Entry, decisions: dict[str, Any]) -> Candidate:
    fields = _fields(entry)
    title = with_formulas_shown(_title(entry))
    title = title.removesuffix(".") if "info" in entry else title  # DBLP ends each with a full stop
    authors = next((fields[name] for name in AUTHORS if fields.get(name)), "")
    forum = str(fields.get("forum") or fields.get("id") or "") if isinstance(entry.get("content"), dict) else ""
    links = [f"https://openreview.net/forum?id={forum}"] * bool(re.fullmatch(r"[\w-]+", forum))
    links += [value for name in LINKS if isinstance(value := fields.get(name), str)]
    one = make_candidate(title, _names(authors), *links, **_details(fields, forum))
    replies = [reply for name in ("replies", "directReplies") for reply in _listed(entry.get("details"), name)]
    said = [_fields(reply).get("decision") for reply in replies if isinstance(reply, dict)]
    told = [("decision", value) for value in (*said, decisions.get(forum)) if value]
    told += [(name, fields[name]) for name in VERDICTS if fields.get(name) not in (None, "")]
    one.doubts += [f"Its “{name}” says “{cut(str(value))}”." for name, value in told if is_against(name, value)][:1]
    return one


def _details(fields: Entry, forum: str) -> dict[str, str]:
    """What an object says of a paper beside title, authors and link; OpenReview tells only the path of its PDF."""

    def told(*names: str) -> str:
        value = next((fields[name] for name in names if fields.get(name)), "")
        return ", ".join(filter(None, map(_name, value))) if isinstance(value, list) else _name(value)

    pdf = told("pdf")
    if forum and pdf.startswith("/"):
        pdf = f"https://openreview.net/pdf?id={forum}"
    return {"pdf": pdf, "code": told(*CODE), "keywords": told(*KEYWORDS), "abstract": told("abstract")}


def _listed(value: Any, name: str) -> list[Any]:
    """A list that an object has under a name; empty where it has none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _names(value: Any) -> str:
    """Authors as a list of names, of objects, or as one text."""
    if isinstance(value, dict) and isinstance(value.get("author"), list | dict):
        value = value["author"]
    if isinstance(value, str):
        return people_in(value[:MAX_TEXT_CHARS])
    return people(map(_name, value[:MAX_AUTHORS] if isinstance(value, list) else [value]))


def _name(value: Any) -> str:
    """The name of one author, whose parts may stand apart."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return ""
    fields = _fields(value)
    parts = [
        next((fields[name] for name in names if isinstance(fields.get(name), str)), "") for names in (GIVEN, FAMILY)
    ]
    if any(parts):
        return " ".join(filter(None, parts))
    named = next((fields[name] for name in NAME if fields.get(name)), "")
    return named if isinstance(named, str) else _name(named) if "name" in fields or "author" in fields else ""
