"""What a line of a schedule says of the day on which rows take place."""

from faimi.exchange.page.day_rules import DAY
from faimi.exchange.page.recognise.dates import find_dates
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.schedule.named_day_rules import NAMED_DAY_RULES
from faimi.exchange.text_matching import squeeze

MAX_LABEL_CHARS = 160
ANY_YEAR = 2000


def named_day(text: str) -> tuple[str, str]:
    """The day that a line names, as it says it, and the track beside that; no day and all of it, if it names none."""
    text = squeeze(text)
    dates = find_dates(text, ANY_YEAR) if len(text) <= MAX_LABEL_CHARS else []
    if len(text) > MAX_LABEL_CHARS or len(dates) > 1 or any(found.range or found.unsure for found in dates):
        return "", text
    marked, said = text, ""
    for found in dates:
        marked, said = f"{found.around[: found.place]}{DAY}{found.around[found.place + 1 :]}", found.said
    read = first_reading(NAMED_DAY_RULES, marked)
    day, track = read[0] if read else ("", text)
    if track and read and (more := first_reading(NAMED_DAY_RULES, track)):  # Day 1: Tutorials (12 October)
        day, track = f"{day}, {more[0][0]}", more[0][1]
    return squeeze(day.replace(DAY, said)), squeeze(track.replace(DAY, said))


def lone_day(text: str) -> str:
    """The day that a line names, if it says nothing else but maybe the hours of it; else nothing."""
    day, track = named_day(find_times(text)[1]) if len(text) <= MAX_LABEL_CHARS else ("", text)
    return "" if track else day
