"""What the formats share: moments in time, the names of people, links, and text that each of them can carry."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from faimi.content import Edition
from faimi.content.page import Page
from faimi.content.prose import render
from faimi.content.schedule import Slot

EPOCH = datetime(1970, 1, 1)  # when an edition without a recorded change was changed

UNPRINTABLE = re.compile("[^\t\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML has no way to write them
ET_AL = re.compile(r"(?:[,;]|(?<!\s))\s*\bet al\b\.?:?")
NAME_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[,;&]\s*|(?<!\s)\s+and\s+")  # no space is a beginning but the first


@dataclass(frozen=True)
class Timed:
    """A row of the schedule with its moments, as they are announced; an end that is unknown is `None`.

    `planned` is when it was to begin, where it is late.
    """

    slot: Slot
    begins: datetime
    ends: datetime | None
    planned: datetime | None = None

    @property
    def minutes(self) -> int:
        """How long it takes, 0 where that is unknown; what a clock skips in between does not count."""
        return int((self.ends.astimezone(UTC) - self.begins.astimezone(UTC)).total_seconds()) // 60 if self.ends else 0


def timed_slots(page: Page) -> list[Timed]:
    """The rows of the schedule that have a moment: their start, the day and the time zone are known."""
    return (
        [timed for slot in page.rows("slot") if (timed := timed_slot(page.edition, slot))] if page.edition.zone else []
    )


def timed_slot(edition: Edition, slot: Slot) -> Timed | None:
    """A row of the schedule with its moments, if it has any.

    An end that is not after its start, for a clock that skips an hour, is unknown.
    """
    begins = edition.moment_of(slot.announced_start)
    if begins is None:
        return None
    ends = edition.moment_of(slot.announced_end if slot.minutes else None)
    planned = edition.moment_of(slot.planned_start) if slot.delay else None
    known = ends is not None and ends.astimezone(UTC) > begins.astimezone(UTC)
    return Timed(slot, begins, ends if known else None, planned)


def printable(text: str) -> str:
    """A text without the control characters that XML and iCalendar cannot hold."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n"))


def split_names(text: str) -> list[str]:
    """The names in a list of names; "et al." names nobody."""
    return [name for part in NAME_SEPARATOR.split(ET_AL.sub(",", text)) if (name := part.strip())]


def web_address(link: str) -> str:
    """A link that works anywhere, nothing for a path of this site or an e-mail address."""
    return link if link.startswith(("https://", "http://")) else ""


def as_text(markdown: str) -> str:
    """What Markdown says, on one line."""
    return render(markdown).striptags()
