"""A site of another workshop: nothing that it answers or mails names the one that faimi was made for."""

import re
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts import mail
from faimi.content import KIND, Preview
from faimi.extensions import db
from tests.conftest import PASSWORD
from tests.exchange.making import make, put
from tests.public.test_site_settings import set_
from tests.routes.test_routes import ENDPOINTS, ROWS, address, row_of
from tests.samples import row_from

NAME = "Machines & Medicine"
FORMER = re.compile("faimi|fairness of ai", re.IGNORECASE)
TECHNICAL = re.compile(  # which program wrote a file, and what an owner is told of it
    r'<generator name="faimi" ?/>|PRODID:-//faimi//faimi//EN|faimi \d+\.\d+\.\d+|FAIMI_[A-Z_]+'
)


@pytest.fixture
def original(prepared: Path) -> Path:
    """The instance folder that a test gets a copy of, without the sample."""
    return prepared


@pytest.fixture
def another(app: Flask) -> None:
    """A site of another name, with an edition that has one of everything."""
    set_(name=NAME)
    app.config |= {"SITE_URL": "https://example.org", "MAIL_FROM": "mail@example.org", "SMTP_URL": "smtp://none"}
    edition = make(starts_on=date(2031, 5, 1), timezone="Europe/Copenhagen")
    for name in KIND:
        put(edition, name, row_from(name))
    db.session.add(Preview(edition_id=edition.id, token="preview"))
    db.session.commit()


@pytest.mark.usefixtures("another")
def test_no_answer_names_the_workshop_that_faimi_was_made_for(
    app: Flask, alice: FlaskClient, visitor: FlaskClient
) -> None:
    asked = 0
    for endpoint in {*ENDPOINTS} - {"static"}:
        if (row := ROWS[row_of(endpoint)]).GET is None:
            continue
        path = address(next(app.url_map.iter_rules(endpoint)), row, slug="2031", **row.arguments)
        answer = (visitor if endpoint.startswith("public.") else alice).get(path, query_string=row.query)
        told = f"{path} {answer.text}" if answer.mimetype != "image/png" else path
        assert FORMER.search(TECHNICAL.sub("", told)) is None, told
        asked += answer.status_code == 200
    assert asked > 40


@pytest.mark.usefixtures("another")
def test_mails_authenticator_apps_and_passkeys_name_the_site(
    alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails: list[EmailMessage] = []
    monkeypatch.setattr(mail, "_deliver", mails.append)
    alice.post("/people/invite/", data={"email": "bob@example.org", "role": "editor", "reach": "all"})
    assert [(one["From"], one["Subject"]) for one in mails] == [
        ("Machines & Medicine <mail@example.org>", "Machines & Medicine: your invitation")
    ]
    assert "invites you to edit the pages of\nMachines & Medicine\nhttps://example.org/\n" in mails[0].get_content()
    link = BeautifulSoup(alice.get("/account/second-factor/").text, "lxml").select_one("a[href^=otpauth]")
    assert link
    assert "issuer=Machines & Medicine" in unquote(str(link["href"]))
    asked = alice.post("/account/passkeys/options", data={"password": PASSWORD, "key_name": "A key"}).get_json()
    assert asked["rp"] == {"id": "example.org", "name": NAME}
