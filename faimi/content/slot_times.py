"""When a row of the schedule takes place: its day, and its hours as they are planned and as they are announced."""

from datetime import date, time
from typing import TYPE_CHECKING

from faimi.content.timetable import LocalTime, delayed, minutes_between

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from faimi.content.edition import Edition


class SlotTimes:
    """What follows from the day, the start, the end and the delay of a row."""

    if TYPE_CHECKING:
        day: Mapped[int]
        start: Mapped[time | None]
        end: Mapped[time | None]
        delay: Mapped[int]

        @property
        def edition(self) -> Edition:
            """The edition that the row is on."""

    @property
    def date(self) -> date | None:
        """The date on which it begins; None where the edition's first day is unknown."""
        return self.edition.date_of(self.day)

    @property
    def day_name(self) -> str:
        """What its day is called."""
        return self.edition.day_name(self.day)

    @property
    def other_days(self) -> int:
        """On how many other days it could be."""
        return max(self.edition.days, self.day) - 1

    @property
    def minutes(self) -> int | None:
        """How long it takes; None is unknown."""
        return minutes_between(self.start, self.end)

    @property
    def ends_next_day(self) -> bool:
        """Whether it goes on past midnight."""
        return bool(self.minutes and self.end and self.start and self.end < self.start)

    @property
    def planned_start(self) -> LocalTime | None:
        """When it begins as it is planned."""
        return delayed(self.day, self.start, 0)

    @property
    def planned_end(self) -> LocalTime | None:
        """When it ends as it is planned."""
        return delayed(self.day + self.ends_next_day, self.end, 0)

    @property
    def announced_start(self) -> LocalTime | None:
        """When it begins as it is announced."""
        return delayed(self.day, self.start, self.delay)

    @property
    def announced_end(self) -> LocalTime | None:
        """When it ends as it is announced."""
        return delayed(self.day + self.ends_next_day, self.end, self.delay)
