"""Rows of the schedule that stand at one time in one place."""

from collections.abc import Callable, Iterator
from functools import partial

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Found
from faimi.checks.spans import Span, and_more, beside, first_few, spans
from faimi.content.letters import same_name
from faimi.content.schedule import Slot

Collide = Callable[[Span, Span], bool]


@check("error", "slot")
def talks_at_once(row: Slot, facts: Facts) -> Iterator[Found]:
    """Two talks that stand in one room, or in one track, at one time."""
    for earlier, later in _collisions(row, facts, are_two_talks):
        first, last = earlier[0], later
        words = f"{first.name}{and_more(len(earlier))} and {last.name} are in {_place(first, last)} at one time."
        yield Found("start", _sentence(words), tuple(one.key for one in earlier), at=last.key)


@check("warning", "slot")
def overlap(row: Slot, facts: Facts) -> Iterator[Found]:
    """Two rows for the same people of which one begins before the other ends."""
    for earlier, later in _collisions(row, facts, may_collide):
        words = f"{earlier[0].name}{and_more(len(earlier))} and {later.name} overlap."
        yield Found("start", _sentence(words), tuple(one.key for one in earlier), at=later.key)


def are_two_talks(one: Span, other: Span) -> bool:
    """Whether two rows that overlap are talks, neither a part of the other, in a place that both name."""
    told_twice = one.section != other.section and one.is_same_talk(other)
    are_talks = one.is_talk and other.is_talk and not _is_part(one, other)
    return _share_place(one, other) and are_talks and not told_twice


def may_collide(one: Span, other: Span) -> bool:
    """Whether two rows that overlap seem to be meant for other times, though they may not be."""
    if not (one.is_attended or other.is_attended) or not _may_share_place(one, other) or are_two_talks(one, other):
        return False
    if one.section != other.section and one.is_same_talk(other):
        return False
    if one.holds(other) and other.holds(one):
        return one.is_talk and other.is_talk
    are_talks = one.is_talk and other.is_talk and not _is_part(one, other)
    return are_talks or not (one.holds(other) or other.holds(one))


def _is_part(one: Span, other: Span) -> bool:
    """Whether one of two may be a session, and the other a part of it, or questions after a talk."""
    if one.is_given and other.is_given:
        return False
    alike = one.holds(other) and other.holds(one) and one.is_given == other.is_given
    return not alike and (one.holds(other) or other.holds(one))


def _share_place(one: Span, other: Span) -> bool:
    """Whether both name one room, or one track and no rooms that differ."""
    if one.room and other.room:
        return one.room == other.room
    return one.track is not None and one.track == other.track and not _name_two_rooms(one, other)


def _place(one: Span, other: Span) -> str:
    """The place that two rows share, in words."""
    return other.slot.shown_room if one.room and one.room == other.room else f"the track “{other.slot.track}”"


def _may_share_place(one: Span, other: Span) -> bool:
    """Whether both are for the same people: in one place, or one of them for everybody."""
    are_apart = one.is_apart(other) or _name_two_rooms(one, other)
    return _share_place(one, other) or (one.section == other.section and not are_apart)


def _name_two_rooms(one: Span, other: Span) -> bool:
    """Whether each names a room, and not the same, also where it is none such as “online”."""
    rooms = one.slot.shown_room, other.slot.shown_room
    return all(rooms) and not same_name(*rooms)


def _collisions(row: Slot, facts: Facts, collide: Collide) -> Iterator[tuple[list[Span], Span]]:
    """The rows, a few at most, that the row collides with, each with the earlier ones that it collides with itself."""
    span = spans(facts).get(row.key)
    if span is None:
        return
    if own := _earlier(facts, collide, span):
        yield own, span
    later = filter(partial(collide, span), beside(facts, span)[1])
    yield from ((_earlier(facts, collide, other), other) for other in first_few(later))


def _earlier(facts: Facts, collide: Collide, span: Span) -> list[Span]:
    """The rows, a few at most, that a row collides with and that stand before it; found once a run."""
    known, called = _known(facts), (collide, span)
    if called not in known:
        known[called] = first_few(filter(partial(collide, span), beside(facts, span)[0]))
    return known[called]


@index
def _known(_facts: Facts) -> dict[tuple[Collide, Span], list[Span]]:
    return {}


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
