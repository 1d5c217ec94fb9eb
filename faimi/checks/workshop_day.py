"""Where a row among the dates gives the workshop another day than the masthead does."""

import re
from collections.abc import Iterator

from faimi.checks.check import check
from faimi.checks.facts import Facts
from faimi.checks.finding import Found
from faimi.content.dates import Date
from faimi.content.prose import day, days

NOUN = "workshop|symposium|seminar|tutorial|conference|summit|meeting"
OWN_DAY = re.compile(rf"(?:the )?(?P<noun>{NOUN})(?:,? (?:day|date|itself|starts|begins|takes place))?", re.I)


@check("error", "date")
def workshop_on_another_day(row: Date, facts: Facts) -> Iterator[Found]:
    """A date that is called the workshop’s own, by a noun of its title, and is another day than the masthead’s."""
    edition = facts.edition
    if edition.starts_on is None or row.date is None:
        return
    first, last = edition.starts_on, edition.last_day
    own = OWN_DAY.fullmatch(row.label.strip(" .:"))
    named = own is not None and own["noun"].casefold() in f"workshop {edition.title}".casefold()
    if named and not first <= row.date <= (last or first):
        yield Found("date", f"{row} is on {day(row.date)} here, and on {days(first, last)} in the masthead.")
