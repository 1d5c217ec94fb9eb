"""What the formats share: moments in time, the names of people, links, and text that each of them can carry."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from faimi.content import Edition
from faimi.content.page import Page
from faimi.content.schedule import Slot

EPOCH = datetime(1970, 1, 1)  # when an edition without a recorded change was changed

UNPRINTABLE = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML has no way to write them
ET_AL = re.compile(r"[,;]?\s*\bet al\b\.?:?")
NAME_SEPARATOR = re.compile(r"\s*[,;&]\s*|\s+and\s+")


@dataclass(frozen=True)
class Timed:
    """A row of the schedule with its moments; `None` is unknown."""

    slot: Slot
    begins: datetime
    ends: datetime | None


def timed_slots(page: Page) -> list[Timed]:
    """The rows of the schedule whose day and start are known; an end that is not after its start is not."""
    edition, day = page.edition, page.edition.starts_on
    if day is None:
        return []
    found = []
    for slot in page.rows("slot"):
        if slot.start:
            end = moment(edition, day, slot.end) if slot.end and slot.end > slot.start else None
            found.append(Timed(slot, moment(edition, day, slot.start), end))
    return found


def moment(edition: Edition, day: date, clock: time) -> datetime:
    """A time of day as a moment in the edition's time zone; without a time zone it is local to the venue."""
    return datetime.combine(day, clock, ZoneInfo(edition.timezone) if edition.timezone else None)


def printable(text: str) -> str:
    """A text without the control characters that XML and iCalendar cannot hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def split_names(text: str) -> list[str]:
    """The names in a list of names; "et al." names nobody."""
    return [name for part in NAME_SEPARATOR.split(ET_AL.sub(",", text)) if (name := part.strip())]


def web_address(link: str) -> str:
    """A link that works anywhere, nothing for a path of this site or an e-mail address."""
    return link if link.startswith(("https://", "http://")) else ""
