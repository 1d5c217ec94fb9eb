"""What changes did, field by field and word by word, as the history shows it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from typing import Any

from rapidfuzz.distance import Indel
from sqlalchemy import select

from faimi import history
from faimi.accounts.models import Account
from faimi.content import EDITABLE, REFERENCED_KINDS, Edition, Item
from faimi.content.fields import ReferenceField
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history import Revision

ENTRIES_PER_PAGE = 50
MAX_ENTRY_GAP = timedelta(minutes=1)  # in which small edits of one row by one person are one entry
MAX_COMPARED_WORDS = 4000  # beyond which no text is compared word by word, which costs their product
MAX_SHOWN_RUNS = 300  # beyond which nobody reads what changed word by word
MIN_SIMILARITY = 0.4  # below which texts are another's words, and are shown whole
Words = list[tuple[str, str]]
State = dict[str, Any]
Names = dict[tuple[str, int], str]


@dataclass
class Entry:
    """A change, or several small ones of one row by one person within a minute."""

    revision: Revision
    earliest: Revision
    who: str
    what: str
    keys: list[str]
    count: int = 1
    rows: dict[str, dict[str, Words]] = field(default_factory=dict)


def history_entries(edition: Edition, key: str, before: int | None) -> tuple[list[Entry], int | None]:
    """The newest entries, of all rows or of the one with this key, and the version where older ones go on."""
    query = select(Revision, Account).outerjoin(Account, Account.id == Revision.account_id)
    query = query.where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    found: list[Entry] = []
    section_id = _section_id(edition, key)
    if before is not None:
        query = query.where(Revision.version < before)
    with db.session.execute(query.execution_options(yield_per=ENTRIES_PER_PAGE)) as revisions:
        for revision, account in revisions:
            if key and not (_of(key, section_id, revision.before) or _of(key, section_id, revision.after)):
                continue
            if found and _goes_on(found[-1], revision):
                found[-1].earliest, found[-1].count = revision, found[-1].count + 1
                continue
            if len(found) == ENTRIES_PER_PAGE:
                return _told(found), found[-1].earliest.version
            who = signature(revision, account)
            rows = revision.before | revision.after
            keys = [one for one, columns in rows.items() if not key or _of(key, section_id, {one: columns})]
            found.append(Entry(revision, revision, who, history.describe(revision), keys))
    return _told(found), None


def signature(revision: Revision, account: Account | None) -> str:
    """The name of who made a change, as it was where the account is gone."""
    return str(account) if account else revision.account_name or "A command on the server"


def _section_id(edition: Edition, key: str) -> int | None:
    """The id of the section that has, or had, this key; none for any other key."""
    section = history.row_with(edition, key)
    if section is None:
        found: int | None = history.last_snapshots(edition, [key]).get(key, {}).get("id")
    else:
        found = section.id
    return found if key.startswith("section-") else None


def _of(key: str, section_id: int | None, rows: dict[str, Any]) -> bool:
    """Whether a row is among others, or a section is what one of them stands in."""
    return key in rows or any("section_id" in row and row["section_id"] == section_id for row in rows.values())


def _goes_on(later: Entry, earlier: Revision) -> bool:
    one = later.revision
    about = attrgetter("account_id", "account_name", "kind", "number", "verb")
    return (
        about(one) == about(earlier)
        and one.after.keys() == earlier.after.keys()
        and one.verb in ("save", "undo", "redo")
        and later.earliest.at - earlier.at <= MAX_ENTRY_GAP
    )


def _told(found: list[Entry]) -> list[Entry]:
    """Fills in the differences."""
    rows = [
        (entry, key, entry.earliest.before.get(key, {}), entry.revision.after.get(key, {}))
        for entry in found
        for key in entry.keys[:ENTRIES_PER_PAGE]
    ]
    names = _names(state for _, _, *states in rows for state in states)
    for entry, key, was, now in rows:
        if fields := fields_between(key, was, now, names):
            entry.rows[key] = fields
    return found


def fields_between(key: str, was: State, now: State, names: Names | None = None) -> dict[str, Words]:
    """The fields of a row that differ between two states, by their labels, each with its words.

    `names` are those of the rows that the states name; without them they are looked up.
    """
    kind = EDITABLE[RowKey.parse(key).kind]
    names = _names((was, now)) if names is None else names
    found = {}
    for one in kind.form(formdata=None).inputs:
        column = f"{one.name}_id" if isinstance(one, ReferenceField) else one.name
        if was.get(column) != now.get(column) and (was.get(column) or now.get(column)):
            found[one.label.text] = words_between(*(_text(column, state.get(column), names) for state in (was, now)))
    if was and now and not found and was.get("position") != now.get("position") and issubclass(kind.model, Item):
        found["Place"] = [("del", str(was["position"] + 1)), ("ins", str(now["position"] + 1))]
    return found


def _names(states: Iterable[State]) -> Names:
    """What the rows are called that some states name, in one query a kind."""
    known, names = list(states), Names()
    for column, kind in REFERENCED_KINDS.items():
        ids = {state[column] for state in known if state.get(column)}
        model = EDITABLE[kind].model
        for row in db.session.scalars(select(model).where(model.id.in_(ids))) if ids else ():
            names[column, row.id] = str(row)
    return names


def _text(column: str, value: Any, names: Names) -> str:
    """A column's value as a person reads it."""
    if value and column in REFERENCED_KINDS:
        return names.get((column, value), "(removed)")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")


def words_between(was: str, now: str) -> Words:
    """The words of two texts in runs that are the `same`, left out (`del`) or put in (`ins`)."""
    one, other = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (was, now))
    if max(len(one), len(other)) > MAX_COMPARED_WORDS:
        return _changed(was, now)
    opcodes = Indel.opcodes(one, other)
    same = sum(run.src_end - run.src_start for run in opcodes if run.tag == "equal")
    if len(opcodes) > MAX_SHOWN_RUNS or 2 * same < MIN_SIMILARITY * (len(one) + len(other)):
        return _changed(was, now)
    words: Words = []
    gone = new = ""
    for run in opcodes:
        left, right = "".join(one[run.src_start : run.src_end]), "".join(other[run.dest_start : run.dest_end])
        if run.tag == "equal" and not ((gone or new) and left.isspace()):  # a space between two changes is no rest
            words += [*_changed(gone, new), ("same", left)]
            gone = new = ""
        else:
            gone, new = gone + left, new + right
    return words + _changed(gone, new)


def _changed(gone: str, new: str) -> Words:
    return [(tag, text) for tag, text in (("del", gone), ("ins", new)) if text]
