"""Rows beside those that a section lists come back from files, and are made where a file has only names."""

import json
from pathlib import Path

import pytest

from faimi.content import Edition
from faimi.content.page import load_page
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from faimi.exchange import jekyll
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.edition_json import as_json
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.conftest import SLUG
from tests.content.test_tracks import save, tracks
from tests.exchange.making import put
from tests.samples import track_of

FORMS = {"json": edition_as_archive, "md": jekyll.edition_as_markdown}


def page() -> str:
    """The page as Markdown."""
    loaded = load_page(SLUG)
    assert loaded
    return jekyll.edition_as_markdown(loaded)


def put_in(text: str, ending: str, folder: Path) -> list[str]:
    """Imports a file over the edition, and gives the reports."""
    file = folder / f"{SLUG}.{ending}"
    file.write_text(text, encoding="utf-8")
    return import_pages([file], replace=True)


@pytest.mark.parametrize("form", FORMS)
def test_tracks_come_back_with_rooms_and_numbers_also_without_rows(form: str, edition: Edition, tmp_path: Path) -> None:
    save(track_of(edition, "EPIMI"), room="Aula")
    track_of(edition, "Late")
    loaded = load_page(SLUG)
    assert loaded
    before, written = as_json(loaded)["tracks"], FORMS[form](loaded)
    assert [one["name"] for one in before] == ["EPIMI", "FAIMI", "Late"]
    for track in db.session.query(Track):
        save(track, name=f"Another {track.number}", room="")
    put_in(written, form, tmp_path)
    again = load_page(SLUG)
    assert again
    assert [(one["name"], one["room"]) for one in as_json(again)["tracks"]] == [
        (one["name"], one["room"]) for one in before
    ]
    put_in(written, form, tmp_path)
    assert len(tracks(edition)) == 3


@pytest.mark.parametrize("form", FORMS)
def test_an_import_of_the_same_changes_nothing(form: str, edition: Edition, tmp_path: Path) -> None:
    save(track_of(edition, "EPIMI"), room="Aula")
    loaded, version = load_page(SLUG), edition.version
    assert loaded
    put_in(FORMS[form](loaded), form, tmp_path)
    db.session.expire_all()
    assert edition.version == version


def test_a_file_that_has_only_names_puts_rows_into_the_tracks_that_are_there(edition: Edition, tmp_path: Path) -> None:
    loaded = load_page(SLUG)
    assert loaded
    whole = json.loads(edition_as_archive(loaded))
    for section in whole["sections"]:
        section.pop("tracks", None)
        for row in section["items"]:
            row |= {"track": row["track"].lower()} if "track" in row else {}
    put_in(json.dumps(whole), "json", tmp_path)
    assert tracks(edition) == [("epimi", 4), ("faimi", 9)]
    assert {track.number for track in db.session.query(Track)} == {1, 2}


@pytest.mark.parametrize("told", ["tracks: Aula", "tracks: [1]", "tracks: [{name: '', section: schedule}]"])
def test_what_can_be_no_track_is_left_out_and_reported(told: str, edition: Edition, tmp_path: Path) -> None:
    head, rest = page().split("tracks:\n")
    text = f"{head}{told}\n{rest[rest.index('---') :]}"
    assert "a track, for it has no name or no section" in " ".join(put_in(text, "md", tmp_path))
    assert tracks(edition) == [("EPIMI", 4), ("FAIMI", 9)]


def test_a_row_in_another_schedule_is_in_the_track_of_its_name_there(edition: Edition, tmp_path: Path) -> None:
    put(edition, "slot", Slot(title="Second", track="FAIMI"))
    loaded = load_page(SLUG)
    assert loaded
    whole = json.loads(edition_as_archive(loaded))
    first, second = (section for section in whole["sections"] if section["kind"] == "slot")
    second["items"].append(first["items"].pop())
    put_in(json.dumps(whole), "json", tmp_path)
    rows = db.session.query(Slot).filter_by(section_id=edition.sections[-1].id).all()
    assert [(row.track, row.in_track and row.in_track.section_id) for row in rows] == [
        ("FAIMI", edition.sections[-1].id)
    ] * 2


@pytest.mark.parametrize("form", FORMS)
def test_of_two_tracks_of_one_name_the_first_is_used(form: str, edition: Edition, tmp_path: Path) -> None:
    track = track_of(edition, "EPIMI")
    db.session.add(Track(section=track.section, name="epimi", position=9))
    db.session.commit()
    loaded = load_page(SLUG)
    assert loaded
    report = put_in(FORMS[form](loaded), form, tmp_path)
    assert "There is more than one track “epimi”: the first is used." in " ".join(report)
    assert tracks(edition) == [("EPIMI", 4), ("FAIMI", 9)]
