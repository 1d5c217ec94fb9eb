"""A text of several lines as the page would show it, before it is saved."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.extensions import db
from faimi.media import take_in
from tests.conftest import SLUG
from tests.media.test_media import picture

BASE = f"/{SLUG}/edit"


def preview(client: FlaskClient, text: str, status: int = 200) -> Tag:
    """What is shown in a text's place."""
    answer = client.post(f"{BASE}/markdown", data={"text": text})
    assert answer.status_code == status
    shown = BeautifulSoup(answer.text, "html.parser").select_one(".markdown-preview")
    assert shown
    return shown


def test_a_text_is_shown_as_the_page_shows_it_once_it_is_saved(edition: Edition, alice: FlaskClient) -> None:
    address = take_in(picture()).address
    db.session.commit()
    pictures = f"![Her]({address}) ![Nobody](/assets/no.jpg)"
    text = f"# One\n\n• a *list*\n• of\u00ad two\n\n<script>alert(1)</script> {pictures}"
    shown = preview(alice, text)
    alice.post(f"{BASE}/keynote/1/abstract", data={"abstract": text, "version": "1"})
    page = BeautifulSoup(alice.get(f"/{SLUG}/").text, "html.parser").select_one("#keynote-1 .abstract")
    assert page
    assert [*map(str, shown.find_all(True, recursive=False))] == [*map(str, page.find_all(True, recursive=False))]
    assert [len(shown.select(name)) for name in ("li", "img", "script")] == [2, 1, 0]


def test_what_would_be_refused_is_said(edition: Edition, alice: FlaskClient) -> None:
    for text, words in (("x" * 20_001, "This is longer than 20,000 characters."), ("[" * 3_000, "too many brackets")):
        assert words in preview(alice, text, 422).get_text()


@pytest.mark.parametrize("text", ["", " \n ", "–"])
def test_a_text_that_says_nothing_is_said_to_be_empty(text: str, edition: Edition, alice: FlaskClient) -> None:
    assert preview(alice, text).get_text().strip() == "(empty)"
