"""What a change did, and what rows are called, in words for people."""

from collections.abc import Mapping, Sequence
from typing import Any

from faimi.content import EDITABLE, Edition
from faimi.content.base import snapshot
from faimi.content.plural import counted
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.former_rows import last_snapshots
from faimi.history.revisions import ERASE, WHOLE_PAGE, Revision
from faimi.history.rows import row_with

VERB_WORDS = {
    "add": "added",
    "move": "moved",
    "remove": "removed",
    "undo": "undone",
    "redo": "redone",
    "restore": "restored",
}
NAME_COLUMNS = ("title", "heading", "label", "name", "speaker", "body", "url")  # the first column that says something
MAX_NAME_CHARS = 80


def as_sentence(revision: Revision) -> str:
    """What a change did, as `describe` says it, with the one full stop that a sentence has."""
    return f"{describe(revision).removesuffix('.')}."


def describe(revision: Revision) -> str:
    """What a change did, in a line: Paper changed: its title."""
    if revision.verb == ERASE:
        return "Something was erased for good"
    columns: dict[str, Any] = revision.after.get(revision.key) or revision.before.get(revision.key) or {}
    if revision.verb in WHOLE_PAGE and not columns:  # its masthead stayed
        columns = {"title": db.session.get_one(Edition, revision.edition_id).title}
    name = name_in(columns)
    did = (
        WHOLE_PAGE.get(revision.verb)
        or f"{EDITABLE[revision.kind].noun.capitalize()} {VERB_WORDS.get(revision.verb, 'changed')}"
    )
    did = _describe_edition(revision) or _describe_one(revision) or did
    return _describe_many(revision) or (f"{did}: {name}" if name else did)


def _describe_edition(revision: Revision) -> str:
    """What became of a whole edition; empty where its masthead alone changed."""
    was, became = (rows.get(revision.key, {}) for rows in (revision.before, revision.after))
    if revision.kind != "edition" or revision.verb != "save" or not (was and became):
        return ""
    if was["slug"] != became["slug"]:
        return f"Address /{was['slug']}/ changed to /{became['slug']}/"
    if "removed" in (was["state"], became["state"]) and was["state"] != became["state"]:
        return "Edition removed" if became["state"] == "removed" else "Edition brought back"
    return ""


def _describe_one(revision: Revision) -> str:
    """What became of the row that a change was about, where its kind says more than that it changed."""
    was, became = (rows.get(revision.key, {}) for rows in (revision.before, revision.after))
    if revision.verb != "save" or not (was and became):
        return ""
    kind = EDITABLE[revision.kind]
    told = kind.tell_changes([(was, became)])
    return f"{kind.noun.capitalize()} {told}" if told else ""


def _describe_many(revision: Revision) -> str:
    """What became of several rows; nothing where a change was about one, which moved others perhaps."""
    before, after = revision.before, revision.after
    gone = [key for key in before if _kind_of(key) == revision.kind and key not in after]
    if revision.verb == "remove" and len(gone) > 1:
        return f"{counted(len(gone), EDITABLE[revision.kind].noun)} removed"
    if revision.verb == "move" and len(moved := _moved(revision)) > 1:
        names = ", ".join(filter(None, (first_words(after[key]) for key in moved)))
        return f"{counted(len(moved), EDITABLE[revision.kind].noun)} moved" + (f": {_cut(names)}" if names else "")
    added = [key for key in after if key not in before]
    changed = [key for key in after if key in before and _says(before[key]) != _says(after[key])]
    if revision.verb not in ("add", "save") or len(added) + len(changed) < 2:
        return ""
    kinds = sorted({*map(_kind_of, (*added, *changed))}, key=lambda kind: (kind != revision.kind, kind))
    if len(kinds) == 1 and not added:
        kind = EDITABLE[kinds[0]]
        if did := kind.tell_changes([(before[key], after[key]) for key in changed]):
            return f"{counted(len(changed), kind.noun)} {did}"
    return ", ".join(_count(kind, added, changed) for kind in kinds)


def _count(kind: str, added: Sequence[str], changed: Sequence[str]) -> str:
    """How many rows of a kind were added and changed."""
    counts = [
        (sum(_kind_of(key) == kind for key in keys), did) for keys, did in ((added, "added"), (changed, "changed"))
    ]
    told = [(count, did) for count, did in counts if count]
    (first, did), *others = told
    return ", ".join([f"{counted(first, EDITABLE[kind].noun)} {did}", *(f"{count} {did}" for count, did in others)])


def _moved(revision: Revision) -> list[str]:
    """The rows that a move took along: from its own one on, as few as the others keep their order without."""
    sides = (revision.before, revision.after)
    before, after = ({key: row for key, row in rows.items() if _kind_of(key) == revision.kind} for rows in sides)
    was, now = (sorted(rows, key=lambda key: rows[key]["position"]) for rows in (before, after))
    place = {key: place for place, key in enumerate(was)}
    first = now.index(revision.key) if revision.key in now else 0
    above, below, last = place[now[first - 1]] if first else -1, len(was), len(now)
    while last > first + 1 and above < place[now[last - 1]] < below:
        last -= 1
        below = place[now[last]]
    moved = {*now[first:last]}
    return [key for key in now if key in moved or _says(before[key]) != _says(after[key])]


def _kind_of(key: str) -> str:
    return RowKey.parse(key).kind


def _says(columns: Mapping[str, Any]) -> dict[str, Any]:
    """A row's columns but for its place, which others change, too."""
    return {name: value for name, value in columns.items() if name != "position"}


def name_of(edition: Edition, key: str) -> str:
    """What a row is called, or was where it is gone; empty for what never was one of the edition's."""
    row = row_with(edition, key)
    return name_in(snapshot(row) if row is not None else last_snapshots(edition, [key]).get(key, {}))


def first_words(columns: Mapping[str, Any]) -> str:
    """The first of a row's columns that tell it from others, whole."""
    return next((str(columns[column]) for column in NAME_COLUMNS if columns.get(column)), "")


def name_in(columns: Mapping[str, Any]) -> str:
    """The first words that tell a row from others, on one line and not too long."""
    return _cut(first_words(columns))


def _cut(text: str) -> str:
    name = " ".join(text.split())
    return f"{name[: MAX_NAME_CHARS - 1]}…" if len(name) > MAX_NAME_CHARS else name
