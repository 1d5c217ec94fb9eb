"""The write path: every change is one transaction with a revision, and nothing is overwritten unseen."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.datastructures import MultiDict

from faimi import history
from faimi.content import EDITABLE, KIND, SECTION, Edition, Section
from faimi.content.awards import Award
from faimi.content.base import row_of, row_version, snapshot
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import Conflict, Revision, transaction
from tests.samples import SAMPLES, first, no_clock, section_of, without_clock


def form_for(name: str, edition: Edition, row: Any = None, **changed: str) -> Any:
    """A kind's form with the sample's values, opened on the row as it is now."""
    version = str(row_version(row)) if row else ""
    form = EDITABLE[name].form(MultiDict(SAMPLES[name] | {"version": version} | changed))
    form.offer(edition, row)
    return form


def latest() -> Revision:
    """The newest revision."""
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    return revision


@pytest.mark.parametrize("name", EDITABLE)
def test_a_save_keeps_what_stood_there_and_counts_the_edition_up(name: str, edition: Edition) -> None:
    row, version = first(name), edition.version
    before = snapshot(row)
    assert history.save(row, form_for(name, edition, row), by=None)
    assert latest().before == {f"{name}-{row.number}": before}
    assert latest().after == {f"{name}-{row.number}": snapshot(row)}
    assert edition.version == latest().version == version + 1


@pytest.mark.parametrize("name", EDITABLE)
def test_a_stale_save_writes_nothing(name: str, edition: Edition) -> None:
    row, revisions = first(name), db.session.query(Revision).count()
    form = form_for(name, edition, row, version="0")
    before = snapshot(row)
    with pytest.raises(Conflict):
        history.save(row, form, by=None)
    assert snapshot(row) == before
    assert db.session.query(Revision).count() == revisions


@pytest.mark.parametrize("name", EDITABLE)
def test_a_write_between_read_and_update_is_not_overwritten(name: str, edition: Edition) -> None:
    row = first(name)
    form = form_for(name, edition, row)
    column = "header_version" if name == "edition" else "version"
    with db.engine.begin() as other:  # another process, after this one read the row
        table = EDITABLE[name].model.__table__
        other.execute(table.update().where(table.c.id == row.id).values({column: 7}))
    with pytest.raises(Conflict):
        history.save(row, form, by=None)
    assert row_version(row) == 7
    assert latest().verb == "import"


def test_a_save_notes_the_place_that_another_process_gave_the_row_meanwhile(edition: Edition) -> None:
    paper = first("paper")
    form = form_for("paper", edition, paper)
    assert paper.position == 0
    with db.engine.begin() as other:  # a move counts no version
        other.execute(update(Paper).where(Paper.id == paper.id).values(position=5))
    assert history.save(paper, form, by=None)
    assert latest().after[paper.key]["position"] == 5


def test_a_save_that_changes_nothing_leaves_no_trace(edition: Edition) -> None:
    date = first("date")
    same = {
        name: str(value or "") for name, value in snapshot(date).items() if name in ("label", "date", "time", "zone")
    }
    assert not history.save(date, form_for("date", edition, date, superseded="", **same), by=None)
    assert latest().verb == "import"


@pytest.mark.parametrize("name", [*KIND, "section"])
def test_a_new_row_stands_last_among_its_own(name: str, edition: Edition) -> None:
    parent = edition if name == "section" else section_of(name)
    kind = EDITABLE[name]
    row = history.add(kind, parent, form_for(name, edition, **no_clock(name)), by=None).row
    groups = kind.bands(kind.siblings(parent))
    assert next(band.rows for band in groups if row in band.rows)[-1] is row
    assert len(groups) == (2 if kind.groups else 1)
    assert latest().verb == "add"
    assert latest().before.keys() == latest().after.keys() - {f"{name}-{row.number}"}
    assert latest().after[f"{name}-{row.number}"] == snapshot(row)
    assert row_version(row) == 1


@pytest.mark.parametrize("name", [*(name for name in KIND if not KIND[name].due), "section"])
def test_a_new_row_stands_after_the_one_it_was_asked_for(name: str, edition: Edition) -> None:
    parent = edition if name == "section" else section_of(name)
    before = EDITABLE[name].siblings(parent)
    version = edition.version
    row = history.add(EDITABLE[name], parent, form_for(name, edition, **no_clock(name)), by=None, after=before[0]).row
    assert EDITABLE[name].siblings(parent) == [before[0], row, *before[1:]]
    assert edition.version == latest().version == version + 1
    assert latest().before.keys() == {f"{name}-{later.number}" for later in before[1:]}


def test_of_two_new_rows_below_one_that_is_gone_the_later_stands_above(edition: Edition) -> None:
    kind, paper = KIND["paper"], first("paper")
    section, gone = paper.section, row_of(kind.model, snapshot(paper))
    one = history.add(kind, section, form_for("paper", edition), by=None, after=paper).row
    history.remove(paper, str(paper.version), by=None)
    two = history.add(kind, section, form_for("paper", edition), by=None, after=gone).row
    assert kind.siblings(section)[:2] == [two, one]


def test_a_list_of_rows_stands_last_also_where_others_were_removed(edition: Edition) -> None:
    kind, section = KIND["paper"], first("paper").section
    for paper in kind.siblings(section)[:3]:
        history.remove(paper, str(paper.version), by=None)
    history.add_many(kind, section, [{"title": "A"}, {"title": "B"}], by=None)
    assert [paper.title for paper in kind.siblings(section)[-2:]] == ["A", "B"]


def test_a_form_that_is_sent_twice_adds_one_row(edition: Edition) -> None:
    kind, section = KIND["date"], first("date").section
    one = history.add(kind, section, form_for("date", edition, once="token"), by=None).row
    version, count = edition.version, len(kind.siblings(section))
    assert history.add(kind, section, form_for("date", edition, once="token"), by=None).row is one
    assert (edition.version, len(kind.siblings(section))) == (version, count)
    assert history.add(kind, section, form_for("date", edition, once="another"), by=None).row is not one


def test_a_form_that_is_sent_again_after_its_row_was_removed_adds_nothing(edition: Edition) -> None:
    kind, section = KIND["date"], first("date").section
    one = history.add(kind, section, form_for("date", edition, once="token"), by=None).row
    history.remove(one, "1", by=None)
    with pytest.raises(Conflict):
        history.add(kind, section, form_for("date", edition, once="token"), by=None)


def test_a_form_with_the_token_of_another_edition_s_is_not_answered_with_that_one_s_row(edition: Edition) -> None:
    kind, other = KIND["date"], Edition(slug="other", title="Other")

    def fill(one: Edition, _write: object) -> list[Section]:
        db.session.add(Section(edition=one, position=0, kind="date", heading="Dates", anchor="dates"))
        return list(one.sections)

    history.replace_content(other, fill)
    history.add(kind, first("date").section, form_for("date", edition, once="token"), by=None)
    with pytest.raises(Conflict):
        history.add(kind, other.sections[0], form_for("date", other, once="token"), by=None)
    assert kind.siblings(other.sections[0]) == []


@pytest.mark.parametrize(("below", "expected"), [(False, [0, 4, 1, 2, 3]), (True, [0, 1, 4, 2, 3])])
def test_a_row_is_put_beside_another_in_one_change(below: bool, expected: list[int], edition: Edition) -> None:
    kind, section = KIND["paper"], first("paper").section
    before, version = kind.siblings(section), edition.version
    form = form_for("paper", edition, before[4])
    assert history.place(kind, before[4], before[1], below, by=None)
    assert kind.siblings(section)[:5] == [before[n] for n in expected]
    assert edition.version == version + 1
    assert not history.place(kind, before[4], before[1], below, by=None)
    assert edition.version == version + 1
    assert history.save(before[4], form, by=None)


def test_a_slot_that_is_put_beside_one_of_another_track_joins_it(edition: Edition) -> None:
    without_clock()
    kind, section = KIND["slot"], first("slot").section
    slots = kind.siblings(section)
    other = next(slot for slot in slots if slot.track != slots[0].track)
    assert history.place(kind, slots[0], other, True, by=None)
    after = kind.siblings(section)
    assert after[after.index(other) + 1] is slots[0]
    assert (slots[0].track, slots[0].version) == (other.track, 2)


def test_a_move_swaps_neighbours_and_leaves_open_forms_valid(edition: Edition) -> None:
    kind, section = KIND["paper"], first("paper").section
    one, two, *others = kind.siblings(section)
    form = form_for("paper", edition, one)
    history.move(kind, two, -1, by=None)
    assert kind.siblings(section) == [two, one, *others]
    assert latest().before.keys() == {f"paper-{one.number}", f"paper-{two.number}"}
    assert history.save(one, form, by=None)


def test_a_move_past_the_end_changes_nothing_but_is_no_error(edition: Edition) -> None:
    kind, section = KIND["paper"], first("paper").section
    before = kind.siblings(section)
    history.move(kind, before[0], -1, by=None)
    history.move(kind, before[-1], 1, by=None)
    assert kind.siblings(section) == before


def test_a_slot_at_the_edge_of_its_track_moves_over_to_the_next(edition: Edition) -> None:
    without_clock()
    kind, section = KIND["slot"], first("slot").section
    slots = kind.siblings(section)
    last = [slot for slot in slots if slot.track == "EPIMI"][-1]
    history.move(kind, last, 1, by=None)
    assert last.track == "FAIMI"
    assert kind.siblings(section) == slots


def test_a_removed_row_is_kept_in_its_revision(edition: Edition) -> None:
    date = first("date")
    kept, number = snapshot(date), date.number
    history.remove(date, str(date.version), by=None)
    assert latest().before == {f"date-{number}": kept}
    assert latest().after == {}
    assert history.last_snapshots(edition, [f"date-{number}", "date-999"]) == {f"date-{number}": kept}


def test_a_row_that_changed_is_not_removed(edition: Edition) -> None:
    date = first("date")
    with pytest.raises(Conflict):
        history.remove(date, "0", by=None)
    assert first("date") is date


def test_removing_a_paper_leaves_its_words_with_its_talk_and_award(edition: Edition) -> None:
    award = db.session.query(Award).filter_by(recipient="Kate E Cevora").one()
    paper = award.paper
    assert paper
    slot, title, authors = paper.slots[0], paper.title, paper.authors
    history.remove(paper, "1", by=None)
    assert (slot.title, slot.speaker, slot.paper_id) == (title, authors, None)
    assert (award.recipient, award.paper_id) == ("Kate E Cevora", None)
    assert latest().before.keys() == {f"paper-{latest().number}", f"slot-{slot.number}", f"award-{award.number}"}


def test_removing_a_paper_leaves_its_words_with_a_talk_that_named_it_meanwhile(edition: Edition) -> None:
    paper, slot = first("paper"), db.session.query(Slot).filter_by(paper_id=None).first()
    assert slot
    assert slot not in paper.slots
    title = paper.title
    with db.engine.begin() as other:  # another process, after this one read which talks there are
        other.execute(update(Slot).where(Slot.id == slot.id).values(paper_id=paper.id, title=""))
    history.remove(paper, str(paper.version), by=None)
    assert (slot.title, slot.paper_id) == (title, None)


def test_removing_a_keynote_leaves_its_words_in_the_schedule(edition: Edition) -> None:
    keynote = db.session.query(Keynote).filter_by(speaker="Dr. Mercy Asiedu").one()
    slot = keynote.slots[0]
    history.remove(keynote, "1", by=None)
    assert (slot.shown_speaker, slot.shown_title) == (
        "Dr. Mercy Asiedu",
        "Machine Learning Fairness for Health in Africa",
    )


def test_removing_a_section_keeps_all_its_items_in_the_revision(edition: Edition) -> None:
    section = db.session.query(Section).filter_by(kind="paper").one()
    history.remove(section, "1", by=None)
    assert db.session.query(Paper).count() == 0
    assert len([key for key in latest().before if key.startswith("paper-")]) == 16
    assert f"section-{latest().number}" in latest().before
    assert all(slot.shown_title for slot in db.session.query(Slot))


def test_replacing_an_edition_is_one_change_of_what_differs(edition: Edition) -> None:
    before = snapshot(first("paper"))
    first("paper").title = "Another title"
    added = Paper(section=first("paper").section, position=99, title="Not on the page")
    db.session.add(added)
    db.session.commit()
    version, key = edition.version, added.key
    import_pages([SAMPLE], replace=True)
    change = latest()
    assert (change.verb, edition.version, change.version) == ("import", version + 1, version + 1)
    assert [{*change.before}, {*change.after}] == [{"paper-1", key}, {"paper-1"}]
    assert (snapshot(first("paper")), first("paper").version) == (before | {"version": 2}, 2)
    assert db.session.query(Paper).count() == 16


def test_a_page_that_is_brought_in_again_as_it_is_changes_nothing(edition: Edition) -> None:
    version, change = edition.version, latest()
    import_pages([SAMPLE], replace=True)
    assert (edition.version, latest()) == (version, change)


def test_a_masthead_form_that_was_open_while_an_import_changed_it_is_stale(edition: Edition) -> None:
    edition.venue = "Elsewhere"
    db.session.commit()
    form = form_for("edition", edition, edition)
    import_pages([SAMPLE], replace=True)
    with pytest.raises(Conflict):
        history.save(edition, form, by=None)


def test_a_row_that_is_gone_cannot_be_moved(edition: Edition) -> None:
    paper = first("paper")
    with db.engine.begin() as other:  # another process
        other.execute(KIND["paper"].model.__table__.delete().where(KIND["paper"].model.id == paper.id))
    with pytest.raises(Conflict):
        history.move(KIND["paper"], paper, 1, by=None)


def test_every_version_of_an_edition_has_its_revision(edition: Edition) -> None:
    paper = first("paper")
    history.save(paper, form_for("paper", edition, paper), by=None)
    history.move(KIND["paper"], paper, 1, by=None)
    history.add(KIND["paper"], paper.section, form_for("paper", edition), by=None)
    history.remove(paper, str(paper.version), by=None)
    versions = [revision.version for revision in db.session.query(Revision).order_by(Revision.id)]
    assert versions == list(range(1, edition.version + 1))


def test_of_saves_at_one_time_one_wins_and_of_moves_all_land(app: Flask, edition: Edition) -> None:
    paper_ids = [paper.id for paper in KIND["paper"].siblings(first("paper").section)]
    version, together = edition.version, Barrier(8)
    db.session.rollback()
    landed: list[str] = []

    def meet(change: Callable[[Any], object], paper_id: int) -> None:
        with app.test_request_context():
            paper = db.session.get(Paper, paper_id)
            together.wait()
            try:
                change(paper)
            except Conflict:
                landed.append("conflict")
            else:
                landed.append("landed")

    def save(paper: Paper) -> None:
        history.save(paper, form_for("paper", edition, version="1"), by=None)

    def move(paper: Paper) -> None:
        history.move(KIND["paper"], paper, 1, by=None)

    changes = [(save, paper_ids[0])] * 4 + [(move, paper_id) for paper_id in paper_ids[2:6]]
    threads = [Thread(target=meet, args=change) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(landed) == ["conflict"] * 3 + ["landed"] * 5
    db.session.expire_all()
    assert edition.version == version + 5
    assert [paper.position for paper in KIND["paper"].siblings(first("paper").section)] == list(range(16))


def test_a_section_is_saved_though_all_of_them_were_read_before(edition: Edition) -> None:
    section = edition.sections[0]
    form = SECTION.form(formdata=None, obj=section, meta={"csrf": False})
    form.offer(edition, section)
    form.heading.data, form.version.data = "Another heading", str(section.version)
    assert history.save(section, form, None)
    db.session.expire_all()
    assert db.session.get_one(Section, section.id).heading == "Another heading"


def test_one_row_that_is_put_above_others_is_told_of_as_one(edition: Edition) -> None:
    paper = first("paper")
    history.add(KIND["paper"], paper.section, form_for("paper", edition, title="In between"), None, after=paper)
    assert history.describe(latest()) == "Paper added: In between"


@pytest.mark.parametrize("then", ["changed", "removed"])
def test_what_one_change_adds_was_not_there_before_it_whatever_it_does_to_it_then(then: str, edition: Edition) -> None:
    row = Section(edition=edition, position=99, kind="date", heading="Dates", anchor="dates-99")
    before, after = history.Rows(), history.Rows()
    db.session.add(row)
    transaction.flush(before, after)
    if then == "changed":
        row.heading = "Other dates"
    else:
        db.session.delete(row)
    transaction.flush(before, after)
    assert (before, after) == ({}, {row.key: snapshot(row)} if then == "changed" else {})


@pytest.mark.parametrize(("title", "told"), [("x" * 80, "x" * 80), ("x" * 81, f"{'x' * 79}…")], ids=["80", "81"])
def test_a_name_that_is_long_is_told_in_eighty_characters(title: str, told: str, edition: Edition) -> None:
    paper = first("paper")
    history.save(paper, form_for("paper", edition, paper, title=title), by=None)
    assert history.describe(latest()) == f"Paper changed: {told}"
