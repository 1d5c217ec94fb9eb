"""Which events a change makes newer for calendars: those that show what it wrote, and no other."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from faimi import history
from faimi.content import EDITABLE, KIND, KINDS, Edition, Section
from faimi.content.base import row_version, snapshot
from faimi.content.dates import Date
from faimi.content.events import Event
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.rollover import roll_over
from tests.conftest import on_both
from tests.history.test_history import form_for, latest
from tests.samples import first, without_clock

Versions = dict[str, tuple[int, datetime | None]]


def versions() -> Versions:
    """The version of each event, with its moment."""
    models = [kind.model for kind in KINDS if issubclass(kind.model, Event)]
    return {row.key: (row.sequence, row.changed_at) for model in models for row in db.session.query(model)}


def newer(before: Versions) -> set[str]:
    """The events that changed since, all to the version and the moment of the newest change."""
    now = versions()
    changed = {key for key in now if now[key] != before.get(key)}
    assert {now[key] for key in changed} <= {(latest().version, latest().at)}
    assert all(now[key][0] > before.get(key, (0, None))[0] for key in changed)
    return changed


def write(row: Any, **values: Any) -> Revision:
    """Writes some columns of a row, as its form does."""
    form = EDITABLE[row.key.kind].form(formdata=None, obj=row, meta={"csrf": False})
    form.offer(row.edition, row)
    form.version.data = str(row_version(row))
    for name, value in values.items():
        form[name].data = value
    revision = history.save(row, form, by=None)
    assert revision, values
    return revision


def own(row: Any) -> set[str]:
    return {row.key}


def talks_on(row: Any) -> set[str]:
    found = {slot.key for slot in row.slots}
    assert found
    return found


def all_of(model: type[Event]) -> Callable[[Any], set[str]]:
    return lambda _row: {row.key for row in db.session.query(model)}


def none(_row: Any) -> set[str]:
    return set()


def named(model: Any) -> Any:
    """The first row of a kind on which there is a talk."""
    return db.session.query(model).filter(model.slots.any()).first()


CASES: list[tuple[str, Any, Callable[[Any], set[str]]]] = [
    *(("slot", {name: "Another"}, own) for name in ("title", "speaker", "track", "recording")),
    ("date", {"label": "Another"}, own),
    ("date", {"date": date(2030, 1, 1)}, own),
    ("date", {"superseded": []}, own),
    *(("paper", {name: "https://example.org/"}, talks_on) for name in ("title", "authors", "url")),
    *(("keynote", {name: "Another"}, talks_on) for name in ("speaker", "title")),
    *(("keynote", {name: "Another"}, none) for name in ("affiliation", "abstract", "bio", "photo")),
    *(("edition", {name: value}, all_of(Slot)) for name, value in [("venue", "Rabat"), ("timezone", "UTC")]),
    ("edition", {"starts_on": date(2030, 1, 1)}, all_of(Slot)),
    ("edition", {"title": "Another"}, all_of(Date)),
    *(("edition", {name: value}, none) for name, value in [("tagline", "Another"), ("accent", "ocean")]),
    *(("track", {name: "Yet another"}, talks_on) for name in ("name", "room")),
    ("organizer", {"name": "Another"}, none),
]


@on_both
def test_an_event_is_newer_by_what_it_shows_alone(app: Flask, edition: Edition) -> None:
    """Undoing a change makes the same events newer once more."""
    slot, keynote = first("slot"), first("keynote")
    keynote.title, slot.keynote = "A title", keynote
    first("date").superseded = ["2024-01-01"]
    db.session.commit()
    for kind, values, expected in CASES:
        row = named(EDITABLE[kind].model) if kind in ("paper", "keynote", "track") else first(kind)
        before = versions()
        change = write(row, **values)
        assert newer(before) == expected(row), (kind, values)
        before = versions()
        history.reverse(change, by=None)
        assert newer(before) == expected(row), (kind, values)


def test_a_deadline_at_the_venue_shows_its_time_zone(edition: Edition) -> None:
    write(first("date"), zone="venue")
    before = versions()
    write(edition, timezone="UTC")
    assert newer(before) == {first("date").key, *all_of(Slot)(edition)}


def test_a_talk_that_runs_late_is_newer_and_so_is_one_that_is_back_on_time(edition: Edition) -> None:
    slot = first("slot")
    for delay in (10, 0):
        before = versions()
        history.set_values(slot, {"delay": delay}, str(slot.version), by=None)
        assert newer(before) == {slot.key}


def test_a_paper_without_a_talk_and_a_section_are_no_event(edition: Edition) -> None:
    before = versions()
    write(db.session.query(Paper).filter(~Paper.slots.any()).first(), title="Another")
    section = db.session.query(Section).filter_by(kind="slot").one()
    form = form_for("section", edition, section)
    del form.kind
    history.save(section, form, by=None)
    assert newer(before) == set()


@pytest.mark.parametrize(("kind", "expected"), [("paper", 6), ("keynote", 0), ("slot", 0)])
def test_a_talk_is_newer_when_the_section_of_its_paper_is_hidden_for_then_its_link_goes(
    kind: str, expected: int, edition: Edition
) -> None:
    section, before = first(kind).section, versions()
    form = form_for("section", edition, section)
    del form.kind
    form.hidden.data = True
    change = history.save(section, form, by=None)
    assert change
    assert len(newer(before)) == expected
    before = versions()
    history.reverse(change, by=None)
    assert len(newer(before)) == expected


def test_a_talk_that_names_another_paper_is_newer(edition: Edition) -> None:
    slot, paper = named(Paper).slots[0], db.session.query(Paper).filter(~Paper.slots.any()).first()
    assert paper
    before = versions()
    write(slot, paper=paper.id)
    assert newer(before) == {slot.key}


def test_a_place_in_the_list_is_no_version_but_another_track_is(edition: Edition) -> None:
    without_clock()
    rows = KIND["slot"].siblings(first("slot").section)
    edge = next(place for place in range(1, len(rows)) if rows[place].track != rows[place - 1].track)
    before = versions()
    history.move(KIND["slot"], rows[edge + 1], -1, by=None)
    assert newer(before) == set()
    top = next(row for row in KIND["slot"].siblings(first("slot").section) if row.track == rows[edge].track)
    history.move(KIND["slot"], top, -1, by=None)
    assert newer(before) == {top.key}


@pytest.mark.parametrize("kind", ["slot", "date"])
def test_a_new_event_has_the_version_of_its_addition_and_those_below_it_keep_theirs(
    kind: str, edition: Edition
) -> None:
    before, above = versions(), first(kind)
    revision = history.add(KIND[kind], above.section, form_for(kind, edition), by=None, after=above)
    assert newer(before) == {revision.key}


@pytest.mark.parametrize("kind", ["slot", "date"])
def test_an_event_that_comes_back_is_newer_than_it_ever_was(kind: str, edition: Edition) -> None:
    row = first(kind)
    write(row, **{"title" if kind == "slot" else "label": "Another"})
    key, before = row.key, versions()
    history.remove(row, str(row_version(row)), by=None)
    assert newer(before) == set()
    history.reverse(latest(), by=None)
    assert newer(before) == {key}


@pytest.mark.parametrize("model", [Paper, Keynote])
def test_a_talk_is_newer_when_what_it_names_goes_and_when_that_comes_back(model: Any, edition: Edition) -> None:
    first("slot").keynote = first("keynote")
    db.session.commit()
    row = named(model)
    talks, before = talks_on(row), versions()
    history.remove(row, str(row_version(row)), by=None)
    assert newer(before) == talks
    before = versions()
    history.reverse(latest(), by=None)
    assert newer(before) == talks


def test_the_changes_of_a_sitting_that_are_undone_at_once_count_one_by_one(edition: Edition) -> None:
    slot, before = first("slot"), versions()
    changes = [write(slot, title=title) for title in ("Another", "A third")]
    assert [made.version for made in history.reverse_all(changes[::-1], by=None)] == [4, 5]
    assert newer(before) == {slot.key}


def test_a_page_that_is_brought_in_anew_makes_only_what_it_changes_newer(edition: Edition) -> None:
    write(first("date"), label=f"{first('date').label} at last")
    before = versions()
    import_pages([SAMPLE], replace=True)
    assert newer(before) == {"date-1"}


def test_a_new_edition_begins_with_its_first_version(edition: Edition) -> None:
    write(first("date"), label="Another")
    new = roll_over(edition, "2025-miccai", date(2025, 9, 27), by=None)
    assert {row.sequence for row in db.session.query(Date) if row.edition is new} == {1}


@pytest.mark.parametrize("kind", ["slot", "date"])
def test_the_version_of_an_event_is_no_content(kind: str, edition: Edition) -> None:
    change = write(first(kind), **{"title" if kind == "slot" else "label": "Another"})
    for columns in (snapshot(first(kind)), change.before[change.key], change.after[change.key]):
        assert {"sequence", "changed_at"}.isdisjoint(columns)


def test_a_change_writes_versions_in_one_statement_and_reads_none(edition: Edition) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))

    def statements(row: Any, **values: str) -> tuple[int, int]:
        form = EDITABLE[row.key.kind].form(formdata=None, obj=row)
        form.version.data = str(row_version(row))
        for name, value in values.items():
            form[name].data = value
        db.session.expunge_all()
        row = db.session.get_one(type(row), row.id)
        asked.clear()
        assert history.save(row, form, by=None)
        return len(asked), sum("sequence=" in one for one in asked)

    few = [statements(first("slot"), title="Few"), statements(named(Paper), title="Few")]
    section = first("paper").section
    history.add_many(KIND["paper"], section, [{"title": f"Paper {n}"} for n in range(300)], by=None)
    rows = [{"title": "", "paper_id": named(Paper).id} for _ in range(300)]
    history.add_many(KIND["slot"], first("slot").section, rows, by=None)
    many = [statements(first("slot"), title="Many"), statements(named(Paper), title="Many")]
    assert many == few
    assert [updates for _, updates in many] == [1, 1]
    assert statements(first("organizer"), name="Another")[1] == 0
