"""What Alice, an owner, sets for the whole site, what other owners save meanwhile, and what can be put back."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert

from faimi import history
from faimi.accounts import settings
from faimi.accounts.models import account_with
from faimi.accounts.permissions import Grant
from faimi.content import Section
from faimi.content.site import SETTINGS, Site, current_site, values_of
from faimi.extensions import db
from tests.accounts.test_profile import noted
from tests.conftest import SLUG, client_of, on_both
from tests.exchange.making import make

SET = {
    "name": "Machines & Medicine",
    "contact": "chairs@example.org",
    "privacy": "https://example.org/privacy",
    "legal": "/imprint/",
    "languages": "fr",
    "new_editors": "all",
    "new_sections": "shown",
    "owner_factor": "optional",
}


def form_of(client: FlaskClient) -> dict[str, str]:
    """What the settings' form holds as it is opened."""
    form = BeautifulSoup(client.get("/settings/").text, "lxml").select("form.card [name]")
    chosen = [one for one in form if one.get("type") not in ("radio", "checkbox") or one.has_attr("checked")]
    return {str(one["name"]): str(one.get("value", "")) for one in chosen}


def post(client: FlaskClient, **values: str) -> Any:
    """Opens the settings, changes some and saves."""
    return client.post("/settings/", data=form_of(client) | values)


@on_both
def test_what_alice_saves_counts_is_noted_and_comes_back_when_she_undoes_it(app: Flask, alice: FlaskClient) -> None:
    assert post(alice, **SET).location == "/settings/"
    assert values_of(current_site()) == SET
    assert "Saved the settings." in (shown := alice.get("/settings/").text)
    assert "nothing → “Machines &amp; Medicine”" in shown
    post(alice, name="Other", new_sections="hidden")
    assert noted()[-1] == (
        "Changed the site’s settings. Name of the site: “Machines & Medicine” → “Other”; "
        "New sections are: “Shown to visitors at once” → “Hidden until somebody shows them”"
    )
    assert alice.post("/settings/restore/2", data={"version": "3"}).location == "/settings/"
    assert (values_of(current_site()), current_site().saved_by) == (SET, "Alice")
    kept = [one.name for one in db.session.query(Site).order_by(Site.version)]
    assert kept == ["", SET["name"], "Other", SET["name"]]


def test_what_is_sent_twice_is_saved_once(alice: FlaskClient) -> None:
    sent = form_of(alice) | SET
    assert [alice.post("/settings/", data=sent).status_code for _ in range(2)] == [303, 303]
    assert db.session.query(Site).count() == 2


@on_both
def test_what_two_owners_change_is_merged_and_both_are_shown_where_they_change_the_same(
    app: Flask, alice: FlaskClient
) -> None:
    mallory = client_of(app, "mallory", "owner")
    opened = form_of(alice)
    post(mallory, name="Mallory’s", legal="https://example.org/legal")
    answer = alice.post("/settings/", data=opened | {"name": "Alice’s", "privacy": "/privacy/"})
    assert answer.status_code == 409
    field = BeautifulSoup(answer.text, "lxml").select_one(".field:has(#name)")
    assert field
    assert field.select_one(".error").get_text() == (  # type: ignore[union-attr]  # it is there
        "Mallory changed this meanwhile, to “Mallory’s”. To keep yours, save again."
    )
    assert field.select_one("input")["value"] == "Alice’s"  # type: ignore[index]
    assert current_site().name == "Mallory’s"
    again = BeautifulSoup(answer.text, "lxml").select("form.card input:not([type=radio])")
    assert alice.post("/settings/", data={str(one["name"]): str(one["value"]) for one in again}).status_code == 303
    now = current_site()
    assert (now.name, now.privacy, now.legal) == ("Alice’s", "/privacy/", "https://example.org/legal")


@on_both
def test_of_two_owners_who_save_at_once_the_second_is_merged_with_the_first(
    app: Flask, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, save = form_of(alice) | {"privacy": "/privacy/"}, settings.save

    def save_late(values: Any, now: Site) -> bool:
        monkeypatch.setattr(settings, "save", save)
        with db.engine.begin() as other:
            other.execute(insert(Site).values(version=2, **SET, saved_at=now.saved_at, saved_by="Mallory"))
        return save(values, now)

    monkeypatch.setattr(settings, "save", save_late)
    assert alice.post("/settings/", data=sent).status_code == 409
    assert values_of(current_site()) == SET
    assert not settings.save(SET | {"name": "Lost"}, db.session.get_one(Site, 1))
    assert current_site().name == SET["name"]


def test_nothing_is_put_back_over_what_another_owner_saved_since(app: Flask, alice: FlaskClient) -> None:
    mallory = client_of(app, "mallory", "owner")
    post(alice, name="One")
    post(mallory, name="Two")
    assert alice.post("/settings/restore/1", data={"version": "2"}).status_code == 303
    assert "Nothing was put back" in alice.get("/settings/").text
    assert current_site().name == "Two"
    assert alice.post("/settings/restore/9", data={"version": "3"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("name", "n" * 301, "This is longer than 300 characters."),
        ("contact", "me at home", "Enter an e-mail address, or a link"),
        ("contact", "javascript:alert(1)", "Enter an e-mail address, or a link"),
        ("privacy", "example.org", "Start the link with https://"),
        ("legal", "//example.org", "Start the link with https://"),
        ("new_sections", "gone", "Not a valid choice."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(field: str, value: str, problem: str, alice: FlaskClient) -> None:
    answer = post(alice, **{field: value})
    assert answer.status_code == 422
    wrong = BeautifulSoup(answer.text, "lxml").select(".error")
    assert [one.get_text().startswith(problem) for one in wrong] == [True]
    assert db.session.query(Site).count() == 1


def test_whom_alice_invites_is_limited_at_first_where_the_settings_say_so(alice: FlaskClient, bob: FlaskClient) -> None:
    post(alice, new_editors="some")
    refused = alice.post("/people/invite/", data={"email": "mallory@example.org", "role": "editor"})
    assert (refused.status_code, account_with("mallory@example.org")) == (422, None)
    chosen = BeautifulSoup(alice.get("/people/invite/").text, "lxml").select("[name=reach][checked]")
    assert [one["value"] for one in chosen] == ["some"]
    assert db.session.query(Grant).count() == 0


@pytest.mark.usefixtures("edition")
def test_new_sections_begin_hidden_where_the_settings_say_so_and_others_stay(alice: FlaskClient) -> None:
    new = f"/{SLUG}/edit/section/new"
    assert not BeautifulSoup(alice.get(new).text, "lxml").select("[name=hidden][checked]")
    post(alice, new_sections="hidden")
    assert BeautifulSoup(alice.get(new).text, "lxml").select("[name=hidden][checked]")
    assert not BeautifulSoup(alice.get(f"/{SLUG}/edit/section/1/form").text, "lxml").select("[name=hidden][checked]")
    assert db.session.query(Section).filter(Section.hidden).count() == 0


def test_every_setting_has_a_field_and_a_label_and_a_column(app: Flask) -> None:
    assert {*SETTINGS, "version", "saved_at", "saved_by"} == {column.name for column in Site.__table__.columns}


def test_the_settings_lead_to_the_start_page_while_there_is_one(alice: FlaskClient) -> None:
    home = make(slug="home", state="page")
    assert "/home/edit/" in alice.get("/settings/").text
    history.remove_edition(home, None)
    assert "What introduces it" not in alice.get("/settings/").text


@pytest.mark.parametrize("contact", ["chairs@example.org", "mailto:chairs@example.org"])
def test_an_address_is_led_to_as_one_however_it_is_typed(contact: str) -> None:
    assert Site(contact=contact, privacy="", legal="").links == {"Contact": "mailto:chairs@example.org"}
