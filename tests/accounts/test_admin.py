"""What Alice, an owner, does with the accounts of others, and what Bob and Mallory cannot."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from faimi import create_app
from faimi.accounts import BLUEPRINTS
from faimi.accounts.models import Account, SignInLink, account_with, change_role, remove
from faimi.content import Edition
from faimi.extensions import db
from faimi.history import Revision
from tests.accounts.mailbox import Mailbox, open_mailbox
from tests.accounts.test_profile import is_in, noted
from tests.conftest import HASH, PASSWORD, SLUG, client_of
from tests.samples import SAMPLES

CHOSEN = {"email": "mallory@example.org", "name": "Mallory", "password": PASSWORD, "again": PASSWORD}
INVITED = {"email": "Mallory@example.org", "role": "editor"}


@pytest.fixture
def mailbox(app: Flask) -> Iterator[Mailbox]:
    """The site sends mail, and here it arrives."""
    with open_mailbox() as mailbox:
        app.config |= {"SMTP_URL": mailbox.url, "MAIL_FROM": "site@example.org", "SITE_URL": "https://example.org"}
        yield mailbox


def link_in(text: str) -> str:
    """The path of the one-time link in a text."""
    found = re.search(r"/welcome/[\w-]+", text)
    assert found
    return found[0]


def id_of(name: str) -> int:
    """The id of an account."""
    account = account_with(f"{name}@example.org")
    assert account
    return account.id


@pytest.mark.parametrize("path", ["/people/", "/people/invite/", "/people/1/", "/people/1/remove"])
def test_bob_who_edits_is_refused_in_the_sites_own_look(path: str, alice: FlaskClient, bob: FlaskClient) -> None:
    assert alice.get(path).status_code == 200
    answer = bob.get(path)
    assert answer.status_code == 403
    assert "You cannot change this" in answer.text
    assert "People" not in bob.get("/account/").text


@pytest.mark.parametrize("path", ["/people/invite/", "/people/1/", "/people/1/link", "/people/1/remove"])
def test_neither_bob_nor_a_visitor_does_an_owners_work(
    path: str, alice: FlaskClient, bob: FlaskClient, visitor: FlaskClient
) -> None:
    assert bob.post(path, data=INVITED).status_code == 403
    assert visitor.post(path, data=INVITED).location == "/login?next=/account/"
    assert db.session.query(Account).count() == 2
    assert db.session.query(SignInLink).count() == 0


def test_alice_invites_mallory_by_a_link_that_is_shown_once(
    app: Flask, edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    shown = alice.post("/people/invite/", data=INVITED)
    link = link_in(shown.text)
    assert f">http://localhost{link}</textarea>" in shown.text
    assert "Invited. The link is good until" in alice.get("/people/").text
    assert link not in alice.get("/people/").text
    assert visitor.post(link, data=CHOSEN).location == "/editions/"
    assert "Invited." not in alice.get("/people/").text
    assert app.test_client().get(link).status_code == 404
    assert "Invited mallory@example.org as editor" in noted()


def test_where_mail_is_set_up_the_invitation_goes_by_mail(
    edition: Edition, mailbox: Mailbox, alice: FlaskClient, visitor: FlaskClient
) -> None:
    answer = alice.post("/people/invite/", data=INVITED)
    assert answer.location == "/people/"
    message, text = mailbox.next_one()
    assert (message["To"], message["From"]) == ("mallory@example.org", "site@example.org")
    assert f"https://example.org{link_in(text)}" in text
    assert "localhost" not in text
    assert "Alice invites you" in text
    assert visitor.post(link_in(text), data=CHOSEN).status_code == 302
    assert "on its way to mallory@example.org" in alice.get("/people/").text


def test_where_the_mail_fails_alice_reads_why_and_gets_the_link(mailbox: Mailbox, alice: FlaskClient) -> None:
    mailbox.refuses = True
    shown = alice.post("/people/invite/", data=INVITED)
    assert "The mail could not be sent" in shown.text
    assert "no such mailbox" in shown.text
    assert f"https://example.org{link_in(shown.text)}" in shown.text


def test_a_password_never_goes_to_a_mail_server_without_encryption(
    app: Flask, mailbox: Mailbox, alice: FlaskClient
) -> None:
    app.config["SMTP_URL"] = mailbox.url.replace("//", "//alice:secret@")
    assert "offers no encryption" in alice.post("/people/invite/", data=INVITED).text
    assert mailbox.messages == []


@pytest.mark.parametrize("url", ["http://example.org", "smtp://", "smtp://a@b@c"])
def test_a_mail_server_that_is_none_is_said_at_the_start(url: str, tmp_path: Path) -> None:
    with pytest.raises(ClickException, match="not the address of a mail server"):
        create_app({"INSTANCE_PATH": tmp_path, "SMTP_URL": url, "MAIL_FROM": "a@example.org"})


@pytest.mark.parametrize(
    ("given", "missing"),
    [({"SITE_URL": "https://example.org"}, "FAIMI_MAIL_FROM"), ({"MAIL_FROM": "a@example.org"}, "FAIMI_SITE_URL")],
)
def test_mail_that_is_set_up_by_half_is_said_at_the_start(given: dict[str, str], missing: str, tmp_path: Path) -> None:
    with pytest.raises(ClickException, match=missing):
        create_app({"INSTANCE_PATH": tmp_path, "SMTP_URL": "smtp://bob:x@mail.example.org:587", **given})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"email": "bob@example.org"}, "There is already an account with this address."),
        ({"email": "BOB@example.org"}, "There is already an account with this address."),
        ({"email": "nobody"}, "Enter an e-mail address."),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "Enter an e-mail address."),
        ({"role": "king"}, "Not a valid choice"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(
    changed: dict[str, str], words: str, alice: FlaskClient, bob: FlaskClient
) -> None:
    answer = alice.post("/people/invite/", data=INVITED | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Account).count() == 2


def test_an_invitation_is_withdrawn(alice: FlaskClient, visitor: FlaskClient) -> None:
    link = link_in(alice.post("/people/invite/", data=INVITED).text)
    assert "Withdraw the invitation" in alice.get(f"/people/{id_of('mallory')}/remove").text
    assert visitor.get(link).status_code == 200
    alice.post(f"/people/{id_of('mallory')}/remove")
    assert visitor.get(link).status_code == 404
    assert account_with("mallory@example.org") is None
    assert "Withdrew the invitation of mallory@example.org" in noted()


def test_a_link_that_has_ended_is_said_and_a_new_one_is_made(alice: FlaskClient, visitor: FlaskClient) -> None:
    alice.post("/people/invite/", data=INVITED)
    db.session.query(SignInLink).one().expires_at -= timedelta(days=8)
    db.session.commit()
    assert "The link has expired" in alice.get("/people/").text
    link = link_in(alice.post(f"/people/{id_of('mallory')}/link").text)
    assert visitor.get(link).status_code == 200


def test_a_role_changes_with_the_next_click(alice: FlaskClient, bob: FlaskClient) -> None:
    assert alice.post(f"/people/{id_of('bob')}/", data={"role": "owner"}).location == "/people/"
    assert bob.get("/people/").status_code == 200
    assert bob.post(f"/people/{id_of('alice')}/", data={"role": "editor"}).location == "/people/"
    assert alice.get("/people/").status_code == 403
    assert "Changed alice@example.org from owner to editor" in noted()


def test_bob_is_removed_and_signed_out_and_his_changes_stay(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    bob.post(f"/{SLUG}/edit/paper/new?section=5", data=SAMPLES["paper"])
    revisions = db.session.query(Revision).count()
    assert alice.post(f"/people/{id_of('bob')}/remove").location == "/people/"
    assert not is_in(bob)
    assert db.session.query(Revision).count() == revisions
    assert "Removed bob@example.org" in noted()
    told = alice.get(f"/{SLUG}/edit/history/").text
    assert re.findall(r'<p class="label">([^·]+) · <time', told) == ["Bob", "A command on the server"]


def test_an_owner_who_steps_back_is_on_their_own_page(alice: FlaskClient) -> None:
    client_of(alice.application, "bob", "owner")
    assert alice.post(f"/people/{id_of('alice')}/", data={"role": "editor"}).location == "/account/"
    assert alice.get("/account/").status_code == 200


@pytest.mark.parametrize("what", ["demoted", "removed"])
def test_the_last_owner_can_neither_be_demoted_nor_removed(what: str, app: Flask, alice: FlaskClient) -> None:
    db.session.add(Account(email="bob@example.org", role="owner"))  # invited, but never came
    db.session.commit()
    path = f"/people/{id_of('alice')}/" + ("remove" if what == "removed" else "")
    answer = alice.post(path, data={"role": "editor"})
    assert answer.status_code == 422
    assert "This is the last owner." in answer.text
    assert alice.get("/people/").status_code == 200
    assert "Removed alice@example.org" not in noted()


@pytest.mark.parametrize("what", ["demoted", "removed"])
def test_two_owners_who_let_go_of_one_another_at_once_do_not_both_succeed(what: str, app: Flask) -> None:
    for name in ("alice", "bob"):
        db.session.add(Account(email=f"{name}@example.org", role="owner", password_hash=HASH))
    db.session.commit()
    ready, done = threading.Barrier(2), []

    def let_go(name: str) -> None:
        with app.app_context():
            account = account_with(f"{name}@example.org")
            assert account
            ready.wait()
            done.append(change_role(account, "editor") if what == "demoted" else remove(account))
            db.session.commit()

    both = [threading.Thread(target=let_go, args=(name,)) for name in ("alice", "bob")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(done) == [False, True]
    assert db.session.scalars(select(Account.role)).all().count("owner") == 1


def test_an_account_that_is_not_there_cannot_be_changed(alice: FlaskClient) -> None:
    assert [alice.get(f"/people/{one}/").status_code for one in (99, 2**40)] == [404, 404]


def test_no_page_about_accounts_is_changed_by_another_sites_form(app: Flask, alice: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client_of(app, "bob")
    posts = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in {bp.name for bp in BLUEPRINTS} and "POST" in (rule.methods or ())
    ]
    assert len(posts) > 15
    for rule in posts:
        path = re.sub("<[^>]*>", "2", rule.rule)
        assert alice.post(path, data=INVITED | {"name": "x"}).status_code in (400, 404), path
    assert db.session.query(Account).count() == 2


def test_commands_are_noted(app: Flask, edition: Edition) -> None:
    run = app.test_cli_runner().invoke
    run(args=["account", "add", "bob@example.org"])
    run(args=["account", "link", "bob@example.org"])
    run(args=["export", SLUG])
    assert noted() == [
        "Added bob@example.org as editor",
        "Made a sign-in link for bob@example.org",
        f"Exported {SLUG} as json",
    ]
