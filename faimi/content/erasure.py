"""What was erased for good: that, by whom, when and why, but not what."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from faimi.content.now import utc_now
from faimi.extensions import Model, db


class Erasure(Model):
    """The record of one erasure; `what` says whether it was words or a picture, `places` how many there were.

    `who` is a name, or the command line: it outlives the account. `at` is in UTC. What a backup from before has brought
    back when it was restored is to be erased again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    who: Mapped[str]
    what: Mapped[str]
    reason: Mapped[str]
    places: Mapped[int]
    brought_back: Mapped[bool] = mapped_column(default=False)


def erasures(since: datetime | None = None) -> Sequence[Erasure]:
    """The erasures, the newest first; those alone that came after a moment, where that is given."""
    newest = select(Erasure).order_by(Erasure.id.desc())
    return db.session.scalars(newest if since is None else newest.where(Erasure.at > since)).all()
