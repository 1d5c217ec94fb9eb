"""The fields of a form for times of day."""

import re
from datetime import time
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation
from wtforms.widgets import TextInput

from faimi.content.fields import SHORT
from faimi.content.timetable import later, minutes_between

CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.I)
LENGTH = re.compile(
    r"(?P<more>\+)?\s*(?:(?P<hours>[0-9]{1,2})\s*h(?:ours?)?(?!\S))?\s*"
    r"(?:(?P<minutes>[0-9]{1,3})(?P<unit>\s*(?:min(?:ute)?s?\.?|['’′]))?)?",
    re.I,
)


def read_clock(typed: str, midnight: tuple[int, int] | None = None) -> time | None:
    """The time of day that was typed; None for what is no time; ValueError, in words, for one that no clock shows.

    `midnight` is the hour and minute that may be typed for 00:00 of the next day.
    """
    match = CLOCK.fullmatch(typed)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    hour = 0 if (hour, minute) == midnight else hour
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"There is no {typed} on the clock: hours go to 23, minutes to 59.")
    return time(hour, minute)


def read_length(typed: str) -> tuple[int, bool] | None:
    """The minutes of a length that was typed, 20 min, and whether they are added, +10; None for what is no length."""
    match = LENGTH.fullmatch(typed)
    if match is None or not (match["hours"] or (match["minutes"] and (match["more"] or match["unit"]))):
        return None
    return 60 * int(match["hours"] or 0) + int(match["minutes"] or 0), bool(match["more"])


class ClockField(Field):
    """A time of day, typed as 13:30, 13.30, 1330, 13 or 1:30 pm; empty is unknown."""

    widget = TextInput()
    wanted = "Give a time on the 24-hour clock, such as 13:30."
    midnight: ClassVar[tuple[int, int] | None] = None  # the hour and minute that may be typed for 00:00 of the next day
    data: time | None

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "placeholder": "13:30"} | SHORT, **kw)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the typed time."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None  # also where what was typed is refused
        self.data = read_clock(typed, self.midnight)
        if typed and self.data is None:
            raise ValueError(self.wanted)


class StartField(ClockField):
    """A time of day at which something starts; changed alone, it takes the form's `end` along: the length stays."""

    _alone = False

    def pre_validate(self, form: Any) -> None:
        """Looks at the end that comes along."""
        length = minutes_between(self.object_data, form.end.object_data)
        self._alone = form.asked == self.name
        if self._alone and self.data and length:
            form.end.data = later(self.data, length)

    def populate_obj(self, obj: Any, name: str) -> None:
        """Writes the start, and the end as long after it as the row has it."""
        length = minutes_between(obj.start, obj.end) if self._alone else None
        setattr(obj, name, self.data)
        if self.data and length:
            obj.end = later(self.data, length)


class EndField(ClockField):
    """A time of day at which something ends, which may be typed as its length, 20 min, or as how much longer, +10.

    24:00 is midnight at the end of the day. A length counts from the form's `start`, what is added from the end that
    the person saw.
    """

    wanted = "Give a time on the 24-hour clock, such as 13:30, or a length, such as 20 min or 1 h 30 min."
    midnight = (24, 0)

    @property
    def _length(self) -> tuple[int, bool] | None:
        return read_length(self.raw_data[0].strip()) if self.raw_data else None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the typed time; a length waits until the start is known."""
        if self._length is None:
            super().process_formdata(valuelist)

    def pre_validate(self, form: Any) -> None:
        """Makes a time of a length."""
        length = self._length
        if length is None:
            return
        begins, (minutes, added) = form.start.data, length
        if begins is None:
            raise StopValidation("Give the start first, or the end as a time: a length counts from the start.")
        if added:
            minutes += minutes_between(begins, self.object_data) or 0
        self.data = later(begins, minutes)
        if minutes_between(begins, self.data) != minutes:
            raise StopValidation("A row ends on its day, or past midnight after 12 hours at most.")
