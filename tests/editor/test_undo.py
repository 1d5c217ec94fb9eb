"""What was done is seen, undone, redone and restored, by its author and by others."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.base import snapshot
from faimi.content.dates import Date
from faimi.content.papers import Paper
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import SLUG
from tests.editor.test_editor import BASE, newest, posted
from tests.samples import SAMPLES, first


def said(answer: Any) -> dict[str, Any]:
    """What an answer has the page say."""
    return dict(json.loads(answer.headers["HX-Trigger"])["said"])


def own_values(paper: Paper) -> dict[str, str]:
    """What a browser posts of a paper that nobody changes."""
    return {name: getattr(paper, name) for name in SAMPLES["paper"]}


def retitle(client: FlaskClient, title: str) -> Paper:
    """Retitles the first paper."""
    paper: Paper = first("paper")
    answer = client.post(
        f"{BASE}/paper/{paper.number}", data=posted("paper", paper, **own_values(paper) | {"title": title})
    )
    assert answer.status_code == 200
    db.session.expire_all()
    return paper


def test_the_last_change_is_taken_back_and_done_again(edition: Edition, alice: FlaskClient) -> None:
    old = first("paper").title
    paper = retitle(alice, "A wrong title")
    back = alice.post(f"{BASE}/undo")
    assert back.status_code == 200
    assert said(back) == {"value": "Undone: Paper changed: A wrong title.", "place": f"paper-{paper.number}"}
    assert f'hx-target="#paper-{paper.number}"' in back.text
    assert "16" not in {part.split('"')[0] for part in back.text.split('id="paper-')[1:]}
    assert first("paper").title == old
    again = alice.post(f"{BASE}/redo")
    assert said(again) == {"value": "Redone: Paper changed: A wrong title.", "place": f"paper-{paper.number}"}
    assert first("paper").title == "A wrong title"
    assert said(alice.post(f"{BASE}/redo"))["value"] == "You have nothing to redo."


def reversible(answer: Any) -> tuple[bool, bool]:
    """Whether there is something to undo, and to redo, as a page or an answer to a change says."""
    if told := json.loads(answer.headers.get("HX-Trigger", "{}")).get("reversible"):
        return told["undo"], told["redo"]
    undo, redo = BeautifulSoup(answer.text, "lxml").select("#undo, #redo")
    return undo.get("aria-disabled") is None, redo.get("aria-disabled") is None


def test_a_page_and_each_answer_tell_whether_there_is_something_to_undo_and_to_redo(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    page, number, authors = f"{BASE}/", first("paper").number, first("paper").authors
    told = [reversible(alice.get(page))]
    saved = alice.post(f"{BASE}/paper/{number}", data=posted("paper", first("paper"), title="A", authors=authors))
    told += [reversible(saved), reversible(alice.get(page)), reversible(bob.get(page))]
    told += [reversible(alice.post(f"{BASE}/{verb}")) for verb in ("undo", "undo", "redo", "redo")]
    assert told[:4] == [(False, False), (True, False), (True, False), (False, False)]
    assert told[4:] == [(False, True), (False, True), (True, False), (True, False)]


def test_other_windows_hear_whether_there_is_still_something_to_undo(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    retitle(alice, "By Alice")
    alice_hears = [reversible(alice.get(f"{BASE}/live", headers={"HX-PTag": "1-0"}))]
    bob_hears = reversible(bob.get(f"{BASE}/live", headers={"HX-PTag": "1-0"}))
    bob.post(f"{BASE}/history/2/undo")
    alice_hears.append(reversible(alice.get(f"{BASE}/live", headers={"HX-PTag": "2-0"})))
    assert (alice_hears, bob_hears) == ([(True, False), (False, False)], (False, False))


def test_only_ones_own_changes_are_taken_back_by_key(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    retitle(alice, "By Alice")
    assert said(bob.post(f"{BASE}/undo"))["value"] == "You have nothing to undo."
    assert first("paper").title == "By Alice"


def test_what_was_changed_since_is_shown_word_by_word_and_asked_about(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    old = first("paper").title
    retitle(alice, "The first words")
    retitle(bob, "The <second> words")
    asked = alice.post(f"{BASE}/undo")
    assert (asked.status_code, asked.headers["HX-Retarget"]) == (409, "#asked")
    tree = BeautifulSoup(asked.text, "lxml")
    assert [tag.get_text() for tag in tree.select("dt")] == ["Title"]
    assert "<second>" in tree.get_text()
    assert "<second>" not in asked.text
    assert first("paper").title == "The <second> words"
    form = tree.select_one("form")
    assert form
    sure = alice.post(str(form["hx-post"]), data={"sure": "1"})
    assert sure.status_code == 200
    assert first("paper").title == old


def test_a_removed_row_comes_back_into_its_list(edition: Edition, alice: FlaskClient) -> None:
    date: Date = first("date")
    date_id, number, section = date.id, date.number, date.section.number
    alice.post(f"{BASE}/date/{number}/remove", data={"version": "1"})
    back = alice.post(f"{BASE}/undo")
    assert f'hx-target="#section-{section}-items"' in back.text
    assert f'id="date-{number}"' in back.text
    assert db.session.get(Date, date_id)


def test_the_history_shows_who_did_what_and_brings_any_state_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    old = first("paper").title
    for client, title in ((alice, "One of two"), (bob, "Two of two"), (bob, "Three <b>of</b> two")):
        paper = retitle(client, title)
    page = BeautifulSoup(alice.get(f"{BASE}/history/?row=paper-{paper.number}").text, "lxml")
    changes = page.select(".change")
    assert [tag.select_one(".label").get_text().split(" · ")[0] for tag in changes[:2]] == ["Bob", "Alice"]  # type: ignore[union-attr]  # it is there
    assert len(changes) == 3
    assert [tag.get_text() for tag in changes[0].select("del")] == ["One "]
    assert "".join(tag.get_text() for tag in changes[0].select("ins")) == "Three <b></b>"
    restore = changes[1].select("button")[1]
    answer = alice.post(str(restore["formaction"]))
    assert answer.status_code == 303
    assert first("paper").title == "One of two"
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    assert revision.verb == "restore"
    assert said(alice.post(f"{BASE}/history/{revision.version}/undo"))["value"].startswith("Undone: ")
    assert first("paper").title == "Three <b>of</b> two"
    whole = alice.get(f"{BASE}/history/").text
    assert "Only this paper" in whole
    assert old.split()[0] in whole


def test_an_import_is_one_line_in_the_history_and_its_rows_are_folded_below_it(
    edition: Edition, alice: FlaskClient
) -> None:
    keynote = first("keynote")
    page = BeautifulSoup(alice.get(f"{BASE}/history/").text, "lxml")
    folded = page.select(".change > details")
    assert [entry.summary.get_text() for entry in folded if entry.summary] == [
        "64 rows: 4 texts, 2 keynotes, 13 schedule rows, 16 papers, 2 awards, 5 dates, 8 organizers, 2 tracks, "
        "11 sections, 1 masthead"
    ]
    assert len(folded[0].select("li a")) == 64
    assert keynote.bio not in page.get_text()
    link = folded[0].select(f"a[href$='row={keynote.key}']")[0]
    own = BeautifulSoup(alice.get(str(link["href"])).text, "lxml")
    assert keynote.bio in own.get_text()


def test_the_history_counts_no_rows_that_made_room(edition: Edition, alice: FlaskClient) -> None:
    paper = first("paper")
    alice.post(f"{BASE}/paper/new?section={paper.section.number}&after={paper.number}", data={"title": "Second"})
    change = BeautifulSoup(alice.get(f"{BASE}/history/").text, "lxml").select(".change")[0]
    assert [place.get_text() for place in change.select("ins")] == ["Second"]
    assert not change.select("details, li")


def test_a_deleted_row_is_restored_from_its_history(edition: Edition, alice: FlaskClient) -> None:
    date: Date = first("date")
    date_id, number, label = date.id, date.number, date.label
    alice.post(f"{BASE}/date/{number}/remove", data={"version": "1"})
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    answer = alice.post(f"{BASE}/history/{revision.version}/restore/date-{number}")
    assert said(answer)["value"] == "Restored."
    there = db.session.get(Date, date_id)
    assert there
    assert there.label == label


def test_a_change_that_another_made_undone_does_not_stand_in_the_way_of_those_before_it(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    title = first("paper").title
    for client, text in ((alice, "One"), (alice, "Two"), (bob, "One")):
        retitle(client, text)
    assert alice.post(f"{BASE}/undo").status_code == 200
    assert first("paper").title == title


def test_what_is_as_it_was_already_is_said_and_not_kept(edition: Edition, alice: FlaskClient) -> None:
    paper = retitle(alice, "Another title")
    alice.post(f"{BASE}/paper/{paper.number}/move", data={"to": "down"})
    alice.post(f"{BASE}/paper/{paper.number}/move", data={"to": "up"})
    for path, data in (
        (f"history/2/restore/paper-{paper.number}", {}),
        ("history/1/restore/edition-1", {}),
        ("history/3/undo", {"sure": "1"}),
    ):
        answer = alice.post(f"{BASE}/{path}", data=data)
        assert (answer.status_code, answer.text) == (200, ""), path
        assert said(answer) == {"value": "It is already as it was.", "place": ""}
        plain = alice.post(f"{BASE}/plain/{path}", data=data)
        assert (plain.status_code, plain.location) == (303, f"{BASE}/"), path
    assert db.session.query(Revision.version).order_by(Revision.version).all() == [(1,), (2,), (3,), (4,)]
    assert db.session.get_one(Edition, edition.id).version == 4


def test_an_undo_of_what_another_took_back_is_in_no_feed(
    edition: Edition, alice: FlaskClient, bob: FlaskClient, visitor: FlaskClient
) -> None:
    old = first("paper").title
    retitle(alice, "By Alice")
    retitle(bob, old)
    feed = visitor.get("/2024-miccai/changes.atom").text
    assert alice.post(f"{BASE}/history/2/undo").status_code == 409
    assert said(alice.post(f"{BASE}/history/2/undo", data={"sure": "1"}))["value"] == "It is already as it was."
    assert visitor.get("/2024-miccai/changes.atom").text == feed


def test_what_has_no_place_any_more_is_said_in_words(edition: Edition, alice: FlaskClient) -> None:
    date: Date = first("date")
    number, section = date.number, date.section.number
    alice.post(f"{BASE}/date/{number}/remove", data={"version": "1"})
    gone = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert gone
    alice.post(f"{BASE}/section/{section}/remove", data={"version": "1"})
    for path in (f"{BASE}/history/{gone.version}/undo", f"{BASE}/history/{gone.version}/restore/date-{number}"):
        answer = alice.post(path)
        assert answer.status_code == 409
        assert "was removed meanwhile" in said(answer)["value"]


def test_the_text_of_a_form_survives_that_its_row_was_taken_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    section = first("date").section.number
    alice.post(f"{BASE}/date/new", query_string={"section": str(section)}, data=posted("date"))
    row = newest("date")
    number, typed = row.number, posted("date", row, label="Typed meanwhile")
    alice.post(f"{BASE}/undo")
    answer = bob.post(f"{BASE}/date/{number}", data=typed)
    assert answer.status_code == 409
    assert "Typed meanwhile" in answer.text


def test_older_changes_go_on_where_the_page_ended(edition: Edition, alice: FlaskClient) -> None:
    paper = snapshot(first("paper"))
    for n in range(160):  # two small edits of each row make one entry
        about = {"kind": "paper", "number": n // 2 + 1, "verb": "save"}
        change = Revision(edition_id=edition.id, version=n + 10, before={"paper-1": paper}, after={}, **about)
        db.session.add(change)
    db.session.commit()
    page = BeautifulSoup(alice.get(f"{BASE}/history/").text, "lxml")
    older = page.select_one("a[href*='before=']")
    assert older
    seen = [str(tag["id"]) for tag in page.select(".change")]
    rest = [str(tag["id"]) for tag in BeautifulSoup(alice.get(str(older["href"])).text, "lxml").select(".change")]
    assert [int(key.removeprefix("change-")) for key in seen + rest] == [*range(169, 9, -2), 1]


def test_numbers_that_no_database_holds_are_not_there(edition: Edition, alice: FlaskClient) -> None:
    huge = "9" * 30
    assert alice.post(f"{BASE}/history/{huge}/undo").status_code == 404
    assert alice.post(f"{BASE}/history/{huge}/restore/paper-1").status_code == 404
    assert alice.get(f"{BASE}/history/?before={huge}").status_code == 200
    assert alice.get(f"/people/audit/?before={huge}").status_code == 200


def test_the_past_of_another_edition_is_not_there(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{BASE}/history/99/undo").status_code == 404
    assert alice.post(f"{BASE}/history/1/restore/paper-999").status_code == 404
    assert alice.get(f"/{SLUG}x/edit/history/").status_code == 404
    for key in ("paper-x", "x", "section-", "section-99999999999999999999", "-1"):
        assert alice.get(f"{BASE}/history/?row={key}").status_code == 200


@pytest.mark.parametrize("place", ["paper-1", "section-5", "edition-1"])
def test_a_row_s_form_leads_to_its_history(edition: Edition, alice: FlaskClient, place: str) -> None:
    kind, number = place.split("-")
    shown = BeautifulSoup(alice.get(f"{BASE}/{kind}/{number}/form").text, "html.parser")
    link = next(link for link in shown.find_all("a") if link.get_text() == "History")
    assert alice.get(str(link["href"])).status_code == 200
    assert str(link["href"]).endswith(f"/history/?row={place}")
    new = "section/new" if kind == "edition" else f"{kind}/new?section=5"
    assert "History" not in alice.get(f"{BASE}/{new}").text


def group_button(client: FlaskClient) -> tuple[str, dict[str, Any], str]:
    """Where the newest entry of the history leads, what it sends, and what it is called."""
    form = BeautifulSoup(client.get(f"{BASE}/history/").text, "lxml").select(".change form")[0]
    button = form.select("button")[0]
    fields = {str(field["name"]): field["value"] for field in form.select("input")}
    return str(button["formaction"]).replace("/plain/", "/"), fields, button.get_text()


def test_what_was_saved_in_one_sitting_is_taken_back_as_a_whole(edition: Edition, alice: FlaskClient) -> None:
    old = first("paper").title
    for title in ("One", "Two", "Three"):
        retitle(alice, title)
    address, fields, words = group_button(alice)
    assert words == "Undo all 3"
    assert said(alice.post(address, data=fields))["value"] == "Undone: Paper changed: Three."
    assert first("paper").title == old
    assert said(alice.post(f"{BASE}/undo"))["value"] == "You have nothing to undo."
    address, fields, words = group_button(alice)
    assert words == "Redo all 3"
    alice.post(address, data=fields)
    assert first("paper").title == "Three"


def test_of_a_sitting_what_was_taken_back_already_stays_so(edition: Edition, alice: FlaskClient) -> None:
    old = first("paper").title
    retitle(alice, "One")
    retitle(alice, "Two")
    address, fields, _ = group_button(alice)
    alice.post(f"{BASE}/undo")
    assert alice.post(address, data=fields).status_code == 200
    assert first("paper").title == old


def test_a_sitting_on_which_another_built_is_asked_about_and_goes_as_a_whole(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    old = first("paper").title
    retitle(alice, "One")
    retitle(alice, "Two")
    address, fields, _ = group_button(alice)
    retitle(bob, "By Bob")
    asked = alice.post(address, data=fields)
    assert asked.status_code == 409
    tree = BeautifulSoup(asked.text, "lxml")
    assert [tag.get_text() for tag in tree.select("dd del, dd ins")] == ["By Bob", old]
    assert first("paper").title == "By Bob"
    sure = {str(field["name"]): field["value"] for field in tree.select("form input")}
    answer = alice.post(str(tree.select("form")[0]["hx-post"]), data=sure)
    assert answer.status_code == 200
    assert first("paper").title == old


def test_the_question_names_only_what_would_change(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    retitle(alice, "By Alice")
    paper = first("paper")
    more = posted("paper", paper, **own_values(paper) | {"title": "By Bob", "authors": "Bob"})
    assert bob.post(f"{BASE}/paper/{paper.number}", data=more).status_code == 200
    asked = BeautifulSoup(alice.post(f"{BASE}/undo").text, "lxml")
    assert [tag.get_text() for tag in asked.select("dt")] == ["Title"]


def test_without_javascript_the_next_page_says_what_was_done(edition: Edition, alice: FlaskClient) -> None:
    retitle(alice, "A wrong title")
    alice.post(f"{BASE}/plain/undo")
    status = BeautifulSoup(alice.get(f"{BASE}/").text, "lxml").select("#status")[0]
    assert status.get_text() == "Undone: Paper changed: A wrong title."
    assert BeautifulSoup(alice.get(f"{BASE}/").text, "lxml").select("#status")[0].get_text() == ""


def test_without_javascript_a_refusal_is_a_page_that_says_so(edition: Edition, alice: FlaskClient) -> None:
    date: Date = first("date")
    section = date.section.number
    alice.post(f"{BASE}/date/{date.number}/remove", data={"version": "1"})
    gone = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert gone
    alice.post(f"{BASE}/section/{section}/remove", data={"version": "1"})
    refused = alice.post(f"{BASE}/plain/history/{gone.version}/undo", data={"sure": "1"})
    assert refused.status_code == 409
    alert = BeautifulSoup(refused.text, "lxml").select("[role=alert]")[0]
    assert alert.get_text() == "Not possible: what this belongs to was removed meanwhile."


@pytest.mark.parametrize(("path", "parent"), [("paper/1", "ul"), ("slot/1", "ul"), ("keynote/1", "div")])
def test_without_javascript_a_form_stands_in_an_element_that_may_hold_it(
    edition: Edition, alice: FlaskClient, path: str, parent: str
) -> None:
    form = BeautifulSoup(alice.get(f"{BASE}/plain/{path}/form").text, "lxml").select("[data-form]")[0]
    assert form.parent
    assert form.parent.name == parent


def test_the_history_of_a_row_says_which_one_also_when_it_is_gone(edition: Edition, alice: FlaskClient) -> None:
    paper = first("paper")
    name, address = paper.title, f"{BASE}/history/?row=paper-{paper.number}"
    heading = BeautifulSoup(alice.get(address).text, "lxml").h1
    alice.post(f"{BASE}/paper/{paper.number}/remove", data={"version": "1"})
    gone = BeautifulSoup(alice.get(address).text, "lxml").h1
    assert heading
    assert gone
    assert [" ".join(one.text.split()) for one in (heading, gone)] == [f"History of one paper: {name}"] * 2
    for key in ("paper-", "paper-²", "paper-99999999999", "nothing-1", "paper-999"):
        assert "<h1>History of one" in alice.get(f"{BASE}/history/?row={key}").text


def test_a_whole_page_is_taken_back_only_after_a_question(edition: Edition, alice: FlaskClient) -> None:
    imported = db.session.query(Revision).one()
    address = f"{BASE}/history/{imported.version}/undo"
    asked = alice.post(address)
    assert (asked.status_code, "Undo the whole page?" in asked.text) == (409, True)
    assert said(asked)["value"] == "This would undo a whole page: see the question."
    assert db.session.query(Paper).count() == 16
    assert alice.post(address, data={"sure": "1"}).status_code == 200
    assert db.session.query(Paper).count() == 0
    assert alice.post(f"{BASE}/redo").status_code == 200
    assert db.session.query(Paper).count() == 16


def test_a_restored_masthead_stays_at_its_address_and_as_public_as_it_is(edition: Edition, alice: FlaskClient) -> None:
    first_version, title = edition.version, edition.title
    alice.post(f"{BASE}/edition/1", data=posted("edition", edition, title="Another", state="past"))
    alice.post(f"/editions/{SLUG}/address", data={"address": "ours", "seen": SLUG})
    alice.post("/editions/ours/remove", data={"name": "ours"})
    alice.post(f"/ours/edit/history/{first_version}/restore/edition-1")
    db.session.refresh(edition)
    assert (edition.title, edition.slug, edition.state) == (title, "ours", "removed")


def test_a_rename_is_taken_back_unless_another_page_has_the_address_now(edition: Edition, alice: FlaskClient) -> None:
    alice.post(f"/editions/{SLUG}/address", data={"address": "ours", "seen": SLUG})
    alice.post("/editions/new", data={"title": "Another", "address": SLUG})
    taken = alice.post("/ours/edit/undo")
    alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
    free = alice.post("/ours/edit/undo")
    db.session.refresh(edition)
    assert (taken.status_code, said(taken)["value"]) == (409, "Not possible: another page has this address now.")
    assert (free.status_code, edition.slug) == (200, SLUG)
