"""One field of a row, asked for and saved alone, where it stands on the page."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from faimi.accounts.models import account_with
from faimi.content import EDITABLE, Edition
from faimi.content.base import columns_by_name, row_version, snapshot
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import PASSWORD, SLUG
from tests.samples import SAMPLES, first, right_on

BASE = f"/{SLUG}/edit"
ASKS = (("section", "kind"), ("slot", "follow"))  # what no column of a row that is there holds
FIELDS = [(kind, field) for kind in EDITABLE for field in SAMPLES[kind] if (kind, field) not in ASKS]
MAX_ANSWER_BYTES = 2_000


def as_typed(kind: str, field: str) -> dict[str, str]:
    """What a cell sends, but for the version: a value that the sample edition does not have there."""
    own = {"hidden": "y", "alt": "A picture of it", "end": "23.59", "ends_on": "2024-10-11"}
    return {field: own.get(field, SAMPLES[kind][field])}


def cell_of(html: str) -> Tag:
    """The cell that an answer has."""
    cell = BeautifulSoup(html, "html.parser").select_one(".cell")
    assert cell, html
    return cell


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_a_field_that_is_saved_alone_changes_nothing_else_of_its_row(
    kind: str, field: str, edition: Edition, alice: FlaskClient
) -> None:
    row = first(kind)
    before = snapshot(row)
    column = {"decorative": "alt"}.get(field, field if field in before else f"{field}_id")
    stands = before[column] if field in before or not hasattr(row, field) else getattr(row, field)
    data = as_typed(kind, field) | {"version": str(row_version(row))}
    answer = alice.post(f"{BASE}/{kind}/{row.number}/{field}", data=data)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Saved."
    after = snapshot(db.session.get_one(EDITABLE[kind].model, row.id))
    changed = {name for name in before if before[name] != after[name]}
    along = {"end"} if field == "start" else set()  # whose length stays
    assert changed <= {column, "position", "version", "header_version", *along}
    assert changed == set() or column in changed
    assert changed or stands in (None, "", [], False) or str(stands).startswith(data[field])


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_each_field_can_be_asked_for_alone_as_its_row_has_it(
    kind: str, field: str, edition: Edition, alice: FlaskClient
) -> None:
    row = first(kind)
    whole = BeautifulSoup(alice.get(f"{BASE}/{kind}/{row.number}/form").text, "html.parser")
    cell = cell_of(alice.get(f"{BASE}/{kind}/{row.number}/{field}").text)
    assert cell["id"] == f"{row.key}-{field}"

    def values(of: Tag) -> list[str]:
        inputs = of.select(f"[name={field}]")
        return [str(one.get("value") or one.string or "").strip() for one in inputs] + [
            str(one["value"]) for one in of.select(f"[name={field}] option[selected]")
        ]

    chosen = whole.select_one(f"select[name={field}]:has([value='']) [selected]")
    typed = cell.select_one(f"textarea[name={field}]")
    if chosen and typed:  # a row is chosen by typing what it is called
        assert typed.get_text().strip() == (chosen.get_text() if chosen["value"] else "")
    else:
        assert values(cell) == values(whole)
    names = {str(one["name"]) for one in cell.select("[name]") if not str(one["name"]).startswith(field)}
    called = {"called"} if field in columns_by_name(EDITABLE[kind].model) else set()
    assert names == {"csrf_token", "once", "version", *called}


def test_a_row_is_chosen_by_what_it_is_called(edition: Edition, alice: FlaskClient) -> None:
    slot, paper = first("slot"), first("paper")
    path, version = f"{BASE}/slot/{slot.number}/paper", {"version": str(row_version(slot))}
    refused = alice.post(path, data={"paper": "Nothing is called so"} | version)
    assert refused.status_code == 422
    cell = cell_of(refused.text)
    assert "There is no such paper." in cell.select(".error")[0].get_text()
    assert cell.select("textarea")[0].get_text().strip() == "Nothing is called so"
    assert alice.post(path, data={"paper": paper.title} | version).status_code == 200
    assert db.session.get_one(Slot, slot.id).paper_id == paper.id
    shown = cell_of(alice.get(path).text).select("textarea")[0]
    assert shown.get_text().strip() == paper.title
    version = {"version": str(row_version(db.session.get_one(Slot, slot.id)))}
    unclean = f" {paper.title[:5]}\0{paper.title[5:]}"
    assert alice.post(path, data={"paper": unclean} | version).status_code == 200
    assert db.session.get_one(Slot, slot.id).paper_id == paper.id
    version = {"version": str(row_version(db.session.get_one(Slot, slot.id)))}
    alice.post(path, data={"paper": ""} | version)
    assert db.session.get_one(Slot, slot.id).paper_id is None


def test_words_that_several_rows_have_choose_none_of_them(edition: Edition, alice: FlaskClient) -> None:
    slot, (paper, other) = first("slot"), db.session.query(Paper).limit(2)
    other.title = paper.title
    db.session.commit()
    path, version = f"{BASE}/slot/{slot.number}/paper", {"version": str(row_version(slot))}
    refused = alice.post(path, data={"paper": other.title} | version)
    assert refused.status_code == 422
    cell = cell_of(refused.text)
    assert cell.select(".error")[0].get_text() == "Several are called so: choose in all fields."
    assert cell.select("textarea")[0].get_text().strip() == other.title
    assert alice.post(path, data={"paper": str(other.number)} | version).status_code == 200
    assert db.session.get_one(Slot, slot.id).paper_id == other.id


@pytest.mark.parametrize("kind", EDITABLE)
def test_what_a_row_holds_for_its_cells_is_what_its_form_has(kind: str, edition: Edition, alice: FlaskClient) -> None:
    page = BeautifulSoup(alice.get(f"{BASE}/").text, "html.parser")
    kit = page.select_one(f"template[data-kind={kind}]")
    assert kit
    at_hand = [str(field["data-name"]) for field in kit.select("div") if field.find(True)]
    rows = [row for row in page.select(".row") if str(row["id"]).startswith(f"{kind}-")][:3]
    for row in rows:
        held = row.select_one(".edit")
        assert held
        values, number = json.loads(str(held["data-values"])), str(row["id"]).split("-")[1]
        form = BeautifulSoup(alice.get(f"{BASE}/{kind}/{number}/form").text, "html.parser")
        for field in at_hand:
            shown = form.select_one(f"[name={field}]")
            assert shown
            chosen = shown.select_one("option[selected]")
            typed = str(chosen["value"]) if chosen else str(shown.get("value") or shown.string or "").lstrip("\r\n")
            assert str(values.get(field, "")) == typed, field


def test_two_fields_of_one_row_that_one_person_saves_at_once_are_both_saved(
    edition: Edition, alice: FlaskClient
) -> None:
    row, version = first("slot"), row_version(first("slot"))
    for field in ("title", "speaker"):
        answer = alice.post(f"{BASE}/slot/{row.number}/{field}", data={field: f"A {field}", "version": version})
        assert answer.status_code == 200
        assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Saved."
    saved = db.session.get_one(Slot, row.id)
    assert (saved.title, saved.speaker) == ("A title", "A speaker")


def test_a_field_that_another_changed_too_is_asked_about_with_both_texts(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    url, opened = f"{BASE}/paper/{paper.number}/title", {"version": str(row_version(paper))}
    bob.post(url, data=opened | {"title": "By Bob"})
    asked = alice.post(url, data=opened | {"title": "By Alice"})
    assert asked.status_code == 409
    cell = cell_of(asked.text)
    assert "By Bob" in cell.select(".their-text")[0].text
    assert cell.select("textarea[name=title]")[0].text.strip() == "By Alice"
    again = {"title": "By Alice", "version": cell.select("[name=version]")[0]["value"]}
    answer = alice.post(url, data=again | {"both_changed": "title", "title-stands": "typed"})
    assert answer.status_code == 200
    assert db.session.get_one(Paper, paper.id).title == "By Alice"


def test_what_is_valid_only_beside_what_another_changed_meanwhile_is_refused(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    slot = first("slot")
    url, opened = f"{BASE}/slot/{slot.number}", {"version": str(row_version(slot))}
    assert bob.post(f"{url}/start", data=opened | {"start": "13:20"}).status_code == 200
    answer = alice.post(f"{url}/end", data=opened | {"end": "13:15"})
    assert answer.status_code == 422
    assert "The end is not after the start." in cell_of(answer.text).select(".error")[0].text


def test_what_a_field_makes_wrong_elsewhere_is_said_with_the_name_of_that_field(
    edition: Edition, alice: FlaskClient
) -> None:
    edition.ends_on = date(2024, 10, 11)
    db.session.commit()
    data = {"starts_on": "2024-10-12", "version": str(edition.header_version)}
    answer = alice.post(f"{BASE}/edition/1/starts_on", data=data)
    assert answer.status_code == 422
    told = "Last day: The last day comes after the date, and not more than 59 days."
    assert cell_of(answer.text).select(".error")[0].text == told


def test_a_field_of_a_row_that_was_removed_keeps_its_text_and_brings_the_row_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper = first("paper")
    number, authors, version = paper.number, paper.authors, str(row_version(paper))
    assert bob.post(f"{BASE}/paper/{number}/remove", data={"version": version}).status_code == 200
    url, typed = f"{BASE}/paper/{number}/title", {"title": "Typed meanwhile", "version": version}
    gone = alice.post(url, data=typed)
    assert gone.status_code == 409
    assert "removed this paper meanwhile." in gone.text
    assert cell_of(gone.text).select("[name=title]")[0].text.strip() == "Typed meanwhile"
    assert alice.post(url, data=typed | {"put_back": "yes"}).status_code == 200
    back = db.session.query(Paper).filter_by(number=number).one()
    assert (back.title, back.authors) == ("Typed meanwhile", authors)


def test_a_field_that_is_saved_after_the_session_has_ended_asks_for_the_password_and_keeps_its_text(
    edition: Edition, alice: FlaskClient
) -> None:
    paper = first("paper")
    url, typed = f"{BASE}/paper/{paper.number}/title", {"title": "Typed before", "version": str(row_version(paper))}
    alice.delete_cookie("faimi")
    asked = alice.post(url, data=typed)
    assert asked.status_code == 401
    assert 'name="title" value="Typed before"' in asked.text
    assert f'hx-post="{url}"' in asked.text
    sign_in = {"sign_in_email": "alice@example.org", "sign_in_password": PASSWORD}
    again = alice.post(url, data=typed | sign_in)
    assert again.status_code == 422
    assert cell_of(again.text).select("[name=title]")[0].text.strip() == "Typed before"


@pytest.mark.parametrize("field", ["nothing", "version", "once", "csrf_token", "data", "title.title", "recording"])
def test_what_is_no_field_of_the_kind_is_not_there(field: str, edition: Edition, alice: FlaskClient) -> None:
    assert alice.get(f"{BASE}/paper/1/{field}").status_code == 404
    assert alice.post(f"{BASE}/paper/1/{field}", data={field: "x", "version": "1"}).status_code in (404, 405)


def test_who_is_limited_to_a_track_changes_fields_there_alone(edition: Edition, bob: FlaskClient) -> None:
    account = account_with("bob@example.org")
    assert account
    account.grants = [right_on(edition, "EPIMI")]
    db.session.commit()
    own, other = (db.session.query(Slot).filter(Slot.in_track.has(name=name)).first() for name in ("EPIMI", "FAIMI"))
    assert own
    assert other
    answers = [
        bob.post(f"{BASE}/slot/{row.number}/{field}", data={field: text, "version": str(row_version(row))})
        for row, field, text in ((own, "title", "Ours"), (other, "title", "Theirs"), (own, "track", "FAIMI"))
    ]
    assert [answer.status_code for answer in answers] == [200, 403, 422]
    page = BeautifulSoup(bob.get(f"{BASE}/").text, "html.parser")
    assert {str(link["href"]).split("/")[-3] for link in page.select(".row > .edit")} == {"slot"}


def test_the_answer_to_a_field_of_the_schedule_is_small_and_one_change(edition: Edition, alice: FlaskClient) -> None:
    before = db.session.query(Revision).count()
    for slot in db.session.query(Slot).all():
        data = {"speaker": "Somebody of a common name, et al.", "version": str(row_version(slot))}
        answer = alice.post(f"{BASE}/slot/{slot.number}/speaker", data=data)
        assert len(answer.data) < MAX_ANSWER_BYTES, slot
    assert db.session.query(Revision).count() == before + db.session.query(Slot).count()


def test_the_title_of_a_paper_changes_in_both_places_with_one_answer(edition: Edition, alice: FlaskClient) -> None:
    slot = db.session.query(Slot).filter(Slot.paper_id.isnot(None)).first()
    assert slot
    assert slot.paper
    data = {"title": "Said once", "version": str(row_version(slot.paper))}
    answer = alice.post(f"{BASE}/paper/{slot.paper.number}/title", data=data)
    for key in (slot.key, slot.paper.key):
        assert f'<hx-partial hx-target="#{key}"' in answer.text
    assert answer.text.count("Said once") >= 4


def test_half_a_megabyte_in_a_title_is_refused_in_words_and_kept(edition: Edition, alice: FlaskClient) -> None:
    paper = first("paper")
    typed = "x" * 500_000
    answer = alice.post(f"{BASE}/paper/{paper.number}/title", data={"title": typed, "version": str(row_version(paper))})
    assert answer.status_code == 422
    cell = cell_of(answer.text)
    assert cell.select(".error")[0].text == "This is longer than 500 characters."
    assert cell.select("[name=title]")[0].text.strip() == typed


def test_lines_that_are_pasted_into_a_field_of_one_line_become_one(edition: Edition, alice: FlaskClient) -> None:
    paper = first("paper")
    data = {"title": "Over\r\ntwo\n lines", "version": str(row_version(paper))}
    assert alice.post(f"{BASE}/paper/{paper.number}/title", data=data).status_code == 200
    assert db.session.get_one(Paper, paper.id).title == "Over two lines"
