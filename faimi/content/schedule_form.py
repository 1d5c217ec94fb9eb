"""The form of a row of the schedule: when, where, and what it is; a paper or keynote may speak for it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy import Select, select
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import ValidationError

from faimi.content.clock_fields import EndField, StartField
from faimi.content.deadlines import SKIPPED, is_skipped
from faimi.content.edition import Edition
from faimi.content.fields import HALF, SHORT, Mark, link, text
from faimi.content.forms import ItemForm
from faimi.content.keynotes import Keynote
from faimi.content.moving import Insert, Retime
from faimi.content.papers import papers_to_choose
from faimi.content.plan import Plan, plan
from faimi.content.programme import Refused, Row
from faimi.content.reference_field import ReferenceField
from faimi.content.schedule_rows import as_row, columns_of, refuse_skipped
from faimi.content.timetable import MAX_DAYS, minute_of, minutes_between
from faimi.content.tracks import name_in
from faimi.extensions import db

if TYPE_CHECKING:
    from faimi.content.schedule import Slot

SLOT_KINDS = {"talk": "Talk", "keynote": "Keynote", "break": "Break", "other": "Other"}


NEW = 0  # stands for the number of a row that is not there yet


def stands_for(made: Plan) -> tuple[str, str]:
    """What stands for the gesture of a plan, and for what it does."""
    asked, outcome = (
        hashlib.sha256(repr(one).encode()).hexdigest()[:20] for one in (made.gesture, (made.moved, made.clashes))
    )
    return asked, outcome


class DayField(SelectField):
    """The day of a row, which `needs` others to be there; it is asked for with its row, as days come and go."""

    needs = "other_days"


class SlotForm(ItemForm):
    """A row of the schedule."""

    day = DayField("Day", coerce=int, render_kw=HALF)
    start = StartField("Start")
    end = EndField("End")
    follow = Mark("What follows moves too")
    kind = SelectField("Kind", choices=SLOT_KINDS, render_kw=SHORT)
    track = text("Track", render_kw=SHORT)
    room = text("Room", render_kw=SHORT)
    paper = ReferenceField("Paper")
    keynote = ReferenceField("Keynote")
    title = text(lazy_gettext("Title"), longest=500)
    speaker = text(lazy_gettext("Speaker"), render_kw=HALF)
    recording = link(lazy_gettext("Recording"))
    pinned = BooleanField("Pinned: stays where it is when others move")
    _former: Row | None = None  # the row before it is written, where what follows shall move with it
    hints: ClassVar[dict[str, str]] = {
        "end": "A time, or a length such as 20 min; +10 makes it longer.",
        "title": "With a paper or keynote chosen it may stay empty: theirs is shown.",
        "speaker": "Empty shows the paper’s authors or the keynote’s speaker.",
    }

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the edition's papers and keynotes, and its days where there are several."""
        self.edition, self.row, self.first_day = edition, row, row.day if row else 1
        keynotes: Select[Any, Any, Any] = select(Keynote.id, Keynote.number, Keynote.speaker).where(
            Keynote.edition_id == edition.id
        )
        self.paper.offer(papers_to_choose(edition), "No paper")
        self.keynote.offer(keynotes, "No keynote")
        days = max(edition.days, row.day if row else 1)
        self.day.choices = {str(number): edition.day_name(number) for number in range(1, days + 1)}
        if days == 1:
            del self.day
        if row is not None and row.start is None:
            del self.follow

    def prefill_from(self, row: "Slot") -> None:
        """Goes on in the same track, when the row before it ends."""
        self.track.data, self.start.data = row.track, row.end
        if row.ends_next_day and row.day >= self.edition.days:  # there is no day for what follows
            self.start.data = None
        if "day" in self:
            self.day.data = min(row.day + row.ends_next_day, self.edition.days)

    def validate_start(self, field: Field) -> None:
        """Refuses a time that the clock skips."""
        number, zone = (self.day.data or 0) if "day" in self else self.first_day, self.edition.zone
        day = self.edition.date_of(number) if 1 <= number <= MAX_DAYS else None
        if field.data and day and zone and is_skipped(day, field.data, zone):
            raise ValidationError(SKIPPED.format(field.data))

    def validate_end(self, field: Field) -> None:
        """A slot ends after it starts, maybe past midnight."""
        if field.data and self.start.data and minutes_between(self.start.data, field.data) is None:
            raise ValidationError("The end is not after the start. Past midnight a row lasts 12 hours at most.")

    def validate_follow(self, field: Field) -> None:
        """Refuses the tick where what follows cannot move as far as it must, or would move otherwise than was shown."""
        self._former = None
        if not (field.data and self.start.data) or self.start.errors or self.end.errors:
            return
        self._former = self._row_before()
        try:
            made = self._plan(self._former)
        except Refused as refused:
            raise ValidationError(str(refused)) from None
        (asked, outcome), (was_asked, _, was) = stands_for(made), (self.seen.data or "").partition(" ")
        if was_asked == asked and was != outcome:
            self.seen.data = f"{asked} {outcome}"
            raise ValidationError(f"The schedule was changed meanwhile. This would happen now: {made.words}")

    @property
    def foresees(self) -> bool:
        """Whether it has the tick."""
        return "follow" in self

    def foresee(self) -> Plan | None:
        """What moves with the row, or, without the tick, what it runs into; None where it has no time."""
        if self.start.data is None:
            return None
        made = self._plan(self._row_before(), alone=not self.follow.data)
        self.seen.data = " ".join(stands_for(made))
        return made

    def changes_beside(self) -> Mapping[Any, Mapping[str, Any]]:
        """What follows the row, as it stands now, where that shall move, too; raises Refused where it cannot."""
        if self._former is None or "start" not in self or self.start.data is None:
            return {}
        made, slots = self._plan(self._former), self._slots()
        beside = {slots[one.new.key]: columns_of(one) for one in made.moved if one.new.key != self._former.key}
        self.told_beside = made.words if beside or made.clashes else ""
        return beside

    def _row_before(self) -> Row:
        """The row as it is, which its form may move though it is pinned; a new one has no time yet."""
        if self.row is not None:
            return replace(as_row(self.row), pinned=False)
        paper, keynote = (field._value() if field.data else "" for field in (self.paper, self.keynote))
        title = paper or self.title.data or keynote or self.speaker.data
        return Row(NEW, title or "", minutes=minutes_between(self.start.data, self.end.data))

    def _slots(self) -> dict[Any, Any]:
        """The rows of the schedule as they stand, by their numbers."""
        if self.row is None:
            return {slot.number: slot for slot in self.siblings()}
        there = select(type(self.row)).where(type(self.row).section_id == self.row.section_id)
        return {slot.number: slot for slot in db.session.scalars(there)}

    def _plan(self, former: Row, alone: bool = False) -> Plan:
        """What becomes of the schedule with the row where the form has it; raises Refused."""
        assert self.start.data
        slots = self._slots().values()
        others = [as_row(slot, locked=not self.may_change(slot)) for slot in slots if slot is not self.row]
        new, section = self.row is None, next((slot.section for slot in slots), None)
        asked = (Insert if new else Retime)(
            (former.key,),
            day=self.day.data if "day" in self else None,
            start=minute_of(self.start.data),
            track=name_in(section, self.track.data or "") or None,
            minutes=minutes_between(self.start.data, self.end.data),
            alone=alone,
        )
        made = plan([*others, former], asked, self.edition.days)
        refuse_skipped(made.moved, self.edition)
        return made

    def validate_title(self, field: Field) -> None:
        """A row without any text would show nothing."""
        if not (field.data or self.paper.data or self.keynote.data or self.speaker.data):
            raise ValidationError("Give a title, or choose a paper or a keynote.")
