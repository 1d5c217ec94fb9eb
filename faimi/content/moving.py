"""The gestures that change places: rows go elsewhere, or two of them change places."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from faimi.content.gestures import Gesture, shifted
from faimi.content.programme import Key, Programme, Refused, Row, name
from faimi.content.ripple import Wish, Wishes
from faimi.content.timetable import DAY_MINUTES

SAME: Any = object()  # a track that stays as it is; None is for everybody


@dataclass(frozen=True)
class Move(Gesture):
    """Rows go beside another, or to another time, day, track or room; what is not said stays as it is.

    Beside another of their run they change its order, and it stays packed; from elsewhere they are put in, one after
    the other. `start` is a minute of the day, at which the first begins; the others keep their distance. Rows that pass
    others on their way are taken out and put in; those that pass none push what follows, as a shift does.
    """

    before: Key | None = None
    after: Key | None = None
    day: int | None = None
    start: int | None = None
    track: Hashable | None = SAME
    room: str | None = None

    @property
    def keeps_start(self) -> bool:  # type: ignore[override]  # what the others say of themselves, this one tells by case
        """Whether its rows begin when the person said so."""
        return self.start is not None

    def wishes(self, programme: Programme) -> Wishes:
        """Beside the neighbour, or at the time."""
        rows = programme.chosen(self.rows)
        beside = self.before if self.before is not None else self.after
        if beside is None:
            return self._to_time(programme, rows)
        neighbour = programme.by_key[beside]
        if neighbour in rows:
            return {}
        if neighbour.start is None:
            raise Refused(f"{name(neighbour)} has no time: give it a start first, or choose another place.")
        run = self._run_beside(programme, rows[0], neighbour)
        if not self.alone and all(row in run for row in rows):
            return self._reorder(programme, rows, neighbour, run)
        return self._put_in(programme, rows, neighbour)

    def _run_beside(self, programme: Programme, first: Row, neighbour: Row) -> list[Row]:
        """The neighbour's run; where rows go before a fixed one, their own if it ends there."""
        if self.before is not None and neighbour.is_fixed and first.start is not None:
            run = programme.run(first)
            if programme.end(run[-1]) == neighbour.begin and programme.share_line(run[-1], neighbour):
                return run
        return programme.run(neighbour)

    def _reorder(self, programme: Programme, rows: list[Row], neighbour: Row, run: list[Row]) -> Wishes:
        """The run in its new order, from when it began."""
        others = [row for row in run if row not in rows]
        place = others.index(neighbour) + (self.before is None) if neighbour in run else len(others)
        order = [*others[:place], *rows, *others[place:]]
        wishes, moment = {}, run[0].begin
        for row in order:
            if row.begin != moment:
                wishes[row.key] = Wish(row, at=moment, left=True)
            moment += programme.end(row) - row.begin if row is order[-1] else programme.length(row)
        return self._in_room(wishes, rows)

    def _put_in(self, programme: Programme, rows: list[Row], neighbour: Row) -> Wishes:
        """The rows together beside their new neighbour, right behind what is before them."""
        lengths = [programme.end(row) - row.begin if row.start is not None else row.minutes or 0 for row in rows]
        moment = programme.end(neighbour)
        if self.before is not None:
            line = programme.line(neighbour.day, neighbour.track, without=self.rows)
            ends = [programme.end(row) for row in line if row.begin < neighbour.begin]
            at_most = neighbour.begin - sum(lengths) if ends or neighbour.is_fixed else neighbour.begin
            moment = max([*ends, at_most])
        wishes = {}
        for row, minutes in zip(rows, lengths, strict=True):
            wishes[row.key] = Wish(replace(row, track=neighbour.track), at=moment, left=True)
            moment += minutes
        return self._in_room(wishes, rows)

    def _to_time(self, programme: Programme, rows: list[Row]) -> Wishes:
        """The rows at another time, on another day or track, or in another room."""
        timed = [row for row in rows if row.start is not None]
        by = 0
        if self.start is not None and timed:
            by = ((self.day or timed[0].day) - 1) * DAY_MINUTES + self.start - timed[0].begin
        wishes: dict[Key, Wish] = {}
        if by:
            wishes |= shifted(programme, timed, by, lambda _other: True)
        for row in rows:
            wish = wishes.get(row.key, Wish(row))
            track = row.track if self.track is SAME else self.track
            at = wish.at
            if row.start is None:
                row = replace(row, day=self.day or row.day)
                at = (row.day - 1) * DAY_MINUTES + self.start if self.start is not None and not timed else None
            elif self.start is None and (self.day or row.day) != row.day:
                assert self.day is not None
                at = (self.day - 1) * DAY_MINUTES + row.start
            elif track != row.track and at is None:
                at = row.begin
            elsewhere = track != row.track or (self.day or row.day) != row.day
            wishes[row.key] = Wish(replace(row, track=track), at=at, left=wish.left or elsewhere)
        return self._in_room(wishes, rows)

    def _in_room(self, wishes: dict[Key, Wish], rows: list[Row]) -> Wishes:
        """The chosen rows in the room that was named, if one was."""
        if self.room is None:
            return wishes
        there = {row.key: wishes.get(row.key, Wish(row)) for row in rows}
        return wishes | {key: replace(wish, row=replace(wish.row, room=self.room)) for key, wish in there.items()}


@dataclass(frozen=True)
class Retime(Move):
    """A row is when and where its form says, which has all of it, and as long; None is a length that is not known."""

    minutes: int | None = None

    def wishes(self, programme: Programme) -> Wishes:
        """The row at its time, as long."""
        there = super().wishes(programme)
        return {key: replace(wish, row=replace(wish.row, minutes=self.minutes)) for key, wish in there.items()}


@dataclass(frozen=True)
class Insert(Retime):
    """A row comes in that was not there: so far it has no time."""


@dataclass(frozen=True)
class Swap(Gesture):
    """Two rows change places.

    On one track the later takes the earlier's start, what lies between moves by the difference of their lengths, and
    the end stays. Across what is fixed or on other tracks' lines, across tracks and days each takes the other's place,
    with its room on another track, and what follows each is settled as after a change of length.
    """

    def wishes(self, programme: Programme) -> Wishes:
        """Each in the other's place."""
        rows = programme.chosen(self.rows)
        if len(rows) != 2:
            raise Refused("Choose two rows to swap.")
        for row in rows:
            if row.start is None:
                raise Refused(f"{name(row)} has no time: give it a start first.")
        one, other = rows
        by = programme.length(other) - programme.length(one)
        between = [row for row in programme.line(one.day, one.track) if one.begin < row.begin < other.begin]
        apart = one.day != other.day or one.track != other.track or programme.end(one) > other.begin
        if self.alone or apart or any(row.is_fixed or row.track != one.track for row in between):
            return {row.key: self._in_place_of(programme, row, place) for row, place in (rows, rows[::-1])}
        moved = {row: row.begin + by for row in between} if by else {}
        moved |= {other: one.begin, one: programme.end(other) - programme.length(one)}
        return {row.key: Wish(row, at=at, left=True) for row, at in moved.items()}

    @staticmethod
    def _in_place_of(programme: Programme, row: Row, place: Row) -> Wish:
        room = row.room if row.track == place.track else place.room
        return Wish(replace(row, track=place.track, room=room), was=programme.span(place))
