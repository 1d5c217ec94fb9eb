"""An edition's own text says its language where the page is in another."""

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.extensions import db
from tests.conftest import SLUG
from tests.public.test_site_settings import set_


def write_in(edition: Edition, language: str) -> None:
    """Says that an edition is written in a language."""
    edition.language = language
    edition.version, edition.header_version = edition.version + 1, edition.header_version + 1
    db.session.commit()


def tree(client: FlaskClient, path: str) -> BeautifulSoup:
    """A page."""
    return BeautifulSoup(client.get(path).text, "lxml")


def spoken(shown: BeautifulSoup, selector: str) -> set[tuple[str, str]]:
    """In which languages and directions what a selector finds is."""
    found = shown.select(selector)
    assert found, selector
    return {(_nearest(one, "lang") or "", _nearest(one, "dir") or "ltr") for one in found}


def _nearest(node: Tag, name: str) -> str | None:
    says = node if node.has_attr(name) else node.find_parent(attrs={name: True})
    return str(says[name]) if says else None


@pytest.mark.parametrize(("language", "own"), [("", ("en", "ltr")), ("de", ("de", "ltr")), ("ar", ("ar", "rtl"))])
def test_a_french_page_announces_an_edition_s_own_text(
    language: str, own: tuple[str, str], edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages="fr")
    write_in(edition, language)
    shown = tree(visitor, f"/fr/{SLUG}/")
    for theirs in ("h1", "h2[data-field]", ".paper .title a", ".contents ol span", ".speaker", ".slot .title"):
        assert spoken(shown, theirs) == {own}, theirs
    for ours in (
        ".days",
        ".when",
        ".further > a",
        ".contents summary",
        ".suggest",
        ".ticket-words",
        ".slot .label[data-field=kind]",
    ):
        assert spoken(shown, ours) == {("fr", "ltr")}, ours


def test_nothing_is_said_where_the_page_is_in_the_edition_s_language(edition: Edition, visitor: FlaskClient) -> None:
    set_(languages="fr")
    for language, path in (("", f"/{SLUG}/"), ("en", f"/{SLUG}/"), ("fr", f"/fr/{SLUG}/")):
        write_in(edition, language)
        assert tree(visitor, path).select("main [lang]") == []


def test_an_organizer_s_controls_stay_in_english(edition: Edition, alice: FlaskClient) -> None:
    write_in(edition, "ar")
    shown = tree(alice, f"/{SLUG}/edit/")
    for theirs in ("h1", "h2[data-field]", ".paper .title"):
        assert spoken(shown, theirs) == {("ar", "rtl")}, theirs
    for ours in (".edit", ".add", ".between", ".findings", ".when"):
        assert spoken(shown, ours) == {("en", "ltr")}, ours
    form = tree(alice, str(shown.select_one(".masthead .edit")["href"]))  # type: ignore[index]
    assert spoken(form, ".edition-form label") == {("en", "ltr")}
    assert [one["value"] for one in form.select("[name=language] [selected]")] == ["ar"]
