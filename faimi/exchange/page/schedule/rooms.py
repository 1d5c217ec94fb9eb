"""The room of a schedule's row: what its own words say, else what its track is called."""

from collections import defaultdict
from typing import Any

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.schedule.all_day import BEHIND
from faimi.exchange.page.schedule.room_rules import ROOM_LABEL, ROOM_RULES, is_room
from faimi.exchange.text_matching import cut

Row = dict[str, Any]
MAX_CHARS = 500  # of words that may say a room
LABELLED = [rule for rule in ROOM_RULES if not rule.doubt]


def take_room(row: Row, report: Report) -> None:
    """Takes the room out of the words of a row or of its track; one that its column gives it stays."""
    track, room_of_track = _room_of_track(row["track"])
    row["track"] = track
    for name, rules in (("title", ROOM_RULES), ("speaker", LABELLED)):  # a speaker may be of Seton Hall
        said = BEHIND.sub("", row[name])
        read = first_reading(rules, said) if not row.get("room") and len(said) <= MAX_CHARS else None
        if read:
            (text, room), doubt = read
            if doubt:
                report.unsure(doubt.format(text=cut(text), room=room), row[name])
            row |= {name: text + row[name][len(said) :], "room": room}
    row["room"] = row.get("room") or room_of_track


def _room_of_track(track: str) -> tuple[str, str]:
    """A track without the room behind it, and the room; a track that is a room keeps its name."""
    if room := next((part for part in reversed(track.split(": ")) if is_room(part)), ""):
        return track, room
    read = first_reading(ROOM_RULES, track) if len(track) <= MAX_CHARS else None
    return read[0] if read else (track, "")


def say_of_row(row: Row, said: str) -> None:
    """Lets a row have what is said of it below: its room, or words behind its title."""
    room = ROOM_LABEL.fullmatch(said) if not row.get("room") else None
    row |= {"room": room["room"]} if room else {"title": f"{row['title']} ({said})".strip()}


def part_by_room(rows: list[Row]) -> None:
    """Makes tracks of the rooms in which rows begin at the same time, where nothing else parts them."""
    rooms: dict[Any, set[str]] = defaultdict(set)
    placed = [row for row in rows if row.get("room") and row["times"]]
    for row in placed:
        rooms[row["on"], row["times"][0].at].add(row["room"])
    beside = set().union(*(own for own in rooms.values() if len(own) > 1))
    for row in rows if not any(row["track"] for row in placed) else ():
        if row.get("room") in beside:
            row["track"] = row["room"]
