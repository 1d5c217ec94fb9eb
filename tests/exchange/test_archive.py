"""An edition leaves as a file and comes back as it was."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from faimi.content import Edition, OldAddress
from faimi.content.keynotes import Keynote
from faimi.content.page import load_page
from faimi.content.text import Text
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.edition_json import as_json
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.media import Picture, Rendition, take_in
from tests.conftest import SLUG
from tests.media.test_media import picture


@pytest.fixture
def rich(edition: Edition) -> Edition:
    """The sample edition with a photo, a former address and odd characters."""
    keynote = db.session.query(Keynote).first()
    assert keynote
    keynote.photo, keynote.crop = take_in(picture()).address, 75
    text = db.session.query(Text).first()
    assert text
    other = take_in(picture("JPEG", (300, 300)))
    text.body = f"Quotes “ ” <b> & ünïcödé 🎓\n\n![b](/media/{other.renditions[0].name})\n\n- a\n- b"
    db.session.commit()
    return edition


def facts() -> dict[str, Any]:
    """What visitors see of the edition, apart from which one it is."""
    loaded = load_page(SLUG)
    assert loaded
    return {name: value for name, value in as_json(loaded).items() if name != "uuid"}


def test_an_edition_comes_back_as_it_left(rich: Edition, tmp_path: Path) -> None:
    before, file = facts(), tmp_path / "x.json"
    loaded = load_page(SLUG)
    assert loaded
    first = edition_as_archive(loaded)
    file.write_text(first, encoding="utf-8")
    kept = {one.name: one.data for one in db.session.query(Rendition)}
    db.session.delete(rich)
    for taken in db.session.query(Picture):
        db.session.delete(taken)
    db.session.commit()
    import_pages([file], replace=False)
    assert facts() == before
    assert {one.name: one.data for one in db.session.query(Rendition)} == kept
    again = load_page(SLUG)
    assert again
    assert json.loads(edition_as_archive(again)) == json.loads(first)


def test_pictures_and_addresses_of_other_editions_stay_theirs(rich: Edition, tmp_path: Path) -> None:
    other, file = Edition(slug="2031", title="Other"), tmp_path / "x.json"
    db.session.add_all([other, OldAddress(path="old", edition=other)])
    db.session.commit()
    loaded = load_page(SLUG)
    assert loaded
    file.write_text(
        json.dumps(json.loads(edition_as_archive(loaded)) | {"addresses": ["old", "older"]}), encoding="utf-8"
    )
    names = {one.name for one in db.session.query(Rendition)}
    report = import_pages([file], replace=True)[0]
    assert "/old already leads to 2031" in report
    assert {row.path: row.edition.slug for row in db.session.query(OldAddress)} == {"old": "2031", "older": SLUG}
    assert {one.name for one in db.session.query(Rendition)} == names


def test_it_may_replace_the_edition_that_is_there(rich: Edition, tmp_path: Path) -> None:
    before, file = facts(), tmp_path / "x.json"
    loaded = load_page(SLUG)
    assert loaded
    file.write_text(edition_as_archive(loaded), encoding="utf-8")
    import_pages([file], replace=True)
    assert facts() == before


def test_an_archive_from_before_a_column_was_there_leaves_it_and_a_new_edition_has_its_default(
    rich: Edition, tmp_path: Path
) -> None:
    before, file = facts(), tmp_path / "x.json"
    loaded = load_page(SLUG)
    assert loaded
    file.write_text(
        re.sub(r',\n +"crop": 50', "", edition_as_archive(loaded).replace('"crop": 75', '"crop": 50')),
        encoding="utf-8",
    )
    assert "crop" not in file.read_text(encoding="utf-8")
    import_pages([file], replace=True)
    assert facts() == before
    file.write_text(file.read_text(encoding="utf-8").replace(f'"slug": "{SLUG}"', '"slug": "copy"'), encoding="utf-8")
    import_pages([file], replace=False)
    assert [row.crop for row in db.session.query(Keynote).order_by(Keynote.id)][-2:] == [50, 50]


def test_the_command_writes_a_file_or_standard_output(rich: Edition, runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    assert runner.invoke(args=["export", SLUG, "--output", str(file)]).exit_code == 0
    assert runner.invoke(args=["export", SLUG]).stdout == file.read_text(encoding="utf-8")
    unknown = runner.invoke(args=["export", "none"])
    assert (unknown.exit_code, unknown.stderr) == (1, "There is no edition none.\n")
    nowhere = runner.invoke(args=["export", SLUG, "--output", str(file / "x.json")])
    assert (nowhere.exit_code, nowhere.stderr.count("\n")) == (1, 1)


def with_picture(whole: dict[str, Any], **changed: Any) -> str:
    """The archive with other words about its first picture."""
    first, *others = whole["pictures"]
    return json.dumps(whole | {"pictures": [first | changed, *others]})


def with_section(**changed: Any) -> Callable[[dict[str, Any]], str]:
    """What changes an archive's first section."""
    return lambda whole: json.dumps(whole | {"sections": [whole["sections"][0] | changed, *whole["sections"][1:]]})


def with_row(kind: str, **changed: Any) -> Callable[[dict[str, Any]], str]:
    """What changes the first row of a kind."""

    def change(whole: dict[str, Any]) -> str:
        section = next(one for one in whole["sections"] if one["kind"] == kind)
        section["items"][0] |= changed
        return json.dumps(whole)

    return change


BAD: dict[str, tuple[Callable[[dict[str, Any]], str], str]] = {
    "no json": (lambda _: "{", "not valid JSON"),
    "a list": (lambda _: "[]", "not an edition written by faimi"),
    "newer": (lambda whole: json.dumps(whole | {"faimi": 3}), "newer version"),
    "unknown key": (lambda whole: json.dumps(whole | {"colour": 1}), "“colour”, which this version"),
    "unknown column": (lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"x": 1}}), "“x”, which this"),
    "no sections": (lambda whole: json.dumps({k: v for k, v in whole.items() if k != "sections"}), "damaged"),
    "bad date": (lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"starts_on": "soon"}}), "damaged"),
    "an address elsewhere": (lambda whole: json.dumps(whole | {"slug": "../x"}), "damaged"),
    "another's picture": (lambda whole: json.dumps(whole).replace('"data": "', '"data": "AAAA'), "damaged"),
    "no such zone": (
        lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"timezone": "Mars/X"}}),
        "damaged",
    ),
    "no such state": (lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"state": "zzz"}}), "damaged"),
    "no such day": (lambda whole: json.dumps(whole).replace('["2024-06-24"]', '["junk"]'), "damaged"),
    "no jpeg": (lambda whole: json.dumps(whole).replace('"jpeg"', '"webp"'), "damaged"),
    "a format of its own": (lambda whole: json.dumps(whole).replace('"webp"', '"svg+xml"'), "damaged"),
    "an anchor twice": (lambda whole: json.dumps(whole).replace('"anchor": "dates"', '"anchor": "contact"'), "damaged"),
    "a picture too wide to be": (lambda whole: with_picture(whole, width=10**30), "damaged"),
    "a picture without height": (lambda whole: with_picture(whole, height=0), "damaged"),
    "unknown key of a picture": (lambda whole: with_picture(whole, colour=1), "“colour”, which this version"),
    "no such part of a photo": (lambda whole: json.dumps(whole).replace('"crop": 75', '"crop": 30'), "damaged"),
    "no speaker": (lambda whole: json.dumps(whole).replace('"speaker": "Dr. Mercy Asiedu", ', ""), "damaged"),
    "a paper that is not there": (
        lambda whole: json.dumps(whole).replace('"paper_id": 1', '"paper_id": 991'),
        "damaged",
    ),
    "no format": (lambda whole: json.dumps(whole | {"faimi": 0}), "not an edition written by faimi"),
    "a format that is none": (lambda whole: json.dumps(whole | {"faimi": True}), "not an edition written by faimi"),
    "an empty title": (
        with_row("paper", title=""),
        "it is damaged: section 5, “Accepted Papers”, row 1 has no title.",
    ),
    "an empty masthead": (lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"title": " "}}), "no title"),
    "a last day before the first": (
        lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"ends_on": "2024-10-09"}}),
        "the masthead ends before it starts, or long after",
    ),
    "a row that is pinned somehow": (with_row("slot", pinned=1), "row 1 has an invalid pinned"),
    "a row that is late by a day": (with_row("slot", delay=1440), "row 1 has an invalid delay"),
    "a row of no day": (with_row("slot", day=0), "row 1 has an invalid day"),
    "no masthead": (lambda whole: json.dumps(whole | {"edition": []}), "the file has no masthead (“edition”)"),
    "a title of three megabytes": (with_row("paper", title="x" * 3_000_000), "a title of 3,000,000 characters"),
    "a masthead of many lines": (
        lambda whole: json.dumps(whole | {"edition": whole["edition"] | {"title": "x" * 301}}),
        "a title of 301 characters; it may have 300",
    ),
    "a strange anchor": (
        with_section(anchor='a b"<'),
        'section 1, “TL;DR”, has the anchor “a b"<”, which is not valid',
    ),
    "an empty anchor": (with_section(anchor=""), "has the anchor “”"),
    "a kind that is a list": (with_section(kind=[]), "section 1 has a kind that is not text"),
    "no such kind": (with_section(kind="colour"), "is of no known kind"),
    "rows that are none": (with_section(items=[1]), "has items that are not a list of mappings"),
    "a title that is none": (with_row("paper", title=None), "row 1 has a title that is not text"),
    "a name that is a list": (with_row("slot", paper_id=[]), "row 1 has an invalid paper_id"),
    "an id twice": (with_row("paper", number=2), "row 2 has the same number as another"),
    "a time that is none": (with_row("slot", start=9), "row 1 has an invalid start"),
    "days that are none": (with_row("date", superseded=None), "row 1 has superseded that are not a list of texts"),
    "a slug that is a number": (lambda whole: json.dumps(whole | {"slug": 5}), "the file has a slug that is not text"),
    "sections of numbers": (lambda whole: json.dumps(whole | {"sections": [1]}), "damaged"),
}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_archive_gets_one_clear_line_and_changes_nothing(
    rich: Edition, runner: FlaskCliRunner, tmp_path: Path, bad: str
) -> None:
    made, words = BAD[bad]
    loaded = load_page(SLUG)
    assert loaded
    file, before = tmp_path / "x.json", facts()
    file.write_text(made(json.loads(edition_as_archive(loaded))), encoding="utf-8")
    result = runner.invoke(args=["import", "--replace", str(file)])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert words in result.stderr
    assert not re.search(r"Error|NoneType|object", result.stderr)
    assert facts() == before


@pytest.mark.parametrize("own", ["paper-1", "menu", "undo"])
def test_an_anchor_that_the_page_has_for_itself_is_changed(rich: Edition, tmp_path: Path, own: str) -> None:
    loaded, file = load_page(SLUG), tmp_path / "x.json"
    assert loaded
    file.write_text(with_section(anchor=own)(json.loads(edition_as_archive(loaded))), encoding="utf-8")
    import_pages([file], replace=True)
    assert facts()["sections"][0]["anchor"] == "tldr"


def test_a_picture_that_is_nowhere_is_reported(rich: Edition, tmp_path: Path) -> None:
    loaded, file = load_page(SLUG), tmp_path / "x.json"
    assert loaded
    file.write_text(json.dumps(json.loads(edition_as_archive(loaded)) | {"pictures": []}), encoding="utf-8")
    assert "is missing from the file and from this site" not in import_pages([file], replace=True)[0]
    for taken in db.session.query(Picture):
        db.session.delete(taken)
    db.session.commit()
    assert import_pages([file], replace=True)[0].count("is missing from the file and from this site") == 2
