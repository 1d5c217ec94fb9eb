"""The list of editions, and what is done with whole editions: made, renamed, hidden, removed, brought back."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant
from faimi.content import Edition, Section, former_addresses
from faimi.content.page import load_page
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history.beginning import begin_edition
from tests.conftest import SLUG
from tests.exchange.making import make, put
from tests.samples import SAMPLES, first, row_from

NEW = {
    "title": "Trustworthy Imaging",
    "starts_on": "2027-09-27",
    "venue": "Porto, Portugal",
    "timezone": "Europe/Lisbon",
    "sections": ["Schedule", "About", "Organizers"],
}
BELOW = ("", "index.html", "paper/3/", "schedule.ics", "changes.atom", "edition.json", "share.png", "suggest/paper/1")


def limit(name: str, edition: Edition) -> None:
    """Limits an account to one edition."""
    person = db.session.query(Account).filter_by(name=name).one()
    db.session.add(Grant(account_id=person.id, edition_id=edition.id))
    db.session.commit()


def edition_at(slug: str) -> Edition:
    """The edition with this address."""
    return db.session.query(Edition).filter_by(slug=slug).one()


def listed(client: FlaskClient) -> list[str]:
    """The addresses of the editions that the list leads to, without those that were removed."""
    tree = BeautifulSoup(client.get("/editions/").text, "lxml")
    return [str(link["href"]).split("/")[1] for link in tree.select(".edition-row .name a")]


def test_the_list_leads_to_each_edition_that_the_person_may_open(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    make(slug="2031", state="draft")
    limit("Bob", edition)
    assert (listed(alice), listed(bob)) == (["2031", SLUG], [SLUG])
    assert ["New edition" in client.get("/editions/").text for client in (alice, bob)] == [True, False]


def test_who_is_signed_out_signs_in_and_is_led_to_the_list(visitor: FlaskClient) -> None:
    assert visitor.get("/editions/").location == "/login?next=/editions/"


def test_a_new_edition_is_a_draft_with_the_sections_that_were_ticked(app: Flask, bob: FlaskClient) -> None:
    answer = bob.post("/editions/new", data=NEW)
    assert answer.location == "/2027-trustworthy-imaging/edit/"
    page = load_page("2027-trustworthy-imaging")
    assert page
    new = page.edition
    assert (new.title, str(new.starts_on), new.venue, new.timezone, new.state, new.version) == (
        *(NEW[name] for name in ("title", "starts_on", "venue", "timezone")),
        "draft",
        1,
    )
    assert [(one.kind, one.heading, one.anchor) for one in page.sections] == [
        ("text", "About", "about"),
        ("slot", "Schedule", "schedule"),
        ("organizer", "Organizers", "organizers"),
    ]
    assert "Edition started: Trustworthy Imaging" in bob.get("/2027-trustworthy-imaging/edit/history/").text


def test_a_title_with_marks_on_its_letters_makes_an_address_that_can_be_read(app: Flask, alice: FlaskClient) -> None:
    form = NEW | {"title": "Künstliche Ärzte’s Łódź"}
    assert alice.post("/editions/new", data=form).location == "/2027-kunstliche-arztes-lodz/edit/"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "An edition has a title."),
        ({"address": SLUG}, "This address is taken"),
        ({"address": "editions"}, "This address is taken"),
        ({"address": "home"}, "This address is taken"),
        ({"address": "fr"}, "This address is taken"),
        ({"address": "A b"}, "Use small letters"),
        ({"starts_on": "0027-09-27"}, "between 1990 and 2100"),
        ({"timezone": "Atlantis"}, "Give an IANA name"),
        ({"sections": ["Nothing"]}, "valid choice"),
    ],
)
def test_a_new_edition_that_cannot_be_is_refused_beside_its_field(
    changed: dict[str, Any], words: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post("/editions/new", data=NEW | changed)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Edition).count() == 1


def test_a_form_that_comes_twice_makes_one_edition(app: Flask, alice: FlaskClient) -> None:
    form = NEW | {"once": "token"}
    there = [alice.post("/editions/new", data=form).location for _ in range(2)]
    there += [alice.post("/editions/new", data=form | {"address": "another"}).location]
    there += [alice.post("/editions/new", data=form | {"title": "Fair Imaging"}).location]
    there += [alice.post("/editions/new", data=NEW).location]
    assert there == [
        *["/2027-trustworthy-imaging/edit/"] * 2,
        "/another/edit/",
        "/2027-fair-imaging/edit/",
        "/2027-trustworthy-imaging-2/edit/",
    ]
    assert db.session.query(Edition).count() == 4


def test_a_section_is_there_for_visitors_once_it_holds_something(
    app: Flask, alice: FlaskClient, visitor: FlaskClient
) -> None:
    alice.post("/editions/new", data=NEW | {"address": "2027"})
    alice.post("/editions/2027/publish")
    headings = [[one.text for one in BeautifulSoup(visitor.get("/2027/").text, "lxml").select("h2")]]
    about, _, organizers = edition_at("2027").sections
    assert "Not shown to visitors while it is empty." in alice.get("/2027/edit/").text
    alice.post(f"/2027/edit/organizer/new?section={organizers.number}", data=SAMPLES["organizer"])
    alice.post(f"/2027/edit/section/{about.number}", data={"heading": "About", "intro": "A word.", "version": "1"})
    page, data = BeautifulSoup(visitor.get("/2027/").text, "lxml"), visitor.get("/2027/edition.json").json
    headings.append([one.text for one in page.select("h2")])
    assert headings == [[], ["About", "Organizers"]]
    assert [one["heading"] for one in data["sections"]] == ["About", "Organizers"] if data else False
    assert "Schedule" not in visitor.get("/2027/changes.atom").text
    alice.post("/2027/edit/organizer/1/remove", data={"version": "1"})
    assert "Organizers" not in visitor.get("/2027/").text


def test_a_preview_shows_a_draft_as_visitors_will_see_it(edition: Edition, alice: FlaskClient) -> None:
    db.session.add(Section(edition_id=edition.id, kind="sponsor", heading="Sponsors", anchor="sponsors", position=99))
    first("section").hidden = True
    db.session.commit()
    alice.post(f"/{SLUG}/edit/preview/")
    link = BeautifulSoup(alice.get(f"/{SLUG}/edit/preview/").text, "lxml").select_one(".long-link")
    assert link
    shown = alice.get(str(link["href"])).text
    assert ("sponsor-section" in shown, 'id="tldr"' in shown) == (False, True)


def test_an_address_that_was_changed_leads_on_with_all_that_is_below_it(
    edition: Edition, bob: FlaskClient, visitor: FlaskClient
) -> None:
    assert bob.post(f"/editions/{SLUG}/address", data={"address": "2024", "seen": SLUG}).location == "/editions/"
    led = {below: visitor.get(f"/{SLUG}/{below}") for below in BELOW}
    assert {below: (one.status_code, one.location) for below, one in led.items()} == {
        below: (301, f"/2024/{below.removesuffix('index.html')}") for below in BELOW
    }
    assert [visitor.get(str(one.location)).status_code for one in led.values()] == [200] * len(BELOW)
    assert bob.get(f"/{SLUG}/edit/?a=b").location == "/2024/edit/?a=b"
    assert "Address /2024-miccai/ changed to /2024/" in bob.get("/2024/edit/history/").text
    form = SAMPLES["paper"] | {"version": "1"}
    saved = bob.post(f"/{SLUG}/edit/paper/1", data=form)  # which was open meanwhile
    assert (saved.status_code, saved.location) == (308, "/2024/edit/paper/1")


def test_a_former_address_does_not_lead_to_a_draft_that_one_may_not_open(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    make(slug="2031", state="draft")
    limit("Bob", edition)
    alice.post("/editions/2031/address", data={"address": "secret-place", "seen": "2031"})
    answers = [client.get("/2031/edit/") for client in (alice, bob)]
    assert [(one.status_code, one.location) for one in answers] == [(301, "/secret-place/edit/"), (404, None)]


def test_a_renamed_edition_goes_back_and_its_addresses_lead_to_it(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    for seen, address in ((SLUG, "2024"), ("2024", "fair"), ("fair", "2024")):
        alice.post(f"/editions/{seen}/address", data={"address": address, "seen": seen})
    assert (edition.slug, former_addresses(edition)) == ("2024", [SLUG, "fair"])
    assert visitor.get("/fair/paper/3/").location == "/2024/paper/3/"
    version = edition.version
    alice.post(f"/2024/edit/history/{version - 2}/undo", data={"sure": "1"})
    db.session.refresh(edition)
    assert (edition.slug, visitor.get("/2024/").location) == (SLUG, f"/{SLUG}/")


def test_who_takes_a_former_address_has_it(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    alice.post(f"/editions/{SLUG}/address", data={"address": "2024", "seen": SLUG})
    alice.post("/editions/new", data=NEW | {"address": SLUG})
    assert visitor.get(f"/{SLUG}/paper/3/").location == "/2024/paper/3/"  # a draft is not there
    alice.post(f"/editions/{SLUG}/publish")
    assert (visitor.get(f"/{SLUG}/").status_code, visitor.get(f"/{SLUG}/paper/3/").status_code) == (200, 404)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"address": "2031", "seen": SLUG}, "another page’s"),
        ({"address": "login", "seen": SLUG}, "another page’s"),
        ({"address": "", "seen": SLUG}, "An edition has an address."),
        ({"address": "A b", "seen": SLUG}, "Use small letters"),
        ({"address": "new", "seen": "former"}, "Somebody changed it to 2024-miccai meanwhile."),
    ],
)
def test_an_address_that_cannot_be_is_refused(
    sent: dict[str, str], words: str, edition: Edition, alice: FlaskClient
) -> None:
    make(slug="2031")
    answer = alice.post(f"/editions/{SLUG}/address", data=sent)
    assert (answer.status_code, words in answer.text, edition.slug) == (422, True, SLUG)


def test_what_is_hidden_by_one_click_is_published_by_another(
    edition: Edition, bob: FlaskClient, visitor: FlaskClient
) -> None:
    make(slug="resources", title="Resources", state="page")
    seen = []
    for verb in ("hide", "publish"):
        for slug in (SLUG, "resources"):
            bob.post(f"/editions/{slug}/{verb}")
        seen.append([visitor.get(f"/{slug}/").status_code for slug in (SLUG, "resources")])
    assert seen == [[404, 404], [200, 200]]
    assert [edition.state, edition_at("resources").state] == ["past", "page"]


def test_a_removed_edition_is_nowhere_for_visitors_and_comes_back_as_it_was(
    edition: Edition, alice: FlaskClient, bob: FlaskClient, visitor: FlaskClient
) -> None:
    make(slug="2031")
    put(edition_at("2031"), "paper", row_from("paper"))
    alice.post("/2031/edit/preview/")
    alice.post("/editions/2031/address", data={"address": "2032", "seen": "2031"})
    link = BeautifulSoup(alice.get("/2032/edit/preview/").text, "lxml").select_one(".long-link")
    assert link
    paths = ["/2032/", "/2031/", "/2031/paper/1/", "/2032/paper/1/", "/2032/edition.json", "/2032/changes.atom"]
    paths += ["/2032/suggest/paper/1", str(link["href"])]
    before = [visitor.get(path, follow_redirects=True).status_code for path in paths]
    wrong = alice.post("/editions/2032/remove", data={"name": "2031"})
    alice.post("/editions/2032/remove", data={"name": " 2032 "})
    assert (before, wrong.status_code) == ([200] * len(paths), 422)
    assert [visitor.get(path).status_code for path in paths] == [404] * len(paths)
    assert all("2032" not in visitor.get(path).text for path in ("/", "/sitemap.xml"))
    assert (listed(alice), listed(bob)) == ([SLUG], [SLUG])
    assert ["Removed (1)" in client.get("/editions/").text for client in (alice, bob)] == [True, False]
    assert ["Bring it back" in client.get("/2032/edit/").text for client in (alice, bob)] == [True, False]
    alice.post("/editions/2032/bring-back")
    assert [visitor.get(path, follow_redirects=True).status_code for path in paths] == before


def test_an_owner_alone_removes_an_edition_or_brings_it_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    assert bob.post(f"/editions/{SLUG}/remove", data={"name": SLUG}).status_code == 403
    alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
    assert bob.post(f"/editions/{SLUG}/bring-back").status_code == 403
    assert bob.post(f"/{SLUG}/edit/history/{edition.version}/undo", data={"sure": "1"}).status_code == 403
    assert edition.state == "removed"
    alice.post(f"/{SLUG}/edit/undo")
    db.session.refresh(edition)
    assert edition.state == "past"


def test_what_others_typed_while_an_edition_was_removed_is_kept_with_it(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
    typed = {"title": "A title", "version": str(edition.header_version - 1), "state": "past"}
    answers = [
        bob.post(f"/{SLUG}/edit/paper/1", data=SAMPLES["paper"] | {"version": "1"}).status_code,
        bob.post(f"/{SLUG}/edit/edition/1", data=typed).status_code,
    ]
    page = load_page(SLUG)
    assert page
    assert (answers, page.row("paper", 1).title, edition.title) == ([200, 200], SAMPLES["paper"]["title"], "A title")
    assert edition.state == "removed"


def test_no_undo_or_redo_removes_an_edition_without_asking(edition: Edition, alice: FlaskClient) -> None:
    answers = []
    for back in (f"/editions/{SLUG}/bring-back", f"/{SLUG}/edit/undo"):
        alice.post(f"/editions/{SLUG}/remove")
        alice.post(back)
        answers += [alice.post(f"/{SLUG}/edit/{verb}").status_code for verb in ("redo", "undo")]
        db.session.refresh(edition)
        assert edition.state == "past"
    assert answers == [200, 409, 409, 409]


@pytest.mark.parametrize("verb", ["publish", "hide", "address"])
def test_what_was_removed_meanwhile_is_said_to_be(verb: str, edition: Edition, alice: FlaskClient) -> None:
    alice.post(f"/editions/{SLUG}/remove")
    sent = alice.post(f"/editions/{SLUG}/{verb}", data={"address": "2024", "seen": SLUG})
    said = BeautifulSoup(alice.get(sent.location).text, "lxml").select(".done")[-1].text
    assert said == "It was removed meanwhile."
    assert (edition.slug, edition.state) == (SLUG, "removed")


def test_the_address_of_a_removed_edition_is_free(edition: Edition, alice: FlaskClient) -> None:
    for _ in range(2):
        alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
        assert alice.post("/editions/new", data=NEW | {"address": SLUG}).location == f"/{SLUG}/edit/"
    slugs = {one.slug: one.state for one in db.session.query(Edition)}
    assert slugs == {SLUG: "draft", f"{SLUG}-removed": "removed", f"{SLUG}-removed-2": "removed"}


def test_the_making_of_an_edition_is_taken_back_and_redone(app: Flask, bob: FlaskClient) -> None:
    bob.post("/editions/new", data=NEW | {"address": "2027"})
    states = []
    for verb, form in (("history/1/undo", {"sure": "1"}), ("redo", {})):
        bob.post(f"/2027/edit/{verb}", data=form)
        states.append((edition_at("2027").state, len(edition_at("2027").sections)))
    assert states == [("removed", 0), ("draft", 3)]


def test_the_sample_goes_with_one_click_and_is_taken_back(edition: Edition, alice: FlaskClient) -> None:
    alice.post(f"/editions/{SLUG}/remove")
    assert (edition.state, "There are no editions yet." in alice.get("/editions/").text) == ("removed", True)
    assert alice.post("/editions/sample").location == f"/{SLUG}/edit/"
    db.session.refresh(edition)
    assert edition.state == "past"
    db.session.delete(edition)
    db.session.commit()
    assert alice.post("/editions/sample").location == f"/{SLUG}/edit/"


def test_a_workshop_that_began_as_the_sample_goes_only_by_its_name(edition: Edition, alice: FlaskClient) -> None:
    alice.post(f"/{SLUG}/edit/paper/1", data=SAMPLES["paper"] | {"version": "1"})
    answer, shown = alice.post(f"/editions/{SLUG}/remove"), alice.get("/editions/").text
    assert (answer.status_code, edition.state, "Remove the sample" in shown) == (422, "past", False)


def test_a_site_without_anything_invites(app: Flask, alice: FlaskClient, visitor: FlaskClient) -> None:
    assert "Nothing is published here yet." in visitor.get("/").text
    assert "flask" not in visitor.get("/").text
    assert "There are no editions yet." in alice.get("/editions/").text


def test_the_start_page_is_written_in_place(app: Flask, bob: FlaskClient, visitor: FlaskClient) -> None:
    for _ in range(2):
        assert bob.post("/editions/start-page").location == "/home/edit/"
    section = edition_at("home").sections[0]
    bob.post(f"/home/edit/text/new?section={section.number}", data={"body": "Welcome to all of you."})
    assert "Welcome to all of you." in visitor.get("/").text
    assert [bob.get(f"/editions/home/{verb}").status_code for verb in ("address", "remove")] == [404, 403]


def test_who_is_second_to_begin_the_start_page_is_led_to_it(
    app: Flask, bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin_second(edition: Edition, *rest: Any) -> None:
        begin_edition(Edition(slug="home", title="A start page", state="page"), [], None)
        begin_edition(edition, *rest)

    monkeypatch.setattr("faimi.editor.editions.begin_edition", begin_second)
    assert bob.post("/editions/start-page").location == "/home/edit/"
    assert edition_at("home").title == "A start page"


def test_who_is_second_to_take_the_sample_is_led_to_it(
    app: Flask, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def import_second(*args: Any, **kw: Any) -> None:
        for _ in range(2):
            import_pages(*args, **kw)

    monkeypatch.setattr("faimi.exchange.page_import.import_pages", import_second)
    assert alice.post("/editions/sample").location == f"/{SLUG}/edit/"


def test_of_two_who_rename_at_once_the_second_is_told(edition: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    alice.post(f"/editions/{SLUG}/address", data={"address": "2024", "seen": SLUG})
    form = {"address": "fair", "seen": SLUG}
    answer = bob.post(f"/editions/{SLUG}/address", data=form)
    assert (answer.status_code, answer.location) == (308, "/editions/2024/address")
    assert "Somebody changed it to 2024 meanwhile" in bob.post("/editions/2024/address", data=form).text
    assert history.free_address("2024") == "2024-2"


def test_what_made_a_removed_edition_is_not_undone_so_that_its_rows_are_kept(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    alice.post(f"/editions/{SLUG}/remove", data={"name": SLUG})
    assert bob.post(f"/{SLUG}/edit/history/1/undo", data={"sure": "yes"}).status_code == 409
    alice.post(f"/editions/{SLUG}/bring-back")
    assert "Debesh Jha" in alice.get(f"/{SLUG}/").text
