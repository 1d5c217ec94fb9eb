"""What calendars, conference apps and feeds know rows and changes by: it lasts, and no other edition has it."""

import json
import re
from datetime import date
from pathlib import Path
from uuid import UUID

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.content import Edition
from faimi.content.base import new_uuid
from faimi.content.dates import Date
from faimi.content.events import Event
from faimi.content.page import load_page
from faimi.content.schedule import Slot
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.identifiers import row_guid, row_uid
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history.rollover import roll_over
from tests.conftest import SLUG
from tests.history.test_history import latest

MODELS: list[type[Event]] = [Slot, Date]


def names(client: FlaskClient, slug: str = SLUG) -> set[str]:
    """All names that the calendars, the files for apps and the feed of an edition give out."""
    calendars = client.get(f"/{slug}/schedule.ics").text + client.get(f"/{slug}/dates.ics").text
    uids = re.findall(r"^UID:(.+)\r$", calendars, re.MULTILINE)
    guids = re.findall('"guid": ?"([^"]+)"', client.get(f"/{slug}/schedule.json").text)
    feed = feedparser.parse(client.get(f"/{slug}/changes.atom").data)
    found = [*uids, feed.feed.id, *(entry.id for entry in feed.entries)]
    assert len({*found}) == len(found) >= 20
    assert len({*guids}) == len(guids) > 10
    return {*found, *guids}


def give_former_names(edition: Edition) -> None:
    """Gives an edition names as they were given out before there were UUIDs."""
    edition.feed_id = f"tag:faimi,2026:{edition.slug}/changes"
    for row in (row for model in MODELS for row in db.session.query(model)):
        row.uid = f"{row.key}@{edition.slug}.faimi"
    for change in db.session.query(history.Revision):
        change.uuid = None
    db.session.commit()


def test_two_sites_share_no_name_though_address_and_numbers_are_the_same(
    edition: Edition, visitor: FlaskClient
) -> None:
    first = names(visitor)
    edition.uuid, edition.version = new_uuid(), edition.version + 1
    db.session.commit()
    assert names(visitor).isdisjoint(first)


def test_a_name_is_a_uuid_and_names_neither_site_nor_host(edition: Edition, visitor: FlaskClient) -> None:
    assert all(UUID(name.removeprefix("urn:uuid:")) for name in names(visitor))
    assert names(visitor) >= {f"urn:uuid:{edition.uuid}"}
    slot = db.session.query(Slot).first()
    assert slot
    assert row_uid(edition, slot) == row_guid(edition, slot)


@pytest.mark.parametrize("former", [False, True])
def test_names_stay_when_the_address_of_the_edition_is_another(
    former: bool, edition: Edition, visitor: FlaskClient
) -> None:
    if former:
        give_former_names(edition)
    before = names(visitor)
    edition.slug, edition.version = "2024-rabat", edition.version + 1
    db.session.commit()
    assert names(visitor, "2024-rabat") == before


def test_a_change_of_an_old_edition_gets_a_name_of_its_own(edition: Edition, visitor: FlaskClient) -> None:
    give_former_names(edition)
    before = names(visitor)
    slot = db.session.query(Slot).first()
    assert slot
    history.remove(slot, str(slot.version), by=None)
    (new,) = names(visitor) - before
    assert UUID(new.removeprefix("urn:uuid:")).version == 5


@pytest.mark.parametrize("former", [False, True])
@pytest.mark.parametrize("model", MODELS)
def test_a_row_that_was_removed_comes_back_under_its_name(model: type[Event], former: bool, edition: Edition) -> None:
    if former:
        give_former_names(edition)
    row = db.session.query(model).first()
    assert row
    id_, before = row.id, (row_uid(edition, row), row_guid(edition, row))
    history.remove(row, str(row.version), by=None)
    history.reverse(latest(), by=None)
    back = db.session.get_one(model, id_)
    assert (row_uid(edition, back), row_guid(edition, back)) == before


def test_a_new_edition_takes_no_name_over(edition: Edition) -> None:
    give_former_names(edition)
    new = roll_over(edition, "2025-miccai", date(2025, 9, 27), by=None)
    rows = [row for row in db.session.query(Date) if row.edition is new]
    assert len(rows) == 5
    assert {row.uid for row in rows} == {None}
    assert new.uuid != edition.uuid
    assert new.feed_id is None


def test_an_archive_carries_uids_that_were_given_out(edition: Edition, tmp_path: Path) -> None:
    give_former_names(edition)
    before = {(model, row.uid) for model in MODELS for row in db.session.query(model)}
    loaded, file = load_page(SLUG), tmp_path / "x.json"
    assert loaded
    file.write_text(edition_as_archive(loaded), encoding="utf-8")
    import_pages([file], replace=True)
    assert {(model, row.uid) for model in MODELS for row in db.session.query(model)} == before


def test_an_archive_from_before_there_were_uids_comes_in(edition: Edition, tmp_path: Path) -> None:
    loaded, file = load_page(SLUG), tmp_path / "x.json"
    assert loaded
    whole = json.loads(edition_as_archive(loaded))
    for item in (item for section in whole["sections"] for item in section["items"]):
        item.pop("uid", None)
    file.write_text(json.dumps(whole), encoding="utf-8")
    import_pages([file], replace=True)
    assert {row.uid for row in db.session.query(Slot)} == {None}


def test_edition_json_says_which_edition_it_is(app: Flask, edition: Edition, visitor: FlaskClient) -> None:
    data = visitor.get(f"/{SLUG}/edition.json").get_json()
    assert UUID(data["uuid"]).version == 4
    assert data["uuid"] == edition.uuid
