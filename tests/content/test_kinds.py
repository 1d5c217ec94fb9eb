"""Every kind's form and model."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy import event
from werkzeug.datastructures import MultiDict
from wtforms import DateField, HiddenField, StringField

from faimi.content import EDITABLE, Edition, Kind
from faimi.content.base import snapshot
from faimi.content.fields import PictureField
from faimi.content.papers import Paper
from faimi.content.prose import render
from faimi.content.reference_field import ReferenceField
from faimi.content.reserved import anchor
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.content.timezone_field import TimezoneField
from faimi.extensions import db
from faimi.media import Picture
from tests.media.test_media import picture
from tests.samples import SAMPLES

LONG = "x" * 20_001


@pytest.fixture(autouse=True)
def request_(app: Flask) -> Iterator[None]:
    """Forms are filled in while a request is answered."""
    with app.test_request_context(method="POST"):
        yield


def filled(kind: Kind, edition: Edition, /, **changed: str) -> Any:
    """The kind's form with the sample's values, some of them changed."""
    form = kind.form(MultiDict(SAMPLES[kind.name] | changed))
    form.offer(edition, None)
    return form


def texts_of(kind: Kind, edition: Edition) -> dict[str, str]:
    """The sample's texts by their fields."""
    fields = [field for field in filled(kind, edition).inputs if field.type in ("StringField", "TextAreaField")]
    return {field.name: field.data for field in fields}


@pytest.mark.parametrize("kind", EDITABLE.values(), ids=EDITABLE)
def test_the_sample_form_is_valid_and_names_every_field(kind: Kind, edition: Edition) -> None:
    form = filled(kind, edition)
    assert form.validate(), form.errors
    assert {field.name for field in form.inputs} == SAMPLES[kind.name].keys()


@pytest.mark.parametrize("kind", EDITABLE.values(), ids=EDITABLE)
def test_over_long_texts_are_refused_beside_their_field(kind: Kind, edition: Edition) -> None:
    texts = texts_of(kind, edition)
    assert texts
    for name in texts:
        form = filled(kind, edition, **{name: LONG})
        assert not form.validate()
        assert form.errors.keys() == {name}
        assert form[name].data == LONG


@pytest.mark.parametrize("kind", EDITABLE.values(), ids=EDITABLE)
def test_what_nobody_sees_in_a_typed_text_is_cleaned_and_never_refused(kind: Kind, edition: Edition) -> None:
    typed = {name: f"\ufeff{text[:1]}\xad{text[1:]}\x07\u202e" for name, text in texts_of(kind, edition).items()}
    form = filled(kind, edition, **typed)
    assert form.validate(), form.errors
    assert {name: form[name].data for name in typed} == texts_of(kind, edition)


@pytest.mark.parametrize("kind", EDITABLE.values(), ids=EDITABLE)
def test_validating_a_form_with_a_picture_takes_nothing_in_and_commits_nothing(
    kind: Kind, app: Flask, edition: Edition
) -> None:
    files = {f"{field.name}-file": (io.BytesIO(picture()), "me.png") for field in filled(kind, edition).inputs}
    commits: list[object] = []
    event.listen(db.session(), "before_commit", commits.append)
    with app.test_request_context(method="POST", data=SAMPLES[kind.name] | files):
        assert filled(kind, edition).validate()
    assert (commits, list(db.session.new), db.session.query(Picture).count()) == ([], [], 0)


LINKS = [("text", "url"), ("slot", "recording"), ("paper", "url"), ("organizer", "url")]


@pytest.mark.parametrize(("kind", "name"), LINKS)
@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "//elsewhere.example.org",
        "/\\elsewhere.example.org",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "exam ple.org",
        "www.x",
    ],
)
def test_a_link_leads_to_the_web_or_nowhere(kind: str, name: str, link: str, edition: Edition) -> None:
    assert filled(EDITABLE[kind], edition, **{name: link}).validate() is False


INTRICATE = ["[" * 5_000, "![" * 5_000, "<a " * 5_000, "- " * 500 + "x", "> " * 500 + "x", "1. " * 1_000]


@pytest.mark.parametrize("text", INTRICATE, ids=lambda text: text[:4])
def test_markdown_that_would_take_minutes_is_refused_and_never_rendered(text: str, edition: Edition) -> None:
    form = filled(EDITABLE["text"], edition, body=text)
    assert not form.validate()
    assert "too many brackets or nested lists" in str(form.errors["body"])
    assert render(text) == Markup("<p>{}</p>").format(text)


@pytest.mark.parametrize(
    ("kind", "changed", "wrong"),
    [
        ("slot", {"start": "25:00"}, "start"),
        ("slot", {"start": "12:60"}, "start"),
        ("slot", {"end": "noon"}, "end"),
        ("slot", {"start": "10:00", "end": "09:00"}, "end"),
        ("slot", {"start": "10:00", "end": "10:00"}, "end"),
        ("slot", {"paper": "999999"}, "paper"),
        ("slot", {"title": "", "speaker": ""}, "title"),
        ("award", {"recipient": ""}, "recipient"),
        ("award", {"photo": "https://elsewhere.example.org/p.png"}, "photo"),
        ("date", {"date": "2030-02-30"}, "date"),
        ("date", {"superseded": "2030-02-01, soon"}, "superseded"),
        ("text", {"body": "", "url": ""}, "body"),
        ("text", {"picture": "/assets/p.png"}, "alt"),
        ("text", {"picture": "/assets/p.png", "alt": " "}, "alt"),
        ("text", {"picture": "/assets/p.png", "alt": "A tree", "decorative": "y"}, "decorative"),
        ("paper", {"title": "  "}, "title"),
        ("section", {"kind": "poem"}, "kind"),
        ("edition", {"timezone": "Marrakesh"}, "timezone"),
        ("edition", {"accent": "red;}"}, "accent"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    kind: str, changed: dict[str, str], wrong: str, edition: Edition
) -> None:
    form = filled(EDITABLE[kind], edition, **changed)
    assert not form.validate()
    assert form.errors.keys() == {wrong}


@pytest.mark.parametrize(
    "said",
    [{"alt": "A tree"}, {"decorative": "y"}, {"picture": "", "decorative": "y"}, {"picture": "", "alt": "A tree"}],
)
def test_a_picture_is_described_or_decorative(said: dict[str, str], edition: Edition) -> None:
    form = filled(EDITABLE["text"], edition, **{"picture": "/assets/p.png"} | said)
    assert form.validate(), form.errors


@pytest.mark.parametrize(
    ("picture", "alt", "ticked"), [("/assets/p.png", "", True), ("/assets/p.png", "A tree", False), ("", "", False)]
)
def test_a_picture_without_a_description_opens_as_decorative(picture: str, alt: str, ticked: bool) -> None:
    form = EDITABLE["text"].form(formdata=None, obj=Text(picture=picture, alt=alt))
    assert form["decorative"].data is ticked


@pytest.mark.parametrize("typed", ["9:05", "09:05", "9.05", "905", "0905", " 9:05 "])
def test_a_time_may_be_typed_in_several_ways(typed: str, edition: Edition) -> None:
    form = filled(EDITABLE["slot"], edition, start=typed)
    assert form.validate()
    assert f"{form.start.data:%H:%M}" == "09:05"


def test_a_row_on_a_paper_shows_the_papers_title_and_authors_unless_it_names_a_presenter(edition: Edition) -> None:
    paper = Paper(title="The title", authors="One Author, et al.")
    slot = EDITABLE["slot"].model(paper=paper, title="An old title", speaker="")
    assert (slot.shown_title, slot.shown_speaker) == ("The title", "One Author, et al.")
    slot.speaker = "A Presenter"
    assert slot.shown_speaker == "A Presenter"


def test_an_award_shows_its_person_or_else_its_papers_authors(edition: Edition) -> None:
    award = EDITABLE["award"].model(paper=Paper(title="T", authors="One Author, et al."), recipient="")
    assert award.shown_recipient == "One Author, et al."
    award.recipient = "A Winner"
    assert award.shown_recipient == "A Winner"


def test_a_snapshot_holds_json_values(edition: Edition) -> None:
    slot = db.session.query(Slot).order_by(Slot.id).first()
    assert slot
    assert snapshot(slot)["start"] == "13:30"
    assert snapshot(edition)["starts_on"] == "2024-10-10"


@pytest.mark.parametrize(
    ("heading", "taken", "expected"),
    [
        ("TL;DR", set(), "tldr"),
        ("FAIMI Keynote - Dr. Mercy Asiedu", set(), "faimi-keynote---dr-mercy-asiedu"),
        ("Dates", {"dates"}, "dates-1"),
        ("Dates", {"dates", "dates-1"}, "dates-2"),
        ("???", set(), "section"),
        ("Paper 1", set(), "paper-1-1"),
        ("Status", set(), "status-1"),
        ("Paper", set(), "paper"),
        ("Paper", {"paper"}, "on-paper"),
        ("Paper", {"paper", "on-paper"}, "on-paper-1"),
        ("Paper-7-x", set(), "on-paper-7-x"),
    ],
)
def test_anchors_are_those_of_the_static_page(heading: str, taken: set[str], expected: str) -> None:
    assert anchor(heading, taken) == expected


@pytest.mark.parametrize(
    ("zone", "offset"), [("Africa/Casablanca", "UTC+1"), ("Asia/Kolkata", "UTC+5:30"), ("UTC", "UTC"), (None, "")]
)
def test_the_schedules_clock_is_told_as_an_offset(zone: str | None, offset: str, edition: Edition) -> None:
    edition.timezone = zone
    assert edition.utc_offset == offset


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_is_typed_from_right_to_left_is_shown_so(edition: Edition, kind: str) -> None:
    typed = [field for field in filled(EDITABLE[kind], edition) if isinstance(field, StringField | ReferenceField)]
    typed = [field for field in typed if not isinstance(field, PictureField | TimezoneField | HiddenField | DateField)]
    assert typed
    assert [field.name for field in typed if 'dir="auto"' not in field()] == []
