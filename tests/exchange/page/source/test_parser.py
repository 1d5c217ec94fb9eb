"""A page's file as blocks: its title, and what stands around its content."""

import pytest
from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.source.front_matter import plain_words
from faimi.exchange.page.source.html_to_markdown import to_markdown
from faimi.exchange.page.source.parser import drop_masthead, is_document, title_of, tree_of

CONTENT = "<h2>People</h2><p>Ann Lee</p>"
TITLES = {
    "<html><head><title>Bias &amp; Care\n 2031</title></head><body><h1>Else</h1></body></html>": "Bias & Care 2031",
    '<?xml version="1.0"?><html xmlns="x"><head><title>T</title></head><body/></html>': "T",
    "<title></title><h1>The only one</h1><p>x</p>": "The only one",
    "<h1>One</h1><h1>Two</h1>": "",
    "<svg><title>An icon</title></svg><p>x</p>": "",
    "<p>x</p>": "",
}
LEFT_OUT = {
    '<nav><a href="/">Home</a> <a href="/x">X</a></nav>': "The page's navigation was left out: Home X / /x",
    '<div role="navigation"><ul><li><a href="#a">A</a></li><li><a href="#b">B</a></li></ul></div>': (
        "The page's navigation was left out: A B #a #b"
    ),
    '<footer><p>Bo Roe, <a href="/bo">Web</a></p></footer>': "The foot of the page was left out: Bo Roe, Web /bo",
    '<div class="wide site-footer"><p>© 2031</p></div>': "The foot of the page was left out: © 2031",
    '<form action="/send"><label>Mail</label><input><button>Go</button></form>': (
        "A form was left out, which sends to /send: Mail Go"
    ),
    '<div class="sib-form"><p id="error-message">Not saved.</p><form action="/s"><input></form></div>': (
        "A form was left out, which sends to /s: Not saved."
    ),
    "<form><p>Your subscription could not be saved. Please try again.</p></form>": (
        "A form was left out, which sends to its own page: Your subscription could not be saved. Please try again."
    ),
    "<svg><title>Icon</title></svg>": "A <svg> was left out: Icon",
}
STAYS = {
    "<nav><h3>Programme</h3><p>We begin at nine, and go on.</p></nav>": "### Programme\n\nWe begin at nine, and go on.",
    "<footer><h3>Sponsors</h3><p>Acme</p></footer>": "### Sponsors\n\nAcme",
    "<article><p>A text</p><footer>Its author</footer></article>": "A text\n\nIts author",
    "<p>Your subscription could not be saved by us.</p>": "Your subscription could not be saved by us.",
    "<form><h3>Dates</h3><p>Your submission is due in May.</p></form>": "### Dates\n\nYour submission is due in May.",
}
LINKS = {
    '<a href="/v"><img alt="P" src="/p.jpg"><h3>A talk</h3><p>Ann.</p></a>': "![P](/p.jpg)\n\n### [A talk](/v)\n\nAnn.",
    '<a href="/v"><div><p>Ann <b>Lee</b><br>MIT</p></div></a>': "[Ann **Lee**](/v)  \nMIT",
    '<a href="/v">Loose<div>More</div></a>': "[Loose](/v)\n\nMore",
    '<a href="/v"><div><img alt="P" src="/p.jpg"></div></a>': "[![P](/p.jpg)](/v)",
    '<ul><a href="/v"><li>Ann</li></a></ul>': "- [Ann](/v)",
    '<a href="/v"><img alt="P" src="/p.jpg"></a>': "[![P](/p.jpg)](/v)",
    '<a href="/v">Ann <em>Lee</em></a>': "[Ann *Lee*](/v)",
    '<a href="/v"><hr></a>': "---",
}


def read(body: str, report: Report, is_html: bool = True) -> Tag:
    """A page's HTML as blocks."""
    return tree_of(body, report, is_html)


@pytest.mark.parametrize(("html", "title"), TITLES.items())
def test_a_page_is_called_as_its_document_says(html: str, title: str) -> None:
    body = read(html, Report())
    assert (title_of(body), is_document(body)) == (title, "<title>" in html and "<svg>" not in html)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Some long title <br> with a break &amp; more", "Some long title with a break & more"),
        ("A <em>fair</em> look<br/>at&nbsp;R&amp;D", "A fair look at R&D"),
        ("If a < b &copy c > d & e", "If a < b &copy c > d & e"),
        ("<x> &unknown; stays", "<x> &unknown; stays"),
    ],
)
def test_a_title_is_what_a_browser_shows(written: str, shown: str) -> None:
    assert plain_words(written) == shown


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<h1>Fair Things</h1><h2>A</h2><p>x</p>", ["h2", "p"]),
        ("<h1>Fair Things</h1><p>x</p><h2>A</h2>", ["h1", "p", "h2"]),
        ("<h1>Other Things</h1><h2>A</h2><p>x</p>", ["h1", "h2", "p"]),
    ],
)
def test_a_heading_that_says_the_title_again_is_no_section(html: str, left: list[str]) -> None:
    body = read(html, Report())
    drop_masthead(body, "Fair things")
    assert [tag.name for tag in body.find_all(True, recursive=False)] == left


@pytest.mark.parametrize(("html", "told"), LEFT_OUT.items())
def test_what_stands_around_the_content_is_in_the_report_alone(html: str, told: str) -> None:
    report = Report()
    assert to_markdown(read(CONTENT + html, report).contents) == "## People\n\nAnn Lee"
    assert report.doubts == [told]


@pytest.mark.parametrize(("html", "left"), STAYS.items())
def test_content_that_looks_like_furniture_stays(html: str, left: str) -> None:
    assert to_markdown(read(html, Report()).contents) == left


@pytest.mark.parametrize(("html", "left"), LINKS.items())
def test_a_link_around_boxes_becomes_one_that_markdown_can_write(html: str, left: str) -> None:
    assert to_markdown(read(html, Report()).contents) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<a href="/v">\n\n### A talk\n\nBy Ann.\n\n</a>\n', "### [A talk](/v)\n\nBy Ann."),
        ('<a class="card" href="/v">\n\nBy Ann.\n\nMore.\n\n</a>\n', "[By Ann.](/v)\n\nMore."),
        ("<a name='x'>\n\nBy Ann.\n\n</a>\n", "By Ann."),
    ],
)
def test_a_link_around_paragraphs_of_markdown_stands_in_the_first(text: str, left: str) -> None:
    assert to_markdown(read(text, Report(), is_html=False).contents) == left
