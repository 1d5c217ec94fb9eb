"""What organizers do, told with Alice, Bob and a visitor."""

import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from faimi import history
from faimi.content import EDITABLE, KIND, Edition, Section
from faimi.content.base import row_version
from faimi.content.papers import Paper, PaperForm
from faimi.content.schedule import Slot
from faimi.editor import responses
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import PASSWORD, SLUG
from tests.exchange.making import make
from tests.samples import SAMPLES, first, page_without, section_of, without_clock

BASE = f"/{SLUG}/edit"
LONG = "x" * 20_001
# The field of each sample that shows on the page as it was typed: mostly the first.
TELLING = {name: next(iter(SAMPLES[name])) for name in EDITABLE} | dict.fromkeys(("keynote", "slot", "paper"), "title")
TELLING["organizer"] = "affiliation"


def tree_of(response: TestResponse) -> BeautifulSoup:
    """An answer as a tree."""
    return BeautifulSoup(response.text, "lxml")


def newest(name: str) -> Any:
    """The last row of a kind that was made."""
    return db.session.query(EDITABLE[name].model).order_by(EDITABLE[name].model.id.desc()).first()


def posted(name: str, row: Any = None, /, **changed: str) -> dict[str, str]:
    """What a browser posts: the sample's values, and the version of the row that the form was opened on."""
    version = str(row_version(row)) if row else ""
    fields = {key: value for key, value in SAMPLES[name].items() if not (name == "section" and row and key == "kind")}
    return fields | {"version": version} | changed


def root(response: TestResponse) -> Tag:
    """The first element of a fragment."""
    element = BeautifulSoup(response.text, "html.parser").find(True)
    assert isinstance(element, Tag)
    return element


def test_the_edit_page_is_the_page_with_controls(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    shown, edited = tree_of(visitor.get(f"/{SLUG}/")), tree_of(alice.get(f"{BASE}/"))
    assert [row["id"] for row in edited.select(".item")] == [row["id"] for row in shown.select(".item")]
    rows = edited.select(".row")
    assert len(rows) == len(edited.select(".row > .edit")) == len(edited.select(".item")) + 2 + 11 + 1
    own = "#saved-copy, #not-kept, #tools"
    assert shown.select(f".edit, template:not({own}), [hx-get], [hx-post], input, script[src*=htmx]") == []


@pytest.mark.parametrize("name", EDITABLE)
def test_a_row_is_opened_changed_and_shown_again_and_visitors_see_it(
    name: str, edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    row = first(name)
    telling = {"text": "<strong>bold</strong>"}.get(name, SAMPLES[name][TELLING[name]].replace("'", "’"))
    visitor_saw = visitor.get(f"/{SLUG}/").text
    form = alice.get(f"{BASE}/{name}/{row.number}/form")
    assert root(form)["id"] == f"{name}-{row.number}"
    answer = alice.post(f"{BASE}/{name}/{row.number}", data=posted(name, row))
    assert answer.status_code == 200
    shown = visitor.get(f"/{SLUG}/").text
    assert shown.count(telling) > visitor_saw.count(telling)
    if EDITABLE[name].due or EDITABLE[name].part_of:  # its day changed, or it heads rows: the whole list is drawn anew
        assert f'hx-target="#{row.section.key}-items"' in answer.text
    elif not EDITABLE[name].groups:  # else its group changed: the whole schedule is drawn anew
        assert root(answer)["id"] == root(form)["id"]
        assert root(answer).name == root(form).name
    assert root(alice.get(f"{BASE}/{name}/{row.number}"))["id"] == f"{name}-{row.number}"


@pytest.mark.parametrize("name", [*KIND, "track", "section"])
def test_a_row_is_added_moved_and_removed(name: str, edition: Edition, alice: FlaskClient) -> None:
    where = {"section": str(section_of(EDITABLE[name].part_of or name).number)} if name != "section" else {}
    assert alice.get(f"{BASE}/{name}/new", query_string=where).status_code == 200
    before = db.session.query(EDITABLE[name].model).count()
    assert alice.post(f"{BASE}/{name}/new", query_string=where, data=posted(name)).status_code == 200
    row = newest(name)
    parent = getattr(row, EDITABLE[name].parent)
    place = EDITABLE[name].siblings(parent).index(row)
    assert alice.post(f"{BASE}/{name}/{row.number}/move", data={"to": "up"}).status_code == 200
    if not EDITABLE[name].groups:  # else the new row is of another group, so it first changes over
        moved = not EDITABLE[name].due_at(row)  # else it stands in order of time
        assert EDITABLE[name].siblings(parent).index(row) == place - moved
    place_of_row = f"{name}-{row.number}"
    gone = alice.post(f"{BASE}/{name}/{row.number}/remove", data={"version": row_version(row)})
    assert gone.status_code == 200
    assert tree_of(gone).select(f"#{place_of_row}") == []
    assert db.session.query(EDITABLE[name].model).count() == before


@pytest.mark.parametrize("name", EDITABLE)
def test_a_bad_form_comes_back_with_what_was_typed_and_nothing_is_saved(
    name: str, edition: Edition, alice: FlaskClient
) -> None:
    row, version = first(name), edition.version
    text = next(key for key in SAMPLES[name] if EDITABLE[name].form()[key].type in ("StringField", "TextAreaField"))
    answer = alice.post(f"{BASE}/{name}/{row.number}", data=posted(name, row, **{text: LONG}))
    assert answer.status_code == 422
    field = tree_of(answer).select_one(f".wrong [name={text}]")
    assert field
    assert LONG in (field.get("value") or field.get_text())
    assert field["aria-invalid"] == "true"
    assert tree_of(answer).select_one(f"#{field['id']}-error")
    db.session.expire_all()
    assert edition.version == version


@pytest.mark.parametrize("name", EDITABLE)
def test_a_stale_save_shows_both_texts_and_overwrites_nothing(
    name: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    row = first(name)
    stale = posted(name, row)
    text = next(
        key for key in stale if key not in ("version", "kind") and EDITABLE[name].form()[key].type == "StringField"
    )
    if name == "text":
        text = "body"
    alice.post(f"{BASE}/{name}/{row.number}", data=posted(name, row, **{text: "Alice & her <text>"}))
    answer = bob.post(f"{BASE}/{name}/{row.number}", data=stale | {text: "Bob's text"})
    assert answer.status_code == 409
    tree = tree_of(answer)
    field = tree.select_one(f"form [name={text}]")
    assert field
    assert "Bob's text" in (field.get("value") or field.get_text())
    theirs = tree.select_one(f"#{field['id']}-theirs .their-text")
    assert theirs
    assert theirs.get_text() == "Alice & her <text>"
    assert getattr(first(name), text) == "Alice & her <text>"
    asked = {str(field["name"]): str(field["value"]) for field in tree.select("form input[type=hidden]")}
    again = stale | {text: "Bob's text"} | asked
    assert bob.post(f"{BASE}/{name}/{row.number}", data=again).status_code == 409  # Enter, pressed once more
    assert getattr(first(name), text) == "Alice & her <text>"
    assert bob.post(f"{BASE}/{name}/{row.number}", data=again | {f"{text}-stands": "typed"}).status_code == 200
    assert getattr(first(name), text) == "Bob's text"


def test_of_each_field_that_both_changed_the_person_says_what_stands(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    place, opened = f"{BASE}/paper/{paper.number}", posted("paper", paper)
    alice.post(place, data=opened | {"title": "Alice's title", "authors": "Alice", "url": "https://example.org/alice"})
    typed = opened | {"title": "Bob's title", "authors": "Bob", "url": paper.url}
    asked = {"version": "2", "both_changed": ["title", "authors"]}
    assert tree_of(bob.post(place, data=typed)).select_one("[name=version]")["value"] == "2"  # type: ignore[index]
    answer = bob.post(place, data=typed | asked | {"title-stands": "typed"})
    assert [str(field["value"]) for field in tree_of(answer).select("[name=both_changed]")] == ["authors"]
    assert tree_of(answer).select_one("[name=authors]")["value"] == "Bob"  # type: ignore[index]  # it is there
    bob.post(place, data=typed | asked | {"title-stands": "typed", "authors-stands": "now"})
    assert (first("paper").title, first("paper").authors) == ("Bob's title", "Alice")


def test_a_question_and_a_merge_name_who_made_the_other_change(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    place, typed = f"{BASE}/paper/{paper.number}", {"version": "1", "authors": paper.authors, "url": paper.url}
    alice.post(place, data=typed | {"title": "By Alice"})
    told = "changed this meanwhile, outside this form. Choose what stands, then save."
    assert f"You {told}" in alice.post(place, data=typed | {"title": "In another tab"}).text
    typed |= {"once": "token"}
    merged = bob.post(place, data=typed | {"title": paper.title, "authors": "Bob"})
    assert json.loads(merged.headers["HX-Trigger"])["said"]["value"] == "Saved. Alice changed this meanwhile, too."
    asked = bob.post(
        place, data=typed | {"title": "By Bob", "authors": "Bob"}
    )  # the answer to the save before was lost
    assert "Alice changed this meanwhile. Choose what stands, then save." in asked.text
    removed = alice.post(f"{place}/remove", data={"version": "2"})
    assert "Not removed. Bob changed this meanwhile. Look again, then decide." in removed.text


def hidden(answer: TestResponse) -> dict[str, str]:
    """What a form in an answer posts without being filled in."""
    return {str(field["name"]): str(field["value"]) for field in tree_of(answer).select("form input[type=hidden]")}


@pytest.mark.parametrize("meanwhile", ["a mistake", "a session that ended", "a removal"])
def test_what_was_asked_is_asked_until_it_is_said_whatever_comes_in_between(
    meanwhile: str, app: Flask, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    place, typed = f"{BASE}/paper/{paper.number}", posted("paper", paper, title="Bob's title")
    alice.post(place, data=posted("paper", paper, title="Alice's title"))
    asked, more = typed | hidden(bob.post(place, data=typed)), {}
    if meanwhile == "a mistake":
        answer = bob.post(place, data=asked | {"url": "nowhere"})
    elif meanwhile == "a removal":
        alice.post(f"{place}/remove", data={"version": "2"})
        answer, more = bob.post(place, data=asked), {"put_back": "yes"}
    else:
        app.test_cli_runner().invoke(args=["account", "add", "mallory@example.org", "--password-stdin"], input=PASSWORD)
        bob = app.test_client()
        signs_in = {"sign_in_email": "mallory@example.org", "sign_in_password": PASSWORD}
        answer = bob.post(place, data=asked | hidden(bob.post(place, data=asked)) | signs_in)
    again = typed | hidden(answer) | more
    assert bob.post(place, data=again).status_code == 409
    assert first("paper").title == "Alice's title"
    assert bob.post(place, data=again | {"title-stands": "typed"}).status_code == 200
    assert first("paper").title == "Bob's title"


@pytest.mark.parametrize("gone", ["paper", "section"])
def test_a_row_that_was_removed_while_it_was_open_is_put_back_where_it_was_as_it_was_typed(
    gone: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    typed, place, section = posted("paper", paper, title="Typed <text>"), f"{BASE}/paper/{paper.number}", paper.section
    papers, talks = [one.id for one in KIND["paper"].siblings(section)], [slot.id for slot in paper.slots]
    alice.post(f"{BASE}/{gone}/{paper.number if gone == 'paper' else section.number}/remove", data={"version": "1"})
    answer = bob.post(place, data=typed)
    assert (answer.status_code, root(answer)["id"]) == (409, place.removeprefix(f"{BASE}/").replace("/", "-"))
    assert f"Alice removed this {gone} meanwhile." in answer.text
    form = tree_of(answer).select_one("form")
    assert form
    assert (form["hx-post"], form.select_one("[name=title]")["value"]) == (place, "Typed <text>")  # type: ignore[index]
    assert bob.post(place, data=typed | {"put_back": "yes"}).status_code == 200
    row = first("paper")
    assert (row.title, [one.id for one in KIND["paper"].siblings(row.section)]) == ("Typed <text>", papers)
    assert [slot.id for slot in row.slots] == talks


def test_a_row_is_put_back_with_its_section_though_it_was_removed_before_it(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    typed, place, section = posted("paper", paper), f"{BASE}/paper/{paper.number}", paper.section.number
    alice.post(f"{place}/remove", data={"version": "1"})
    alice.post(f"{BASE}/section/{section}/remove", data={"version": "1"})
    assert bob.post(place, data=typed | {"put_back": "yes"}).status_code == 200
    assert (first("paper").title, len(KIND["paper"].siblings(first("paper").section))) == (typed["title"], 16)


def test_what_comes_back_beside_a_row_is_said(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    paper = first("paper")
    typed, place, section = posted("paper", paper), f"{BASE}/paper/{paper.number}", paper.section.number
    rows = len(KIND["paper"].siblings(paper.section))
    alice.post(f"{BASE}/section/{section}/remove", data={"version": "1"})
    answer = bob.post(place, data=typed | {"put_back": "yes"})
    said = f"Put back and saved, and {rows} more of its section with it."
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == said


def test_what_others_did_since_a_row_was_removed_stays_when_it_is_put_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    slot = next(slot for slot in db.session.query(Slot) if slot.paper)
    paper, number = slot.paper, slot.number
    assert paper
    typed, place = posted("paper", paper), f"{BASE}/paper/{paper.number}"
    alice.post(f"{place}/remove", data={"version": str(paper.version)})
    alice.post(f"{BASE}/slot/{number}", data=posted("slot", db.session.get_one(Slot, slot.id), title="By Alice since"))
    assert bob.post(place, data=typed | {"put_back": "yes"}).status_code == 200
    assert db.session.get_one(Slot, slot.id).title == "By Alice since"
    assert db.session.get_one(Paper, paper.id).title == typed["title"]


def test_what_a_page_that_was_brought_in_anew_has_not_is_shown_to_be_copied(
    edition: Edition, alice: FlaskClient, tmp_path: Path
) -> None:
    typed, place = posted("paper", first("paper"), title="Typed"), f"{BASE}/paper/{first('paper').number}"
    import_pages([page_without(first("paper"), tmp_path)], replace=True)
    for data in (typed, typed | {"put_back": "yes"}):
        answer = alice.post(place, data=data)
        assert (answer.status_code, "Put it back" in answer.text) == (409, False)
        assert 'value="Typed"' in answer.text


def test_a_new_row_in_a_section_that_is_gone_comes_back_with_it(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    section = first("date").section.number
    alice.post(f"{BASE}/section/{section}/remove", data={"version": "1"})
    typed: Any = {"query_string": {"section": section}, "data": posted("date", once="token")}
    answer = bob.post(f"{BASE}/date/new", **typed)
    assert (answer.status_code, root(answer)["id"]) == (409, f"section-{section}-new")
    assert "Alice removed this section meanwhile." in answer.text
    assert 'value="Deadline' in answer.text
    for _ in range(2):
        typed["data"]["put_back"] = "yes"
        assert bob.post(f"{BASE}/date/new", **typed).status_code == 200
    assert len(KIND["date"].siblings(first("date").section)) == 6
    papers = first("paper").section.number
    alice.post(f"{BASE}/section/{papers}/remove", data={"version": "1"})
    for wrong in (999, papers, first("award").section.number):  # that never was, or holds other rows, gone or there
        for data in (posted("date"), typed["data"]):
            assert bob.post(f"{BASE}/date/new", query_string={"section": wrong}, data=data).status_code == 409
    assert db.session.query(Section).filter_by(number=papers).all() == []


def test_a_row_that_changed_meanwhile_is_not_removed(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    paper = first("paper")
    alice.post(f"{BASE}/paper/{paper.number}", data=posted("paper", paper))
    answer = bob.post(f"{BASE}/paper/{paper.number}/remove", data={"version": "1"})
    assert answer.status_code == 409
    assert "Not removed" in answer.text
    assert SAMPLES["paper"]["authors"].split(",")[0].replace(" ", "&nbsp;") in answer.text
    assert db.session.get(Paper, paper.id)


def test_a_row_removed_and_another_added_are_never_taken_for_one(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    where = {"section": str(first("paper").section.number)}
    alice.post(f"{BASE}/paper/new", query_string=where, data=posted("paper", title="The first"))
    opened = newest("paper").number
    alice.post(f"{BASE}/paper/{opened}/remove", data={"version": "1"})
    alice.post(f"{BASE}/paper/new", query_string=where, data=posted("paper", title="The second"))
    assert bob.post(f"{BASE}/paper/{opened}", data=posted("paper", version="1")).status_code == 409
    assert newest("paper").title == "The second"


def test_what_nobody_else_changed_is_not_asked_about(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    slot = first("slot")
    opened = {"version": "1", "start": "13:30", "end": "13:35", "kind": "other", "track": "EPIMI", "title": "Welcome"}
    alice.post(f"{BASE}/slot/{slot.number}", data=opened | {"start": "13:20"})
    answer = bob.post(f"{BASE}/slot/{slot.number}", data=opened | {"start": "13:10", "title": "Hello"})
    assert answer.status_code == 409
    fields = {str(field["name"]): field.get("value") for field in tree_of(answer).select("input[type=text]")}
    assert (fields["start"], fields["title"]) == ("13:10", "Hello")
    assert [tag.get_text() for tag in tree_of(answer).select(".their-text")] == ["13:20"]


def test_changes_of_different_fields_of_one_row_merge_by_themselves(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    number = first("slot").number
    opened = {"version": "1", "start": "13:30", "end": "13:35", "kind": "other", "track": "EPIMI", "title": "Welcome"}
    alice.post(f"{BASE}/slot/{number}", data=opened | {"start": "13:20"})
    answer = bob.post(f"{BASE}/slot/{number}", data=opened | {"title": "Hello"})
    assert answer.status_code == 200
    slot = first("slot")
    assert (f"{slot.start:%H:%M}", slot.title, slot.version) == ("13:20", "Hello", 3)
    assert "Hello" in answer.text
    assert "13:20" in answer.text


def test_changes_that_are_wrong_together_are_shown_to_the_second_person(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    number = first("slot").number
    opened = {"version": "1", "start": "13:30", "end": "13:35", "kind": "other", "track": "EPIMI", "title": "Welcome"}
    alice.post(f"{BASE}/slot/{number}", data=opened | {"end": "13:32"})
    answer = bob.post(f"{BASE}/slot/{number}", data=opened | {"start": "13:33"})
    assert answer.status_code == 422
    assert "The end is not after the start." in answer.text
    times = [tree_of(answer).select_one(f"[name={name}]")["value"] for name in ("start", "end")]  # type: ignore[index]
    assert times == ["13:33", "13:32"]
    assert f"{first('slot').start:%H:%M}" == "13:30"


def test_an_award_that_is_added_marks_its_paper(edition: Edition, alice: FlaskClient) -> None:
    paper, award = newest("paper"), first("award")
    data = posted("award", paper=str(paper.number))
    answer = alice.post(f"{BASE}/award/new", query_string={"section": str(award.section.number)}, data=data)
    assert "Best talk" in answer.text.split(f'hx-target="#paper-{paper.number}"')[1]


def test_a_new_schedule_row_goes_on_where_the_last_one_ends(edition: Edition, alice: FlaskClient) -> None:
    form = tree_of(alice.get(f"{BASE}/slot/new", query_string={"section": str(first("slot").section.number)}))
    assert [form.select_one(f"[name={name}]")["value"] for name in ("start", "track")] == ["18:00", "FAIMI"]  # type: ignore[index]  # both are there


def test_a_new_schedule_row_below_another_goes_on_where_that_one_ends(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    where = {"section": str(slot.section.number), "after": str(slot.number)}
    form = tree_of(alice.get(f"{BASE}/slot/new", query_string=where)).select_one(f"#slot-{slot.number}-next form")
    assert form
    assert [form.select_one(f"[name={name}]")["value"] for name in ("start", "track")] == ["13:35", "EPIMI"]  # type: ignore[index]  # both are there
    bad = alice.post(str(form["hx-post"]), data=posted("slot", start="25:00"))
    assert root(bad)["id"] == f"slot-{slot.number}-next"
    assert alice.post(str(form["hx-post"]), data=posted("slot", start="13:35", end="13:50")).status_code == 200
    assert KIND["slot"].siblings(slot.section).index(newest("slot")) == 1


def test_without_javascript_a_new_row_is_put_below_another(edition: Edition, alice: FlaskClient) -> None:
    edit = tree_of(alice.get(f"{BASE}/")).select_one("#organizer-1 .edit")
    assert edit
    link = tree_of(alice.get(str(edit["href"]))).find("a", string="New organizer below")
    assert isinstance(link, Tag)
    form = tree_of(alice.get(str(link["href"]), follow_redirects=True)).select_one("main form")
    assert form
    assert alice.post(str(form["action"]), data=posted("organizer")).status_code == 303
    assert KIND["organizer"].siblings(first("organizer").section)[1] == newest("organizer")


def headings(edition: Edition) -> list[str]:
    """The headings of the page in their order."""
    return [section.heading for section in db.session.get_one(Edition, edition.id).sections]


def test_a_section_added_at_the_end_of_the_page_stands_where_its_form_says(
    edition: Edition, alice: FlaskClient
) -> None:
    before, third = headings(edition), edition.sections[2].number

    def where(answer: Any) -> list[str]:
        return [option.get_text() for option in tree_of(answer).select("[name=after] option[selected]")]

    form = tree_of(alice.get(f"{BASE}/section/new"))
    assert [option.get_text() for option in form.select("[name=after] option")] == [
        "At the top",
        *(f"After: {heading}" for heading in before),
    ]
    assert where(alice.get(f"{BASE}/section/new")) == ["After: Contact"]
    wrong = alice.post(f"{BASE}/section/new", data=posted("section", heading="", after=str(third)))
    assert (wrong.status_code, where(wrong)) == (422, [f"After: {before[2]}"])
    for after, heading, place in (("top", "First", 0), (str(third), "Fourth", 4), ("", "Last", 13)):
        alice.post(f"{BASE}/section/new", data=posted("section", heading=heading, after=after))
        assert headings(edition).index(heading) == place
    for _ in range(3):
        alice.post(f"{BASE}/undo")
    assert headings(edition) == before


@pytest.mark.parametrize("plain", [False, True])
def test_a_section_opened_between_two_stands_there(plain: bool, edition: Edition, alice: FlaskClient) -> None:
    before, section = headings(edition), edition.sections[2]
    link = tree_of(alice.get(f"{BASE}/")).select_one(f"#{section.anchor} > .between a")
    assert link
    form = tree_of(alice.get(str(link["href" if plain else "hx-get"]), follow_redirects=True)).select_one(
        "main form" if plain else "form"
    )
    assert form
    chosen = [option.get_text() for option in form.select("[name=after] option[selected]")]
    assert chosen == ([f"After: {section.heading}"] if plain else [])
    address = str(form["action" if plain else "hx-post"])
    wrong = tree_of(alice.post(address, data=posted("section", heading="")))
    assert wrong.select(f"#section-{section.number}-next .error")
    alice.post(address, data=posted("section", heading="Between"))
    assert headings(edition) == [*before[:3], "Between", *before[3:]]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_new_row_takes_the_place_below_a_row_that_was_removed_meanwhile(
    place: int, edition: Edition, alice: FlaskClient
) -> None:
    section = first("organizer").section
    organizers = [organizer.number for organizer in KIND["organizer"].siblings(section)]
    where = {"section": section.number, "after": organizers[place]}
    alice.post(f"{BASE}/organizer/{organizers[place]}/remove", data={"version": "1"})
    assert alice.post(f"{BASE}/organizer/new", query_string=where, data=posted("organizer")).status_code == 200
    organizers[place] = newest("organizer").number
    assert [organizer.number for organizer in KIND["organizer"].siblings(section)] == organizers
    gone = where | {"after": 999_999_999}  # a row that never was: the end
    assert alice.post(f"{BASE}/organizer/new", query_string=gone, data=posted("organizer")).status_code == 200
    assert KIND["organizer"].siblings(section)[-1] == newest("organizer")


def test_a_new_row_whose_answer_was_lost_is_added_once(edition: Edition, alice: FlaskClient) -> None:
    where = {"section": str(first("date").section.number)}
    form = tree_of(alice.get(f"{BASE}/date/new", query_string=where)).select_one("form")
    assert form
    data = posted("date", once=str(form.select_one("[name=once]")["value"]))  # type: ignore[index]  # it is there
    answers = [alice.post(str(form["hx-post"]), data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].headers["HX-Trigger"] == answers[1].headers["HX-Trigger"]
    rows = tree_of(answers[1]).select(".date, .date-list > [data-stays]")
    assert len(rows) == len(KIND["date"].siblings(first("date").section)) == 6


def test_a_new_row_that_was_removed_before_it_is_sent_again_can_be_added_anew(
    edition: Edition, alice: FlaskClient
) -> None:
    where = {"section": str(first("date").section.number)}
    alice.post(f"{BASE}/date/new", query_string=where, data=posted("date", once="token"))
    alice.post(f"{BASE}/date/{newest('date').number}/remove", data={"version": "1"})
    answer = alice.post(f"{BASE}/date/new", query_string=where, data=posted("date", once="token"))
    assert answer.status_code == 409
    assert "This form has added a row already, which was removed since." in answer.text
    again = str(tree_of(answer).select_one("[name=once]")["value"])  # type: ignore[index]  # it is there
    assert again not in ("", "token")
    assert alice.post(f"{BASE}/date/new", query_string=where, data=posted("date", once=again)).status_code == 200


@pytest.mark.parametrize(("meant", "labels"), [("same", ["Corrected"]), ("another", ["Corrected", "Deadline"])])
def test_a_form_that_added_a_row_and_says_something_else_now_asks_what_is_meant(
    meant: str, labels: list[str], edition: Edition, alice: FlaskClient
) -> None:
    where = {"section": str(first("date").section.number)}
    alice.post(f"{BASE}/date/new", query_string=where, data=posted("date", once="token", label="Deadline"))
    corrected = posted("date", once="token", label="Corrected")
    answer = alice.post(f"{BASE}/date/new", query_string=where, data=corrected)
    assert (answer.status_code, root(answer)["id"]) == (409, f"section-{where['section']}-new")
    assert "This form has added a row already: “Deadline”." in answer.text
    assert [str(one["value"]) for one in tree_of(answer).select("button[name=meant]")] == ["same", "another"]
    asked = corrected | {"once": str(tree_of(answer).select_one("[name=once]")["value"])}  # type: ignore[index]
    for _ in range(2):  # the answer to the first may be lost
        assert alice.post(f"{BASE}/date/new", query_string=where, data=asked | {"meant": meant}).status_code == 200
    added = KIND["date"].siblings(first("date").section)[5:]
    assert sorted(date.label for date in added) == labels


def test_a_form_with_the_token_of_another_kind_s_is_not_taken_for_that(edition: Edition, alice: FlaskClient) -> None:
    papers, dates = ({"section": str(first(name).section.number)} for name in ("paper", "date"))
    alice.post(f"{BASE}/paper/new", query_string=papers, data=posted("paper", once="token"))
    answer = alice.post(f"{BASE}/date/new", query_string=dates, data=posted("date", once="token"))
    assert (answer.status_code, tree_of(answer).select("[name=meant]")) == (409, [])
    again = posted("date", once=str(tree_of(answer).select_one("[name=once]")["value"]))  # type: ignore[index]  # it is there
    assert alice.post(f"{BASE}/date/new", query_string=dates, data=again).status_code == 200


@pytest.mark.parametrize("name", EDITABLE)
def test_a_save_whose_answer_was_lost_is_no_collision(name: str, edition: Edition, alice: FlaskClient) -> None:
    data = posted(name, first(name))
    assert alice.post(f"{BASE}/{name}/{first(name).number}", data=data).status_code == 200
    version = edition.version
    answer = alice.post(f"{BASE}/{name}/{first(name).number}", data=data)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Saved."
    assert edition.version == version


@pytest.mark.parametrize("name", EDITABLE)
def test_what_was_typed_on_after_a_save_whose_answer_was_lost_takes_its_place(
    name: str, edition: Edition, alice: FlaskClient
) -> None:
    place, field = f"{BASE}/{name}/{first(name).number}", TELLING[name]
    form = tree_of(alice.get(f"{place}/form")).select_one("form")
    assert form
    once = str(form.select_one("[name=once]")["value"])  # type: ignore[index]  # it is there
    for text in ("Typed first", "Typed on", "Typed last"):
        answer = alice.post(place, data=posted(name, version="1", once=once) | {field: text})
        assert answer.status_code == 200
        assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Saved."
    assert getattr(first(name), field) == "Typed last"


def test_another_s_change_beside_a_save_whose_answer_was_lost_stands_unless_its_field_was_typed_on(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    place, typed = (
        f"{BASE}/paper/{first('paper').number}",
        posted("paper", first("paper"), once="token", title="By Alice"),
    )
    typed |= {"authors": first("paper").authors, "url": first("paper").url}
    bob.post(place, data=typed | {"once": "", "title": first("paper").title, "authors": "Bob"})
    for _ in range(2):
        assert alice.post(place, data=typed).status_code == 200
        assert (first("paper").title, first("paper").authors) == ("By Alice", "Bob")
    bob.post(place, data=posted("paper", first("paper"), title="By Bob", authors="Bob", url=first("paper").url))
    assert alice.post(place, data=typed | {"url": "https://example.org/on"}).status_code == 200
    paper = first("paper")
    assert (paper.title, paper.authors, paper.url) == ("By Bob", "Bob", "https://example.org/on")
    assert alice.post(place, data=typed | {"authors": "Typed on"}).status_code == 409
    assert alice.post(place, data=typed | {"title": "Typed on"}).status_code == 409
    assert first("paper").title == "By Bob"


def test_a_form_with_the_token_of_another_person_s_is_one_of_its_own(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    place, typed = (
        f"{BASE}/paper/{first('paper').number}",
        posted("paper", first("paper"), once="token", title="By Alice"),
    )
    alice.post(place, data=typed)
    assert bob.post(place, data=typed | {"title": "By Bob"}).status_code == 409
    assert bob.post(place, data=typed | {"version": "2", "title": "By Bob"}).status_code == 200


@pytest.mark.parametrize(
    ("where", "expected", "said"),
    [
        ({"before": "1"}, [2, 0, 1, 3], "Moved to place 1 of 8."),
        ({"after": "1"}, [0, 2, 1, 3], "Moved to place 2 of 8."),
        ({"to": "end"}, [0, 1, 3, 4], "Moved to place 8 of 8."),
    ],
)
def test_a_row_is_put_where_it_was_dropped(
    where: dict[str, str], expected: list[int], said: str, edition: Edition, alice: FlaskClient
) -> None:
    rows = KIND["organizer"].siblings(first("organizer").section)
    assert rows[0].number == 1
    for _ in range(2):
        answer = alice.post(f"{BASE}/organizer/{rows[2].number}/move", data=where)
        assert KIND["organizer"].siblings(rows[0].section)[:4] == [rows[n] for n in expected]
        assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == said
        said = "It is already there."


@pytest.mark.parametrize(("where", "status"), [({"before": "999"}, 404), ({"before": "x"}, 404), ({"after": ""}, 400)])
def test_a_row_is_put_beside_one_of_its_own_list_only(
    where: dict[str, str], status: int, edition: Edition, alice: FlaskClient
) -> None:
    assert alice.post(f"{BASE}/date/1/move", data=where).status_code == status


def test_a_move_that_changes_the_track_makes_open_forms_stale(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    without_clock()
    slot = db.session.query(Slot).filter(Slot.in_track.has(name="EPIMI")).order_by(Slot.position.desc()).first()
    assert slot
    opened = posted("slot", slot)
    answer = alice.post(f"{BASE}/slot/{slot.number}/move", data={"to": "down"})
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Moved to FAIMI."
    assert bob.post(f"{BASE}/slot/{slot.number}", data=opened | {"track": "Mine"}).status_code == 409


def test_a_row_that_is_first_already_says_so_and_nothing_changes(edition: Edition, alice: FlaskClient) -> None:
    version = edition.version
    answer = alice.post(f"{BASE}/paper/{first('paper').number}/move", data={"to": "up"})
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "It is already first."
    assert edition.version == version


def test_retitling_a_paper_redraws_the_talk_and_award_that_show_it(edition: Edition, alice: FlaskClient) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("Quantifying")).one()
    answer = alice.post(f"{BASE}/paper/{paper.number}", data=posted("paper", paper, title="A new title"))
    partials = {
        target: answer.text.split(f'hx-target="#{target}"')[1]
        for target in (f"slot-{paper.slots[0].number}", "award-1")
    }
    assert all("A new title" in html for html in partials.values())


def test_untying_a_talk_redraws_the_paper_it_was_on(edition: Edition, alice: FlaskClient) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.is_not(None), Slot.in_track.has(name="FAIMI")).first()
    assert slot
    assert slot.paper
    number = slot.paper.number
    answer = alice.post(f"{BASE}/slot/{slot.number}", data=posted("slot", slot, track="FAIMI"))
    partial = answer.text.split(f'hx-target="#paper-{number}"')[1]
    assert "Talk" not in partial.split("</hx-partial>")[0].replace("Talks", "")


@pytest.mark.parametrize("name", ["slot", "award"])
def test_a_row_names_a_paper_of_its_own_edition_and_saving_it_lists_none(
    name: str, edition: Edition, alice: FlaskClient
) -> None:
    other = Section(kind="paper", heading="Papers", anchor="papers", position=0)
    db.session.add(Edition(slug="other", title="Other", sections=[other]))
    db.session.add(Paper(section=other, title="Of another edition", position=0, number=900))
    db.session.commit()
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    for paper, status in ((900, 422), (2**40, 422), (first("paper").number, 200)):
        response = alice.post(
            f"/{SLUG}/edit/{name}/{first(name).number}", data=posted(name, first(name), paper=str(paper))
        )
        assert response.status_code == status
        assert (getattr(first(name).paper, "number", None) == paper) == (status == 200)
        lists = ["ORDER BY paper.title" in query and "paper.number =" not in query for query in asked]
        assert any(lists) == (status == 422)  # the form is drawn again
        asked.clear()


def test_a_changed_track_redraws_the_schedule(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    answer = alice.post(f"{BASE}/slot/{slot.number}", data=posted("slot", slot, track="A third track"))
    assert f'hx-target="#section-{slot.section.number}-items"' in answer.text
    assert len(tree_of(answer).select(".group")) == 3


def test_answers_say_what_happened(edition: Edition, alice: FlaskClient) -> None:
    date = first("date")
    answer = alice.post(f"{BASE}/date/{date.number}", data=posted("date", date))
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "said": {"value": "Saved.", "place": f"date-{date.number}"},
        "reversible": {"undo": True, "redo": False},
    }


def test_changes_carry_who_made_them(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    date = first("date")
    bob.post(f"{BASE}/date/{date.number}", data=posted("date", date))
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    assert revision.account_id == 2


def test_what_few_rows_need_is_folded_in_a_form_until_it_is_asked_for(edition: Edition, alice: FlaskClient) -> None:
    def opened(answer: TestResponse) -> bool:
        (part,) = tree_of(answer).select("details.folded")
        assert [field["name"] for field in part.select("[name]")] == [*PaperForm.folded]
        return part.has_attr("open")

    assert not opened(alice.get(f"{BASE}/paper/1/form"))
    version = str(first("paper").version)
    answer = alice.post(f"{BASE}/paper/1", data={"title": "T", "version": version, "pdf": "no link"})
    assert (answer.status_code, opened(answer)) == (422, True)


# Without JavaScript


def test_without_javascript_a_form_is_a_page_and_leads_back(edition: Edition, alice: FlaskClient) -> None:
    date = first("date")
    controls = tree_of(alice.get(f"{BASE}/")).select_one(f"#date-{date.number} .edit")
    assert controls
    form = tree_of(alice.get(str(controls["href"]))).select_one("main form")
    assert form
    answer = alice.post(str(form["action"]), data=posted("date", date))
    assert (answer.status_code, answer.location) == (303, f"{BASE}/#date-{date.number}")
    assert first("date").label == "Deadline"


def test_without_javascript_errors_come_as_a_page(edition: Edition, alice: FlaskClient) -> None:
    date = first("date")
    answer = alice.post(f"{BASE}/plain/date/{date.number}", data=posted("date", date, label=""))
    assert answer.status_code == 422
    assert tree_of(answer).select_one("html > body main form .wrong")


def test_without_javascript_rows_are_moved_and_removed(edition: Edition, alice: FlaskClient) -> None:
    one, two = KIND["organizer"].siblings(first("organizer").section)[:2]
    assert alice.post(f"{BASE}/plain/organizer/{two.number}/move", data={"to": "up"}).status_code == 303
    assert KIND["organizer"].siblings(one.section)[:2] == [two, one]
    asked = alice.post(f"{BASE}/plain/organizer/{two.number}/remove", data={"version": "1"})
    form = tree_of(asked).select_one("main form")
    assert form
    assert f"Remove “{two}”?" in form.get_text()
    assert two in KIND["organizer"].siblings(one.section)
    fields = {str(field["name"]): str(field["value"]) for field in form.select("[name=version], [name=sure]")}
    assert alice.post(str(form["action"]), data=fields).status_code == 303
    assert two not in KIND["organizer"].siblings(one.section)


def test_without_javascript_a_change_draws_no_fragments_that_nobody_sees(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(responses, "draw_changes")
    where, before = {"section": first("date").section.number}, edition.version
    assert alice.post(f"{BASE}/plain/date/new", query_string=where, data=posted("date")).status_code == 303
    assert edition.version == before + 1


# Who may


def editor_routes(app: Flask) -> list[Rule]:
    """All routes of the editor."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in ("editor", "plain")]
    assert len(rules) == 76
    return rules


def path_of(rule: Rule) -> str:
    """An address that a rule stands for."""
    values = {"slug": SLUG, "name": "paper", "int:number": "1", "int:version": "1", "key": "paper-1"}
    path = rule.rule
    for name, value in values.items():
        path = path.replace(f"<{name}>", value)
    return re.sub("<any[^>]*>", "title", path)


def test_every_route_of_the_editor_refuses_a_visitor(app: Flask, edition: Edition, visitor: FlaskClient) -> None:
    version = edition.version
    for rule in editor_routes(app):
        path = path_of(rule)
        for method in rule.methods or ():
            answer = visitor.open(path, method=method, query_string={"section": "5"}, data=posted("paper"))
            if method == "OPTIONS":
                continue
            assert answer.status_code == 401 or "/login?next=" in (answer.location or ""), (method, path)
            assert "UK Biobank" not in answer.text
    db.session.expire_all()
    assert edition.version == version


def test_every_route_of_the_editor_refuses_a_form_without_a_token(
    app: Flask, edition: Edition, alice: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    version = edition.version
    for rule in editor_routes(app):
        if "POST" in (rule.methods or ()):
            path = path_of(rule)
            answer = alice.post(
                path, query_string={"section": "5"}, data=posted("paper") | {"to": "up", "version": "1"}
            )
            assert answer.status_code in (400, 422), path
    db.session.expire_all()
    assert edition.version == version


def test_a_session_that_ended_leads_to_sign_in_and_back_with_the_typed_text(
    app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    app.test_cli_runner().invoke(args=["account", "add", "mallory@example.org", "--password-stdin"], input=PASSWORD)
    date = first("date")
    typed = posted("date", date, label="Typed <long> ago")
    asked = visitor.post(f"{BASE}/date/{date.number}", data=typed)
    assert asked.status_code == 401
    assert root(asked)["id"] == f"date-{date.number}"
    held = {str(field["name"]): str(field["value"]) for field in tree_of(asked).select("input[type=hidden]")}
    assert held.items() >= typed.items()
    wrong = visitor.post(
        f"{BASE}/date/{date.number}", data=held | {"sign_in_email": "mallory@example.org", "sign_in_password": "x"}
    )
    assert wrong.status_code == 401
    assert "do not match" in wrong.text
    right = {"sign_in_email": "mallory@example.org", "sign_in_password": PASSWORD}
    back = visitor.post(f"{BASE}/date/{date.number}", data=held | right)
    assert back.status_code == 422
    field = tree_of(back).select_one("[name=label]")
    assert field
    assert field["value"] == "Typed <long> ago"
    assert first("date").label != "Typed <long> ago"
    assert visitor.post(f"{BASE}/date/{date.number}", data=held).status_code == 200
    assert first("date").label == "Typed <long> ago"


def test_who_is_removed_while_a_save_is_under_way_is_asked_to_sign_in_with_the_typed_text(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a backup that is restored, in which there is no such account."""

    def save(*_: Any) -> NoReturn:
        db.session.rollback()
        with db.engine.begin() as other:
            other.execute(db.text("DELETE FROM account"))
        raise history.Conflict

    monkeypatch.setattr(history, "save", save)
    date = first("date")
    answer = alice.post(f"{BASE}/date/{date.number}", data=posted("date", date, label="Typed <long> ago"))
    assert answer.status_code == 401
    held = tree_of(answer).select_one("input[type=hidden][name=label]")
    assert held
    assert held["value"] == "Typed <long> ago"


def test_who_signs_in_again_in_a_new_row_whose_section_is_gone_keeps_the_text(
    app: Flask, edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    app.test_cli_runner().invoke(args=["account", "add", "mallory@example.org", "--password-stdin"], input=PASSWORD)
    where = {"section": str(first("date").section.number)}
    alice.post(f"{BASE}/section/{where['section']}/remove", data={"version": "1"})
    typed = posted("date", label="Typed") | {"sign_in_email": "mallory@example.org", "sign_in_password": PASSWORD}
    answer = visitor.post(f"{BASE}/date/new", query_string=where, data=typed)
    assert (answer.status_code, root(answer)["id"]) == (409, f"section-{where['section']}-new")
    assert "Alice removed this section meanwhile." in answer.text
    assert 'value="Typed"' in answer.text


@pytest.mark.parametrize("origin", ["https://mallory.example.org", "null", "http://[::1"])
def test_another_sites_form_is_not_held_for_a_visitor_to_sign_in(
    origin: str, app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    evil = {"Origin": origin}
    answer = visitor.post(f"{BASE}/date/1", data=posted("date", label="Mallory was here"), headers=evil)
    assert answer.status_code == 401
    assert "Mallory was here" not in answer.text


@pytest.mark.parametrize(
    ("method", "path", "data"),
    [
        ("GET", "/paper/999", {}),
        ("POST", "/paper/999", {"title": "T"}),
        ("GET", "/poem/1", {}),
        ("GET", "/paper/new?section=1", {}),
        ("GET", "/paper/new?section=x", {}),
        ("POST", "/edition/1/move", {"to": "up"}),
        ("POST", "/edition/1/remove", {"version": "1"}),
        ("GET", "/edition/new", {}),
        ("GET", "/paper/99999999999999999999/form", {}),
        ("GET", "/paper/new?section=99999999999999999999", {}),
    ],
)
def test_what_is_not_there_cannot_be_changed(
    method: str, path: str, data: dict[str, str], edition: Edition, alice: FlaskClient
) -> None:
    version = edition.version
    assert alice.open(BASE + path, method=method, data=data).status_code == 404
    db.session.expire_all()
    assert edition.version == version


def test_a_row_of_another_edition_is_not_there(edition: Edition, alice: FlaskClient) -> None:
    other = Edition(slug="2031", title="Other")
    db.session.add(other)
    db.session.commit()
    assert alice.get("/2031/edit/paper/1").status_code == 404
    assert alice.post("/2031/edit/paper/1", data=posted("paper", first("paper"))).status_code == 404
    assert alice.get("/2031/edit/paper/new?section=5").status_code == 404


def test_a_move_goes_up_or_down(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{BASE}/paper/1/move", data={"to": "sideways"}).status_code == 400


def test_a_body_that_is_too_large_is_refused(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{BASE}/paper/1", data=posted("paper", title="x" * 50_000_000)).status_code == 413


def test_a_file_in_place_of_a_text_changes_nothing(edition: Edition, alice: FlaskClient) -> None:
    date = first("date")
    before = date.label
    data = posted("date", date) | {"label": (BytesIO(b"x"), "x.txt")}
    assert alice.post(f"{BASE}/date/{date.number}", data=data).status_code == 200
    assert first("date").label == before


def test_a_visitor_who_names_no_kind_is_told_so(edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.post(f"{BASE}/poem/1", data={"title": "T"}).status_code == 404
    assert visitor.post("/none/edit/plain/paper/1", data={"title": "T"}).status_code == 401


def test_a_form_may_be_as_large_as_it_is_said(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{BASE}/paper/1", data=posted("paper", title="x" * 1_000_000)).status_code == 422


def test_a_page_that_was_loaded_while_another_edition_had_its_address_changes_nothing(
    edition: Edition, alice: FlaskClient
) -> None:
    typed = {"title": "Typed for another", "version": "1"}
    for uuid, status in (("of-another", 404), (edition.uuid, 200)):
        assert alice.post(f"{BASE}/paper/1", data=typed, headers={"Edition": uuid}).status_code == status
        assert ("Typed for another" in alice.get(f"{BASE}/paper/1").text) == (status == 200)


def test_a_masthead_that_was_open_while_its_edition_was_removed_is_saved_and_the_edition_stays_removed(
    edition: Edition, alice: FlaskClient
) -> None:
    form = tree_of(alice.get(f"{BASE}/edition/1/form"))
    typed = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | {"state": "past"}
    alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
    answer = alice.post(f"{BASE}/edition/1", data=typed | {"title": "Typed meanwhile"})
    db.session.refresh(edition)
    assert (answer.status_code, edition.title, edition.state) == (200, "Typed meanwhile", "removed")


def test_an_empty_section_says_so_beside_an_introduction_that_visitors_do_not_see(
    app: Flask, alice: FlaskClient
) -> None:
    edition = make(slug="2031")
    for kind in ("notice", "date"):
        db.session.add(
            Section(edition=edition, kind=kind, heading=kind, anchor=f"{kind}s", intro="A word.", position=0)
        )
    db.session.commit()
    page = BeautifulSoup(alice.get("/2031/edit/").text, "lxml")
    told = [page.select(f".{kind}-section .empty span")[0] for kind in ("notice", "date")]
    assert [(span.get_text(), "unseen" in (span.get("class") or [])) for span in told] == [
        ("Not shown to visitors while it is empty.", False),
        ("Not shown to visitors while it is empty.", True),
    ]
