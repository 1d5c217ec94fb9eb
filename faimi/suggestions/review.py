"""What organizers review of a suggestion, field by field, and what they decide: accepted, declined, open again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from faimi import history
from faimi.content import KIND
from faimi.content.base import row_version
from faimi.content.now import utc_now
from faimi.editor.word_diff import Words, words_between
from faimi.extensions import db
from faimi.suggestions.forms import correction_form
from faimi.suggestions.models import Suggestion


class AlreadyDecided(Exception):
    """Somebody else was faster: the suggestion is in another state already."""


class InvalidCorrection(Exception):
    """With the rest of the row as it is by now, the correction would not pass the form; says why."""


@dataclass
class Difference:
    """A field of a suggestion beside the row: `meanwhile` is what else became of it since, if it changed."""

    name: str
    label: str
    stands: str
    suggested: str
    words: Words
    meanwhile: Words


def differences(one: Suggestion, row: Any) -> list[Difference]:
    """What a suggestion would change of its row (`None` where that is gone), field by field."""
    labels = {field.name: field.label.text for field in KIND[one.kind].form(formdata=None).inputs}
    found = []
    for name, suggested in one.after.items():
        was = one.before[name]
        stands = was if row is None or one.state != "open" else getattr(row, name)
        meanwhile = words_between(was, stands) if stands not in (was, suggested) else []
        words = words_between(was if meanwhile else stands, suggested)
        found.append(Difference(name, labels[name], stands, suggested, words, meanwhile))
    return found


def accept(one: Suggestion, picked: Mapping[str, str], by: int) -> None:
    """Makes the suggestion a change of the row by an organizer, in one transaction with its being decided.

    Of a field that changed since, `picked` says whose text stands. Raises AlreadyDecided; InvalidCorrection; Conflict
    where the row is gone or being saved, or where nothing was picked.
    """
    row, taken = one.row, {}
    if row is None:
        raise history.Conflict
    for each in differences(one, row):
        if each.meanwhile and picked.get(each.name) not in ("now", "suggested"):
            raise history.Conflict
        if not each.meanwhile or picked[each.name] == "suggested":
            taken[each.name] = each.suggested
    form = correction_form(row, list(taken), taken | {"version": str(row_version(row))})
    if form.errors:
        raise InvalidCorrection(" ".join(error for errors in form.errors.values() for error in errors))
    decide(one, "open", "accepted", by)
    if not history.save(row, form, by):
        db.session.commit()


def decide(one: Suggestion, was: str, state: str, by: int) -> None:
    """Sets the state, compared and swapped; raises AlreadyDecided where it is another by now. The caller commits."""
    swap = update(Suggestion).where(Suggestion.id == one.id, Suggestion.state == was)
    values = {"state": state, "decided_by": by, "decided_by_name": "", "decided_at": utc_now()}
    if not db.session.connection().execute(swap.values(values)).rowcount:
        db.session.rollback()
        raise AlreadyDecided
