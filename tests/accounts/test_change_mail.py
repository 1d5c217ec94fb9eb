"""Whom a change of an account concerns gets a mail about it, and nobody else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.change_mail import tell
from faimi.accounts.models import Account
from faimi.accounts.passkeys.models import Passkey
from faimi.content import Edition
from faimi.extensions import db
from tests.accounts.mailbox import Mailbox
from tests.accounts.test_admin import CHOSEN, INVITED, id_of, link_in, mailbox
from tests.accounts.test_profile import NEW
from tests.accounts.test_two_factor import SECRET, code, codes
from tests.conftest import PASSWORD

__all__ = ["codes", "mailbox"]


def told(mailbox: Mailbox) -> tuple[str, str]:
    """To whom the next mail goes, and what it tells."""
    message, text = mailbox.next_one()
    assert "https://example.org/login/forgot" in text
    return message["To"], text.replace("\r", "").split("\n\n")[2]


def test_bob_gets_a_mail_whenever_his_way_in_changes(app: Flask, bob: FlaskClient, mailbox: Mailbox) -> None:
    bob.post("/account/password", data={"password": PASSWORD, "new": NEW, "again": NEW})
    assert told(mailbox) == ("bob@example.org", "Its password was changed.")
    assert "by Bob (bob@example.org), from the address 127.0.0.1" in mailbox.messages[-1].as_string()
    bob.post("/account/second-factor/", data={"secret": SECRET, "password": NEW, "code": code()})
    assert told(mailbox)[1].startswith("Its second factor was switched on")
    bob.post("/account/second-factor/codes", data={"password": NEW})
    assert told(mailbox)[1].startswith("It got new recovery codes")
    bob.post("/account/second-factor/off", data={"password": NEW})
    assert told(mailbox)[1].startswith("Its second factor was switched off")
    db.session.add(Passkey(account_id=1, name="Laptop", credential_id="AAAA", public_key=b"", sign_count=0))
    db.session.commit()
    bob.post("/account/passkeys/1/remove")
    assert told(mailbox) == ("bob@example.org", "A passkey was removed from it.")
    app.test_cli_runner().invoke(args=["account", "link", "bob@example.org", "--without-second-factor"])
    assert told(mailbox)[1].startswith("Its second factor was switched off")
    assert "on the server" in mailbox.messages[-1].as_string()
    assert len(mailbox.messages) == 6


def test_bob_gets_a_mail_of_what_alice_does_with_his_account(
    app: Flask, edition: Edition, alice: FlaskClient, bob: FlaskClient, codes: list[str], mailbox: Mailbox
) -> None:
    path = f"/people/{id_of('bob')}"
    alice.post(f"{path}/", data={"role": "editor", "reach": "all"})  # as it is
    alice.post(f"{path}/", data={"role": "editor", "reach": "some", "grants": str(edition.id)})
    assert told(mailbox) == ("bob@example.org", "What it may change is now another: only 2024-miccai.")
    alice.post(f"{path}/", data={"role": "owner", "reach": "all"})
    both = "Its role was changed from editor to owner. What it may change is now another: everything."
    assert told(mailbox)[1] == both
    link = link_in(alice.post(f"{path}/link").text)
    assert told(mailbox)[1].startswith("A one-time link was made")
    alice.post(f"{path}/second-factor")
    assert told(mailbox)[1].startswith("Its second factor was switched off")
    app.test_client().post(link, data={"password": NEW, "again": NEW})
    assert told(mailbox) == ("bob@example.org", "A new password was chosen for it by a one-time link.")
    alice.post(f"/people/{id_of('alice')}/remove", data={"sure": "1"})
    assert told(mailbox)[0] == "alice@example.org"
    assert len(mailbox.messages) == 6


def test_who_was_invited_hears_of_another_address_that_took_the_invitation(
    app: Flask, alice: FlaskClient, mailbox: Mailbox
) -> None:
    alice.post("/people/invite/", data=INVITED)
    link = link_in(mailbox.next_one()[1])
    app.test_client().post(link, data=CHOSEN | {"email": "bob@example.org"})
    assert told(mailbox) == (
        "mallory@example.org",
        "Whoever had your invitation took another address for it: bob@example.org.",
    )


def test_what_does_not_happen_is_not_told_and_a_mail_that_fails_undoes_nothing(
    app: Flask, alice: FlaskClient, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    alice.post("/people/1/", data={"role": "editor", "reach": "all"})
    alice.post("/people/1/remove", data={"sure": "1"})
    alice.post("/account/password", data={"password": "wrong", "new": NEW, "again": NEW})
    assert db.session.query(Account).one().role == "owner"
    with app.app_context():
        tell("alice@example.org", "It is never committed.")
        db.session.rollback()
    mailbox.refuses = True
    assert alice.post("/account/password", data={"password": PASSWORD, "new": NEW, "again": NEW}).status_code == 303
    mailbox.refuses = False
    alice.post("/account/password", data={"password": NEW, "new": PASSWORD, "again": PASSWORD})
    assert told(mailbox) == ("alice@example.org", "Its password was changed.")
    assert len(mailbox.messages) == 1
