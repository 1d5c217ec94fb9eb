"""Links within the site that lead nowhere."""

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.dead_links import dead_anchor, dead_file, dead_page
from faimi.content import Edition, OldAddress
from faimi.content.notices import Notice
from faimi.content.papers import Paper
from faimi.content.text import Text
from faimi.extensions import db
from tests.checks.finding import found_by
from tests.exchange.making import make, put


@pytest.fixture
def page(app: Flask) -> Edition:
    """An edition with a list of one paper, `papers-0`, beside a draft and a removed one."""
    edition = make()
    put(edition, "paper", Paper(title="A paper"))
    make(slug="2030", state="draft")
    make(slug="2029", state="removed")
    db.session.add(OldAddress(path="old/2028", edition=edition))
    db.session.commit()
    return edition


@pytest.mark.parametrize("place", ["nowhere", "paper-99", "heading-99", "section-99", "papers_0x", "a.b", "Contents"])
def test_a_place_that_the_page_does_not_have_is_an_error(place: str, page: Edition) -> None:
    text, notice = Text(body=f"[There](#{place})"), Notice(text="News", url=f"#{place}")
    put(page, "text", text)
    put(page, "notice", notice)
    words = f"leads to #{place}, and this page has no such place."
    assert found_by(dead_anchor, page) == [
        Finding("dead-anchor", "error", text.key, "body", f"The link “There” {words}"),
        Finding("dead-anchor", "error", notice.key, "url", f"The link {words}"),
    ]


@pytest.mark.parametrize("place", ["Papers-0", "papers_0", "papers0"])
def test_a_place_that_is_nearly_there_can_be_mended(place: str, page: Edition) -> None:
    text = Text(body=f"[A](#{place}), [B](#{place}-more)")
    put(page, "text", text)
    fix = Fix("Lead to #papers-0", {text.key: {"body": f"[A](#papers-0), [B](#{place}-more)"}})
    assert [found.fix for found in found_by(dead_anchor, page)] == [fix, None]


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("[A](#Papers-0), [B](https://a.example/#Papers-0)", "[A](#papers-0), [B](https://a.example/#Papers-0)"),
        ("[A]( <#Papers-0> 'A') and “#Papers-0”\n", "[A]( <#papers-0> 'A') and “#Papers-0”\n"),
        ("[A]\n\n[A]: /2031/#Papers-0", "[A]\n\n[A]: /2031/#papers-0"),
        ('<a href="#Papers-0">A</a> [B](/2030/#Papers-0)', '<a href="#papers-0">A</a> [B](/2030/#Papers-0)'),
        ("[A](&#35;Papers-0)", None),
    ],
)
def test_only_links_of_this_address_are_mended(body: str, mended: str | None, page: Edition) -> None:
    put(page, "text", Text(body=body))
    (found,) = found_by(dead_anchor, page)
    assert (found.fix.values if found.fix else None) == ({"text-1": {"body": mended}} if mended else None)


@pytest.mark.parametrize(
    "place",
    ["papers-0", "paper-1", "section-1", "heading-1", "section-1-items", "edition-1", "contents", "content", "top", ""],
)
def test_a_place_that_the_page_has_is_not(place: str, page: Edition) -> None:
    put(page, "text", Text(body=f"[There](#{place}), [here](/{page.slug}/#{place}), [b](https://a.example/#nowhere)"))
    assert found_by(dead_anchor, page) == []


def test_an_address_of_this_page_with_a_place_is_looked_at_too(page: Edition) -> None:
    text = Text(body=f"[There](/{page.slug}/#nowhere), [elsewhere](/2030/#nowhere)")
    put(page, "text", text)
    words = "The link “There” leads to #nowhere, and this page has no such place."
    assert found_by(dead_anchor, page) == [Finding("dead-anchor", "error", text.key, "body", words)]


@pytest.mark.parametrize("path", ["/2019-miccai/", "/2029/", "/2029/paper/1/", "/old/", "/2019/index.html", "/x.html"])
def test_a_page_that_the_site_does_not_have_is_found(path: str, page: Edition) -> None:
    text = Text(body=f"[There]({path}#here)")
    put(page, "text", text)
    words = f"The link “There” leads to {path}, and this site has no such page."
    assert found_by(dead_page, page) == [Finding("dead-page", "warning", text.key, "body", words)]
    assert found_by(dead_file, page) == []


@pytest.mark.parametrize("path", ["/assets/Talk%201.pdf", "/files/data.tar.gz"])
def test_a_file_of_a_former_site_is_a_hint(path: str, page: Edition) -> None:
    paper = Paper(title="Another", url=path)
    put(page, "paper", paper)
    words = f"The link leads to {path.replace('%20', ' ')}, a file that this site does not have."
    assert found_by(dead_file, page) == [Finding("dead-file", "hint", paper.key, "url", words)]
    assert found_by(dead_page, page) == []


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/2031/",
        "/2030",
        "/2031/index.html",
        "/2031/paper/1/",
        "/2031/schedule.ics",
        "/old/2028/",
        "/old/2028/index.html",
        "/login",
        "/static/x.pdf",
        "//other.example/x/",
        "https://other.example/x/",
        "mailto:alice@example.org",
    ],
)
def test_a_page_that_the_site_has_is_not(path: str, page: Edition) -> None:
    put(page, "text", Text(body=f"[There]({path})"))
    assert found_by(dead_page, page) == found_by(dead_file, page) == []


def test_a_site_in_a_folder_is_known_by_both_paths(page: Edition) -> None:
    from flask import current_app

    current_app.config["APPLICATION_ROOT"] = "/workshops"
    text = Text(body="[A](/workshops/2030/), [B](/2030/), [C](/workshops/2019/)")
    put(page, "text", text)
    assert [found.words.partition(" leads")[0] for found in found_by(dead_page, page)] == ["The link “C”"]
