"""An author suggests a correction; Alice and Bob, organizers, decide; Mallory tries what is not meant."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from itertools import product
from threading import Barrier
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from werkzeug.test import TestResponse

from faimi.accounts.models import account_with, remove
from faimi.content import Edition, Section
from faimi.content.now import utc_now
from faimi.content.papers import DETAILS, Paper
from faimi.content.schedule import Slot
from faimi.database.schema import upgrade
from faimi.extensions import db
from faimi.history import Revision
from faimi.suggestions import models, public_views
from faimi.suggestions.models import Suggestion, SuggestionLink
from tests.conftest import SLUG, on_both
from tests.editor.test_editor import posted
from tests.exchange.making import make, put
from tests.samples import first, right_on

LIST = f"/{SLUG}/edit/suggestions/"
FRESH = re.compile(r'name="(csrf_token"|once" type="hidden") value="[^"]*"')  # what is another each time


@pytest.fixture
def author(visitor: FlaskClient) -> FlaskClient:
    """An author, who has no account."""
    return visitor


def address(row: Any) -> str:
    """Where a correction of a row is suggested."""
    return f"/{SLUG}/suggest/{'slot' if isinstance(row, Slot) else 'paper'}/{row.number}"


def typed(row: Any, **changed: str) -> dict[str, str]:
    """What the author's browser sends: the row's fields as they stand, but for what was changed."""
    names = ("title", "speaker", "recording") if isinstance(row, Slot) else ("title", "authors", *DETAILS)
    return {name: getattr(row, name) for name in names} | {"version": str(row.version)} | changed


def suggest(client: FlaskClient, row: Any, **changed: str) -> Suggestion:
    """Sends a suggestion that arrives."""
    answer = client.post(address(row), data=typed(row, **changed))
    assert (answer.status_code, answer.location) == (303, f"{address(row)}/thanks"), answer.text
    return newest()


def newest() -> Suggestion:
    """The suggestion that came last."""
    return db.session.query(Suggestion).order_by(Suggestion.id.desc()).limit(1).one()


def decide(client: FlaskClient, one: Suggestion, verb: str = "accept", **picked: str) -> TestResponse:
    """Accepts or declines as the organizer's page has it."""
    version = {"version": str(one.row.version)} if one.row else {}
    return client.post(f"{LIST}{one.id}/{verb}", data=version | picked)


def test_for_a_talk_on_a_hidden_paper_the_form_asks_for_no_title_and_leads_to_no_paper(
    edition: Edition, author: FlaskClient
) -> None:
    talk = db.session.query(Slot).filter(Slot.paper_id.is_not(None)).first()
    assert talk
    assert talk.paper
    assert "suggest a correction of the paper" in author.get(address(talk)).text
    talk.paper.section.hidden = True
    edition.version += 1
    db.session.commit()
    answer = author.get(address(talk))
    assert [one["name"] for one in tree(answer).select(".suggestion > .fields [name]")][:2] == ["speaker", "recording"]
    assert "suggest a correction of the paper" not in answer.text


def tree(answer: TestResponse) -> BeautifulSoup:
    """An answer as a tree."""
    return BeautifulSoup(answer.text, "lxml")


def once_of(client: FlaskClient, row: Any) -> str:
    """The token of a form that is opened now."""
    return str(tree(client.get(address(row))).select("[name=once]")[0]["value"])


def talk(**values: Any) -> Slot:
    """Puts a talk on the sample's schedule."""
    section = db.session.query(Section).filter_by(kind="slot").one()
    slot = Slot(**{"section": section, "position": 99, "kind": "talk", "title": "A talk"} | values)
    db.session.add(slot)
    db.session.commit()
    return slot


def test_an_author_puts_a_title_right_and_alice_accepts_it(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    paper: Paper = first("paper")
    link = tree(author.get(f"/{SLUG}/")).select_one(f"#paper-{paper.number} .suggest")
    assert link
    form = tree(author.get(str(link["href"])))
    assert [field["name"] for field in form.select("main [name]")] == [
        "version",
        "once",
        "title",
        "authors",
        "url",
        "pdf",
        "code",
        "keywords",
        "abstract",
        "note",
        "from_name",
        "from_email",
        "website",
    ]
    old = paper.title
    one = suggest(author, paper, title=f"{old}, revised", note="Camera-ready.", from_name="An Author")
    assert "has arrived" in author.get(f"{address(paper)}/thanks").text
    assert first("paper").title == old
    assert "1 suggestion" in alice.get(f"/{SLUG}/edit/").text
    shown = tree(alice.get(LIST)).select_one(f"#suggestion-{one.id}")
    assert shown
    assert [tag.get_text() for tag in shown.select("dt")] == ["Title"]
    assert [tag.get_text() for tag in shown.select("ins")] == [", revised"]
    assert "An Author" in shown.get_text()
    assert "Camera-ready." in shown.get_text()
    done = decide(alice, one)
    assert done.location == f"{LIST}?done={one.id}"
    assert "Accepted" in alice.get(done.location).text
    assert first("paper").title == f"{old}, revised"
    revision = db.session.query(Revision).order_by(Revision.id.desc()).limit(1).one()
    assert (revision.verb, revision.kind, revision.number) == ("save", "paper", paper.number)
    assert newest().decided_by == revision.account_id is not None
    alice.post(f"/{SLUG}/edit/undo")
    assert first("paper").title == old


def test_the_edit_page_offers_visitors_links_to_nobody(edition: Edition, alice: FlaskClient) -> None:
    page = tree(alice.get(f"/{SLUG}/edit/"))
    assert page.select(".suggest") == []
    assert "Suggestions" in [link.get_text() for link in page.select(".bar a")]
    form = tree(alice.get(f"/{SLUG}/edit/paper/1/form"))
    assert [link["href"] for link in form.select("a[href*=suggestions]")] == [f"{LIST}?row=paper-1#ask"]
    assert tree(alice.get(f"{LIST}?row=paper-3")).select("option[selected]")[0]["value"] == "paper-3"


def test_an_author_meets_no_cookie_and_no_script(app: Flask, edition: Edition, author: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    paper: Paper = first("paper")
    for answer in (
        author.get(address(paper)),
        author.post(address(paper), data=typed(paper, title="")),
        author.post(address(paper), data=typed(paper, title="Another title")),
        author.get(f"{address(paper)}/thanks"),
    ):
        assert answer.status_code < 500
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "<script" not in answer.text
    assert newest().after == {"title": "Another title"}


def test_nothing_of_a_suggestion_is_public(edition: Edition, author: FlaskClient) -> None:
    paper: Paper = first("paper")
    paths = [f"/{SLUG}/{path}" for path in ("", "edition.json", "changes.atom", "papers.bib", "papers.csv")]
    paths += [f"/{SLUG}/paper/{paper.number}/", "/sitemap.xml", "/", address(paper), f"{address(paper)}/thanks"]
    before = [FRESH.sub("", author.get(path).text) for path in paths]
    suggest(author, paper, title="Unheard of", note="Unheard of", from_email="alice@example.org")
    assert [FRESH.sub("", author.get(path).text) for path in paths] == before


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": ""}, "title", "A paper has a title."),
        ({"title": "x" * 501}, "title", "longer than 500 characters"),
        ({"url": "javascript:alert(1)"}, "url", "Start the link with https://"),
        ({"title": "New", "note": "x" * 2001}, "note", "longer than 2,000 characters"),
        ({"title": "New", "from_email": "alice"}, "from_email", "Enter an e-mail address"),
        ({"title": "New", "website": "https://example.org/"}, "website", "Leave this empty"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_text_kept(
    changed: dict[str, str], field: str, words: str, edition: Edition, author: FlaskClient
) -> None:
    answer = author.post(address(first("paper")), data=typed(first("paper"), authors="Kept, typed") | changed)
    assert answer.status_code == 422
    wrong = tree(answer).select(".wrong")
    assert [tag["name"] for tag in tree(answer).select(".wrong [name]")] == [field]
    assert words in wrong[0].get_text()
    assert tree(answer).select("[hidden] .wrong") == []
    assert "authors" in changed or "Kept, typed" in answer.text
    assert db.session.query(Suggestion).count() == 0


def test_a_text_of_nothing_but_spaces_costs_no_more_than_another(edition: Edition, author: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert suggest(author, paper, title=" " * 1_000_000 + "x").after == {"title": "x"}
    assert suggest(author, paper, title="One \r\n of two").after == {"title": "One of two"}


def test_what_nobody_sees_is_cleaned_silently(edition: Edition, author: FlaskClient) -> None:
    sent = suggest(
        author, db.session.query(Paper).first(), title="A\x00B", note="A\x1bB\nC", from_name="\u202eAlice\x07"
    )
    assert (sent.after, sent.note, sent.from_name) == ({"title": "AB"}, "AB\nC", "Alice")


def test_a_row_that_differs_in_nothing_is_not_sent(edition: Edition, author: FlaskClient) -> None:
    paper: Paper = first("paper")
    for data in (typed(paper, note="Look!"), {}, {"authors": f"{paper.authors}\r\n "}):
        answer = author.post(address(paper), data=data)
        assert answer.status_code == 422
        assert "Nothing differs from the page yet" in answer.text
    assert db.session.query(Suggestion).count() == 0


def test_the_same_from_two_forms_waits_once_but_for_what_else_is_said(edition: Edition, author: FlaskClient) -> None:
    paper: Paper = first("paper")
    one = suggest(author, paper, title="New")
    assert suggest(author, paper, title="New", once="another").id == one.id
    assert suggest(author, paper, title="New", note="And why").note == "And why"


@pytest.mark.parametrize("verb", ["", "accept", "decline"])
def test_a_form_that_comes_again_counts_once_whatever_became_of_it(
    verb: str, app: Flask, edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    app.config["SUGGESTION_LIMIT"] = (1, 60)
    paper: Paper = first("paper")
    sent = typed(paper, title="New", once=once_of(author, paper))
    assert author.post(address(paper), data=sent).status_code == 303
    if verb:
        decide(alice, newest(), verb)
    version, state = edition.version, newest().state
    again = author.post(address(paper), data=sent)
    assert (again.status_code, again.location) == (303, f"{address(paper)}/thanks")
    assert author.get(again.location).status_code == 200
    assert (db.session.query(Suggestion).count(), edition.version, newest().state) == (1, version, state)


def test_each_form_has_a_token_which_it_keeps_until_it_is_sent(edition: Edition, author: FlaskClient) -> None:
    paper: Paper = first("paper")
    assert once_of(author, paper) != once_of(author, paper)
    refused = author.post(address(paper), data=typed(paper, title="", once="kept"))
    assert tree(refused).select("[name=once]")[0]["value"] == "kept"


def test_another_text_in_the_same_form_is_another_suggestion(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    one, other = db.session.query(Paper).limit(2)
    forms = [(one, {"title": "New"}), (one, {"title": "Newer"}), (one, {"title": "New", "note": "Why"})]
    forms.append((other, {"title": "New", "authors": one.authors, "url": one.url}))
    for n, (row, changed) in enumerate(forms * 2):
        suggest(author, row, once="token", **changed)
        assert db.session.query(Suggestion).count() == min(n + 1, len(forms))
    assert [found.state for found in db.session.query(Suggestion)] == ["open"] * len(forms)
    first_sent = db.session.query(Suggestion).order_by(Suggestion.id).limit(1).one()
    decide(alice, first_sent, "decline")
    assert suggest(author, one, title="Newest", once="token").after == {"title": "Newest"}


@on_both
def test_of_a_form_that_comes_twice_at_one_moment_one_counts(
    app: Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper, together = first("paper"), Barrier(2)
    path, sent = address(paper), typed(paper, title="New", once="token")
    monkeypatch.setattr(public_views, "is_full", lambda _one: together.wait(timeout=30) < 0)  # both were looked for

    def send(_n: int) -> int:
        with app.app_context():
            return app.test_client().post(path, data=sent).status_code

    db.session.rollback()
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(send, range(2))) == [303, 303]
    assert db.session.query(Suggestion).count() == 1


@on_both
def test_suggestions_go_through_the_migration_that_counts_them_once(
    app: Flask, edition: Edition, author: FlaskClient, runner: FlaskCliRunner
) -> None:
    suggest(author, first("paper"), title="Before")
    suggest(author, first("paper"), title="Before, too")
    db.session.remove()
    assert runner.invoke(args=["db", "downgrade", "0040"]).exit_code == 0
    upgrade()
    kept_by_then = db.session.query(Suggestion).order_by(Suggestion.id)
    assert [(one.after["title"], one.idempotency_key) for one in kept_by_then] == [
        ("Before", None),
        ("Before, too", None),
    ]


def test_scripts_are_shown_as_the_text_that_they_are(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    mallory, evil = author, "<script>alert(1)</script><img src=x onerror=alert(1)>"
    one = suggest(
        mallory, first("paper"), title=evil, authors=evil, note=evil, from_name=evil, from_email="m@e.org?bcc=<b>"
    )
    for verb in ("", "decline"):
        if verb:
            decide(alice, one, verb)
        answer = alice.get(LIST)
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert evil in tree(answer).get_text()
        assert "mailto:m@e.org%3Fbcc%3D%3Cb%3E" in answer.text


def test_what_a_form_does_not_offer_is_ignored(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    slot = talk(start=time(9))
    forged = {"start": "23:00", "kind": "break", "track": "X", "section_id": "1", "position": "0", "id": "1"}
    assert author.post(address(slot), data=typed(slot, title="", paper="1")).status_code == 422
    one = suggest(author, slot, speaker="Alice", **forged)
    assert one.after == {"speaker": "Alice"}
    decide(alice, one)
    row = db.session.get_one(Slot, slot.id)
    assert (row.speaker, row.start, row.kind, row.track, row.position) == ("Alice", time(9), "talk", "", 99)


def test_a_row_is_corrected_whatever_else_is_wrong_with_it(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    slot = talk(start=time(9), end=time(8))
    decide(alice, suggest(author, slot, title="A better title"))
    row = db.session.get_one(Slot, slot.id)
    assert (row.title, row.start, row.end) == ("A better title", time(9), time(8))


def test_only_papers_and_talks_that_visitors_see_can_be_corrected(edition: Edition, author: FlaskClient) -> None:
    other = Paper(title="Elsewhere", number=900)
    put(make(), "paper", other)
    pause = talk(kind="break")
    places = ["keynote/1", "section/1", "edition/1", "x/1", "paper/999", "paper/99999999999999999999"]
    for path in (*places, f"paper/{other.number}", f"slot/{pause.number}"):
        for answer in (author.get(f"/{SLUG}/suggest/{path}"), author.post(f"/{SLUG}/suggest/{path}", data={})):
            assert answer.status_code == 404, path
        assert author.get(f"/{SLUG}/suggest/{path}/thanks").status_code == 404
    assert tree(author.get(f"/{SLUG}/")).select(f"#slot-{pause.number} .suggest") == []


def test_a_draft_cannot_be_corrected(edition: Edition, author: FlaskClient) -> None:
    edition.state = "draft"
    db.session.commit()
    paper: Paper = first("paper")
    assert author.get(address(paper)).status_code == 404
    assert author.post(address(paper), data=typed(paper, title="New")).status_code == 404


def test_a_talk_on_a_paper_leads_to_the_paper_for_its_title(edition: Edition, author: FlaskClient) -> None:
    paper: Paper = first("paper")
    form = tree(author.get(address(talk(title="", paper=paper))))
    assert form.select("[name=title]") == []
    assert [link["href"] for link in form.select(".hint a")] == [address(paper)]
    assert f"the page shows “{paper.authors}”" in form.get_text()


def test_changes_of_other_fields_merge(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    paper: Paper = first("paper")
    opened = typed(paper, url="https://example.org/new")
    alice.post(f"/{SLUG}/edit/paper/{paper.number}", data=posted("paper", paper, title="By Alice", url=paper.url))
    assert author.post(address(paper), data=opened).status_code == 303
    assert newest().after == {"url": "https://example.org/new"}
    assert newest().version == paper.version - 1
    decide(alice, newest())
    row = first("paper")
    assert (row.title, row.url) == ("By Alice", "https://example.org/new")


@pytest.mark.parametrize(("pick", "title"), [("now", "By Bob"), ("suggested", "By the author")])
def test_where_the_same_field_changed_the_person_picks(
    pick: str, title: str, edition: Edition, author: FlaskClient, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper: Paper = first("paper")
    one = suggest(author, paper, title="By the author", url="https://example.org/new")
    version, url = paper.version, paper.url
    bob.post(
        f"/{SLUG}/edit/paper/{paper.number}",
        data=posted("paper", paper, title="By Bob", authors=paper.authors, url=paper.url),
    )
    for data in ({"version": str(version), "title": pick}, {"version": str(version + 1), "title": "x"}):
        asked = alice.post(f"{LIST}{one.id}/accept", data=data)
        assert asked.status_code == 409
        assert "changed or removed meanwhile" in asked.text
        assert (first("paper").title, first("paper").url) == ("By Bob", url)
    choices = tree(asked).select(f"#suggestion-{one.id} [type=radio]")
    assert [(choice["name"], choice["value"]) for choice in choices] == [("title", "now"), ("title", "suggested")]
    assert "By Bob" in choices[0].parent.get_text()  # type: ignore[union-attr]  # it stands in its label
    assert decide(alice, one, title=pick).status_code == 303
    assert (first("paper").title, first("paper").url) == (title, "https://example.org/new")


def test_two_organizers_decide_once(
    edition: Edition, author: FlaskClient, alice: FlaskClient, bob: FlaskClient
) -> None:
    one = suggest(author, first("paper"), title="New")
    assert decide(alice, one).status_code == 303
    revisions = db.session.query(Revision).count()
    for verb in ("accept", "decline"):
        second = decide(bob, one, verb)
        assert second.status_code == 409
        assert "Alice has already accepted this." in second.text
    assert db.session.query(Revision).count() == revisions
    assert newest().state == "accepted"


def test_who_decided_keeps_their_name_when_their_account_is_removed(
    edition: Edition, author: FlaskClient, alice: FlaskClient, bob: FlaskClient
) -> None:
    one = suggest(author, first("paper"), title="Not this")
    decide(alice, one, "decline")
    gone = account_with("alice@example.org")
    assert gone
    remove(gone)
    db.session.commit()
    assert "Declined by Alice," in tree(bob.get(LIST)).text
    decide(bob, one, "reopen")
    decide(bob, one, "decline")
    assert "Declined by Bob," in tree(bob.get(LIST)).text


def test_what_was_declined_stays_in_a_list_and_can_be_opened_again(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    one = suggest(author, first("paper"), title="Not this")
    revisions = db.session.query(Revision).count()
    assert decide(alice, one, "decline").status_code == 303
    page = tree(alice.get(LIST))
    assert [li["id"] for li in page.select("#decided + ol > li")] == [f"suggestion-{one.id}"]
    assert "Declined by Alice" in page.get_text()
    assert decide(alice, one).status_code == 409
    assert decide(alice, one, "reopen").status_code == 303
    assert newest().state == "open"
    assert db.session.query(Revision).count() == revisions


def test_a_suggestion_on_a_row_that_was_removed_is_shown_and_declined(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    paper: Paper = first("paper")
    one = suggest(author, paper, title="Too late")
    alice.post(f"/{SLUG}/edit/paper/{paper.number}/remove", data={"version": str(paper.version)})
    late = decide(alice, one)
    assert late.status_code == 409
    shown = tree(late).select_one(f"#suggestion-{one.id}")
    assert shown
    assert "Too late" in shown.get_text()
    assert [button.get_text() for button in shown.select("button")] == ["Decline"]
    assert newest().state == "open"
    assert decide(alice, one, "decline").status_code == 303


def test_a_suggestion_that_is_not_right_any_more_is_refused_in_words(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    slot = talk(speaker="A Speaker")
    one = suggest(author, slot, title="")
    db.session.get_one(Slot, slot.id).speaker = ""
    db.session.commit()
    answer = decide(alice, one)
    assert answer.status_code == 409
    assert "it is not valid: Give a title" in answer.text
    assert (db.session.get_one(Slot, slot.id).title, newest().state) == ("A talk", "open")


def test_only_organizers_see_and_decide(edition: Edition, author: FlaskClient) -> None:
    one = suggest(author, first("paper"), title="New")
    sign_in = f"/login?next=/{SLUG}/edit/"
    assert author.get(LIST).location == f"/login?next={LIST}"
    for path in (f"{one.id}/accept", f"{one.id}/decline", f"{one.id}/reopen", "links", "links/1/withdraw"):
        answer = author.post(LIST + path)
        assert (answer.status_code, answer.location) == (303, sign_in)
    assert newest().state == "open"


def test_a_forged_form_decides_nothing(app: Flask, edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    one = suggest(author, first("paper"), title="New")
    app.config["WTF_CSRF_ENABLED"] = True
    assert decide(alice, one).status_code == 400
    assert newest().state == "open"


def test_a_suggestion_is_on_its_own_edition_alone(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    one = suggest(author, first("paper"), title="As suggested")
    put(make(), "paper", Paper(title="Elsewhere"))
    for path in (f"/2031/edit/suggestions/{one.id}", f"{LIST}99", f"{LIST}99999999999999999999"):
        assert alice.post(f"{path}/accept").status_code == 404
    assert "As suggested" not in alice.get(f"/2031/edit/suggestions/?done={one.id}").text
    assert newest().state == "open"


def test_who_sends_too_much_is_asked_to_wait_and_keeps_the_text(
    app: Flask, edition: Edition, author: FlaskClient
) -> None:
    app.config["SUGGESTION_LIMIT"] = (2, 60)
    rows = db.session.query(Paper).limit(3).all()
    for row in rows[:2]:
        suggest(author, row, title="New")
    answer = author.post(address(rows[2]), data=typed(rows[2], title="The third", note="And why"))
    assert answer.status_code == 429
    assert "too many suggestions came from your network" in answer.text
    assert "The third" in answer.text
    assert "And why" in answer.text
    assert db.session.query(Suggestion).count() == 2


def test_as_many_wait_as_somebody_reads(
    edition: Edition, author: FlaskClient, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "MAX_OPEN_OF_ROW", 1)
    monkeypatch.setattr(models, "MAX_OPEN_OF_EDITION", 2)
    one, two, three = db.session.query(Paper).limit(3)
    full = suggest(author, one, title="First")
    for row in (one, three):
        answer = author.post(address(row), data=typed(row, title="Beyond"))
        assert answer.status_code == (429 if row is one else 303)
    assert (
        "many suggestions for this are already waiting"
        in author.post(address(two), data=typed(two, title="Beyond")).text
    )
    decide(alice, full, "decline")
    suggest(author, two, title="Beyond")


def ask(client: FlaskClient, row: Any) -> str:
    """The path of the personal link that an organizer makes."""
    answer = client.post(f"{LIST}links", data={"row": f"paper-{row.number}"})
    field = tree(client.get(answer.location)).select_one(f"#link-paper-{row.number} input[readonly]")
    assert field
    return str(field["value"]).removeprefix("http://localhost")


def test_alice_asks_an_author_by_a_personal_link(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    paper, other = db.session.query(Paper).limit(2)
    path = ask(alice, paper)
    assert ask(alice, paper) == path
    assert len(path.rpartition("/")[2]) >= 32
    form = tree(author.get(path)).select_one("form")
    assert form
    assert author.post(str(form["action"]), data=typed(paper, title="As asked")).status_code == 303
    assert newest().asked
    assert "by the personal link" in alice.get(LIST).text
    assert not suggest(author, other, title="Not asked").asked
    elsewhere = path.replace(f"/{paper.number}/", f"/{other.number}/")
    assert author.get(elsewhere).status_code == 410


def test_a_link_that_was_withdrawn_costs_no_text(edition: Edition, author: FlaskClient, alice: FlaskClient) -> None:
    paper: Paper = first("paper")
    path = ask(alice, paper)
    alice.post(f"{LIST}links/{db.session.query(SuggestionLink).one().id}/withdraw")
    answer = author.post(path, data=typed(paper, title="Typed already"))
    assert answer.status_code == 410
    assert "was withdrawn" in answer.text
    assert "Typed already" in answer.text
    form = tree(answer).select_one("form")
    assert form
    assert author.post(str(form["action"]), data=typed(paper, title="Typed already")).status_code == 303
    assert not newest().asked
    assert author.get(f"{address(paper)}/%00").status_code == 404


def test_a_form_that_arrived_is_thanked_for_again_though_its_link_was_withdrawn(
    edition: Edition, author: FlaskClient, alice: FlaskClient
) -> None:
    paper: Paper = first("paper")
    path, sent = ask(alice, paper), typed(paper, title="As asked", once="token")
    assert author.post(path, data=sent).status_code == 303
    alice.post(f"{LIST}links/{db.session.query(SuggestionLink).one().id}/withdraw")
    assert author.post(path, data=sent).location == f"{address(paper)}/thanks"
    assert db.session.query(Suggestion).count() == 1


@pytest.mark.parametrize(
    ("row", "code"), [("section-1", 400), ("paper-x", 400), ("", 400), ("paper-999", 404), ("slot-1", 404)]
)
def test_links_are_for_papers_and_talks(row: str, code: int, edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{LIST}links", data={"row": row}).status_code == code
    assert db.session.query(SuggestionLink).count() == 0


def test_bob_withdraws_no_link_of_another_edition(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    ask(alice, first("paper"))
    put(make(), "paper", Paper(title="Elsewhere"))
    for path in ("/2031/edit/suggestions/links/1/withdraw", f"{LIST}links/99999999999999999999/withdraw"):
        assert bob.post(path).status_code in (303, 404)
    assert db.session.query(SuggestionLink).count() == 1


@pytest.fixture
def partner(edition: Edition, bob: FlaskClient) -> FlaskClient:
    """Bob, limited to the partner workshop's track."""
    account = account_with("bob@example.org")
    assert account
    account.grants = [right_on(edition, "Partner")]
    db.session.commit()
    return bob


def test_an_editor_of_a_track_decides_about_its_talks(
    edition: Edition, author: FlaskClient, partner: FlaskClient
) -> None:
    one = suggest(author, talk(track="Partner"), speaker="Ours")
    for waiting, verb, state in ((1, "decline", "declined"), (0, "reopen", "open"), (1, "accept", "accepted")):
        assert partner.get(f"/{SLUG}/edit/").text.count("1 suggestion<") == waiting
        done = decide(partner, one, verb)
        assert (done.status_code, newest().state) == (303, state)
        shown = tree(partner.get(done.location))
        assert [tag["id"] for tag in shown.select("li.change")] == [f"suggestion-{one.id}"]
        assert "A talk" in shown.select(".done")[0].get_text()


def test_an_editor_of_a_track_learns_nothing_of_suggestions_beyond_it(
    edition: Edition, author: FlaskClient, alice: FlaskClient, partner: FlaskClient
) -> None:
    own, removed = talk(track="Partner"), talk(track="Partner", title="Removed")
    beyond = [("paper", 1), *(("slot", row.number) for row in (talk(track="Main"), talk(track=""), removed))]
    one = suggest(author, own, speaker="Ours")
    own.speaker = "Changed meanwhile"
    db.session.commit()
    alice.post(f"/{SLUG}/edit/slot/{removed.number}/remove", data={"version": "1"})
    ids = range(one.id + 1, one.id + 9)
    paths = [f"/{SLUG}/edit/", f"/{SLUG}/edit/history/", LIST, *(f"{LIST}?done={id}" for id in ids)]
    posts = [f"{LIST}{id}/{verb}" for id in ids for verb in ("accept", "decline", "reopen")]

    def seen() -> list[tuple[int, str]]:
        answers = [partner.get(path) for path in paths]
        answers += [partner.post(path) for path in (f"{LIST}{one.id}/accept", *posts)]
        return [(answer.status_code, FRESH.sub("", answer.text)) for answer in answers]

    before = seen()
    said = {"before": {"title": "Old"}, "after": {"title": "New"}, "version": 1, "note": "Between us"}
    for (kind, number), state in product(beyond, ("open", "declined")):
        of_row = {"edition_id": edition.id, "kind": kind, "number": number}
        db.session.add(Suggestion(**of_row, **said, state=state, decided_at=utc_now()))
    db.session.commit()
    assert seen() == before
    assert [status for status, _ in before] == [200] * len(paths) + [409] + [404] * len(posts)
    states = [found.state for found in db.session.query(Suggestion).order_by(Suggestion.id)]
    assert (states[0], states[1:]) == ("open", ["open", "declined"] * 4)
    assert alice.get(LIST).text.count("Between us") == 8


def test_an_editor_of_a_track_neither_sees_nor_withdraws_other_links(edition: Edition, partner: FlaskClient) -> None:
    paper: Paper = first("paper")
    link = SuggestionLink(edition_id=edition.id, kind="paper", number=paper.id)
    db.session.add(link)
    db.session.commit()
    page = partner.get(LIST).text
    assert (link.token in page, f'value="paper-{paper.number}"' in page) == (False, False)
    assert partner.post(f"{LIST}links/{link.id}/withdraw").status_code == 403
    assert db.session.query(SuggestionLink).count() == 1
