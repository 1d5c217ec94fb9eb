"""What external addresses answered when they were asked, and the check that tells of those that lead nowhere."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Found
from faimi.checks.markdown_links import links_of
from faimi.content import EDITABLE
from faimi.content.date_words import day
from faimi.content.now import utc_now
from faimi.extensions import Model, db


class AskedLink(Model):
    """What an address answered when it was last asked, in words; empty where it was there. `at` is in UTC."""

    address: Mapped[str] = mapped_column(primary_key=True)
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=utc_now)


@index
def _unanswered(_facts: Facts) -> Mapping[str, AskedLink]:
    """The addresses that did not answer, in one query."""
    return {one.address: one for one in db.session.scalars(select(AskedLink).where(AskedLink.words != ""))}


@check("warning", *EDITABLE)
def link_that_led_nowhere(row: Any, facts: Facts) -> Iterator[Found]:
    """A link to another site that led nowhere when it was last asked."""
    for name, link in links_of(row):
        if (asked := _unanswered(facts).get(link.address.partition("#")[0])) is not None:
            words = f"{asked.address} was asked on {day(asked.at.date())}: {asked.words}"
            yield Found(name, words, about=asked.address)
