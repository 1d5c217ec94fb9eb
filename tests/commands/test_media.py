"""What `flask media prune` removes, and what it lets be."""

from datetime import timedelta

import pytest
from flask.testing import FlaskCliRunner

from faimi import history
from faimi.content import KIND, Edition
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.text import Text
from faimi.extensions import db
from faimi.media import Picture, Rendition, keep
from faimi.suggestions.models import Suggestion
from tests.conftest import on_both
from tests.media.test_media import picture

WEEK = timedelta(days=7)


def old_picture(width: int, age: timedelta = WEEK + timedelta(minutes=1)) -> Picture:
    """A picture of a width of its own, taken in some time ago."""
    taken = keep(picture(size=(width, 40)))
    taken.taken_in_at = utc_now() - age
    db.session.commit()
    return taken


@on_both
def test_pictures_that_nothing_names_and_older_than_a_week_are_removed_with_their_renditions(
    edition: Edition, runner: FlaskCliRunner
) -> None:
    old_picture(40)
    old_picture(41)
    young = old_picture(42, WEEK - timedelta(minutes=1)).id
    assert runner.invoke(args=["media", "prune"]).output == "Removed 2 pictures that nothing names.\n"
    assert list(db.session.scalars(db.select(Picture.id))) == [young]
    assert {*db.session.scalars(db.select(Rendition.picture_id))} == {young}
    assert runner.invoke(args=["media", "prune"]).output == "Removed 0 pictures that nothing names.\n"


def in_a_column(edition: Edition, taken: Picture) -> None:
    db.session.query(Keynote).filter_by(number=1).one().photo = taken.address


def in_markdown(edition: Edition, taken: Picture) -> None:
    db.session.query(Text).filter_by(number=1).one().body = f"![One]({taken.address})"


def by_a_rendition(edition: Edition, taken: Picture) -> None:
    db.session.query(Text).filter_by(number=1).one().body = f"![One](/media/{taken.renditions[0].name})"


def in_the_past(edition: Edition, taken: Picture) -> None:
    section = next(section for section in edition.sections if section.kind == "keynote")
    history.add_many(KIND["keynote"], section, [{"speaker": "One", "photo": taken.address}], None)
    row = db.session.query(Keynote).filter_by(photo=taken.address).one()
    history.remove(row, str(row.version), None)


def in_a_suggestion(edition: Edition, taken: Picture) -> None:
    told = {"kind": "paper", "number": 1, "version": 1, "before": {}, "after": {"url": taken.address}}
    db.session.add(Suggestion(edition_id=edition.id, **told))


@on_both
@pytest.mark.parametrize("name_it", [in_a_column, in_markdown, by_a_rendition, in_the_past, in_a_suggestion])
def test_a_picture_that_anything_names_stays(name_it: object, edition: Edition, runner: FlaskCliRunner) -> None:
    assert callable(name_it)
    taken = old_picture(40)
    name_it(edition, taken)
    db.session.commit()
    assert runner.invoke(args=["media", "prune"]).output == "Removed 0 pictures that nothing names.\n"
    assert db.session.query(Picture).count() == 1


def test_a_picture_that_is_sent_again_is_young_again(edition: Edition, runner: FlaskCliRunner) -> None:
    old_picture(40)
    keep(picture(size=(40, 40)))
    assert runner.invoke(args=["media", "prune"]).output == "Removed 0 pictures that nothing names.\n"


def test_a_setup_removes_no_picture(edition: Edition, runner: FlaskCliRunner) -> None:
    old_picture(40)
    assert runner.invoke(args=["setup"]).exit_code == 0
    assert db.session.query(Picture).count() == 1
