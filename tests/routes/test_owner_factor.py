"""Where the site asks its owners for a second factor, one who has none sets it up before anything else."""

import re

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from faimi.content.site import current_site
from faimi.editor.auth import FACTOR_FIRST
from faimi.extensions import db
from tests.accounts.test_two_factor import SECRET
from tests.conftest import PASSWORD, SLUG
from tests.routes.conftest import kept
from tests.routes.test_routes import ROWS, SIGN_IN, address, row_of
from tests.samples import SAMPLES

OWN = {"account", "passkeys", "two_factor"}  # blueprints of one's own account
SET_UP = "/account/second-factor/"


def test_an_owner_without_one_is_led_to_it_from_every_organizers_address(
    app: Flask, clients: dict[str, FlaskClient]
) -> None:
    owner, asked = clients["owner"], 0
    assert owner.get("/people/").status_code == 200
    current_site().owner_factor = "required"
    db.session.commit()
    before = kept()
    for rule in app.url_map.iter_rules():
        row = ROWS[row_of(rule.endpoint)]
        for method, answers in (("GET", row.GET), ("POST", row.POST)):
            if not answers or answers[0] not in (SIGN_IN, 401) or rule.endpoint.partition(".")[0] in OWN:
                continue
            if rule.endpoint in ("accounts.code_page", "accounts.logout"):
                continue
            data = row.body if method == "POST" else None
            answer = owner.open(address(rule, row), method=method, query_string=row.query, data=data)
            leads = SET_UP in (answer.location, answer.headers.get("HX-Redirect"))
            assert leads or (answer.status_code, FACTOR_FIRST in answer.text) == (422, True), (rule, method)
            asked += 1
    assert asked > 100
    assert kept() == before
    assert [clients[role].get(f"/{SLUG}/edit/").status_code for role in ("editor", "track")] == [200, 200]


def test_an_owner_who_sets_it_up_goes_on_with_what_was_typed(app: Flask, clients: dict[str, FlaskClient]) -> None:
    owner, path = clients["owner"], f"/{SLUG}/edit/paper/1"
    current_site().owner_factor = "required"
    db.session.commit()
    typed = SAMPLES["paper"] | {"version": "1", "title": "Typed"}
    refused = owner.post(path, data=typed)
    assert (refused.status_code, 'value="Typed"' in refused.text) == (422, True)
    assert "This site asks its owners for a second factor." in owner.get(SET_UP).text
    assert owner.get("/account/").status_code == 200
    given = {"secret": SECRET, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
    assert re.search("[a-z2-7]{4}-[a-z2-7]{4}", owner.post(SET_UP, data=given).text)
    assert owner.post(path, data=typed).status_code == 200
    assert owner.get("/people/").status_code == 200
