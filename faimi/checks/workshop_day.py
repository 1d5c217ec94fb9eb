"""Finds where a row among the dates gives the workshop another day than the masthead does."""

import re

from faimi.checks.leftovers import Finding
from faimi.content.page import Page
from faimi.content.prose import day, days

NOUN = "workshop|symposium|seminar|tutorial|conference|summit|meeting"
OWN_DAY = re.compile(rf"(?:the )?(?P<noun>{NOUN})(?:,? (?:day|date|itself|starts|begins|takes place))?", re.I)


def other_days(page: Page) -> list[Finding]:
    """Each date that is called the workshop's own, by a noun of its title, and is on another day than that says."""
    edition = page.edition
    if edition.starts_on is None:
        return []
    first, last = edition.starts_on, edition.last_day
    called = f"workshop {edition.title}".casefold()
    return [
        Finding(row.key, row.section.heading, "date", f"{row}: {day(row.date)}, not {days(first, last)}")
        for row in page.rows("date")
        if row.date is not None
        and not first <= row.date <= (last or first)
        and (own := OWN_DAY.fullmatch(row.label.strip(" .:")))
        and own["noun"].casefold() in called
    ]
