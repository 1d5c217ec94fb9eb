"""Sponsors on pages that faimi did not write."""

import pytest
from bs4 import BeautifulSoup, Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds import kinds_of
from faimi.exchange.page.kinds.reader import Passage
from faimi.exchange.page.kinds.sponsor import read_sponsors

LOGO = '<a href="https://acme.example"><img src="/img/acme.png" alt="Acme"></a>'
ACME = {"name": "Acme", "url": "https://acme.example", "logo": "/img/acme.png", "level": ""}


def passage(html: str) -> Passage:
    """What stands below a heading."""
    body = BeautifulSoup(html, "lxml").body
    assert body
    return Passage("Sponsors", [tag for tag in body.children if isinstance(tag, Tag)], None, Report())


@pytest.mark.parametrize("heading", ["Sponsors", "Our Sponsor", "Supported by", "Supporters"])
def test_a_heading_names_sponsors(heading: str) -> None:
    assert kinds_of(heading) == ["sponsor"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{LOGO}</p>", [ACME]),
        (f"<h3>Gold</h3><p>{LOGO}</p>", [ACME | {"level": "Gold"}]),
        (
            '<ul><li><a href="https://acme.example">Acme</a></li><li>Bolt &amp; Sons</li></ul>',
            [ACME | {"logo": ""}, {"name": "Bolt & Sons", "url": "", "logo": "", "level": ""}],
        ),
    ],
)
def test_logos_and_short_lists_are_sponsors(html: str, expected: list[dict[str, str]]) -> None:
    assert read_sponsors(passage(html)) == (expected, [])


@pytest.mark.parametrize(
    "html",
    [
        "<p>We thank our sponsors for their support.</p>",
        '<p><img src="/img/acme.png" alt=""></p>',
        f"<p>With the kind help of {LOGO}</p>",
        "<ul><li>Gold is 5,000. It comes with a table.</li></ul>",
        '<ul><li><a href="/a">Acme</a> and <a href="/b">Bolt</a></li></ul>',
        "<h3>How to become one</h3><p>Write to us.</p>",
    ],
)
def test_what_may_be_something_else_stays_as_it_is(html: str) -> None:
    told = passage(html)
    sponsors, rest = read_sponsors(told)
    assert sponsors == []
    assert [str(block) for block in rest] == [str(block) for block in told.blocks]


def test_a_logo_elsewhere_is_reported_and_left_out() -> None:
    told = passage('<p><img src="https://cdn.example/acme.png" alt="Acme"></p>')
    assert read_sponsors(told)[0] == [{"name": "Acme", "url": "", "logo": "", "level": ""}]
    assert "The logo of Acme is on another site" in told.report.doubts[0]
