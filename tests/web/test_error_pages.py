"""What a visitor reads where something went wrong: in the language that the address begins with, with a way back."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, abort
from flask.testing import FlaskClient
from flask_babel import force_locale, lazy_gettext
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from faimi import create_app
from faimi.content import Edition
from faimi.content.languages import LANGUAGES
from faimi.web.error_pages import NOT_SET_UP, WORDS
from tests.conftest import SLUG, on_both
from tests.public.test_site_settings import set_

HOMES = {code: "/" if code == "en" else f"/{code}/" for code in LANGUAGES}
ALL_EDITIONS = lazy_gettext("All editions")
in_each_language = pytest.mark.parametrize("code", LANGUAGES)
MISSING = [
    "none/",
    f"{SLUG}/none/",
    f"{SLUG}/paper/999/",
    f"{SLUG}/slot/999/",
    f"{SLUG}/suggest/paper/999",
    "none/schedule/",
    "preview/none/",
    "a/b/c/",
    "a%00b/",
]


def said(code: str, words: Any) -> str:
    """A sentence of the program in a language."""
    with force_locale(code):
        return str(words)


def is_said_in(code: str, answer: TestResponse, status: int, words: Any = None) -> bool:
    """Whether an answer is the error page of a status, in a language and that alone, with the way to its start page."""
    shown = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == status
    assert shown.html
    assert shown.h1
    title, what = (said(code, one) for one in words or WORDS[status])
    back = [one["href"] for one in shown.select("main a")]
    told = shown.html["lang"], shown.h1.text, [one.text for one in shown.select("main p")]
    return back == [HOMES[code]] and told == (code, title, [what, said(code, ALL_EDITIONS)])


@in_each_language
def test_what_is_not_there_is_said_in_the_language_of_the_address(
    code: str, edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages="fr")
    for path in MISSING:
        assert is_said_in(code, visitor.get(HOMES[code] + path), 404), path
    assert is_said_in(code, visitor.post(f"{HOMES[code]}{SLUG}/"), 405)
    assert is_said_in(code, visitor.post(f"{HOMES[code]}{SLUG}/suggest/paper/1", data={"title": "a" * 3_000_000}), 413)


@in_each_language
@pytest.mark.parametrize("status", WORDS)
def test_every_error_has_words_in_every_language(
    code: str, status: int, edition: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_(languages="fr")
    monkeypatch.setattr("faimi.public.visibility.load_page", lambda _slug: abort(status))
    assert is_said_in(code, visitor.get(f"{HOMES[code]}{SLUG}/"), status)


@in_each_language
def test_a_language_is_that_of_the_address_where_no_database_answers_either(
    code: str, app: Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail() -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    app.testing = False
    monkeypatch.setattr("faimi.public.current_site", fail)
    monkeypatch.setattr("faimi.public.editions_by_state", fail)
    assert is_said_in(code, app.test_client().get(HOMES[code]), 503)
    monkeypatch.undo()
    bare = create_app({"INSTANCE_PATH": tmp_path / "new"})
    assert is_said_in(code, bare.test_client().get(HOMES[code]), 503, NOT_SET_UP)


@on_both
def test_a_language_that_visitors_do_not_get_says_nothing(edition: Edition, visitor: FlaskClient) -> None:
    for path in MISSING:
        assert 'lang="en"' in visitor.get(f"/fr/{path}").text, path


def test_a_correction_that_is_not_taken_is_refused_in_french(
    edition: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_(languages="fr")
    monkeypatch.setattr("faimi.suggestions.models.MAX_OPEN_OF_ROW", 0)
    place = f"/fr/{SLUG}/suggest/paper/1"
    form = BeautifulSoup(visitor.get(place).text, "lxml")
    typed = {str(one["name"]): one.get("value", one.text.strip()) for one in form.select("[name]")} | {"title": "New"}
    waits, withdrawn = visitor.post(place, data=typed), visitor.get(f"{place}/none")
    assert (waits.status_code, withdrawn.status_code) == (429, 410)
    for answer, words in ((waits, "Non envoyé"), (withdrawn, "n’est plus valable")):
        alert = BeautifulSoup(answer.text, "lxml").select_one("[lang=fr] .alert")
        assert alert
        assert words in alert.text
