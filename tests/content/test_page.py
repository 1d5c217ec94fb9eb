"""A loaded page: what is on it, what names what there, and how many queries it takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from faimi.content import KIND, KINDS, ROW_KINDS, Edition, Section, prose
from faimi.content.awards import Award
from faimi.content.notices import Notice
from faimi.content.now import utc_now
from faimi.content.page import Page, load_page, page_around
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.extensions import db
from faimi.media import take_in
from tests.conftest import SLUG
from tests.media.test_media import picture
from tests.samples import first


def load() -> Page:
    """The page of the sample edition."""
    return load_page(SLUG) or pytest.fail("it is there")


@contextmanager
def queries() -> Iterator[list[str]]:
    """The queries that are asked meanwhile, by a session that knows nothing yet."""
    asked: list[str] = []

    def note(*arguments: Any) -> None:
        asked.append(str(arguments[2]))

    db.session.expunge_all()
    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def hide(kind: str) -> None:
    """Hides the sections of a kind."""
    for section in db.session.query(Section).filter_by(kind=kind):
        section.hidden = True
    db.session.commit()


def test_there_is_no_page_where_there_is_no_edition(app: Any) -> None:
    assert load_page("nowhere") is None


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_page_has_the_rows_of_each_kind_in_the_order_of_sections_and_places(kind: Any, edition: Edition) -> None:
    row = first(kind.name)
    other = Section(edition=edition, kind=kind.name, heading="Before all", anchor="before-all", position=-1)
    copied = {column.key: getattr(row, column.key) for column in kind.model.__table__.columns}
    top = kind.model(
        **copied
        | {"id": None, "number": None, "edition_id": None, "section_id": None, "section": other, "position": 99}
    )
    db.session.add(top)
    db.session.commit()
    page = load()
    assert page.sections[0] is other
    others = [one for section in page.sections[1:] if section.kind == kind.name for one in kind.siblings(section)]
    assert page.rows(kind.name) == [top, *others]
    assert page.row(kind.name, row.number) is row
    assert page.row(kind.name, 10_000) is None


def test_what_is_published_has_no_hidden_sections_and_no_rows_that_are_not_shown_now(edition: Edition) -> None:
    notice, hour = first("notice"), timedelta(hours=1)
    ended = Notice(section=notice.section, position=1, text="It is over", shown_until=utc_now() - hour)
    coming = Notice(section=notice.section, position=2, text="It will come", shown_from=utc_now() + hour)
    db.session.add_all([ended, coming])
    hide("paper")
    page = load()
    published = page.published()
    assert [*page.sections] == [*edition.sections]
    assert [*published.sections] == [section for section in edition.sections if section.kind != "paper"]
    assert published.rows("paper") == []
    assert published.rows("notice") == [notice]
    assert page.rows("notice") == [notice, ended, coming] == page.without_hidden_sections().rows("notice")


def test_a_row_names_and_is_named_by_what_is_on_the_page_alone(edition: Edition) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    award = db.session.query(Award).filter(Award.paper_id.is_not(None)).first()
    assert slot
    assert slot.paper
    assert award
    assert award.paper
    page = load()
    assert page.named(slot, "paper") is slot.paper
    assert slot in page.naming(slot.paper)["slot"]
    assert award in page.naming(award.paper)["award"]
    assert page.naming(slot) == {}
    hide("paper")
    assert load().published().named(slot, "paper") is None
    db.session.query(Section).update({"hidden": False})
    hide("slot")
    assert "slot" not in load().published().naming(slot.paper)
    assert award in load().published().naming(award.paper)["award"]


def test_what_names_a_row_stands_in_the_order_of_the_page(edition: Edition) -> None:
    paper, slot = db.session.query(Paper).first(), db.session.query(Slot).first()
    assert paper
    assert slot
    earlier = Section(edition=edition, kind="slot", heading="The day before", anchor="day-before", position=-1)
    talks = [
        Slot(section=section, position=position, kind="talk", paper=paper)
        for section, position in ((earlier, 90), (slot.section, 70), (slot.section, 80))
    ]
    db.session.add_all(talks)
    db.session.commit()
    before = [one for one in load().naming(paper)["slot"] if one not in talks]
    assert load().naming(paper)["slot"] == [talks[0], *before, *talks[1:]]
    assert page_around(paper).naming(paper)["slot"] == [talks[0], *before, *talks[1:]]


def test_around_a_row_the_same_names_the_same_as_on_the_whole_page(edition: Edition) -> None:
    page = load()
    for kind in KINDS:
        for row in page.rows(kind.name):
            around = page_around(row)
            assert around.naming(row) == page.naming(row)
            for reference in kind.references:
                assert around.named(row, reference.kind) is page.named(row, reference.kind)


def test_a_row_shows_the_words_of_one_that_is_hidden_without_asking_for_it(edition: Edition) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    assert slot
    assert slot.paper
    number, title = slot.number, slot.paper.title
    hide("paper")
    with queries() as asked:
        published = load().published()
        asked.clear()
        assert published.row("slot", number).shown_title == title
    assert asked == []


def test_however_much_a_page_holds_it_is_loaded_with_the_same_number_of_queries(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prose, "remembered", {})  # or it depends on what this process has seen before
    addresses = [take_in(picture(size=(20, height))).address for height in range(10, 30)]
    first("text").body = f"![a]({addresses[0]})"
    db.session.commit()
    with queries() as few:
        load()
    texts, papers = (first(name).section for name in ("text", "paper"))
    db.session.add_all(Text(section=texts, position=9, body=f"![a]({address})") for address in addresses)
    db.session.add_all(Paper(section=papers, position=9, title=f"Paper {n}") for n in range(50))
    db.session.commit()
    load()  # so that the texts are in memory
    with queries() as many:
        load()
    assert len(many) <= len(few) == len(ROW_KINDS) + 2 + 2 + 1


def test_a_picture_that_is_gone_is_known_to_be_without_a_query(edition: Edition) -> None:
    text = first("text")
    there, gone = take_in(picture()).address, f"/media/{'0' * 20}"
    text.body = f"![a]({there}) ![b]({gone})"
    db.session.commit()
    with queries() as asked:
        page = load()
        asked.clear()
        shown = page.picture(there)
        assert shown
        assert shown.of_format("jpeg")
        assert page.picture(gone) is page.picture("") is None
    assert asked == []


def test_a_kind_that_has_no_moments_is_published_whole(edition: Edition) -> None:
    page = load()
    assert not KIND["paper"].moments
    assert page.published().rows("paper") == page.rows("paper")
