"""Tracks are rows: a schedule's rows stand in them by name, in their rooms, and follow them through every change."""

from datetime import time
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from faimi import history
from faimi.content import EDITABLE, KIND, Edition
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from faimi.extensions import db
from faimi.history.merge import merge
from tests.exchange.making import put
from tests.samples import SAMPLES, first, track_of, without_clock


def tracks(edition: Edition) -> list[tuple[str, int]]:
    """The names of an edition's tracks in their order, each with how many rows stand in it."""
    db.session.expire_all()
    found = db.session.query(Track).filter_by(edition_id=edition.id).order_by(Track.position)
    return [(track.name, len(track.slots)) for track in found]


def save(row: Any, **values: Any) -> history.Revision:
    """The change that saves a row with other values in its form."""
    form = EDITABLE[row.key.kind].form(formdata=None, obj=row, meta={"csrf": False})
    form.offer(row.edition, row)
    for name, value in values.items():
        form[name].data = value
    form.version.data = str(row.version)
    change = history.save(row, form, by=None)
    assert change
    return change


def test_the_sample_edition_has_its_two_tracks_in_the_order_of_the_page(edition: Edition) -> None:
    assert tracks(edition) == [("EPIMI", 4), ("FAIMI", 9)]
    assert [track.key for track in db.session.query(Track).order_by(Track.position)] == ["track-1", "track-2"]


def test_a_name_that_is_new_makes_its_track_in_the_same_change_and_one_undo_takes_both_back(edition: Edition) -> None:
    slot, before = first("slot"), edition.version
    change = save(slot, track="Session 9")
    assert tracks(edition) == [("EPIMI", 3), ("FAIMI", 9), ("Session 9", 1)]
    assert (edition.version, {*change.after}) == (before + 1, {slot.key, "track-3"})
    history.reverse(change, by=None)
    assert tracks(edition) == [("EPIMI", 4), ("FAIMI", 9)]
    assert slot.track == "EPIMI"


@pytest.mark.parametrize("typed", ["faimi", " FAIMI", "Faimi"])
def test_a_name_is_the_same_whatever_its_case_and_spaces(typed: str, edition: Edition) -> None:
    save(first("slot"), track=typed)
    assert tracks(edition) == [("EPIMI", 3), ("FAIMI", 10)]


def test_rows_that_are_pasted_together_share_a_new_track(edition: Edition) -> None:
    section, rows = first("slot").section, [{"title": title, "track": "late"} for title in ("One", "Two")]
    history.add_many(KIND["slot"], section, rows, by=None, changes={first("slot"): {"track": "Late"}})
    assert tracks(edition) == [("EPIMI", 3), ("FAIMI", 9), ("Late", 3)]


def test_to_rename_a_track_is_one_change_of_one_row(edition: Edition) -> None:
    change = save(track_of(edition, "EPIMI"), name="Opening")
    assert ({*change.before}, {*change.after}) == ({"track-1"}, {"track-1"})
    assert tracks(edition) == [("Opening", 4), ("FAIMI", 9)]
    assert first("slot").track == "Opening"


def test_a_row_is_in_the_room_of_its_track_unless_it_names_one(edition: Edition) -> None:
    slot, track = first("slot"), track_of(edition, "EPIMI")
    save(track, room="Aula")
    assert slot.shown_room == "Aula"
    save(slot, room="Foyer")
    assert slot.shown_room == "Foyer"


def test_a_track_that_is_removed_leaves_its_rows_in_its_room_and_undo_brings_all_back(edition: Edition) -> None:
    track = track_of(edition, "EPIMI")
    save(track, room="Aula")
    before = [(slot.title, slot.track, slot.room) for slot in db.session.query(Slot).order_by(Slot.id)]
    change = history.remove(track, str(track.version), None)
    assert tracks(edition) == [("FAIMI", 9)]
    assert (first("slot").track, first("slot").room) == ("", "Aula")
    history.reverse(change, by=None)
    assert [(slot.title, slot.track, slot.room) for slot in db.session.query(Slot).order_by(Slot.id)] == before


def test_a_section_goes_with_its_tracks_and_comes_back_with_them(edition: Edition) -> None:
    section = first("slot").section
    change = history.remove(section, str(section.version), None)
    assert tracks(edition) == []
    history.reverse(change, by=None)
    assert tracks(edition) == [("EPIMI", 4), ("FAIMI", 9)]


def test_an_undo_asks_before_it_takes_a_track_that_others_have_joined(edition: Edition) -> None:
    slots = KIND["slot"].siblings(first("slot").section)
    change = save(slots[0], track="Session 9")
    save(slots[1], track="Session 9")
    with pytest.raises(history.ChangedSince):
        history.reverse(change, by=None)
    assert tracks(edition)[-1] == ("Session 9", 2)


def test_a_track_gets_no_name_that_another_has(edition: Edition) -> None:
    track = track_of(edition, "EPIMI")
    for row in (track, None):
        form = EDITABLE["track"].form(MultiDict({"name": "faimi ", "room": ""}), obj=row, meta={"csrf": False})
        form.offer(edition, row)
        assert not form.validate()
        assert form.errors == {"name": ["There is a track of this name already. Put its rows into that one."]}
    form = EDITABLE["track"].form(MultiDict({"name": "epimi", "room": ""}), obj=track, meta={"csrf": False})
    form.offer(edition, track)
    assert form.validate()


def test_tracks_of_two_schedules_may_have_the_same_name(edition: Edition) -> None:
    put(edition, "slot", Slot(title="Elsewhere", track="EPIMI", start=time(9)))
    assert tracks(edition) == [("EPIMI", 4), ("EPIMI", 1), ("FAIMI", 9)]


def test_what_was_typed_into_one_track_meanwhile_is_another_change_than_what_was_typed_now(edition: Edition) -> None:
    slot = first("slot")
    form = KIND["slot"].form(MultiDict(SAMPLES["slot"] | {"track": "Mine", "version": "1"}), obj=slot)
    save(slot, track="Theirs")
    form.offer(edition, slot)
    theirs, beside = merge(KIND["slot"], form, slot, None)
    assert ([*theirs], beside, theirs["track"].data) == (["track"], True, "Theirs")


def test_a_track_moves_with_its_rows_and_undo_takes_them_back(edition: Edition) -> None:
    def bands() -> list[str]:
        db.session.expire_all()
        return [slot.track for slot in KIND["slot"].siblings(first("slot").section)]

    without_clock()  # else it says where they stand
    before = bands()
    change = history.move(EDITABLE["track"], track_of(edition, "FAIMI"), -1, None)
    assert change
    assert history.describe(change) == "Track moved: FAIMI"
    assert (tracks(edition), bands()) == ([("FAIMI", 9), ("EPIMI", 4)], ["FAIMI"] * 9 + ["EPIMI"] * 4)
    history.reverse(change, by=None)
    assert (tracks(edition), bands()) == ([("EPIMI", 4), ("FAIMI", 9)], before)
