"""The clipboard's HTML as Markdown, for whoever may open the edition."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.exchange.clipboard import MAX_HTML_CHARS
from tests.conftest import client_of
from tests.editor.test_editor import BASE

CLIPBOARD = f"{BASE}/clipboard"


def test_it_answers_markdown(edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(CLIPBOARD, data={"html": "<ul><li><b>One</b><li><script>x</script>Two</ul>"})
    assert (answer.status_code, answer.text) == (200, "- **One**\n- Two")
    assert answer.mimetype == "text/plain"


def test_it_answers_nothing_where_the_plain_text_says_as_much(edition: Edition, alice: FlaskClient) -> None:
    for data in ({"html": "<span>text</span>"}, {}):
        answer = alice.post(CLIPBOARD, data=data)
        assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("html", ["x" * (MAX_HTML_CHARS + 1), "<div>" * 200])
def test_what_cannot_be_read_is_said(html: str, edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(CLIPBOARD, data={"html": html})
    assert (answer.status_code, answer.mimetype) == (422, "text/plain")
    assert answer.text.startswith("This cannot be read: it")


def test_a_body_beyond_what_a_form_may_hold_is_not_read(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(CLIPBOARD, data={"html": "x" * 3_000_000}).status_code == 413


def test_it_is_for_who_is_signed_in_with_a_token(app: Flask, edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.post(CLIPBOARD, data={"html": "<b>x</b>"}).status_code == 401
    alice = client_of(app, "alice", "editor")
    assert alice.post("/2999-none/edit/clipboard", data={"html": "<b>x</b>"}).status_code == 404
    app.config["WTF_CSRF_ENABLED"] = True
    assert alice.post(CLIPBOARD, data={"html": "<b>x</b>"}).status_code == 400
