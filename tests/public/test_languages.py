"""The site in another language: at addresses of its own, for visitors alone, where an owner ticked it."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi.content import Edition, OldAddress, date_words
from faimi.extensions import db
from tests.accounts.test_settings import post
from tests.conftest import SLUG, on_both
from tests.public.test_site_settings import set_
from tests.samples import first

PAGES = ["/", f"/{SLUG}/", f"/{SLUG}/paper/1/", f"/{SLUG}/schedule/", f"/{SLUG}/suggest/paper/1"]
DOWNLOADS = ["schedule.ics", "dates.ics", "schedule.json", "papers.bib", "edition.json", "share.png", "index.html"]


def switch(answer: TestResponse) -> list[Tag]:
    """The links to the same page in other languages."""
    return BeautifulSoup(answer.text, "lxml").select(".foot [hreflang]")


def tree(client: FlaskClient, path: str) -> BeautifulSoup:
    """A page."""
    return BeautifulSoup(client.get(path).text, "lxml")


@on_both
def test_a_page_has_an_address_in_each_language_that_an_owner_ticked(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    assert [visitor.get(f"/fr{path}").status_code for path in PAGES] == [404] * len(PAGES)
    assert [switch(visitor.get(path)) for path in PAGES] == [[]] * len(PAGES)
    assert post(alice, languages="fr").status_code == 303
    for path in PAGES:
        english, french = visitor.get(path), visitor.get(f"/fr{path}")
        assert (english.status_code, french.status_code) == (200, 200), path
        assert [(one["href"], one["lang"], one.text) for one in switch(english)] == [(f"/fr{path}", "fr", "Français")]
        assert [(one["href"], one["lang"], one.text) for one in switch(french)] == [(path, "en", "English")]
        tops = [BeautifulSoup(one.text, "lxml").select_one(".site-name [hreflang]") for one in (english, french)]
        if path in (f"/{SLUG}/", f"/{SLUG}/schedule/"):  # long pages have it on top, too
            assert [top and top["href"] for top in tops] == [f"/fr{path}", path]
        assert [BeautifulSoup(one.text, "lxml").html["lang"] for one in (english, french)] == ["en", "fr"]  # type: ignore[index]
    post(alice, languages="")
    assert [visitor.get(f"/fr{path}").status_code for path in PAGES] == [404] * len(PAGES)


def test_a_page_leads_to_pages_in_its_language_and_downloads_have_one_address(
    edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages="fr")
    links = {str(one["href"]) for one in tree(visitor, f"/fr/{SLUG}/").select("[href]")}
    own = [link for link in links if f"/{SLUG}/" in link and "localhost" not in link]
    pages = [link for link in own if link.startswith("/fr/")]
    assert {f"/fr/{SLUG}/paper/1/", f"/fr/{SLUG}/schedule/", f"/fr/{SLUG}/suggest/paper/1"} <= {*pages}
    assert {f"/{SLUG}/edit/", f"/{SLUG}/schedule.ics", f"/{SLUG}/papers.bib"} <= {*own}
    assert [link for link in pages if link.rpartition("/")[2].count(".")] == []
    assert [visitor.get(f"/fr/{SLUG}/{name}").status_code for name in DOWNLOADS] == [404] * len(DOWNLOADS)
    assert visitor.get(f"/fr/{SLUG}/edit/").status_code == 404
    assert visitor.get(f"/fr/{SLUG}").location == f"/fr/{SLUG}/"


def test_search_engines_are_told_of_each_page_in_all_languages(edition: Edition, visitor: FlaskClient) -> None:
    set_(languages="fr")
    both = {"en": f"http://localhost/{SLUG}/", "fr": f"http://localhost/fr/{SLUG}/"}
    for code, path in both.items():
        shown = tree(visitor, path)
        assert {one["hreflang"]: one["href"] for one in shown.select("head [hreflang]")} == both
        assert [one["href"] for one in shown.select("[rel=canonical]")] == [both[code]]
    listed = BeautifulSoup(visitor.get("/sitemap.xml").text, "xml").select("url")
    own = [one for one in listed if one.loc and one.loc.text in both.values()]
    assert [{link["hreflang"]: link["href"] for link in one.find_all("link")} for one in own] == [both, both]


def test_the_language_is_that_of_the_address_whatever_a_browser_prefers(edition: Edition, visitor: FlaskClient) -> None:
    set_(languages="fr")
    for path, code in ((f"/{SLUG}/", "en"), (f"/fr/{SLUG}/", "fr")):
        for _ in range(2):  # made, and from the page cache
            answer = visitor.get(path, headers={"Accept-Language": "fr, de;q=0.5"})
            assert f'<html lang="{code}" data-accent=' in answer.text
            assert answer.headers.get("Vary") == "Accept-Encoding"


def test_a_page_is_cached_in_each_language_and_an_edit_is_in_both_at_once(
    edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages="fr")
    paths = [f"/{SLUG}/", f"/fr/{SLUG}/", f"/fr/{SLUG}/paper/1/", "/fr/"]
    tags = [visitor.get(path).headers["ETag"] for path in paths]
    again = [visitor.get(path, headers={"If-None-Match": tag}) for path, tag in zip(paths, tags, strict=True)]
    assert [answer.status_code for answer in again] == [304] * len(paths)
    assert len({*tags}) == len(paths)
    paper = first("paper")
    paper.title, paper.version, edition.version = "Entirely new", paper.version + 1, edition.version + 1
    db.session.commit()
    assert ["Entirely new" in visitor.get(path).text for path in paths] == [True, True, True, False]


def test_dates_are_written_as_the_language_does(edition: Edition, visitor: FlaskClient) -> None:
    set_(languages="fr")
    for starts, ends, english, french in (
        (date(2024, 10, 6), date(2024, 10, 7), "6–7 October 2024", "6–7 octobre 2024"),
        (date(2024, 8, 1), None, "Thursday, 1 August 2024", "jeudi 1er août 2024"),
        (date(2024, 8, 1), date(2024, 8, 3), "1–3 August 2024", "1er–3 août 2024"),
        (date(2024, 7, 31), date(2024, 8, 1), "31 July – 1 August 2024", "31 juillet – 1er août 2024"),
    ):
        edition.starts_on, edition.ends_on, edition.header_version = starts, ends, edition.header_version + 1
        edition.version += 1
        db.session.commit()
        facts = [tree(visitor, f"{start}/{SLUG}/").select_one(".masthead .days").get_text() for start in ("", "/fr")]  # type: ignore[union-attr]
        assert facts == [english, french]


def test_english_dates_are_what_they_always_were(app: Flask) -> None:
    for when in (date(2024, 1, 1) + timedelta(days=n) for n in range(400)):
        assert date_words.day(when) == f"{when.day} {when:%B %Y}"
        assert date_words.day_of_week(when) == f"{when:%A}, {when.day} {when:%B %Y}"
        assert date_words.weekday(when) == f"{when:%a}"
    assert date_words.days(date(2031, 9, 30), date(2031, 10, 1)) == "30 September – 1 October 2031"
    assert date_words.moment(datetime(2024, 6, 28, 14, 5)) == "28 June 2024, 14:05 UTC"


def test_an_edition_at_the_address_of_a_language_stays_and_the_owner_is_told(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    edition.slug = "fr"
    db.session.commit()
    assert visitor.get("/fr/").status_code == visitor.get("/fr/paper/1/").status_code == 200
    assert visitor.get("/fr/schedule.ics").status_code == alice.get("/fr/edit/").status_code == 200
    answer = post(alice, languages="fr")
    assert answer.status_code == 422
    told = BeautifulSoup(answer.text, "lxml").select(".error")
    assert [one.text for one in told] == ["Its pages would begin with /fr/, which an edition has. Move that first."]


@pytest.mark.parametrize("languages", ["", "fr"])
def test_addresses_of_a_former_site_that_begin_with_a_language_lead_on(
    languages: str, edition: Edition, visitor: FlaskClient
) -> None:
    set_(languages=languages)
    db.session.add_all(OldAddress(path=path, edition=edition) for path in ("fr/2019", "fr/miccai/2019", "2018"))
    db.session.commit()
    for path in ("/fr/2019/", "/fr/miccai/2019/"):
        assert str(visitor.get(path).location).endswith(f"/{SLUG}/"), path
    assert visitor.get("/fr/2018/paper/1/").location == f"{languages and '/fr'}/{SLUG}/paper/1/"
