"""Tables and playlists: pasted, looked over, and taken as one change."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, current_app
from flask.testing import FlaskClient
from sqlalchemy import inspect
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts.models import Account
from faimi.content import KIND, Edition
from faimi.content.awards import Award
from faimi.content.base import columns_by_name, snapshot
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import PASSWORD
from tests.samples import SAMPLES, right_on, row_from, section_of


def address(name: str, end: str = "") -> str:
    """The address of a kind's table, or of what is below it."""
    section = section_of(name)
    return f"/{section.edition.slug}/edit/{name}/table{end}?section={section.number}"


def sent_by(answer: TestResponse) -> dict[str, Any]:
    """What a browser sends for the form of a preview."""
    tree, sent = BeautifulSoup(answer.text, "lxml"), dict[str, Any]()
    for field in tree.select("[name]"):
        if field.name == "select":
            value: Any = (field.select_one("[selected]") or field.select("option")[0])["value"]
        elif field.name == "textarea":
            value = field.get_text().removeprefix("\n").replace("\n", "\r\n")
        else:
            value = field.get("value") if field.get("type") != "checkbox" or field.has_attr("checked") else None
        if value is not None:
            sent.setdefault(str(field["name"]), []).append(value)
    return sent


def look(client: FlaskClient, name: str, text: str, **more: Any) -> dict[str, Any]:
    """What the form of a table's preview sends."""
    answer = client.post(address(name), data={"text": text, **more})
    assert answer.status_code == 200
    return sent_by(answer)


def table_of(*rows: Any) -> str:
    """A table as a spreadsheet copies it."""
    return "\n".join("\t".join(map(str, row)) for row in rows)


def rows_of(name: str) -> list[Any]:
    """The rows of the first section of a kind."""
    return KIND[name].siblings(section_of(name))


def form_of(row: Any) -> dict[str, str]:
    """What a browser sends for the form of a row that is there."""
    return dict(KIND[row.key.kind].form(formdata=None, obj=row).values)


def columns_of(name: str) -> dict[str, Any]:
    """The columns of a kind's sample."""
    row = row_from(name)
    columns = {column: getattr(row, column) for column in inspect(row).dict if column in row.__table__.columns}
    by_name = columns_by_name(row)
    own = {column: value for column, value in columns.items() if column not in by_name.values()}
    return own | {name: getattr(row, name) for name in by_name}


def as_saved(name: str, typed: dict[str, str]) -> dict[str, str]:
    """What a form shows of what was typed, once it is saved."""
    with current_app.test_request_context(method="POST"):
        form = KIND[name].form(MultiDict(SAMPLES[name] | typed), meta={"csrf": False})
        row = KIND[name].model()
        form.populate_obj(row)
    return {field: form_of(row)[field] for field in typed}


def number_of_changes() -> int:
    """How many changes there were."""
    return db.session.query(Revision).count()


@pytest.mark.parametrize("name", KIND)
def test_rows_of_each_kind_come_from_a_table_as_one_change(name: str, edition: Edition, alice: FlaskClient) -> None:
    there = {row.number for row in rows_of(name)}
    kind, before, changes = KIND[name], [snapshot(row) for row in rows_of(name)], number_of_changes()
    left_out = {*kind.pictures, "alt", "decorative"}
    given = {field: value for field, value in SAMPLES[name].items() if value and field not in left_out}
    text = next(field for field in ("title", "name", "label", "text", "body") if field in given)
    cells = [given | {text: f"{given[text]} {n}"} for n in range(2)]
    sent = look(alice, name, table_of([*given], *(row.values() for row in cells)))
    assert [sent[f"to-{n}"] for n in range(2)] == [["new"], ["new"]]
    answer = alice.post(address(name, "/take"), data=sent)
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (200, "delete")
    assert number_of_changes() == changes + 1
    new = [form_of(row) for row in rows_of(name) if row.number not in there]
    assert [{field: form[field] for field in given} for form in new] == [as_saved(name, row) for row in cells]
    assert alice.post(f"/{edition.slug}/edit/undo").status_code == 200
    assert [snapshot(row) for row in rows_of(name)] == before


@pytest.mark.parametrize("name", KIND)
def test_a_column_goes_over_rows_of_each_kind_as_one_change(name: str, edition: Edition, alice: FlaskClient) -> None:
    section = section_of(name)
    kind, by = KIND[name], db.session.query(Account).one().id
    history.add_many(kind, section, [columns_of(name), columns_of(name)], by)
    before, changes = [snapshot(row) for row in rows_of(name)], number_of_changes()
    over = [row for row in rows_of(name) if not {*kind.links} or any(getattr(row, link) for link in kind.links)][-2:]
    field = next(iter(kind.links), "affiliation" if name in ("award", "keynote") else "label")
    cells = [f"https://example.org/{n}" for n in range(2)]
    sent = look(alice, name, table_of(*([cell] for cell in cells)), rows=[row.number for row in over], field=field)
    assert alice.post(address(name, "/take"), data=sent).status_code == 200
    numbers = [row.number for row in over]
    assert [getattr(row, field) for row in rows_of(name) if row.number in numbers] == cells
    assert number_of_changes() == changes + 1
    assert alice.post(f"/{edition.slug}/edit/undo").status_code == 200
    now = [snapshot(row) for row in rows_of(name)]
    assert [row | {"version": 0} for row in now] == [row | {"version": 0} for row in before]


def test_awards_name_their_papers_by_title_or_number(edition: Edition, alice: FlaskClient) -> None:
    papers = rows_of("paper")[:8]
    table = table_of(
        ("Prize", "Paper", "Winner"),
        *(
            (f"Award {n}", f"#{paper.number}" if n % 2 else f"{paper.title}.", f"Winner {n}")
            for n, paper in enumerate(papers)
        ),
    )
    answer = alice.post(address("award", "/take"), data=look(alice, "award", table))
    assert "8 awards added." in answer.headers["HX-Trigger"]
    added = db.session.query(Award).order_by(Award.position).all()[-8:]
    assert [(award.name, award.paper, award.recipient) for award in added] == [
        (f"Award {n}", paper, f"Winner {n}") for n, paper in enumerate(papers)
    ]


def test_links_from_a_spreadsheet_land_on_the_papers_that_have_its_titles(edition: Edition, alice: FlaskClient) -> None:
    papers = rows_of("paper")[:12]
    table = table_of(*((paper.title.upper(), f"https://example.org/{paper.number}") for paper in reversed(papers)))
    sent = look(alice, "paper", table, rows=papers[0].number, field="url")
    sent["column-0"] = ["="]
    sent = sent_by(alice.post(address("paper"), data=sent))
    titles = [paper.title for paper in papers]
    assert alice.post(address("paper", "/take"), data=sent).status_code == 200
    assert [(paper.title, paper.url) for paper in rows_of("paper")[:12]] == [
        (title, f"https://example.org/{paper.number}") for title, paper in zip(titles, papers, strict=True)
    ]


def test_cells_go_over_the_chosen_row_and_those_below_it_and_on_as_new_rows(
    edition: Edition, alice: FlaskClient
) -> None:
    names = [row.name for row in rows_of("organizer")]
    last = rows_of("organizer")[-2]
    sent = look(alice, "organizer", "New One\nNew Two\nNew Three", rows=last.number, field="name")
    alice.post(address("organizer", "/take"), data=sent)
    assert [row.name for row in rows_of("organizer")] == [*names[:-2], "New One", "New Two", "New Three"]


@pytest.mark.parametrize(("at", "meant"), [([], [0, 1, 2]), ([3], [3, 4, 5]), ([6, 2], [6, 2, 3])])
def test_links_alone_go_to_the_rows_in_their_order_from_those_that_they_were_pasted_at(
    edition: Edition, alice: FlaskClient, at: list[int], meant: list[int]
) -> None:
    papers, changes = rows_of("paper"), number_of_changes()
    links = [f"https://example.org/{number}" for number in range(3)]
    answer = alice.post(address("paper"), data={"text": "\n".join(links), "at": [papers[n].number for n in at]})
    assert "Change 3 papers" in answer.text
    again = alice.post(address("paper"), data=sent_by(answer))
    assert sent_by(again) | {"csrf_token": ""} == sent_by(answer) | {"csrf_token": ""}  # which tells the second
    alice.post(address("paper", "/take"), data=sent_by(again))
    assert [rows_of("paper")[n].url for n in meant] == links
    assert (len(rows_of("paper")), number_of_changes()) == (len(papers), changes + 1)


@pytest.mark.parametrize(("name", "text"), [("text", "https://example.org/1"), ("paper", "One\nTwo")])
def test_what_could_be_new_rows_goes_over_none_that_it_was_pasted_at(
    edition: Edition, alice: FlaskClient, name: str, text: str
) -> None:
    assert look(alice, name, text, at=rows_of(name)[0].number)["to-0"] == ["new"]


def test_one_line_goes_over_all_rows_that_are_chosen(edition: Edition, alice: FlaskClient) -> None:
    chosen = rows_of("organizer")[:3]
    sent = look(alice, "organizer", "A University", rows=[row.number for row in chosen], field="affiliation")
    alice.post(address("organizer", "/take"), data=sent)
    assert [row.affiliation for row in rows_of("organizer")[:3]] == ["A University"] * 3


def test_a_playlist_fills_the_recordings_of_the_talks_that_it_speaks_of(edition: Edition, alice: FlaskClient) -> None:
    talks = [row for row in rows_of("slot") if row.kind == "talk" and row.shown_title][:8]
    lines = [
        f"FAIMI 2024: {talk.shown_title} - {talk.shown_speaker} https://example.org/{talk.number}" for talk in talks
    ]
    changes, titles = number_of_changes(), {talk.number: talk.shown_title for talk in talks}
    answer = alice.post(
        address("slot"), data={"text": "\n".join(["Closing party https://example.org/x", *reversed(lines)])}
    )
    assert "% alike" in answer.text
    assert "Nothing in this is for:" in answer.text
    sent = sent_by(answer)
    assert sent["to-0"] == [""]
    sent["to-1"] = [""]  # a person drops it
    assert alice.post(address("slot", "/take"), data=sent).status_code == 200
    assert number_of_changes() == changes + 1
    for number, title in titles.items():
        talk = next(row for row in rows_of("slot") if row.number == number)
        assert talk.shown_title == title
        assert talk.recording == ("" if number == talks[-1].number else f"https://example.org/{number}")


def test_what_is_refused_is_said_and_the_rest_is_taken(edition: Edition, alice: FlaskClient) -> None:
    table = table_of(
        ("Title", "Link", "Remarks"),
        ("A new one", "no link", "x"),
        ("", "https://example.org/1", ""),
        ("x" * 501, "", ""),
        ('"two\nlines"', "", ""),
        ("Last",),
    )
    answer = alice.post(address("paper"), data={"text": table})
    tree = BeautifulSoup(answer.text, "lxml")
    assert [error.text.partition("left out. ")[2] for error in tree.select(".error")] == [
        "Start the link with https:// (or with / for a page of this site), without spaces.",
        "A paper has a title.",
        "This is longer than 500 characters.",
    ]
    alice.post(address("paper", "/take"), data=sent_by(answer))
    assert [(paper.title, paper.url) for paper in rows_of("paper")[16:]] == [
        ("A new one", ""),
        ("two lines", ""),
        ("Last", ""),
    ]


@pytest.mark.parametrize("text", ["", " \n", "\t\t"])
def test_nothing_is_said_to_be_nothing(edition: Edition, alice: FlaskClient, text: str) -> None:
    answer = alice.post(address("paper"), data={"text": text})
    assert (answer.status_code, "There is nothing to read yet." in answer.text) == (422, True)


def test_a_table_that_says_what_is_there_changes_nothing(edition: Edition, alice: FlaskClient) -> None:
    changes = number_of_changes()
    sent = look(alice, "paper", table_of(*((row.title, row.authors) for row in rows_of("paper"))))
    answer = alice.post(address("paper", "/take"), data=sent)
    assert (answer.status_code, "Nothing of this is new" in answer.text) == (422, True)
    assert number_of_changes() == changes


def test_half_a_megabyte_in_a_cell_is_refused_and_kept(edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(address("paper"), data={"text": f"A title\t{'x' * 500_000}"})
    assert "This is longer than 2,000 characters." in answer.text
    assert answer.text.count("x" * 500_000) == 1  # in the field for the text


def test_three_thousand_cells_are_taken_at_once(edition: Edition, alice: FlaskClient) -> None:
    row = "<tr><td rowspan=2>Title {0}<td>Ann Lee<td>https://example.org/{0}<tr><td>Bo Li<td>https://example.org/x{0}"
    html = f"<table>{''.join(row.format(n) for n in range(500))}</table>"
    changes = number_of_changes()
    sent = sent_by(alice.post(address("paper"), data={"html": html, "text": "not this"}))
    assert alice.post(address("paper", "/take"), data=sent).status_code == 200
    assert number_of_changes() == changes + 1
    added = rows_of("paper")[16:]
    assert len(added) == 1000
    assert [paper.authors for paper in added[-2:]] == ["Ann Lee", "Bo Li"]
    assert [paper.position for paper in rows_of("paper")] == [*range(1016)]


def test_a_table_that_is_sent_twice_is_taken_once(edition: Edition, alice: FlaskClient) -> None:
    first_paper = rows_of("paper")[0]
    sent = look(alice, "paper", "https://example.org/new", rows=first_paper.number, field="url")
    answers = [alice.post(address("paper", "/take"), data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert number_of_changes() == 2


@pytest.mark.parametrize("removed", [False, True])
def test_a_row_that_changed_or_went_since_is_shown_before_anything_is_taken(
    edition: Edition, alice: FlaskClient, bob: FlaskClient, removed: bool
) -> None:
    numbers = [row.number for row in rows_of("organizer")[:2]]
    sent = look(alice, "organizer", "New One\nNew Two", rows=numbers, field="name")
    path, version = f"/{edition.slug}/edit/organizer/{numbers[0]}", {"version": "1"}
    if removed:
        assert bob.post(f"{path}/remove", data=version).status_code == 200
    else:
        assert bob.post(path, data=SAMPLES["organizer"] | version).status_code == 200
    names, changes = [row.name for row in rows_of("organizer")], number_of_changes()
    answer = alice.post(address("organizer", "/take"), data=sent)
    assert answer.status_code == 409
    assert ("was removed meanwhile" if removed else "Bob changed this meanwhile") in answer.text
    assert [row.name for row in rows_of("organizer")] == names
    assert number_of_changes() == changes
    assert alice.post(address("organizer", "/take"), data=sent_by(answer)).status_code == 200
    expected = ["New Two"] if removed else ["New One", "New Two"]
    assert [row.name for row in rows_of("organizer")[: len(expected)]] == expected


def test_a_row_that_changes_in_this_moment_is_not_overwritten(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = rows_of("organizer")[0]
    sent = look(alice, "organizer", "New One", rows=row.number, field="name")
    add_many = history.add_many

    def after_another(*rest: Any) -> Any:
        with db.engine.begin() as other:
            other.execute(Award.metadata.tables["organizer"].update().values(version=7))
        return add_many(*rest)

    monkeypatch.setattr(history, "add_many", after_another)
    answer = alice.post(address("organizer", "/take"), data=sent)
    assert (answer.status_code, "so nothing was saved" in answer.text) == (409, True)
    assert rows_of("organizer")[0].name != "New One"


@pytest.mark.parametrize("change", [{"column-0": ["authors"]}, {"text": ["Another title\tAnn Lee"]}, {"head": ["yes"]}])
def test_what_was_not_looked_at_is_shown_first(edition: Edition, alice: FlaskClient, change: dict[str, Any]) -> None:
    sent = look(alice, "paper", "A title\tAnn Lee\nB title\tBo Li") | change
    answer = alice.post(address("paper", "/take"), data=sent)
    assert (answer.status_code, "Look again" in answer.text) == (409, True)
    assert len(rows_of("paper")) == 16
    assert alice.post(address("paper", "/take"), data=sent_by(answer)).status_code in (200, 422)


def test_one_field_takes_one_column(edition: Edition, alice: FlaskClient) -> None:
    sent = look(alice, "paper", "A title\tAnn Lee") | {"column-1": ["title"]}
    assert sent_by(alice.post(address("paper"), data=sent))["column-1"] == [""]


def test_a_new_row_stands_in_the_group_that_its_list_ends_with_or_in_its_own(
    edition: Edition, alice: FlaskClient
) -> None:
    for row in rows_of("slot"):
        row.track = "Morning" if row.position < 3 else "Afternoon"
    db.session.commit()
    sent = look(alice, "slot", "Talk\tTrack\nEarly\tMorning\nLate\t")
    alice.post(address("slot", "/take"), data=sent)
    rows = rows_of("slot")
    assert (rows[3].title, rows[3].track) == ("Early", "Morning")
    assert (rows[-1].title, rows[-1].track) == ("Late", "Afternoon")


@pytest.fixture
def partner(edition: Edition, app: Flask, bob: FlaskClient) -> FlaskClient:
    """Bob, who may change one track, in which the first row of the schedule stands."""
    bobs = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(right_on(edition, "Partner", account_id=bobs.id))
    for row in rows_of("slot"):
        row.track = "Main" if row.position else "Partner"
    db.session.commit()
    return bob


def test_an_editor_of_a_track_takes_a_table_into_it_alone(edition: Edition, partner: FlaskClient) -> None:
    mine, other = rows_of("slot")[:2]
    title = other.title
    answer = partner.post(
        address("slot"), data={"text": "Title\tTrack\nOne\t\nTwo\t", "rows": [mine.number, other.number]}
    )
    assert "You may not change this row." in answer.text
    assert partner.post(address("slot", "/take"), data=sent_by(answer)).status_code == 200
    answer = partner.post(address("slot"), data={"text": "Title\tTrack\nThree\tMain\nFour\t"})
    assert "You may only change the track Partner." in answer.text
    assert partner.post(address("slot", "/take"), data=sent_by(answer)).status_code == 200
    rows = rows_of("slot")
    assert (rows[0].title, rows[0].track) == ("One", "Partner")
    assert next(row for row in rows if row.number == other.number).title == title
    assert [row.title for row in rows if row.track == "Partner"] == ["One", "Three", "Four"]
    assert partner.post(address("paper"), data={"text": "A"}).status_code == 403


def test_without_javascript_a_table_is_asked_for_shown_and_taken_on_pages(edition: Edition, alice: FlaskClient) -> None:
    edit_page = BeautifulSoup(alice.get(f"/{edition.slug}/edit/").text, "lxml")
    link = edit_page.find("a", string="Paste a table", href=lambda to: "paper" in str(to))
    assert link
    asked = alice.get(str(link["href"]))
    assert asked.text.startswith("<!doctype html>")
    form = BeautifulSoup(asked.text, "lxml").select_one("form[action*=table]")
    assert form
    (button,) = form.select("button")
    assert form.select("textarea[autofocus]")
    shown = alice.post(str(button["formaction"]), data={"text": "A title\tAnn Lee"})
    assert (shown.status_code, shown.text.startswith("<!doctype html>")) == (200, True)
    taken = alice.post(str(form["action"]), data=sent_by(shown), follow_redirects=True)
    assert "Paper added: A title." in taken.text
    assert rows_of("paper")[-1].authors == "Ann Lee"


@pytest.mark.parametrize("name", ["section", "edition", "nothing"])
def test_what_is_no_list_takes_no_table(edition: Edition, alice: FlaskClient, name: str) -> None:
    for end in ("", "/take"):
        assert alice.post(f"/{edition.slug}/edit/{name}/table{end}", data={"text": "A"}).status_code == 404


@pytest.mark.parametrize("way", ["", "/plain"])
def test_a_session_that_ended_leads_to_sign_in_and_back_to_the_table(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, way: str
) -> None:
    sent = look(alice, "paper", 'A title\t"Ann Lee\nBo Li"')
    path = address("paper", "/take").replace("/edit/", f"/edit{way}/")
    asked = visitor.post(path, data=sent)
    assert asked.status_code == 401
    form = BeautifulSoup(asked.text, "lxml").select_one("form[action*=take]")
    assert form
    right = {"sign_in_email": "alice@example.org", "sign_in_password": PASSWORD}
    back = visitor.post(str(form["action" if way else "hx-post"]), data=sent_by(asked) | right)
    assert (back.status_code, "You are signed in again." in back.text) == (422, True)
    assert len(rows_of("paper")) == 16
    taken = visitor.post(path, data=sent_by(back))
    assert taken.status_code == (303 if way else 200)
    assert rows_of("paper")[-1].authors == "Ann Lee Bo Li"
