"""The addresses that editions had: an edition that gets another one leaves the former one to lead to it."""

from typing import Any

from sqlalchemy import event, inspect

from faimi.content.edition import Edition, OldAddress
from faimi.extensions import db


@event.listens_for(db.session, "before_flush")
def keep_former_address(session: Any, *_: Any) -> None:
    """Has the former address of each edition that gets another one lead on; that of a removed one is free."""
    renamed = [(row, inspect(row).attrs.slug.history.deleted) for row in session.dirty if isinstance(row, Edition)]
    for edition, former in renamed:
        if not former or edition.state == "removed":
            continue
        if (own := session.get(OldAddress, edition.slug)) and own.edition_id == edition.id:
            session.delete(own)  # it has this address again
        if old := session.get(OldAddress, former[0]):
            old.edition = edition
        else:
            session.add(OldAddress(path=former[0], edition=edition))
