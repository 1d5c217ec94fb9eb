"""The sentence that tells what running late does: true, plain and short."""

from collections.abc import Iterator, Mapping, Sequence

from faimi.content.plan_words import minutes_in_words
from faimi.content.programme import Key, Programme, Row, name
from faimi.content.timetable import DAY_MINUTES

MAX_NAMED = 3  # rows that stay, whatever runs into them


def as_sentence(programme: Programme, first: Row, delays: Mapping[Key, int], taken: Mapping[Row, int]) -> str:
    """How many rows are announced how much later, by their new `delays`, and what the rows that stay lose to them."""
    changed = [row for row in programme.timed if row.key in delays]
    if not changed:
        return f"{name(first)} is on time."
    parts = [*_tell_delays(changed, delays), *_tell_midnight(changed, delays)]
    if delays[first.key] < first.delay:
        parts += _tell_shorter(programme, first, delays[first.key])
    return "; ".join([*parts, *_tell_taken(taken)]) + "."


def _tell_delays(changed: Sequence[Row], delays: Mapping[Key, int]) -> Iterator[str]:
    later = [row for row in changed if delays[row.key] > row.delay]
    on_time = [row for row in changed if delays[row.key] == 0]
    earlier = [row for row in changed if 0 < delays[row.key] < row.delay]
    for rows, words in ((later, "announced {} later"), (earlier, "announced {} earlier"), (on_time, "back on time")):
        if rows:
            by = sorted({abs(delays[row.key] - row.delay) for row in rows})
            length = " to ".join(map(minutes_in_words, by[:1] + by[1:][-1:]))
            yield f"{f'{name(rows[0])} is' if len(rows) == 1 else f'{len(rows)} rows are'} {words.format(length)}"


def _tell_midnight(changed: Sequence[Row], delays: Mapping[Key, int]) -> Iterator[str]:
    """What begins after midnight now, and did not before."""
    over = [row for row in changed if row.begin + row.delay < row.day * DAY_MINUTES <= row.begin + delays[row.key]]
    if over:
        yield f"{f'{name(over[0])} begins' if len(over) == 1 else f'{len(over)} rows begin'} after midnight"


def _tell_shorter(programme: Programme, first: Row, delay: int) -> Iterator[str]:
    """What is announced to go on when the first row begins."""
    for row in programme.timed:
        if row.key == first.key:
            return
        planned = max(0, programme.end(row) - first.begin)
        over = programme.end(row) + row.delay - first.begin - delay - planned
        if row.day == first.day and row.delay and programme.share_line(row, first) and over > 0:
            yield f"{name(row)} is to end {minutes_in_words(over)} earlier"


def _tell_taken(taken: Mapping[Row, int]) -> Iterator[str]:
    """What stays though others run into it."""
    lost = [(row, minutes) for row, minutes in taken.items() if minutes > 0]
    for row, minutes in lost[:MAX_NAMED]:
        if row.locked or not row.minutes:
            yield f"{name(row)} {'is not yours to move' if row.locked else 'is pinned'}; {_missing(minutes)}"
        elif minutes <= row.minutes:
            yield f"{name(row)} takes it up"
        else:
            yield f"{name(row)} takes up {minutes_in_words(row.minutes)}; {_missing(minutes - row.minutes)}"
    if more := len(lost[MAX_NAMED:]):
        yield f"{more} more row{'s lose' if more > 1 else ' loses'} minutes"


def _missing(minutes: int) -> str:
    return f"{minutes_in_words(minutes)} {'is' if minutes == 1 else 'are'} missing"
