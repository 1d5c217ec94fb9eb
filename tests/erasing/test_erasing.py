"""Words and pictures that an owner erases are nowhere any more, and nothing brings them back."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import history
from faimi.accounts import reauthentication
from faimi.backup import record
from faimi.checks.asked_links import AskedLink
from faimi.checks.silences import Silence
from faimi.content import KIND, Edition
from faimi.content.erasure import erasures
from faimi.content.now import utc_now
from faimi.content.papers import Paper
from faimi.content.rendering import Rendering
from faimi.content.site import Site
from faimi.content.text import Text
from faimi.erasing.targets import Words
from faimi.erasing.transaction import erase
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import Picture, Rendition, keep
from faimi.suggestions.models import Suggestion
from tests.accounts.test_reauthentication import ASKED, wait
from tests.conftest import PASSWORD, QUARTER_HOUR, SLUG, on_both
from tests.media.test_media import picture

NAME, TYPED, REASON = "Mallory Roe", "mallory  ROE", "Asked for by mail"
HOLDING = {"rendering", "site", "revision", "section", "silence", "suggestion", "paper", "text"}
EDIT = f"/{SLUG}/edit"


def holding(words: str) -> list[str]:
    """The tables that hold words, in any letters."""
    db.session.rollback()
    kept = {
        table: json.dumps([list(row) for row in db.session.execute(db.select(table))], default=str)
        for table in db.metadata.sorted_tables
    }
    return [table.name for table, rows in kept.items() if words.lower() in rows.lower()]


def paper_one() -> Paper:
    """The first paper, as it is now."""
    db.session.expire_all()
    return db.session.query(Paper).filter_by(number=1).one()


def send(alice: FlaskClient, version: int, authors: str, token: str) -> int:
    """The status of an answer to a form of the first paper."""
    data = {"title": "One", "authors": authors, "url": "https://example.org/", "version": version, "once": token}
    return alice.post(f"{EDIT}/paper/1", data=data).status_code


def add(edition: Edition, kind: str, **columns: str) -> Any:
    """A new row in the first section of a kind."""
    section = next(one for one in edition.sections if one.kind == kind)
    made = history.add_many(KIND[kind], section, [columns], None)
    return made.row


def strew(edition: Edition, alice: FlaskClient) -> None:
    """Has the name stand wherever a name can."""
    assert send(alice, paper_one().version, f"{NAME}, An Other", "a-token") == 200
    add(edition, "text", body=f"**{NAME}** says [more](https://example.org/).")
    gone = add(edition, "organizer", name=NAME, url="https://example.org/mallory-roe")
    history.remove(gone, str(gone.version), None)
    section = edition.sections[0]
    section.heading, section.anchor = f"By {NAME}", "by-mallory-roe"
    revision = db.session.query(Revision).first()
    assert revision
    revision.account_name = NAME
    told = {"kind": "paper", "number": 1, "version": 1, "before": {"authors": NAME}, "after": {"authors": f"A {NAME}"}}
    db.session.add(Suggestion(edition_id=edition.id, from_name=NAME, note=f"I am {NAME}", **told))
    db.session.add(Silence(edition_id=edition.id, finding="finding-1", said="", reason=f"{NAME} wants it so"))
    db.session.add(AskedLink(address="https://example.org/mallory-roe", words=""))
    db.session.query(Site).one().contact = NAME
    db.session.commit()


@on_both
def test_a_name_goes_from_all_that_holds_it_and_stays_away(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reauthentication, "LIFETIME", QUARTER_HOUR)
    strew(edition, alice)
    opened = paper_one().version
    assert {*holding(NAME)} == HOLDING
    assert NAME in visitor.get(f"/{SLUG}/changes.atom").text + visitor.get(f"/{SLUG}/").text
    seen = alice.get(f"{EDIT}/live").headers["HX-PTag"]
    asked = alice.post("/settings/erase/words", data={"words": TYPED})
    assert re.search(r"It stands in \d+ places:", asked.text)
    assert asked.text.count("<mark>") >= 12
    wait(16)
    sent = {"words": TYPED, "reason": f"{REASON} of {NAME}"}
    assert ASKED in alice.post("/settings/erase/words/now", data=sent).text
    assert (
        alice.post("/settings/erase/words/now", data=sent | {"confirm_password": PASSWORD}).location
        == "/settings/erase/"
    )

    assert holding(NAME) == []
    assert holding("mallory-roe") == []
    if db.engine.dialect.name == "sqlite":
        written = b"".join(file.read_bytes() for file in instance.glob("faimi.sqlite*"))
        assert NAME.encode() not in written
    assert paper_one().authors == "…, An Other"
    live = alice.get(f"{EDIT}/live", headers={"HX-PTag": seen}).text
    assert ("An Other" in live, NAME in live) == (True, False)
    for path in ("", "changes.atom", "edition.json"):
        assert NAME not in visitor.get(f"/{SLUG}/{path}").text
    shown = alice.get("/settings/erase/").text
    assert (REASON in shown, NAME in shown) == (True, False)
    told = alice.get(f"{EDIT}/history/").text
    assert ("Something was erased for good" in told, REASON in told) == (True, True)
    assert "erased" not in visitor.get(f"/{SLUG}/changes.atom").text

    for version, token in ((opened, "another"), (opened - 1, "a-token"), (opened - 1, "a-third")):
        assert send(alice, version, f"{NAME}, An Other", token) == 409, "a form that was open does not bring it back"
    versions = [*db.session.scalars(db.select(Revision.version).order_by(Revision.version.desc()))]
    verbs = dict(iter(db.session.execute(db.select(Revision.version, Revision.verb))))
    for version in versions:
        answer = alice.post(f"{EDIT}/history/{version}/undo", data={"sure": "1"})
        assert verbs[version] != history.ERASE or "kept nowhere" in answer.headers["HX-Trigger"]
    assert holding(NAME) == []


@on_both
def test_a_picture_goes_with_its_files_from_pages_texts_and_the_past(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    taken, other = keep(picture(size=(40, 40))), keep(picture(size=(41, 40)))
    name, id_ = taken.renditions[0].name, taken.id
    add(edition, "keynote", speaker="One", photo=taken.address)
    body = (
        f'Before ![A \\] face]({taken.address} "Title"), ![Kept]({other.address}) and https://example.org/media/{name}'
    )
    text = add(edition, "text", body=body, picture=taken.address, alt="A face").number
    assert visitor.get(f"/media/{name}").status_code == 200
    assert id_ in alice.get(f"/settings/erase/pictures/{SLUG}/").text
    assert alice.get(f"/settings/erase/picture/{name}/").text.count("<mark>") >= 5
    assert alice.post(f"/settings/erase/picture/{id_}/", data={"reason": ""}).status_code == 422
    assert alice.post(f"/settings/erase/picture/{id_}/", data={"reason": REASON}).status_code == 303
    assert visitor.get(f"/media/{name}").status_code == 404
    assert holding(id_) == []
    assert db.session.query(Rendition).filter_by(name=name).count() == 0
    row = db.session.query(Text).filter_by(number=text).one()
    assert (row.body, row.picture, row.alt) == (f"Before , ![Kept]({other.address}) and https://example.org", "", "")
    assert [one.id for one in db.session.query(Picture)] == [other.id]
    assert [REASON in alice.get("/settings/erase/").text, "A picture, from" in alice.get("/settings/erase/").text] == [
        True,
        True,
    ]


def test_copies_from_before_are_named_until_they_go(
    edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.tar", tmp_path / "after.tar"
    for file, age in ((before, 60), (after, -60)):
        file.touch()
        record.note_proven(file, utc_now() - timedelta(minutes=age), 1)
    runner.invoke(args=["export", SLUG])
    title = edition.title
    done = runner.invoke(args=["erase", "--reason", REASON], input=f"{title.upper()}\ny\n")
    assert (done.exit_code, f"It is still in {before}, until that goes." in done.output) == (0, True), done.output
    page = alice.get("/settings/erase/").text
    assert (str(before) in page, str(after) in page, f"Exported {SLUG} as json" in page) == (True, False, True)
    before.unlink()
    assert "No backup on the server holds it." in alice.get("/settings/erase/").text
    assert holding(title) == []
    refused = runner.invoke(args=["erase", "--reason", REASON], input=f"{title}\n")
    assert (refused.exit_code, refused.stderr) == (1, "It stands nowhere.\n")


@pytest.mark.parametrize(
    ("words", "text", "without"),
    [
        ("Ann", "Ann, Annual, Joann, ANN’s _ann_", "…, Annual, Joann, …’s _…_"),
        ("ann roe", "Ann\nRoe and Ann  Roe", "… and …"),
        ("王小明", "王小明教授", "…教授"),
        ("a.b@example.org", "a.b@example.org, xa.b@example.org", "…, xa.b@example.org"),
        ("Ann Roe", "**Ann** Roe, *Ann* *Roe*, Ann&nbsp;Roe, Ann\\\nRoe", "**…**, **…**, …, …"),
        ("Ann Roe", "[Ann](https://e.org) Roe, Ann [Roe](/r), <b>Ann</b> Roe", "[…](https://e.org), […](/r), <b>…</b>"),
        ("a_b@example.org", r"a\_b@example.org", "…"),
        ("José O’Neil-Ng", "Jose\u0301 O'Neil‑Ng", "…"),
        ("(a+)+$ .*", "(a+)+$ .* aaaa", "… aaaa"),
        (
            "a a a a a a a a z",
            ("a" + " " * 20) * 99 + "z",
            ("a" + " " * 20) * 91 + "…",
        ),  # which could be split in 20⁸ ways
    ],
)
def test_words_are_whole_ones_in_any_letters_and_spaces(words: str, text: str, without: str) -> None:
    assert Words(words).changes({"body": text}, Text.__table__) == {"body": without}  # type: ignore[arg-type]  # a table it is


@pytest.mark.parametrize(("words", "is_found"), [("李明", True), ("Ng", True), ("g", False), ("*", False), ("", False)])
def test_a_short_name_can_be_erased_and_a_letter_cannot(
    words: str, is_found: bool, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner
) -> None:
    add(edition, "text", body=f"{words} is g, **")
    refusal = "Enter 2 letters or figures at least."
    answer = alice.post("/settings/erase/words", data={"words": words})
    assert ("It stands in" in answer.text, answer.status_code) == (is_found, 200 if is_found else 422)
    asked = runner.invoke(args=["erase", "--reason", REASON, "--yes"], input=f"{words or ' '}\n")
    assert (refusal in asked.stderr, asked.exit_code) == (not is_found, 0 if is_found else 1)


def test_html_that_was_rendered_of_it_goes(edition: Edition) -> None:
    add(edition, "text", body=f"**{NAME}**")
    assert db.session.query(Rendering).filter(Rendering.html.contains(NAME)).count() == 1
    assert erase(Words(NAME), REASON, None, "command line") >= 1
    assert db.session.query(Rendering).filter(Rendering.html.contains(NAME)).count() == 0
    assert db.session.query(Rendering).filter(Rendering.html.contains("<strong>…</strong>")).count() == 1


@on_both
def test_a_backup_from_before_that_is_restored_says_what_to_erase_again(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "site.tar"
    add(edition, "organizer", name=NAME)
    for words in (["backup", str(file)], ["erase", "--reason", REASON, "--yes"]):
        done = runner.invoke(args=words, input=f"{NAME}\n")
        assert done.exit_code == 0, done.output
    assert holding(NAME) == []
    told = runner.invoke(args=["restore", str(file)]).output
    assert f"is back ({REASON}). Erase it again: flask erase\n" in told, told
    assert "organizer" in holding(NAME)
    assert [(one.reason, one.brought_back) for one in erasures()] == [(REASON, True)]
