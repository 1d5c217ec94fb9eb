"""What office programs put on the clipboard comes out as the Markdown that a person would have written."""

from pathlib import Path

import pytest

from faimi.content.prose import render
from faimi.exchange.clipboard import MAX_HTML_CHARS, MAX_TAGS, clipboard_markdown
from faimi.exchange.draft import PageError

COPIED = Path(__file__).parent / "clipboard"
PROGRAMS = sorted(path.stem for path in COPIED.glob("*.html"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_lists_links_and_bold_are_kept_and_nothing_else_comes_along(program: str) -> None:
    markdown = clipboard_markdown((COPIED / f"{program}.html").read_text())
    assert f"{markdown}\n" == (COPIED / f"{program}.md").read_text()


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_shows_a_list_within_a_list(program: str) -> None:
    html = render(clipboard_markdown((COPIED / f"{program}.html").read_text()))
    assert "<li>In" in html.replace("\n", "").partition("<li>One")[2].partition("</ul></li>")[0]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "text",
        "<p>Only <span style='color:red'>text</span>: 5 * 3</p>",
        "<meta charset='utf-8'><b style='font-weight:normal' id='docs-internal-guid-1'><span>Text</span></b>",
        "<div style='font: 9px monospace;white-space: pre;'><div><b># Source</b></div><div>- of Markdown</div></div>",
        "<table><tr><td style='x'>one cell</td></tr></table>",
        "<style>b { color: red }</style><!-- a comment --><img src=x><p>&nbsp;</p>",
    ],
)
def test_html_that_says_no_more_than_its_text_is_not_wanted(html: str) -> None:
    assert clipboard_markdown(html) == ""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<a href='https://www.google.com/url?q=https://example.org/a%3Fb&sa=D'>x</a> y",
            "[x](https://example.org/a?b) y",
        ),
        ("<a href='mailto:alice@example.org'>Alice</a> y", "[Alice](mailto:alice@example.org) y"),
        ("<a href='https://www.google.com/url?q=javascript:x'>x</a> <b>y</b>", "x **y**"),
        (
            "<a href='javascript:x'>x</a> <a href='#_ftn1'>[1]</a> <a href='file:///C:/x'>z</a> <b>y</b>",
            "x [1] z **y**",
        ),
        ("<img alt='A  chart' src=x><img src=y> <b>y</b>", "A chart **y**"),
        ("<b>Bo</b><b>ld</b><b> </b><i>it </i>end", "**Bold** *it* end"),
        ("<p>One</p><p>Two *</p>", "One\n\nTwo \\*"),
        ("<p>Deep\xadLearn\u200bing</p><p>x</p>", "DeepLearn ing\n\nx"),
        ("<h1 style='mso-list:l0 level1'><b>Head</b></h1>", "# Head"),
        ("<p style='mso-list:l0 level2'><i style='mso-list:Ignore'>a)</i>One</p>", "1. One"),
        ("<ul><li>a<li data-aria-level=x>b</ul>", "- a\n- b"),
    ],
)
def test_each_part_is_read_for_what_it_says(html: str, markdown: str) -> None:
    assert clipboard_markdown(html) == markdown


@pytest.mark.parametrize("html", ["x" * (MAX_HTML_CHARS + 1), "<b>" * (MAX_TAGS + 1), "<div>" * 101 + "<b>x</b>"])
def test_what_would_take_long_is_refused(html: str) -> None:
    with pytest.raises(PageError):
        clipboard_markdown(html)
