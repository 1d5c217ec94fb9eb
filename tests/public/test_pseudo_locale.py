"""A language for tests alone, in letters of its own: what is left in Latin ones is the edition's own text."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from flask import Flask
from flask.testing import FlaskClient

from faimi import create_app
from faimi.content import Edition
from faimi.content.languages import LANGUAGES
from faimi.extensions import db
from tests.conftest import SLUG, Client
from tests.public.test_site_settings import set_
from tests.test_translations import catalogue, messages

PAGES = ["/", f"/{SLUG}/", f"/{SLUG}/paper/1/", f"/{SLUG}/schedule/", f"/{SLUG}/suggest/paper/1", "/none/"]
LEFT = re.compile(r"(%\(\w+\)[sd]|<[^>]*>)")  # what is filled in
LATIN = re.compile(r"(?<!\{)\b[A-Za-z]{2,}\b(?!\})")
ARABIC = re.compile(r"[\u0600-\u06ff]")
SPOKEN = ("aria-label", "title", "placeholder")
OF_ALL_LANGUAGES = {
    "BibTeX",
    "CSV",
    "JSON",
    "XML",
    "AoE",
    "English",
    "UTC",
    "Français",
    "MB",
    "https",
    "flask",
    "setup",
}


def pseudo(words: str) -> str:
    """Words in other letters, a third longer; what is filled in stays."""
    parts = LEFT.split(words)
    return "".join(
        one if LEFT.fullmatch(one) else re.sub(r"[A-Za-z]", "ش", one) + "ش" * (len(one) // 3) for one in parts
    )


def make_pseudo_catalogue(folder: Path) -> None:
    """Writes the catalogue of it, in place of Arabic."""
    made = Catalog(locale="ar")
    for words, message in messages(catalogue("fr")):
        made.add(message.id, pseudo(words) if isinstance(message.id, str) else [pseudo(words)] * made.num_plurals)
    place = folder / "ar" / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "messages.mo").open("wb") as file:
        write_mo(file, made)


@pytest.fixture
def app(instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The app, which speaks that language, too."""
    monkeypatch.setitem(LANGUAGES, "ar", "العربية")
    make_pseudo_catalogue(tmp_path / "translations")
    own = {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "translations"), "WTF_CSRF_ENABLED": False}
    app = create_app({"INSTANCE_PATH": instance, "TESTING": True, **own})
    app.test_client_class = Client
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def spoken(node: Tag) -> Iterator[str]:
    """The texts and labels of a page, those that scripts show, too."""
    for one in node.find_all(string=True):
        if not (one.find_parent(["script", "style", "pre"]) or one.find_parent(class_=["portrait", "sheet-code"])):
            yield str(one)
    for name in SPOKEN:
        yield from (str(one[name]) for one in node.select(f"[{name}]"))


def own_words(client: FlaskClient) -> set[str]:
    """The words that the edition's own texts hold."""
    told: Any = client.get(f"/{SLUG}/edition.json").text
    return {*LATIN.findall(told.encode().decode("unicode_escape", "ignore")), *LATIN.findall(told)}


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_site_is_left_in_english(path: str, edition: Edition, visitor: FlaskClient) -> None:
    set_(languages="ar", contact="/ask/", privacy="/privacy/", legal="/imprint/")
    shown = BeautifulSoup(visitor.get(f"/ar{path}").text, "lxml")
    assert shown.html, visitor.get(f"/ar{path}").status
    assert (shown.html.get("lang"), shown.html.get("dir")) == ("ar", "rtl")
    known = own_words(visitor) | OF_ALL_LANGUAGES
    left = {text.strip() for text in spoken(shown) if {*LATIN.findall(text)} - known}
    assert left == set()


def language_of(text: NavigableString) -> str:
    """The language in which a screen reader speaks a text: that of the nearest element that says one."""
    around = text.find_parent(lang=True)
    assert around
    return str(around["lang"])


@pytest.mark.parametrize("path", PAGES[:4])
def test_each_text_says_whether_it_is_the_site_s_or_the_edition_s_own(
    path: str, edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages="ar", contact="/ask/")
    shown = BeautifulSoup(visitor.get(f"/ar{path}").text, "lxml").body
    assert shown
    said: dict[str, set[tuple[str, str]]] = {"ar": set(), "en": set()}
    for text in shown.find_all(string=True):
        ours, own = ARABIC.search(text), {*LATIN.findall(text)} - OF_ALL_LANGUAGES - {"arxiv", "org"}
        if bool(ours) != bool(own) and not text.find_parent(["pre", "footer", "figcaption"]):
            said["ar" if ours else "en"].add((language_of(text), str(text)))
    assert {text for code, text in said["ar"] if code != "ar"} == set()
    assert {text for code, text in said["en"] if code != "en"} == set()
    assert all(said.values())
