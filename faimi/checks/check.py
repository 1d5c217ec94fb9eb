"""A check as data, and the run of many over a page."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.exc import DBAPIError

from faimi.checks.facts import Facts
from faimi.checks.finding import LEVELS, Finding, Fix, Found, Level
from faimi.content.base import to_json
from faimi.content.row_key import RowKey
from faimi.extensions import db

log = logging.getLogger(__name__)
Find = Callable[[Any, Facts], Iterable[Found]]


@dataclass(frozen=True)
class Check:
    """Looks at each row of some kinds by itself, and tells what is wrong with it; `about` says what it looks for.

    What it tells of a row hangs on that row, on what names it or is named by it, on the masthead and the sections, on
    the rows that it tells of as others, and on what `facts.index` makes of all: where that counts over thousands of
    rows, what it says of one may lag behind a change of others until the page is loaded again.
    """

    name: str
    level: Level
    kinds: tuple[str, ...]
    about: str
    find: Find


def check(level: Level, *kinds: str) -> Callable[[Find], Check]:
    """Decorates the function that looks at a row of these kinds; its docstring says what the check is about."""

    def declare(find: Find) -> Check:
        about = (find.__doc__ or "").partition("\n")[0].rstrip(".")
        return Check(find.__name__.replace("_", "-"), level, kinds, about, find)

    return declare


def run(checks: Sequence[Check], facts: Facts, keys: Collection[RowKey] | None = None) -> list[Finding]:
    """What checks find, the gravest first, then in the page's order; of some rows only where their keys are given.

    What is told twice, of either of two rows, is told once. A check that fails says so, and the others still answer.
    """
    found: dict[str, Finding] = {}
    for one in checks:
        try:
            for finding in _findings(one, facts, keys):
                found.setdefault(finding.name, finding)
        except Exception as error:
            log.exception("The check %s failed", one.name)
            if isinstance(error, DBAPIError):  # which ends the transaction: without this none of the others could ask
                db.session.rollback()
            words = f"What the check “{one.about}” would find is not known: it failed. The server’s log says why."
            failed = Finding(one.name, "warning", facts.edition.key, "", words, has_failed=True)
            found[failed.name] = failed
    return in_order(found.values(), facts)


def in_order(findings: Iterable[Finding], facts: Facts) -> list[Finding]:
    """Findings, the gravest first, then in the page's order."""
    places = {key: place for place, key in enumerate(facts.by_key)}
    return sorted(findings, key=lambda finding: (LEVELS.index(finding.level), places[finding.key]))


def _findings(one: Check, facts: Facts, keys: Collection[RowKey] | None) -> Iterator[Finding]:
    for kind in one.kinds:
        if keys is None:
            rows: Sequence[Any] = facts.rows(kind)
        else:
            rows = [row for key in keys if key.kind == kind and (row := facts.by_key.get(key)) is not None]
        for row in rows:
            for found in one.find(row, facts):
                at = found.at or row.key
                fix = found.fix if found.fix and _writes(found.fix, facts) else None
                yield Finding(one.name, one.level, at, found.field, found.words, found.others, fix, found.about)


def _writes(fix: Fix, facts: Facts) -> bool:
    """Whether a fix writes anything that does not stand there already."""
    told = ((facts.by_key[key], name, value) for key, values in fix.values.items() for name, value in values.items())
    return any(to_json(getattr(row, name)) != value for row, name, value in told)
