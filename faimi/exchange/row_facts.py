"""What the formats share: moments in time, the names of people, links, and text that each of them can carry."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from faimi.content.page import Page
from faimi.content.schedule import Slot

EPOCH = datetime(1970, 1, 1)  # when an edition without a recorded change was changed

UNPRINTABLE = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML has no way to write them
ET_AL = re.compile(r"[,;]?\s*\bet al\b\.?:?")
NAME_SEPARATOR = re.compile(r"\s*[,;&]\s*|\s+and\s+")


@dataclass(frozen=True)
class Timed:
    """A row of the schedule with its moments; an end that is unknown is `None`."""

    slot: Slot
    begins: datetime
    ends: datetime | None

    @property
    def minutes(self) -> int:
        """How long it takes, 0 where that is unknown; what a clock skips in between does not count."""
        return int((self.ends.astimezone(UTC) - self.begins.astimezone(UTC)).total_seconds()) // 60 if self.ends else 0


def timed_slots(page: Page) -> list[Timed]:
    """The rows of the schedule that have a moment: their start, the day and the time zone are known.

    An end that is not after its start, for a clock that skips an hour, is unknown.
    """
    zone = page.edition.zone
    if zone is None:
        return []
    found = []
    for slot in page.rows("slot"):
        if slot.start and (day := slot.date):
            last = slot.edition.date_of(slot.day + slot.ends_next_day)
            begins = moment(zone, day, slot.start)
            ends = moment(zone, last, slot.end) if last and slot.end and slot.minutes else None
            found.append(Timed(slot, begins, ends if ends and ends.astimezone(UTC) > begins.astimezone(UTC) else None))
    return found


def moment(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """A time of day as a moment, the first of two; one that the clock skips is as long after those before it."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def printable(text: str) -> str:
    """A text without the control characters that XML and iCalendar cannot hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def split_names(text: str) -> list[str]:
    """The names in a list of names; "et al." names nobody."""
    return [name for part in NAME_SEPARATOR.split(ET_AL.sub(",", text)) if (name := part.strip())]


def web_address(link: str) -> str:
    """A link that works anywhere, nothing for a path of this site or an e-mail address."""
    return link if link.startswith(("https://", "http://")) else ""
