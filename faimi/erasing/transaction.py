"""The erasure itself: one transaction over all editions, and then the pages of the database that held it."""

import logging
from operator import attrgetter

from sqlalchemy import delete, select, text
from sqlalchemy.exc import SQLAlchemyError

from faimi.accounts import audit
from faimi.checks.asked_links import AskedLink
from faimi.content import EDITABLE, rendering, texts_in
from faimi.content.erasure import Erasure
from faimi.content.plural import counted
from faimi.erasing.places import BESIDE, columns_of, places
from faimi.erasing.targets import OnePicture, Target
from faimi.extensions import db
from faimi.history import erasing
from faimi.media import Picture

WHAT = {"words": "words", "picture": "a picture"}
log = logging.getLogger(__name__)


def erase(target: Target, reason: str, by: int | None, who: str) -> int:
    """How many places it was erased from, for good; commits. Of words that stand nowhere nothing is noted."""
    found = [*places(target)]
    pictures = target.ids if isinstance(target, OnePicture) else ()
    if not found and not pictures:
        return 0
    reason = target.pattern.sub(target.instead, reason)
    touched = sorted({place.edition for place in found if place.edition is not None}, key=attrgetter("id"))
    for edition in touched:  # in one order: two who erase at once wait for one another
        erasing.erase(edition, target.changes, reason, by)
    _erase_beside(target)
    db.session.execute(delete(Picture).where(Picture.id.in_(pictures)))
    rows = [row for kind in EDITABLE.values() for row in db.session.scalars(select(kind.model))]
    rendering.keep_html_of(texts_in(rows))
    db.session.add(Erasure(who=who, what=target.what, reason=reason, places=len(found)))
    audit.note(f"Erased {WHAT[target.what]} from {counted(len(found), 'place')}")
    db.session.commit()
    _overwrite()
    return len(found)


def _erase_beside(target: Target) -> None:
    """Erases from what is kept beside rows; of a link that was asked nothing is left."""
    for model in BESIDE:
        for row in db.session.scalars(select(model)):
            new = target.changes(columns_of(row), model.__table__)  # type: ignore[arg-type]  # a table it is
            if new and isinstance(row, AskedLink):
                db.session.delete(row)
            else:
                for name, value in new.items():
                    setattr(row, name, value)


def _overwrite() -> None:
    """Has the database let go of the pages that held what was erased; where it is too busy, it does so in time."""
    db.session.remove()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        try:
            connection.execute(text("VACUUM"))
            if db.engine.dialect.name == "sqlite":
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        except SQLAlchemyError as error:
            log.warning("The database could not be rewritten after an erasure: %s", error)
