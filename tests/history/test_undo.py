"""Whatever was done can be undone, and redone; nobody's later change is lost by it."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from faimi import history
from faimi.content import EDITABLE, KIND, Edition, Section
from faimi.content.base import snapshot
from faimi.content.dates import Date
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import ChangedSince, Revision, last_change, last_undone, reverse, snapshots, undo
from faimi.history.rollover import roll_over
from tests.conftest import SLUG, account_of
from tests.history.test_history import form_for, latest
from tests.samples import SAMPLES, first, without_clock


def rows() -> dict[str, Any]:
    """Every row of every kind, without versions and places."""
    loose = {"version", "header_version", "position"}
    return {
        f"{name}-{row.number}": {column: value for column, value in snapshot(row).items() if column not in loose}
        for name, kind in EDITABLE.items()
        for row in db.session.query(kind.model)
    }


def order() -> list[str]:
    """The rows of all lists in their order."""
    found = []
    for kind in KIND.values():
        query = db.session.query(kind.model).order_by(kind.model.section_id, kind.model.position, kind.model.id)
        found += [f"{kind.name}-{row.number}" for row in query]
    return found


def remove(row: Any) -> None:
    """Removes a row as it stands."""
    history.remove(row, str(row.version), by=None)


def save(name: str, edition: Edition) -> None:
    """Saves the first row of a kind with other values."""
    history.save(first(name), form_for(name, edition, first(name)), None)


def add(name: str, edition: Edition) -> None:
    """Adds a row of a kind."""
    parent = edition if name == "section" else first(name).section
    history.add(EDITABLE[name], parent, form_for(name, edition), None)


def remove_first(name: str, _edition: Edition) -> None:
    """Removes the first row of a kind."""
    remove(first(name))


CHANGES: dict[str, Callable[[Edition], Any]] = {
    **{f"save {name}": partial(save, name) for name in EDITABLE},
    **{f"add {name}": partial(add, name) for name in [*KIND, "section"]},
    **{f"remove {name}": partial(remove_first, name) for name in [*KIND, "section"]},
    "remove a section of papers": lambda _: remove(db.session.query(Section).filter_by(kind="paper").one()),
    "move": lambda _: history.move(KIND["paper"], first("paper"), 1, None),
    "move to another track": lambda _: history.move(
        KIND["slot"], db.session.query(Slot).filter_by(number=4).one(), 1, None
    ),
    "paste": lambda _: history.add_many(KIND["paper"], first("paper").section, [{"title": "A"}, {"title": "B"}], None),
    "import": lambda _: import_pages([SAMPLE], replace=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_done_can_be_undone_and_done_again(edition: Edition, change: str) -> None:
    for name in KIND:
        first(name)  # of kinds that the sample page has not, a row is made
    without_clock()
    before, in_order = rows(), order()
    CHANGES[change](edition)
    after, then_in_order = rows(), order()
    assert (after, then_in_order) != (before, in_order)
    done = latest()
    reverse(done, by=None)
    assert (rows(), order()) == (before, in_order)
    assert (latest().verb, latest().undoes) == ("undo", done.version)
    reverse(latest(), by=None)
    assert (rows(), order()) == (after, then_in_order)
    assert latest().verb == "redo"
    reverse(latest(), by=None)
    assert (rows(), order()) == (before, in_order)


def test_what_is_so_already_is_no_change(edition: Edition) -> None:
    paper, columns = first("paper"), latest().after["paper-1"]
    assert history.restore(edition, "paper-1", columns, by=None) is None
    history.move(KIND["paper"], paper, 1, None)
    moved = latest()
    history.move(KIND["paper"], paper, -1, None)
    assert history.reverse(moved, by=None, sure=True) is None
    assert history.reverse_all([moved], by=None, sure=True) == []
    assert (edition.version, latest().version, latest().verb) == (3, 3, "move")


def test_an_undone_move_leaves_open_forms_valid(edition: Edition) -> None:
    paper = first("paper")
    form = form_for("paper", edition, paper)
    history.move(KIND["paper"], paper, 1, None)
    reverse(latest(), by=None)
    assert history.save(paper, form, by=None)


def test_an_undone_move_asks_where_another_moved_the_row_since(edition: Edition) -> None:
    paper = first("paper")
    history.move(KIND["paper"], paper, 1, None)
    moved = latest()
    history.move(KIND["paper"], paper, 1, None)
    with pytest.raises(ChangedSince):
        reverse(moved, by=None)


def test_a_column_that_a_kept_row_does_not_have_yet_stays_as_it_is(edition: Edition) -> None:
    slot = first("slot")
    old = {name: value for name, value in snapshot(slot).items() if name != "pinned"}
    slot.pinned, slot.title = True, "Another"
    db.session.commit()
    assert history.restore(edition, slot.key, old, None)
    assert (slot.pinned, slot.title) == (True, old["title"])


def test_a_restored_row_keeps_the_place_that_it_was_moved_to_since(edition: Edition) -> None:
    paper = first("paper")
    key, columns = paper.key, snapshot(paper)
    history.save(paper, form_for("paper", edition, paper), None)
    history.move(KIND["paper"], paper, 1, None)
    moved = order()
    assert history.restore(edition, key, columns, by=None)
    assert (first("paper").title, order()) == (columns["title"], moved)


@pytest.mark.parametrize(("name", "field", "text"), [("paper", "title", "X"), ("date", "superseded", "2031-01-01")])
def test_what_another_changed_back_already_is_no_change(edition: Edition, name: str, field: str, text: str) -> None:
    history.save(first(name), form_for(name, edition, first(name)), None)
    was = SAMPLES[name].get(field, "")
    history.save(first(name), form_for(name, edition, first(name), **{field: text}), None)
    done = latest()
    history.save(first(name), form_for(name, edition, first(name), **{field: was}), None)
    assert reverse(done, by=None, sure=True) is None
    assert (first(name).version, edition.version, latest().version, latest().verb) == (4, 4, 4, "save")


def test_a_removed_row_that_is_back_as_it_was_is_no_change(edition: Edition) -> None:
    remove(first("date"))
    done = latest()
    reverse(done, by=None)
    assert reverse(done, by=None, sure=True) is None
    assert (first("date").version, latest().verb) == (2, "undo")


def test_a_row_that_is_back_was_not_removed(edition: Edition) -> None:
    date = first("date")
    key = date.key
    remove(date)
    assert history.removal_of(edition, key) == latest()
    reverse(latest(), by=None)
    assert history.removal_of(edition, key) is None


@pytest.mark.parametrize("verb", ["import", "roll-over", "begin"])
def test_an_empty_page_that_is_brought_in_is_a_change(app: Flask, verb: str) -> None:
    empty = Edition(slug="2031", title="A workshop")
    for _ in range(2):  # the second time it is there as it shall be
        history.replace_content(empty, lambda *_: (), verb=verb)
        assert (empty.version, latest().version, latest().verb) == (1, 1, verb)


def test_a_new_edition_that_is_taken_back_is_empty_and_removed(edition: Edition) -> None:
    new = roll_over(edition, "2031", date(2031, 10, 1), None)
    made = latest()
    reverse(made, by=None)
    assert (new.state, new.sections) == ("removed", [])
    assert reverse(made, by=None, sure=True) is None
    reverse(latest(), by=None)
    assert len(new.sections) == len(edition.sections)


def test_an_undo_asks_before_it_takes_a_later_change_along(edition: Edition) -> None:
    paper = first("paper")
    old = paper.title
    history.save(paper, form_for("paper", edition, paper, title="One"), None)
    done = latest()
    history.save(paper, form_for("paper", edition, paper, title="Two"), None)
    with pytest.raises(ChangedSince) as asked:
        reverse(done, by=None)
    now, then = asked.value.rows[f"paper-{paper.number}"]
    assert (now["title"], then["title"]) == ("Two", old)
    assert (first("paper").title, latest().verb) == ("Two", "save")
    reverse(done, by=None, sure=True)
    assert first("paper").title == old


def test_an_undo_leaves_later_changes_of_other_fields_alone(edition: Edition) -> None:
    paper, kept = first("paper"), "https://example.org/later"
    history.save(paper, form_for("paper", edition, paper), None)
    old = paper.title
    history.save(paper, form_for("paper", edition, paper, title="One"), None)
    done = latest()
    history.save(paper, form_for("paper", edition, paper, title="One", url=kept), None)
    reverse(done, by=None)
    assert (first("paper").title, first("paper").url) == (old, kept)


@pytest.mark.parametrize(("name", "later"), [("date", "save"), ("date", "remove"), ("section", "add")])
def test_an_undo_of_an_addition_asks_where_there_is_more_by_now(edition: Edition, name: str, later: str) -> None:
    parent = edition if name == "section" else first("date").section
    row = history.add(EDITABLE[name], parent, form_for(name, edition, kind="date"), None).row
    done = latest()
    if later == "save":
        history.save(row, form_for("date", edition, row, label="Another"), None)
    elif later == "remove":
        remove(row)
    else:
        history.add(KIND["date"], row, form_for("date", edition), None)
    with pytest.raises(ChangedSince):
        reverse(done, by=None)
    reverse(done, by=None, sure=True)
    assert db.session.get(EDITABLE[name].model, row.id) is None


def test_a_row_comes_back_without_the_paper_that_is_gone_meanwhile(edition: Edition) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    assert slot
    assert slot.paper
    slot_id, paper_id = slot.id, slot.paper_id
    remove(slot)
    done = latest()
    remove(db.session.get(Paper, paper_id))
    reverse(done, by=None)
    again = db.session.get(Slot, slot_id)
    assert again
    assert again.paper is None


def test_what_is_without_a_place_by_now_does_not_come_back(edition: Edition) -> None:
    row = first("date")
    section = row.section
    remove(row)
    done = latest()
    remove(section)
    with pytest.raises(history.Conflict):
        reverse(done, by=None)
    assert latest().verb == "remove"


def test_a_row_that_cannot_come_back_leaves_its_section_away_too(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    date, section = first("date"), first("date").section
    date_id, key = date.id, str(date.key)
    section_id, bring_back = section.id, snapshots.bring_back
    remove(first("date"))
    remove(section)

    def in_vain(row: str, *rest: Any) -> None:
        if row == key:
            raise history.Conflict
        bring_back(row, *rest)

    monkeypatch.setattr(undo, "bring_back", in_vain)
    with pytest.raises(history.Conflict):
        history.put_back(edition, key, by=None)
    db.session.rollback()
    assert (db.session.get(Section, section_id), edition.version, latest().version) == (None, 3, 3)
    monkeypatch.undo()
    history.put_back(edition, key, by=None)
    db.session.rollback()
    assert db.session.get_one(Date, date_id).section_id == section_id
    assert (edition.version, latest().version) == (5, 5)


def test_a_sitting_of_which_one_change_cannot_be_taken_back_stays_whole(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting: list[Revision] = []
    for title in ("One", "Two"):
        history.save(first("paper"), form_for("paper", edition, first("paper"), title=title), None)
        sitting.insert(0, latest())
    write_back = snapshots.write_back

    def in_vain(key: str, revision: Revision, *rest: Any) -> None:
        if revision is sitting[-1]:
            raise history.Conflict
        write_back(key, revision, *rest)

    monkeypatch.setattr(undo, "write_back", in_vain)
    with pytest.raises(history.Conflict):
        history.reverse_all(sitting, by=None)
    assert (first("paper").title, latest().verb, edition.version) == ("Two", "save", 3)


def test_keys_walk_back_and_forth_through_the_changes_of_one_person(edition: Edition) -> None:
    alice, bob = account_of("alice"), account_of("bob")

    def rename(title: str, by: int) -> None:
        history.save(edition, form_for("edition", edition, edition, title=title), by)

    rename("One", alice)
    rename("Two", alice)
    history.add(KIND["date"], first("date").section, form_for("date", edition), bob)
    back = []
    for title in ("One", "Fairness"):
        back.append(found(last_change(edition, alice)))
        reverse(back[-1], alice)
        assert edition.title.startswith(title)
    assert last_change(edition, alice) is None
    for title in ("One", "Two"):
        reverse(found(last_undone(edition, alice)), alice)
        assert edition.title == title
    assert last_undone(edition, alice) is None
    assert found(last_change(edition, alice)).version == back[0].version
    reverse(found(last_change(edition, alice)), alice)
    rename("Three", alice)
    assert last_undone(edition, alice) is None
    assert found(last_change(edition, bob)).kind == "date"
    reverse(found(last_change(edition, bob)), bob)
    assert (last_undone(edition, alice), found(last_undone(edition, bob)).kind) == (None, "date")


def test_a_sitting_begins_and_ends_with_the_changes_that_it_is_said_to(edition: Edition) -> None:
    saved: list[Revision] = []
    for title in ("One", "Two", "Three", "Four"):
        history.save(first("paper"), form_for("paper", edition, first("paper"), title=title), None)
        saved.append(latest())
    assert history.edit_group(saved[2], saved[1].version) == [saved[2], saved[1]]


def found(revision: Revision | None) -> Revision:
    """A revision that is there."""
    assert revision
    return revision


def test_a_version_that_a_row_had_is_never_that_of_other_words(edition: Edition) -> None:
    paper = first("paper")
    key, oldest = f"paper-{paper.number}", snapshot(paper)
    history.save(paper, form_for("paper", edition, paper, title="The second title"), by=None)
    opened = form_for("paper", edition, paper, authors="Typed meanwhile")
    remove(paper)
    history.restore(edition, key, oldest, by=None)
    brought_back = db.session.get_one(Paper, oldest["id"])
    assert brought_back.title == oldest["title"]
    with pytest.raises(history.Conflict):
        history.save(brought_back, opened, by=None)
    removals = db.session.query(Revision).filter_by(verb="remove").all()
    remove(brought_back)
    reverse(removals[0], None, sure=True)
    assert db.session.get_one(Paper, oldest["id"]).version == 4


def test_an_import_that_moved_rows_and_anchors_is_taken_back_and_brought_again(
    edition: Edition, tmp_path: Path
) -> None:
    page = load_page(SLUG)
    assert page
    file, whole = tmp_path / "x.json", json.loads(edition_as_archive(page))
    papers, proceedings = whole["sections"][4], whole["sections"][5]
    assert papers["kind"] == "paper"
    papers["anchor"], proceedings["anchor"] = proceedings["anchor"], papers["anchor"]
    moved = {**papers, "number": 77, "heading": "Posters", "anchor": "posters", "items": papers["items"][8:]}
    papers["items"] = papers["items"][:8]
    papers["items"].pop()
    whole["sections"].append(moved)
    for slot in whole["sections"][3]["items"]:
        slot["paper_id"] = None if slot["paper_id"] == 8 else slot["paper_id"]
    for award in (item for part in whole["sections"] if part["kind"] == "award" for item in part["items"]):
        award["paper_id"] = None
    file.write_text(json.dumps(whole), encoding="utf-8")
    before = rows(), order()
    import_pages([file], replace=True)
    changed, after = latest(), (rows(), order())
    undone = reverse(changed, by=None)
    assert (rows(), order()) == before
    assert undone
    reverse(undone, by=None)
    assert (rows(), order()) == after


def test_a_row_that_is_put_back_takes_nothing_else_along(edition: Edition) -> None:
    section, key = first("paper").section, first("paper").section.key
    remove(section)
    history.restore(edition, key, latest().before[key], by=None)
    section = db.session.query(Section).filter_by(kind="paper").one()
    form = form_for("section", edition, section)
    form.heading.data = "Renamed since"
    history.save(section, form, by=None)
    history.put_back(edition, "paper-1", by=None)
    assert (first("paper").section.heading, {*latest().after}) == ("Renamed since", {"paper-1"})


def test_of_rows_that_were_removed_together_one_comes_back_and_undo_takes_that_one_again(edition: Edition) -> None:
    alice, bob = account_of("alice"), account_of("bob")
    talk = next(slot for slot in db.session.query(Slot) if slot.paper)
    assert talk.paper
    key, words = talk.paper.key, talk.title
    others = [paper for paper in db.session.query(Paper) if paper is not talk.paper][:2]
    history.remove_many({paper: str(paper.version) for paper in (talk.paper, *others)}, by=alice)
    here = rows()
    history.put_back(edition, key, by=bob)
    assert rows().keys() - here.keys() == {key}
    assert (talk.paper.key, talk.title) == (key, words)
    change = last_change(edition, bob)
    assert change
    reverse(change, by=bob)
    assert rows() == here
