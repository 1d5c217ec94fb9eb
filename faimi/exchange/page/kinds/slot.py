"""Reads the rows of a schedule."""

from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.schedule.reader import read_schedule

READER = Reader(
    heading=r"\bschedule\b|\bprogramm?e?\b|\bagenda\b|\btimetable\b",
    precedence=3,
    read=lambda passage: (passage.heading, *read_schedule(passage.blocks, passage.report, passage.heading)),
    opens=True,
    understood="day date time start end when and title event author authors presenter speakers keynote speaker talk "
    "invited plenary lecture address to from noon midday midnight until recording recordings video tba tbd what who "
    "activity session presentation by kind type track room rooms hall location venue where place in at the topic "
    "topics oral spotlight contributed lightning",
)
