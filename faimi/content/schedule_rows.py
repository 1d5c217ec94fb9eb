"""The schedule's rows as a programme, there and back, and what was done to them in words."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import TYPE_CHECKING, Any

from faimi.content.deadlines import SKIPPED, is_skipped
from faimi.content.plan_words import Change, minutes_in_words
from faimi.content.programme import Refused, Row, name
from faimi.content.timetable import later, minute_of, minutes_between

if TYPE_CHECKING:
    from faimi.content.edition import Edition
    from faimi.content.schedule import Slot

PLACE = {"day", "start", "end", "track_id", "room"}  # the columns that say when and where a row is


def as_row(slot: "Slot", locked: bool = False) -> Row:
    """A row of the schedule in time, named by its number."""
    return Row(
        slot.number,
        str(slot),
        day=slot.day,
        start=minute_of(slot.start) if slot.start else None,
        minutes=slot.minutes,
        track=slot.track or None,
        room=slot.room,
        pinned=slot.pinned,
        delay=slot.delay,
        locked=locked,
        until=minute_of(slot.end) if slot.end and not slot.start else None,
    )


def columns_of(change: Change) -> dict[str, Any]:
    """The columns that a change writes; an end that is none, for what it says, stays as it is."""
    former, new = change.former, change.new
    columns: dict[str, Any] = {
        column: getattr(new, column)
        for column in ("day", "room", "pinned", "delay")
        if getattr(new, column) != getattr(former, column)
    }
    if new.track != former.track:
        columns["track"] = new.track or ""
    if new.start is not None and (new.start, new.minutes) != (former.start, former.minutes):
        columns["start"] = _clock(new.start)
        if new.minutes is not None:
            columns["end"] = later(columns["start"], new.minutes)
    return columns


def refuse_skipped(changes: Sequence[Change], edition: "Edition") -> None:
    """Refuses a start that the clock skips on its day; raises Refused."""
    for new in [change.new for change in changes if change.later or change.goes_elsewhere]:
        day, zone = edition.date_of(new.day), edition.zone
        if new.start is not None and day and zone and is_skipped(day, _clock(new.start), zone):
            raise Refused(f"{name(new)} cannot begin then. {SKIPPED.format(_clock(new.start))}")


def tell_changes(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> str:
    """What was done to rows whose columns, as JSON, these were and became: moved by 10 min; empty for anything else."""
    changed = {column for was, became in pairs for column in became if was.get(column) != became[column]} - {"version"}
    if changed == {"pinned"} and len({became["pinned"] for _, became in pairs}) == 1:
        return "pinned" if pairs[0][1]["pinned"] else "unpinned"
    if changed == {"delay"}:
        return _tell_delays({became["delay"] - was.get("delay", 0) for was, became in pairs})
    lengths = [[_minutes(columns) for columns in pair] for pair in pairs]
    if not changed or not changed <= PLACE or any(was != became for was, became in lengths):
        return ""
    moments = [[_moment(columns) for columns in pair] for pair in pairs]
    by = {None if was is None or became is None else became - was for was, became in moments}
    minutes = by.pop() if len(by) == 1 and changed <= {"day", "start", "end"} else None
    return "moved" + (f"{' earlier' * (minutes < 0)} by {minutes_in_words(abs(minutes))}" if minutes else "")


def _tell_delays(by: set[int]) -> str:
    """What was announced, by how many minutes later rows are than before."""
    minutes = by.pop() if len(by) == 1 else 0
    words = f"{minutes_in_words(abs(minutes))} {'later' if minutes > 0 else 'earlier'}"
    return f"announced {words if minutes else 'at other times'}"


def _clock(minute: int) -> time:
    return time(*divmod(minute, 60))


def _minutes(columns: Mapping[str, Any]) -> int | None:
    return minutes_between(*(time.fromisoformat(at) if (at := columns[name]) else None for name in ("start", "end")))


def _moment(columns: Mapping[str, Any]) -> int | None:
    start = time.fromisoformat(columns["start"]) if columns["start"] else None
    return (columns["day"] * 24 + start.hour) * 60 + start.minute if start else None
