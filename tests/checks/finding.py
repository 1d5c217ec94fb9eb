"""What checks find in an edition, for tests."""

from datetime import datetime

from faimi.checks import Check, Facts, Finding, run
from faimi.content import Edition
from faimi.content.page import load_page

NOW = datetime(2031, 6, 1, 12)


def found_by(check: Check, edition: Edition, now: datetime = NOW) -> list[Finding]:
    """What one check finds in an edition, asked of all rows and of each row alone, which finds the same."""
    page = load_page(edition.slug)
    assert page
    facts = Facts(page, now)
    found = run([check], facts)
    alone = [finding for key in facts.by_key for finding in run([check], Facts(page, now), [key])]
    assert {*map(str, alone)} == {*map(str, found)}
    return found
