"""The gesture that a request asks for: what was sent, read; what cannot be meant is refused in words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, request

from faimi.content.clock_fields import read_clock, read_length
from faimi.content.fields import on_one_line
from faimi.content.gestures import Close, Gesture, Length, Pin, Shift, Spread, Unpin
from faimi.content.late import Late
from faimi.content.moving import SAME, Move, Swap
from faimi.content.plan import OVERLAP
from faimi.content.programme import Refused
from faimi.content.timetable import MAX_DAYS

WHAT_TO_TYPE = "Type +10 or -2 h to shift, 20 min as the length of each, or 14:30 as the first start."
MAX_NAME_CHARS = 300  # of a track or room


def read_gesture() -> Gesture:
    """The gesture that was sent, with the numbers of its rows; raises Refused."""
    make = GESTURES.get(request.form.get("gesture", "")) or abort(400)
    how = request.form.get("how", "")
    rows = tuple(_whole(number) or abort(400) for number in request.form.getlist("rows"))
    return make(rows, {"how": "" if how == OVERLAP else how, "alone": request.form.get("alone") == "1"})


def _shift(rows: Any, more: Mapping[str, Any]) -> Gesture:
    return Shift(rows, _number("minutes"), **more)


def _length(rows: Any, more: Mapping[str, Any]) -> Gesture:
    if request.form.get("minutes"):
        return Length(rows, minutes=_number("minutes"), **more)
    return Length(rows, more=_number("more"), **more)


def _move(rows: Any, more: Mapping[str, Any]) -> Gesture:
    sent = request.form
    day = _number("day") if sent.get("day") else None
    if day is not None and not 1 <= day <= MAX_DAYS:
        raise Refused(f"There is no day {day}.")
    return Move(
        rows,
        before=_whole(sent.get("before", "")),
        after=_whole(sent.get("after", "")),
        day=day,
        start=_start(sent["start"]) if sent.get("start") else None,
        track=_name("track") or None if "track" in sent else SAME,
        room=_name("room") if "room" in sent else None,
        **more,
    )


def _typed(rows: Any, more: Mapping[str, Any]) -> Gesture:
    """What free words mean for the rows."""
    words = " ".join(request.form.get("typed", "").replace("−", "-").split())
    if words.startswith("-"):
        length = read_length(f"+{words[1:].strip()}")
        if length:
            return Shift(rows, -length[0], **more)
    elif length := read_length(words):
        minutes, added = length
        return Shift(rows, minutes, **more) if added else Length(rows, minutes=minutes, **more)
    return Move(rows, start=_start(words), **more)


GESTURES: dict[str, Callable[[Any, Mapping[str, Any]], Gesture]] = {
    "move": _move,
    "shift": _shift,
    "length": _length,
    "swap": lambda rows, more: Swap(rows, **more),
    "spread": lambda rows, more: Spread(rows, **more),
    "close": lambda rows, more: Close(rows, **more),
    "pin": lambda rows, more: Pin(rows, **more),
    "unpin": lambda rows, more: Unpin(rows, **more),
    "late": lambda rows, _more: Late(rows, minutes=_number("minutes")),
    "typed": _typed,
}


def _whole(text: str) -> int | None:
    """The number of a row; None for none."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 12 else abort(400)


def _number(name: str) -> int:
    text = request.form.get(name, "").replace("−", "-").strip()
    if not re.fullmatch(r"[+-]?\d{1,5}", text):
        raise Refused("Give whole minutes." if name != "day" else "Give the number of a day.")
    return int(text)


def _start(text: str) -> int:
    try:
        start = read_clock(text.strip())
    except ValueError as error:
        raise Refused(str(error)) from None
    if start is None:
        raise Refused(WHAT_TO_TYPE if "typed" in request.form else "Give a time on the 24-hour clock, such as 13:30.")
    return start.hour * 60 + start.minute


def _name(field: str) -> str:
    name = on_one_line(request.form[field])
    if len(name) > MAX_NAME_CHARS:
        raise Refused(f"This is longer than {MAX_NAME_CHARS} characters.")
    return name
