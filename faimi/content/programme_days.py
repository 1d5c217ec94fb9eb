"""The days of a programme: when the first row of each begins and the last one ends, as it is announced."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from faimi.content.day_end import day_begin, day_end
from faimi.content.timetable import DAY_MINUTES, LocalTime, date_of, later, minute_of, minutes_between
from faimi.content.timezones import zone_named


@dataclass(frozen=True)
class ProgrammeDay:
    """A day by its number, on which the first row begins with a minute of the day, and the last known minute is `last`.

    The programme goes on after that where it is `open_ended`: nobody knows when the last row ends.
    """

    number: int
    date: date
    zone: str | None
    first: int
    last: int
    open_ended: bool = False

    @property
    def begins_at(self) -> datetime:
        """The moment (in UTC) at which the day begins at the venue; on the whole Earth where its zone is not known."""
        return day_begin(self.date, self.zone)

    @property
    def opens_at(self) -> datetime | None:
        """The moment (in UTC) at which the first row begins; None where the zone is not known."""
        return self._moment(self.first)

    @property
    def closes_at(self) -> datetime:
        """The moment (in UTC) at which the last row ends; that at which the day does where nobody knows."""
        ends = None if self.open_ended else self._moment(self.last)
        return ends or day_end(self.date, self.zone) or datetime.max

    @property
    def moments(self) -> list[datetime]:
        """The moments at which something else matters than before."""
        return [at for at in (self.begins_at, self.opens_at, self.closes_at) if at]

    @property
    def opens(self) -> LocalTime:
        """When the first row begins, by the clock at the venue."""
        return self._clock(self.first)

    @property
    def closes(self) -> LocalTime | None:
        """When the last row ends, by the clock at the venue; None where nobody knows."""
        return None if self.open_ended else self._clock(self.last)

    def _clock(self, minute: int) -> LocalTime:
        return LocalTime(self.number + minute // DAY_MINUTES, later(time(), minute))

    def _moment(self, minute: int) -> datetime | None:
        zone = zone_named(self.zone)
        told = datetime.combine(self.date, time(), zone) + timedelta(minutes=minute)
        return told.astimezone(UTC).replace(tzinfo=None) if zone else None


def programme_days(edition: Any, slots: Iterable[Any]) -> list[ProgrammeDay]:
    """The days on which rows of the schedule have a time; none where the day of the edition is not known.

    Both may be rows of a query that have the columns which tell it.
    """
    spans: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    for slot in slots:
        if slot.start is not None:
            begins, takes = minute_of(slot.start) + slot.delay, minutes_between(slot.start, slot.end)
            spans[slot.day].append((begins, begins + (takes or 0), takes is None))
    return [
        ProgrammeDay(number, day, edition.timezone, min(of)[0], *max(span[1:] for span in of))
        for number, of in sorted(spans.items())
        if (day := date_of(edition.starts_on, number))
    ]
