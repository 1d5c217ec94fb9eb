"""Findings that a person decided to leave as they are, each with the reason, as long as the rows say the same."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from faimi.checks.facts import Facts
from faimi.checks.finding import Finding
from faimi.content import REFERENCED_KINDS, Edition, Item
from faimi.content.base import snapshot, to_json
from faimi.content.now import utc_now
from faimi.exchange.draft import Draft, PageError
from faimi.extensions import Model, db

# What a row does not say, or says by the key of another that it names, which is the same in every database.
UNSAID = {"id", "version", "header_version", "position", "section_id", "edition_id", *REFERENCED_KINDS}


CARRIED = ("finding", "said", "reason", "at")  # by archives
MAX_REASON_CHARS = 300


class Silence(Model):
    """Why a finding is left; `finding` is its name, and `said` stands for what its rows said then. `at` is in UTC."""

    __table_args__ = (UniqueConstraint("edition_id", "finding"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    finding: Mapped[str]
    said: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=utc_now)


def silences(findings: Iterable[Finding], facts: Facts) -> Mapping[str, Silence]:
    """Those of findings that are silenced, by their names: not those whose rows say something else by now."""
    there = db.session.scalars(select(Silence).where(Silence.edition_id == facts.edition.id))
    by_name = {one.finding: one for one in there}
    known = [finding for finding in findings if finding.name in by_name]
    return {one.name: by_name[one.name] for one in known if by_name[one.name].said == said_by(one, facts)}


def said_by(finding: Finding, facts: Facts) -> str:
    """A digest of what the rows of a finding say."""
    rows = [facts.by_key[key] for key in finding.keys if key in facts.by_key]
    says = [{name: value for name, value in snapshot(row).items() if name not in UNSAID} for row in rows]
    named = [[str(other.key) for other in row.references()] for row in rows if isinstance(row, Item)]
    return sha256(json.dumps([says, named], sort_keys=True).encode()).hexdigest()


def leave(finding: Finding, facts: Facts, reason: str) -> None:
    """Leaves a finding as it is for a reason, in place of what was said of it before; commits that."""
    one = _named(facts.edition, finding.name) or Silence(edition_id=facts.edition.id, finding=finding.name)
    one.said, one.reason, one.at = said_by(finding, facts), reason, utc_now()
    db.session.add(one)
    try:
        db.session.commit()
    except IntegrityError:  # somebody else has just left it, which is what was asked for
        db.session.rollback()


def take_up(edition: Edition, finding: str) -> None:
    """Has the finding with this name stand among the others again, and commits that."""
    if one := _named(edition, finding):
        db.session.delete(one)
        db.session.commit()


def _named(edition: Edition, finding: str) -> Silence | None:
    return db.session.scalar(select(Silence).where(Silence.edition_id == edition.id, Silence.finding == finding))


def silences_as_data(edition: Edition) -> list[dict[str, Any]]:
    """What was left on an edition, as JSON values for its archive."""
    found = db.session.scalars(select(Silence).where(Silence.edition_id == edition.id).order_by(Silence.id))
    return [{name: to_json(getattr(one, name)) for name in CARRIED} for one in found]


def bring_silences(edition: Edition, draft: Draft) -> None:
    """Adds what an archive of this edition says of findings of which nothing is said here; the caller commits.

    Raises PageError where that is damaged. Of another edition it is about other rows, and stays out.
    """
    there = {one["finding"] for one in silences_as_data(edition)}
    for data in draft.beside.get("silences", ()):
        try:
            one = Silence(**data | {"edition_id": edition.id, "at": datetime.fromisoformat(data["at"])})
            whole = all(isinstance(data[name], str) for name in CARRIED) and one.at.tzinfo is None
        except (KeyError, TypeError, ValueError):
            whole = False
        if not whole or len(data["reason"]) > MAX_REASON_CHARS:
            raise PageError("it is damaged: why a finding was left cannot be read.")
        if draft.is_of(edition) and one.finding not in there:
            db.session.add(one)
