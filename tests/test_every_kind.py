"""What holds for every kind, a new one included: it comes through each format, verb, undo, roll-over and role whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.permissions import Grant
from faimi.content import EDITABLE, KINDS, ROW_KINDS, Edition, Kind
from faimi.content.base import snapshot, to_json
from faimi.content.page import load_page, page_around
from faimi.exchange import jekyll
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.edition_json import as_json
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history.rollover import roll_over
from tests.conftest import client_of
from tests.exchange.making import make
from tests.samples import SAMPLES, first, section_of

SLUG = "2031"
every_row = pytest.mark.parametrize("kind", ROW_KINDS, ids=lambda kind: kind.name)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture
def whole(app: Flask) -> Edition:
    """An edition with a row of every kind, as the samples say."""
    edition = make(slug=SLUG, starts_on=date(2031, 10, 5), timezone="Africa/Casablanca")
    for kind in KINDS:
        section_of(kind.name)
    return edition


def facts() -> dict[str, Any]:
    """What edition.json says."""
    loaded = load_page(SLUG)
    assert loaded
    return as_json(loaded)


def told(kind: Kind) -> list[dict[str, Any]]:
    """What the kind's rows hold, in their order, apart from how often they changed."""
    return [snapshot(one) | {"version": None} for one in kind.siblings(section_of(kind.part_of or kind.name))]


def address(kind: Kind, verb: str = "") -> str:
    """Where the kind's first row is edited."""
    return f"/{SLUG}/edit/{kind.name}/{first(kind.name).number}{verb}"


@every_kind
def test_a_kind_declares_what_it_is(kind: Kind) -> None:
    columns = kind.model.__table__.columns
    names = {*kind.pictures, *kind.markdown, *kind.links, *kind.names, *kind.choices, *kind.days, *kind.cleared}
    names |= {*kind.recurring, *kind.due}
    assert names <= {*columns.keys()}
    assert {reference.column for reference in kind.references} <= {*columns.keys()}
    assert all(reference.label in EDITABLE[reference.kind].model.__table__.columns for reference in kind.references)
    assert all({*reference.told_by} <= {*reference.words} for reference in kind.references)
    assert all(hasattr(kind.model, f"shown_{own}") for own in kind.spoken)
    assert kind.json_key
    assert kind.heading
    assert kind.empty
    assert kind.markdown_format.marks


@every_kind
def test_no_column_that_leads_somewhere_or_shows_something_is_left_undeclared(kind: Kind, app: Flask) -> None:
    with app.test_request_context():
        fields = {field.name: type(field).__name__ for field in kind.form().inputs}
        long = {field.name for field in kind.form().inputs if field.type == "TextAreaField"}
    assert {name for name, type_ in fields.items() if type_ == "PictureField"} == {*kind.pictures}
    chosen = {to.kind for to in kind.references if not to.is_by_name}
    assert {name for name, type_ in fields.items() if type_ == "ReferenceField"} == chosen
    assert {to.kind for to in kind.references} <= fields.keys()
    assert long == {*kind.markdown}


@every_row
def test_a_row_is_on_the_page_and_in_edition_json(kind: Kind, whole: Edition, visitor: FlaskClient) -> None:
    page = BeautifulSoup(visitor.get(f"/{SLUG}/").text, "lxml")
    assert len(page.select(f"#{kind.name}-{first(kind.name).number}")) == 1
    told, row = visitor.get(f"/{SLUG}/edition.json").get_json()[kind.json_key], first(kind.name)
    name = {"number": row.number} | {name: to_json(getattr(row, name)) for name in row.given_out}
    assert told == [kind.to_json(row, page_around(row)) | name | {"section": row.section.anchor}]


@every_row
def test_a_row_leaves_and_comes_back_whole_in_every_format(kind: Kind, whole: Edition, tmp_path: Path) -> None:
    before, loaded = facts()[kind.json_key], load_page(SLUG)
    assert loaded
    for name, text in {"x.json": edition_as_archive(loaded), "x.md": jekyll.edition_as_markdown(loaded)}.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        import_pages([file], replace=True)
        assert facts()[kind.json_key] == before, name


@every_kind
def test_a_row_changed_by_hand_is_kept_in_some_form(kind: Kind, whole: Edition, tmp_path: Path) -> None:
    loaded = load_page(SLUG)
    assert loaded
    text, words = jekyll.edition_as_markdown(loaded), str(first(kind.name))
    text = text.replace(f"<!-- {kind.markdown_format.marks[0]} -->", "By hand:")
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    import_pages([tmp_path / "x.md"], replace=True)
    assert words in str(facts())


@every_row
def test_a_row_is_saved_moved_and_removed_and_each_is_undone(kind: Kind, whole: Edition, alice: FlaskClient) -> None:
    row = first(kind.name)
    added = f"/{SLUG}/edit/{kind.name}/new?section={row.section.number}"
    assert alice.post(added, data=SAMPLES[kind.name]).status_code == 200
    for name in (*kind.due, *kind.clock):  # without a date or an hour a person says where it stands
        for one in kind.siblings(row.section):
            setattr(one, name, None)
    db.session.commit()
    before = told(kind)
    for verb in ("/move", "/remove"):
        version = str(first(kind.name).version)
        assert alice.post(address(kind, verb), data={"to": "down", "version": version}).status_code == 200
        assert told(kind) != before
        assert alice.post(f"/{SLUG}/edit/undo").status_code == 200
        assert told(kind) == before


@every_kind
def test_a_new_edition_takes_over_what_the_kind_says(kind: Kind, whole: Edition) -> None:
    new = roll_over(whole, "2032", date(2032, 10, 3), by=None)
    copy = next(section for section in new.sections if section.kind == kind.name)
    rows = kind.siblings(copy)
    assert len(rows) == kind.rolls_over
    assert all(not getattr(row, column) for row in rows for column in kind.cleared)


@every_kind
def test_who_may_not_changes_nothing(kind: Kind, app: Flask, whole: Edition, visitor: FlaskClient) -> None:
    mallory = client_of(app, "mallory")
    db.session.add(Grant(account_id=1, edition_id=make(slug="2030").id))
    db.session.commit()
    before = facts()
    for client, code in ((visitor, 401), (mallory, 403)):
        for verb in ("", "/move", "/remove"):
            fields = SAMPLES[kind.name] | {"version": "1", "to": "end"}
            assert client.post(address(kind, verb), data=fields).status_code == code
    assert facts() == before
