"""Forms as no browser sends them: never an error of ours, and what is refused has changed nothing."""

import json
import re
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Section
from faimi.extensions import db
from tests.conftest import SLUG
from tests.routes.conftest import OTHER, Asked, Noting, kept
from tests.routes.test_bad_addresses import plainly
from tests.routes.test_routes import ENDPOINTS, ROWS, address, row_of
from tests.samples import SAMPLES, first

MB = 1024 * 1024
FORM = "application/x-www-form-urlencoded"
POSTS = [name for name in ENDPOINTS if ROWS[row_of(name)].POST]
FILLED = [name for name in POSTS if ROWS[row_of(name)].body]
PAPER = f"/{SLUG}/edit/paper/1"
JUNK = [*map(quote, ("a\0b", "9" * 5000, f"-{10**30}")), "%ED%A0%80%FF"]
NAME = re.compile("[a-z_]+")  # a field's; one may be asked for whose name is a value sent
SHOWN = {"paste.paste_papers": {"seen": "A title, An Author", "take": "0"}}  # a list is added when it was shown


def path_of(app: Flask, endpoint: str) -> str:
    """An address of an endpoint that takes forms."""
    rule = next(rule for rule in app.url_map.iter_rules(endpoint) if "POST" in (rule.methods or ()))
    return f"{address(rule, ROWS[row_of(endpoint)])}?{ROWS[row_of(endpoint)].query}"


class Zeros:
    """A body of any length that is never held whole."""

    def __init__(self, length: int) -> None:
        self.left, self.taken = length, 0

    def read(self, size: int = -1) -> bytes:
        """The next part."""
        part = b"&" * min(self.left if size < 0 else size, self.left, MB)
        self.left, self.taken = self.left - len(part), self.taken + len(part)
        return part

    readline = read


@pytest.mark.parametrize("endpoint", FILLED)
def test_a_file_in_place_of_each_text_is_no_text(endpoint: str, app: Flask, clients: dict[str, FlaskClient]) -> None:
    body = ROWS[row_of(endpoint)].body
    for name in body:
        answer = clients["owner"].post(path_of(app, endpoint), data=body | {name: (BytesIO(b"x"), "x.txt")})
        assert plainly(answer), name


@pytest.mark.parametrize("endpoint", [name for name in POSTS if not name.startswith("plain")])
def test_json_is_no_form(endpoint: str, app: Flask, clients: dict[str, FlaskClient]) -> None:
    for body in ("[1]", "1", '{"email": 1, "password": ["x"], "name": {}, "reach": "all"}', "{", "[" * 100_000):
        answer = clients["owner"].post(path_of(app, endpoint), data=body, content_type="application/json")
        assert plainly(answer), body[:50]


@pytest.mark.parametrize("credential", [{"id": "\ud800"}, {"id": "\0"}, {"id": ["x"]}, {"id": 10**30}, {"id": "key"}])
def test_a_passkey_of_junk_lets_nobody_in(credential: dict[str, Any], clients: dict[str, FlaskClient]) -> None:
    visitor = clients["visitor"]
    visitor.post("/login/passkey/options")
    answer = visitor.post("/login/passkey/", data=json.dumps(credential), content_type="application/json")
    assert answer.status_code == 422
    assert visitor.get("/account/").status_code == 303


@pytest.mark.parametrize("endpoint", POSTS)
def test_junk_in_every_field_is_no_error(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient], again: Callable[[], None]
) -> None:
    app.request_class, path = Noting, path_of(app, endpoint)
    before, client, cookie = kept(), clients["owner"], clients["owner"].get_cookie("faimi")
    assert cookie

    def send(form: str) -> None:
        """Sends a form to the site as it was before any other, and in the same session."""
        assert plainly(client.post(path, data=form, content_type=FORM)), form[:300]
        if kept() != before:
            again()
        client.set_cookie("faimi", cookie.value)

    fields = ROWS[row_of(endpoint)].body | SHOWN.get(endpoint, {})
    Asked.names.clear()
    send(urlencode(fields))
    done = set[str]()
    while names := {name for name in Asked.names | fields.keys() if NAME.fullmatch(name)} - done:
        for name, junk in product(sorted(names), JUNK):
            send(urlencode(fields | {name: "@"}).replace("%40", junk))
        done |= names


@pytest.mark.parametrize("type_", [FORM, "multipart/form-data; boundary=x"])
@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("path", ["/login", PAPER, f"{PAPER}/remove", f"/{SLUG}/suggest/paper/1", "/people/invite/"])
def test_a_body_of_50_mb_is_refused_and_not_read(
    path: str, declared: bool, type_: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # as it is: the token is looked for in the form
    before, body = kept(), Zeros(50 * MB)
    length = {"CONTENT_LENGTH": str(50 * MB)} if declared else {"wsgi.input_terminated": True}
    answer = clients["owner"].post(path, content_type=type_, environ_overrides={"wsgi.input": body, **length})
    cut = not declared and type_ == FORM  # what is too long of a text without a length is not read
    assert answer.status_code in ((400, 422) if cut else (413,))
    assert ("Too large" in answer.text, plainly(answer)) == (not cut, True)
    assert body.taken <= (0 if declared else 25 * MB if "multipart" in type_ else 3 * MB)
    assert kept() == before


def test_a_hundred_thousand_fields_and_fields_sent_twice_are_looked_past(clients: dict[str, FlaskClient]) -> None:
    fields = SAMPLES["paper"] | {"version": "1"}
    many = urlencode([*fields.items(), ("title", "Sent twice"), ("id", "9"), ("section_id", "9"), ("position", "9")])
    answer = clients["owner"].post(PAPER, data=many + "".join(f"&f{n}=" for n in range(100_000)), content_type=FORM)
    assert answer.status_code == 200
    db.session.rollback()
    paper = first("paper")
    assert (paper.title, paper.section.number, paper.position, paper.version) == ("A paper's title", 5, 0, 2)


def test_a_form_that_is_no_utf_8_saves_nothing(app: Flask, clients: dict[str, FlaskClient]) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    before = kept()
    for path in (PAPER, f"/{SLUG}/edit/paper/new?section=5", f"{PAPER}/remove"):
        answer = clients["owner"].post(path, data=b"title=\xff\xfe&version=1", content_type=FORM)
        assert (answer.status_code in (400, 422), plainly(answer)) == (True, True)
    assert kept() == before


@pytest.mark.parametrize("endpoint", [name for name in POSTS if name != "suggest.suggest_correction"])
def test_the_token_of_another_session_changes_nothing(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    before = kept()
    page = clients["elsewhere"].get("/account/").text
    token = page.partition('name="csrf_token" ')[2].partition('value="')[2].partition('"')[0]
    assert token
    row = ROWS[row_of(endpoint)]
    answer = clients["owner"].post(path_of(app, endpoint), data=row.body | {"csrf_token": token})
    assert (answer.status_code in (400, 422), plainly(answer)) == (True, True)
    assert kept() == before


@pytest.mark.parametrize("way", ["edit", "edit/plain"])
def test_the_own_token_of_another_editions_form_adds_nothing_and_keeps_the_text(
    way: str, clients: dict[str, FlaskClient]
) -> None:
    fields = SAMPLES["paper"] | {"once": "mine"}
    there = db.session.query(Section).filter_by(heading="paper").one().number
    assert clients["owner"].post(f"/{OTHER}/edit/paper/new?section={there}", data=fields).status_code == 200
    before = kept()
    answer = clients["owner"].post(f"/{SLUG}/{way}/paper/new?section=5", data=fields)
    assert (answer.status_code, "An Author" in answer.text, 'value="mine"' in answer.text) == (409, True, False)
    assert kept() == before
