"""Markdown is drawn when it is saved, and not when it is read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from markupsafe import Markup

from faimi.content import Edition, prose, rendering
from faimi.content.rendering import Rendering
from faimi.content.text import Text
from faimi.extensions import db
from tests.conftest import SLUG
from tests.editor.test_editor import posted

PAGE = f"/{SLUG}/"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were drawn; what the process knew before is forgotten."""
    texts: list[str] = []
    draw = prose.markdown_to_html

    def noted(text: str) -> Markup:
        texts.append(text)
        return draw(text)

    monkeypatch.setattr(prose, "markdown_to_html", noted)
    monkeypatch.setattr(prose, "remembered", {})
    return texts


def save(client: FlaskClient, body: str) -> Text:
    """Saves a text, as the editor does."""
    text = db.session.query(Text).order_by(Text.id).first()
    assert text
    answer = client.post(f"/{SLUG}/edit/text/{text.number}", data=posted("text", text, body=body))
    assert answer.status_code == 200
    return text


def test_a_process_that_never_saw_a_text_reads_how_it_looks(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, drawn: list[str]
) -> None:
    save(alice, "Quite **new**.")
    assert drawn.count("Quite **new**.") == 1
    drawn.clear()
    prose.remembered.clear()
    assert "<p>Quite <strong>new</strong>.</p>" in visitor.get(PAGE).text
    assert drawn == []


def test_another_program_draws_its_texts_anew(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    save(alice, "Quite **new**.")
    prose.remembered.clear()
    monkeypatch.setattr(rendering, "_program", lambda: b"another")
    drawn.clear()
    visitor.get(PAGE)
    assert "Quite **new**." in drawn


def test_setting_up_draws_what_is_there_and_forgets_what_is_not(
    app: Flask, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, drawn: list[str]
) -> None:
    save(alice, "Quite **new**.")
    text = save(alice, "Newer *still*.")
    text_id, count = text.id, db.session.query(Rendering).count()
    db.session.query(Rendering).filter(Rendering.html.contains("still")).delete()
    db.session.commit()
    assert runner.invoke(args=["setup"]).exit_code == 0
    kept = [one.html for one in db.session.query(Rendering)]
    assert any("<em>still</em>" in html for html in kept)
    assert not any("<strong>new</strong>" in html for html in kept)
    assert len(kept) < count
    assert db.session.get_one(Text, text_id).body == "Newer *still*."


def test_another_database_keeps_it_too(
    edition: Edition, alice: FlaskClient, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "UPSERT_DATABASES", ())
    save(alice, "Quite **new**.")
    save(alice, "Newer *still*.")
    save(alice, "Quite **new**.")
    assert db.session.query(Rendering).filter(Rendering.html.contains("<strong>new</strong>")).count() == 1
