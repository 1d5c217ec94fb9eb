"""A new edition from one that is there: its structure, call and people, with the dates moved on."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from faimi.content import KIND, Edition, Section
from faimi.extensions import db
from faimi.history import replace_content


def roll_over(old: Edition, slug: str, starts_on: date, by: int | None, idempotency_key: str | None = None) -> Edition:
    """A new draft with the sections of `old`, its texts and people, and its dates moved by whole weeks.

    The key is the token of the form that asks for it. Raises IntegrityError where the address or the token is taken.
    """
    new = Edition(slug=slug, title=old.title, tagline=old.tagline, accent=old.accent, state="draft")
    new.starts_on = starts_on
    new.ends_on = new.date_of(old.days) if old.days > 1 else None

    def fill(edition: Edition, _write: Callable[[], None]) -> list[Section]:
        for section in old.sections:
            own = {name: getattr(section, name) for name in ("position", "kind", "heading", "anchor", "intro")}
            copy = Section(edition=edition, **own)
            db.session.add(copy)
            if KIND[section.kind].rolls_over:
                _copy_items(section, copy)
        return []  # it had nothing that could be removed

    replace_content(new, fill, by, "roll-over", idempotency_key=idempotency_key)
    return new


def _moved(day: date | None, old: Edition, new: Edition) -> date | None:
    """The workshop's own day as the new one; any other that many whole weeks later, on its weekday.

    Without knowing when the old workshop was, no day can be told.
    """
    if day is None or old.starts_on is None or new.starts_on is None:
        return None
    weeks = round((new.starts_on - old.starts_on).days / 7)
    try:
        return new.starts_on if day == old.starts_on else day + timedelta(weeks=weeks)
    except OverflowError:
        return None


def _copy_items(section: Section, copy: Section) -> None:
    kind = KIND[section.kind]
    left = {"id", "edition_id", "section_id", "number", "version", *kind.model.given_out, *kind.cleared}
    names = [column.key for column in kind.model.__table__.columns if column.key not in left]
    for item in kind.siblings(section):
        values: dict[str, Any] = {name: getattr(item, name) for name in names}
        twin = kind.model(section=copy, **values)
        for name in kind.days:
            setattr(twin, name, _moved(getattr(twin, name), section.edition, copy.edition))
        db.session.add(twin)
