"""What checks found in an edition, kept in memory so that after a change only what it touched is looked at again."""

from collections.abc import Collection
from threading import Lock
from typing import Any

from sqlalchemy import select

from faimi.checks import CHECKS, Facts, Finding, run
from faimi.checks.check import in_order
from faimi.checks.report import Report
from faimi.checks.silences import silences
from faimi.content import KIND, REFERENCED_KINDS, Edition, Section
from faimi.content.now import utc_now
from faimi.content.page import Page, load_page
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history import Revision

MAX_KNOWN = 100  # versions of editions
FEW_ROWS = 100  # of a kind, which are looked at whatever changed
_known: dict[tuple[str, int], list[Finding]] = {}  # what was found, by an edition's UUID and version
_writing = Lock()


def find_findings(page: Page, since: int = 0) -> Report:
    """What checks find on a page now; of kinds with many rows, only in those that changed since a version.

    So a save among thousands of papers is followed by a look at a few of them; a page that is loaded asks for all.
    """
    facts, edition = Facts(page, utc_now()), page.edition
    known = _known.get((edition.uuid, since))
    keys = _changed_since(since, known, facts) if known is not None else None
    if known is None or keys is None:
        found = run(CHECKS, facts)
    else:
        stay = [one for one in known if keys.isdisjoint(one.keys) and one.key in facts.by_key]
        found = in_order([*stay, *run(CHECKS, facts, keys)], facts)
    with _writing:
        _known[edition.uuid, edition.version] = found
        if len(_known) > MAX_KNOWN:
            del _known[next(iter(_known))]
    return Report(facts, found, silences(found, facts))


def find_at(page: Page, keys: Collection[str], name: str) -> tuple[Report, Finding | None]:
    """What is found at rows now, and of it the finding with this name; none where that is not found any more."""
    facts = Facts(page, utc_now())
    rows = [key for key in facts.by_key if key in keys]
    found = run(CHECKS, facts, rows)
    report = Report(facts, found, silences(found, facts))
    return report, next((one for one in found if one.name == name), None)


def tell_before_public(row: Any) -> str:
    """What is open on a page, or in a section, that visitors do not see yet: 2 errors, 1 warning; else empty."""
    if not isinstance(row, Edition | Section) or row.is_public:
        return ""
    page = load_page(row.edition.slug)
    assert page
    report = find_findings(page, page.edition.version)  # from memory mostly, for the page has just asked
    report = report.within(row) if isinstance(row, Section) else report
    return report.summary if report.open else ""


def _changed_since(version: int, known: list[Finding], facts: Facts) -> set[RowKey] | None:
    """The rows of which something else may be found since a version; None for all, as where the masthead changed."""
    newer = select(Revision).where(Revision.edition_id == facts.edition.id, Revision.version > version)
    states = [rows for one in db.session.scalars(newer) for rows in (one.before, one.after)]
    touched = {RowKey.parse(key) for rows in states for key in rows}
    if any(key.kind not in KIND for key in touched):
        return None
    ids = {
        (kind, rows[key].get(column)) for rows in states for key in rows for column, kind in REFERENCED_KINDS.items()
    }
    named = {row.key for row in facts.by_key.values() if (row.key.kind, row.id) in ids}
    told = {key for one in known if not touched.isdisjoint(one.keys) for key in one.keys}
    few = {key for key in facts.by_key if len(facts.rows(key.kind)) <= FEW_ROWS}
    return touched | {*facts.around(touched | named)} | told | few
