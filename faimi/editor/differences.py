"""What changes did, field by field and word by word, as the history shows it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from faimi import history
from faimi.accounts.models import Account
from faimi.content import EDITABLE, REFERENCED_KINDS, Edition, Item
from faimi.content.fields import column_of
from faimi.content.plural import counted
from faimi.content.row_key import RowKey
from faimi.editor.word_diff import Words, excerpt, words_between
from faimi.extensions import db
from faimi.history import Revision

ENTRIES_PER_PAGE = 50
MAX_OPEN_ROWS = 3  # of one entry, beyond which its rows are folded under a line that counts them
MAX_FOLDED_ROWS = 200
MAX_ENTRY_GAP = timedelta(minutes=1)  # in which small edits of one row by one person are one entry
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
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_folded(self) -> bool:
        """Whether its rows are too many to be shown at once."""
        return len(self.keys) > MAX_OPEN_ROWS

    @property
    def unlisted(self) -> int:
        """How many of its rows are too many to be listed."""
        return max(0, len(self.keys) - MAX_FOLDED_ROWS)

    @property
    def counted_rows(self) -> str:
        """How many rows it changed of each kind: 48 rows: 16 papers, 13 schedule rows."""
        counts = Counter(RowKey.parse(key).kind for key in self.keys)
        kinds = [(counts[name], kind.noun) for name, kind in EDITABLE.items() if counts[name]]
        told = [counted(count, noun) for count, noun in kinds]
        return (f"{len(self.keys)} rows: " if len(told) > 1 else "") + ", ".join(told)


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
                return _told(found, key), found[-1].earliest.version
            who = signature(revision, account)
            keys = _keys_to_tell(revision, key, section_id)
            found.append(Entry(revision, revision, who, history.describe(revision), keys))
    return _told(found, key), None


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


def _keys_to_tell(revision: Revision, key: str, section_id: int | None) -> list[str]:
    """The keys of the rows that a change was about: those of one row's history, or all but those that made room."""
    if key:
        rows = revision.before | revision.after
        return [one for one, columns in rows.items() if _of(key, section_id, {one: columns})]
    return [one for one in revision.before | revision.after if one == revision.key or not _made_room(revision, one)]


def _made_room(revision: Revision, key: str) -> bool:
    """Whether a row got another place in a change and nothing else."""
    was, now = ({**rows.get(key, {}), "position": 0} for rows in (revision.before, revision.after))
    return was == now


def _goes_on(later: Entry, earlier: Revision) -> bool:
    one = later.revision
    about = attrgetter("account_id", "account_name", "kind", "number", "verb")
    return (
        about(one) == about(earlier)
        and one.after.keys() == earlier.after.keys()
        and one.verb in ("save", "undo", "redo")
        and later.earliest.at - earlier.at <= MAX_ENTRY_GAP
    )


def _told(found: list[Entry], own_key: str) -> list[Entry]:
    """Fills in what rows are called and the differences, whole where they are of the one row that was asked for.

    Of what came or went among many its name is enough: its own history has the rest.
    """
    rows = [
        (entry, key, entry.earliest.before.get(key, {}), entry.revision.after.get(key, {}))
        for entry in found
        for key in entry.keys[:MAX_FOLDED_ROWS]
    ]
    names = _names(state for _, _, *states in rows for state in states)
    for entry, key, was, now in rows:
        fields = fields_between(key, was, now, names) if (was and now) or not entry.is_folded else {}
        if fields or (bool(was) != bool(now)):
            entry.rows[key] = {label: excerpt(words, whole=key == own_key) for label, words in fields.items()}
            entry.names[key] = _row_name(now or was, names) or str(key)
    return found


def _row_name(state: State, names: Names) -> str:
    """What a row is called in a state of it, or else what it names."""
    named = (names.get((column, state[column])) for column in REFERENCED_KINDS if state.get(column))
    return history.name_in(state) or next(filter(None, named), "")


def fields_between(key: str, was: State, now: State, names: Names | None = None) -> dict[str, Words]:
    """The fields of a row that differ between two states, by their labels, each with its words.

    `names` are those of the rows that the states name; without them they are looked up.
    """
    kind = EDITABLE[RowKey.parse(key).kind]
    names = _names((was, now)) if names is None else names
    found = {}
    asked = [(column_of(one), one.label.text) for one in kind.form(formdata=None).inputs]
    for own, label in (*asked, *kind.unasked.items()):
        column = kind.column_of(own)
        texts = [_text(own if own in state else column, state, names) for state in (was, now)]
        differ = texts[0] != texts[1] if own != column else was.get(column) != now.get(column)
        if differ and (was.get(column) or now.get(column) or any(texts)):
            found[label] = words_between(*texts)
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


def _text(column: str, state: State, names: Names) -> str:
    """What stands in a column as a person reads it."""
    value = state.get(column)
    if value and column in REFERENCED_KINDS:
        return names.get((column, value), "(removed)")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
