"""The feed of changes, read by feedparser."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.content import EDITION, KIND, SECTION, Edition, Section
from faimi.content.dates import Date
from faimi.content.notices import Notice
from faimi.content.now import utc_now
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.identifiers import entry_id, feed_id
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from tests.exchange.making import STRANGE, make, put
from tests.history.test_history import form_for, latest


def feed_of(client: FlaskClient, slug: str = "2024-miccai") -> Any:
    """The feed."""
    answer = client.get(f"/{slug}/changes.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = feedparser.parse(answer.data)
    assert feed.version == "atom10"
    assert not feed.bozo
    return feed


def rename(paper: Paper, title: str) -> None:
    """Retitles a paper, as an organizer does."""
    form = KIND["paper"].form(formdata=None, obj=paper)
    form.version.data, form.title.data = str(paper.version), title
    history.save(paper, form, by=None)


def test_the_newest_change_stands_first_with_its_time_and_place(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, "Another title")
    feed = feed_of(visitor)
    last = db.session.query(history.Revision).filter_by(version=2).one()
    newest, oldest = feed.entries
    assert newest.title == "Paper changed: Another title"
    assert newest.id == entry_id(edition, last)
    assert newest.link == f"http://localhost/2024-miccai/#paper-{paper.number}"
    assert newest.updated == feed.feed.updated == f"{last.at:%Y-%m-%dT%H:%M:%SZ}"
    assert oldest.title == f"Page imported: {edition.title}"


def test_a_date_that_is_extended_is_told_with_the_day_before_and_no_other_change_is(
    app: Flask, alice: FlaskClient, visitor: FlaskClient
) -> None:
    deadline = Date(label="Papers", date=date(2031, 6, 1), zone="AoE", superseded=[])
    put(make(state="current"), "date", deadline, Date(label="Camera-ready", date=date(2031, 7, 1), superseded=[]))
    path = f"/2031/edit/date/{deadline.number}"
    for name, sent in (("extended_to", "2031-06-08"), ("extended_to", "2031-06-15"), ("label", "Full papers")):
        assert alice.post(f"{path}/{name}", data={name: sent, "version": str(deadline.version)}).status_code == 200
    assert (
        alice.post("/2031/edit/date/2/extended_to", data={"extended_to": "2031-07-03", "version": "1"}).status_code
        == 200
    )
    assert alice.post("/2031/edit/undo").status_code == 200
    assert [(entry.title, entry.get("summary")) for entry in feed_of(visitor, "2031").entries] == [
        ("Date undone: Camera-ready", None),
        ("Date changed: Camera-ready", "Camera-ready moved from 1 July 2031 to 3 July 2031"),
        ("Date changed: Full papers", None),
        ("Date changed: Papers", "Papers extended from 8 June 2031 to 15 June 2031, 23:59 AoE"),
        ("Date changed: Papers", "Papers extended from 1 June 2031 to 8 June 2031, 23:59 AoE"),
    ]


def test_the_feed_names_itself_and_its_page(edition: Edition, visitor: FlaskClient) -> None:
    feed = feed_of(visitor).feed
    assert feed.id == feed_id(edition)
    assert {link.rel: link.href for link in feed.links} == {
        "self": "http://localhost/2024-miccai/changes.atom",
        "alternate": "http://localhost/2024-miccai/",
    }
    assert feed.author == edition.title


def test_a_removed_row_is_named_as_it_was(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    title = paper.title
    history.remove(paper, "1", by=None)
    assert feed_of(visitor).entries[0].title.startswith(f"Paper removed: {title[:60]}")


def test_the_feed_ends_after_thirty_changes(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    for n in range(31):
        rename(paper, f"Title {n}")
    titles = [entry.title for entry in feed_of(visitor).entries]
    assert titles == [f"Paper changed: Title {n}" for n in range(30, 0, -1)]


@pytest.mark.parametrize("text", [STRANGE, "a\x0b\x1f\ufffeb", "long " * 90])
def test_any_title_arrives_cut_to_a_line(text: str, edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, text)
    answer = feedparser.parse(visitor.get("/2024-miccai/changes.atom").data, sanitize_html=False)
    assert not answer.bozo
    title = answer.entries[0].title.removeprefix("Paper changed: ")
    assert title == {"a": "a b", "l": f"{('long ' * 90)[:79]}…"}.get(text[0], text)


def test_an_edition_without_a_change_has_an_empty_feed(app: Flask, visitor: FlaskClient) -> None:
    make()
    feed = feed_of(visitor, "2031")
    assert feed.entries == []
    assert feed.feed.updated == "1970-01-01T00:00:00Z"


def test_a_change_of_a_row_that_is_gone_leads_to_the_page(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, "Another title")
    history.remove(paper, str(paper.version), None)
    removed, renamed, brought_in = feed_of(visitor).entries
    assert removed.link == renamed.link == "http://localhost/2024-miccai/"
    assert brought_in.link == f"http://localhost/2024-miccai/#edition-{edition.number}"


def test_the_feed_of_the_introduction_leads_to_the_start_page(app: Flask, visitor: FlaskClient) -> None:
    edition = make(slug="home")
    form = EDITION.form(formdata=None, obj=edition, meta={"csrf": False})
    form.version.data, form.title.data = str(edition.header_version), "Another title"
    history.save(edition, form, by=None)
    feed = feed_of(visitor, "home")
    assert feed.feed.link == feed.entries[0].link == "http://localhost/"


HOUR = timedelta(hours=1)


def hide(section: Section, hidden: bool = True, appears_at: datetime | None = None) -> None:
    """Hides a section or shows it, as an organizer does."""
    form = SECTION.form(formdata=None, obj=section)
    del form.kind
    form.version.data, form.hidden.data, form.appears_at.data = str(section.version), hidden, appears_at
    history.save(section, form, by=None)


def papers() -> Section:
    """The section that lists the papers."""
    return db.session.query(Section).filter_by(kind="paper").one()


def secret_paper() -> Paper:
    """The last of its papers."""
    return db.session.query(Paper).order_by(Paper.position.desc()).limit(1).one()


def remove(row: Any) -> None:
    """Removes a row as it stands."""
    history.remove(row, str(row.version), by=None)


def undo() -> None:
    """Takes the newest change back, or does it again."""
    history.reverse(latest(), by=None)


def told(visitor: FlaskClient) -> list[str]:
    """What the feed tells of, the newest first, without the import that each edition begins with."""
    titles = [entry.title for entry in feed_of(visitor).entries]
    assert titles.pop().startswith("Page imported: ")
    return titles


def show_again() -> None:
    hide(papers(), hidden=False)


def remove_the_section() -> None:
    remove(papers())


def replace_the_page() -> None:
    import_pages([SAMPLE], replace=True)


def remove_it_bring_it_back_and_remove_it_again() -> None:
    remove(papers())
    undo()
    remove(papers())


def remove_it_and_bring_it_back_from_its_history() -> None:
    section = papers()
    key = f"section-{section.number}"
    remove(section)
    history.restore(db.session.query(Edition).one(), key, latest().before[key], by=None)
    remove(papers())


def remove_a_paper_undo_and_redo_it() -> None:
    remove(secret_paper())
    undo()
    undo()
    undo()
    remove(papers())


def bring_a_removed_paper_back_from_its_history() -> None:
    paper = secret_paper()
    key = f"paper-{paper.number}"
    remove(paper)
    history.restore(db.session.query(Edition).one(), key, latest().before[key], by=None)
    remove(papers())


def add_and_paste_papers() -> None:
    history.add_many(KIND["paper"], papers(), [{"title": "A secret"}, {"title": "Another secret"}], by=None)
    undo()
    history.add(KIND["paper"], papers(), form_for("paper", papers().edition, title="A secret"), None, secret_paper())
    remove(papers())


def move_a_paper_that_keeps_its_place() -> None:
    """What stands in the middle of three, one of which goes: its number stays while its neighbours' change."""
    paper = secret_paper()
    history.move(KIND["paper"], paper, -1, by=None)
    kept = latest()
    key = f"paper-{paper.number}"
    kept.before = {name: columns for name, columns in kept.before.items() if name != key}
    kept.after = {name: columns for name, columns in kept.after.items() if name != key}
    db.session.commit()
    remove(papers())


DOORS = [
    show_again,
    remove_the_section,
    replace_the_page,
    remove_it_bring_it_back_and_remove_it_again,
    remove_it_and_bring_it_back_from_its_history,
    remove_a_paper_undo_and_redo_it,
    bring_a_removed_paper_back_from_its_history,
    add_and_paste_papers,
    move_a_paper_that_keeps_its_place,
]


@pytest.mark.parametrize("door", DOORS)
def test_what_was_done_in_a_hidden_section_is_never_told(
    door: Callable[[], None], edition: Edition, visitor: FlaskClient
) -> None:
    hide(papers())
    rename(secret_paper(), "A secret")
    assert told(visitor) == []
    door()
    shown = visitor.get("/2024-miccai/changes.atom").text
    assert told(visitor) == [f"Page imported: {edition.title}"] * (door is replace_the_page)
    assert "ecret" not in shown
    assert "aper" not in shown


def test_what_was_public_when_it_changed_is_untold_once_it_is_hidden_and_also_when_it_is_then_removed(
    edition: Edition, visitor: FlaskClient
) -> None:
    rename(secret_paper(), "Known")
    history.move(KIND["paper"], secret_paper(), -1, by=None)
    assert told(visitor)[1:] == ["Paper changed: Known"]
    hide(papers())
    assert told(visitor) == []
    remove(papers())
    assert told(visitor) == []
    undo()
    hide(papers(), hidden=False)
    assert told(visitor)[1:] == ["Paper changed: Known"]


def test_what_was_never_hidden_is_told_also_after_its_section_was_removed(
    edition: Edition, visitor: FlaskClient
) -> None:
    rename(secret_paper(), "Known")
    remove(papers())
    assert told(visitor) == ["Section removed: Accepted Papers", "Paper changed: Known"]


def test_a_section_that_appeared_by_itself_is_told_of_from_then_on(edition: Edition, visitor: FlaskClient) -> None:
    hide(papers(), appears_at=utc_now() - HOUR)
    rename(secret_paper(), "Before")
    for change in db.session.query(history.Revision):
        change.at = utc_now() - 2 * HOUR
    db.session.commit()
    rename(secret_paper(), "After")
    assert told(visitor) == ["Paper changed: After"]


def test_a_draft_whose_moment_was_moved_tells_nothing_of_before_it_appeared(
    edition: Edition, visitor: FlaskClient
) -> None:
    for at in (utc_now() + HOUR, utc_now() - HOUR):
        form = EDITION.form(formdata=None, obj=edition)
        form.version.data, form.state.data, form.appears_at.data = str(edition.header_version), "draft", at
        history.save(edition, form, by=None)
        rename(secret_paper(), f"Now {at > utc_now()}")
    assert [entry.title for entry in feed_of(visitor).entries] == ["Paper changed: Now False"]


def test_a_talk_on_a_hidden_paper_is_told_of_without_its_words(edition: Edition, visitor: FlaskClient) -> None:
    hide(papers())
    rename(secret_paper(), "A secret")
    slot = db.session.query(Slot).filter(Slot.paper_id.is_(None)).first()
    assert slot
    form = form_for("slot", edition, slot, title="", speaker="", paper=str(secret_paper().id))
    history.save(slot, form, by=None)
    assert told(visitor) == ["Schedule row changed"]


def test_what_visitors_see_nothing_of_is_untold_and_told_where_it_comes_with_what_they_see(
    edition: Edition, visitor: FlaskClient
) -> None:
    slot, other, *more = KIND["slot"].siblings(db.session.query(Section).filter_by(kind="slot").one())
    notice = Notice(text="The hall is open")
    put(edition, "notice", notice)
    history.set_values(notice, {"url": "https://example.org/"}, str(notice.version), by=None)
    for pinned in (True, False):
        history.change_many([slot, other, *more], {one: {"pinned": pinned} for one in (slot, other)}, by=None)
    undo()
    history.set_values(papers(), {"appears_at": utc_now() - HOUR}, str(papers().version), by=None)
    history.set_values(notice, {"shown_until": utc_now() + HOUR}, str(notice.version), by=None)
    assert told(visitor) == ["Notice changed: https://example.org/"]
    history.set_values(slot, {"pinned": False, "room": "Hall"}, str(slot.version), by=None)
    assert told(visitor)[0].startswith("Schedule row changed: ")
