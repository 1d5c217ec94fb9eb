"""Findings that a person decided to leave as they are, each with the reason, as long as the rows say the same."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from faimi.checks.facts import Facts
from faimi.checks.finding import Finding
from faimi.content import Edition
from faimi.content.base import snapshot, utc_now
from faimi.extensions import Model, db

UNSAID = {"id", "version", "header_version", "position", "section_id", "edition_id"}  # what a row does not say


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
    return sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()


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
