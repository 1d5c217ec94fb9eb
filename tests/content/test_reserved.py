"""The DOM ids that a page keeps for itself, and the addresses that the site does."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import KINDS, Edition, Kind, Section
from faimi.content.reserved import anchor, is_anchor, is_slug, reserved_slugs
from faimi.extensions import db
from tests.conftest import SLUG

HEADINGS = ["Menu", "Next", "Past", "Pages", "Leftovers", "Undo", "Redo", "Contents", "Body", "Status", "Live", "Keys"]


def test_no_id_stands_twice_whatever_the_sections_are_called(app: Flask, edition: Edition, alice: FlaskClient) -> None:
    taken = {section.anchor for section in edition.sections}
    for heading in [*HEADINGS, *(f"{kind.noun} 1" for kind in KINDS), *(f"{kind.name}-1-up" for kind in KINDS)]:
        section = Section(edition=edition, position=99, kind="text", heading=heading, anchor=anchor(heading, taken))
        taken.add(section.anchor)
        db.session.add(section)
    db.session.commit()
    for path in (f"/{SLUG}/", f"/{SLUG}/edit/"):
        page = BeautifulSoup(alice.get(path).text, "lxml")
        ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
        assert [name for name, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_ids_of_rows_are_nobodys_anchor(kind: Kind, app: Flask) -> None:
    assert not is_anchor(f"{kind.name}-1")
    assert is_anchor(kind.name)


def test_no_edition_has_an_address_of_the_site(app: Flask) -> None:
    assert {"login", "account", "people", "media", "static", "healthz"} <= reserved_slugs()
    assert [slug for slug in reserved_slugs() if is_slug(slug)] == []
    assert is_slug("2024-miccai")
