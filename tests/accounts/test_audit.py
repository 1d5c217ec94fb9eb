"""What happened to accounts, as Alice reads it."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.audit import AuditEntry
from faimi.extensions import db
from tests.accounts.test_admin import INVITED, link_in
from tests.accounts.test_profile import noted, sign_in


def shown(client: FlaskClient, query: str = "") -> list[str]:
    """The page's entries, as text."""
    tree = BeautifulSoup(client.get(f"/people/audit/{query}").text, "lxml")
    return [" ".join(item.get_text(" ").split()) for item in tree.select(".audit li")]


def test_bob_and_a_visitor_do_not_read_it(bob: FlaskClient, visitor: FlaskClient) -> None:
    assert bob.get("/people/audit/").status_code == 403
    assert visitor.get("/people/audit/").location == "/login?next=/people/audit/"


def test_alice_reads_who_did_what_when_and_from_where(app: Flask, alice: FlaskClient, bob: FlaskClient) -> None:
    sign_in(app, "bob", "wrong", 422)
    sign_in(app, "bob")
    sign_in(app, "nobody", "wrong", 422)
    bob.post("/logout")
    newest, unknown, came_in, wrong = shown(alice)
    assert newest.startswith("Signed out bob@example.org · 127.0.0.1")
    assert unknown.startswith("Wrong password somebody unknown · 127.0.0.1")
    assert came_in.startswith("Signed in with Firefox on Linux bob@example.org · 127.0.0.1")
    assert wrong.startswith("Wrong password bob@example.org · 127.0.0.1")
    assert wrong.endswith("UTC")


def test_what_a_stranger_typed_is_not_noted(app: Flask, alice: FlaskClient) -> None:
    app.test_client().post("/login", data={"email": "my secret password", "password": "x"})
    assert "secret" not in " ".join(shown(alice))


def test_no_link_and_no_password_is_ever_noted(app: Flask, alice: FlaskClient) -> None:
    link = link_in(alice.post("/people/invite/", data=INVITED).text)
    app.test_client().get(link)
    sign_in(app, "alice", "a wrong one", 422)
    everything = " ".join(noted())
    assert link.rpartition("/")[2] not in everything
    assert "a wrong one" not in everything


def test_it_comes_200_entries_a_page(alice: FlaskClient) -> None:
    db.session.add_all(AuditEntry(who="bob@example.org", what=f"Entry {n}") for n in range(401))
    db.session.commit()
    first = shown(alice)
    assert (len(first), first[0][:9], first[-1][:9]) == (200, "Entry 400", "Entry 201")
    older = BeautifulSoup(alice.get("/people/audit/").text, "lxml").select("main a")[-1]["href"]
    second = shown(alice, str(older).rpartition("/")[2])
    assert (second[0][:9], second[-1][:7]) == ("Entry 200", "Entry 1")
    last = alice.get("/people/audit/?before=2")
    assert "Entry 0" in last.text
    assert "Older" not in last.text
    assert alice.get(f"/people/audit/?before={2**70}").status_code == 200


def test_entries_are_never_changed_nor_removed(alice: FlaskClient) -> None:
    db.session.add(AuditEntry(who="bob@example.org", what="Something"))
    db.session.commit()
    entry = db.session.query(AuditEntry).one()
    entry.what = "Nothing"
    with pytest.raises(RuntimeError):
        db.session.commit()
    db.session.rollback()
    db.session.delete(entry)
    with pytest.raises(RuntimeError):
        db.session.commit()
