"""The sample edition does not stand in the way of an own page at its address."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.content import Edition
from faimi.exchange.draft import PageError
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG, account_of
from tests.samples import first


@pytest.fixture
def own_page(tmp_path: Path) -> Path:
    """A page at the sample's address."""
    page = tmp_path / f"{SLUG}.md"
    page.write_text("---\ntitle: Our workshop\nstarts_on: 2024-10-10\n---\n\n## News\n\nSome.\n")
    return page


def states() -> dict[str, tuple[str, str]]:
    """The title and state of each edition by its address."""
    return {one.slug: (one.title, one.state) for one in db.session.query(Edition)}


@pytest.mark.parametrize("replace", [False, True])
def test_an_own_page_takes_the_place_of_the_sample_that_no_person_changed(
    replace: bool, edition: Edition, own_page: Path, visitor: FlaskClient
) -> None:
    assert "Fairness of AI" in visitor.get(f"/{SLUG}/edition.json").text  # which the page cache keeps
    report = import_pages([own_page], replace)
    assert "The sample edition that stood here was removed." in report[0]
    assert states() == {
        SLUG: ("Our workshop", "past"),
        f"{SLUG}-removed": ("Fairness of AI in Medical Imaging", "removed"),
    }
    for path in ("", "edition.json"):
        assert "Our workshop" in visitor.get(f"/{SLUG}/{path}").text


def test_a_sample_that_was_only_hidden_is_still_the_sample(edition: Edition, own_page: Path) -> None:
    history.set_columns(edition, {"state": "draft"}, account_of("alice"))
    import_pages([own_page], replace=False)
    assert states()[SLUG] == ("Our workshop", "past")


def test_a_sample_that_a_person_changed_stays(edition: Edition, own_page: Path) -> None:
    history.set_columns(edition, {"title": "Another"}, account_of("alice"))
    with pytest.raises(PageError, match="there is an edition 2024-miccai already"):
        import_pages([own_page], replace=False)
    assert states() == {SLUG: ("Another", "past")}


def test_a_dry_run_leaves_the_sample(edition: Edition, own_page: Path) -> None:
    assert "was removed" in import_pages([own_page], replace=False, dry_run=True)[0]
    assert states() == {SLUG: (edition.title, "past")}
    assert db.session.query(Revision).count() == 1


def test_an_own_page_comes_in_where_an_edition_was_removed(app: Flask, own_page: Path) -> None:
    for _ in range(2):
        import_pages([own_page], replace=False)
        history.remove_edition(db.session.query(Edition).filter_by(slug=SLUG).one(), None)
    assert {slug: state for slug, (_, state) in states().items()} == {SLUG: "removed", f"{SLUG}-removed": "removed"}


def test_a_removed_edition_comes_back_with_its_own_file(edition: Edition, own_page: Path) -> None:
    uuid, paper = edition.uuid, first("paper").title
    for slug in (SLUG, f"{SLUG}-removed"):  # its address is another's the second time, which goes as well
        history.remove_edition(edition, None)
        if slug != SLUG:
            import_pages([own_page], replace=False)
            history.remove_edition(db.session.query(Edition).filter_by(slug=SLUG).one(), None)
        assert edition.slug == slug
        assert "This edition was removed here: it is back." in import_pages([SAMPLE], replace=False)[0]
        assert (edition.slug, edition.state, edition.uuid, first("paper").title) == (SLUG, "past", uuid, paper)
        assert first("paper").version == 1
