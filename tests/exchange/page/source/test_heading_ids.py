"""The ids of headings are those that kramdown 2.4 gave them on a Jekyll site, or the page itself."""

import pytest

from faimi.exchange.draft import Report
from faimi.exchange.page.source.parser import anchors_of, tree_of

BY_KRAMDOWN = {
    "2024 dates": "2024-dates",
    "C++ & C#": "c--c",
    "Über uns": "über-uns",
    "A -- B": "a--b",
    "Keynote - Dr. Ann Lee": "keynote---dr-ann-lee",
    'Foo: "bar" it\'s...': "foo-bar-its",
    "`code_x` x": "code_x-x",
    "Two  spaces": "two--spaces",
    "Ü *x* [l](https://example.org/)": "ü-x-l",
    "Q&amp;A": "qa",
    "- dash": "--dash",
    "x_y and __z__": "x_y-and-z",
    "~~old~~ new": "old-new",
    "Closed ##": "closed",
    "own {#Own}": "Own",
    "books\n{: .c #bk}": "bk",
    "日本語 見出し": "日本語-見出し",
    "!!!": None,
}


@pytest.mark.parametrize("heading", BY_KRAMDOWN)
def test_a_heading_of_markdown_has_the_id_that_kramdown_gives_it(heading: str) -> None:
    first = tree_of(f"## {heading}\n\nWords.\n", Report()).find("h2")
    assert first
    assert first.get("id") == BY_KRAMDOWN[heading]


def test_headings_that_are_alike_are_told_apart_as_kramdown_does() -> None:
    assert anchors_of("## Tools\n\n### Tools\n\n## Tools\n", is_html=False) == {"tools", "tools-1", "tools-2"}


def test_all_that_links_can_lead_to_is_an_anchor() -> None:
    body = '## One\n\n<a name="mark"></a>\n\n<div id="box"><p id="inner">x</p></div>\n'
    assert anchors_of(body, is_html=False) == {"one", "mark", "box", "inner"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="own">A</h2>', "own"),
        ('<section id="box"><div><h2>A</h2></div><h3>B</h3></section>', "box"),
        ('<div id="page"><h2>A</h2><h2>B</h2></div>', None),
        ('<section id="box"><h2><a name="mark"></a>A</h2></section>', "mark"),
        ("<h2>A</h2>", None),
    ],
)
def test_a_heading_of_html_has_its_own_id_or_that_of_a_mark_in_it_or_of_its_box(
    html: str, expected: str | None
) -> None:
    heading = tree_of(html, Report(), is_html=True).find("h2")
    assert heading
    assert heading.get("id") == expected
