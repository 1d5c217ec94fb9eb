"""What is read of a Markdown text, and of all texts of a page."""

from datetime import datetime

import pytest
from flask import Flask

from faimi.checks import Facts
from faimi.checks.markdown_links import NOTHING, Heading, Link, Shown, Written, external_links, read
from faimi.content.organizers import Organizer
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.text import Text
from tests.exchange.making import make, put


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Words with a # and a - alone", NOTHING),
        ("[Two *words*](https://a.example/?x=1&y=2#z)", Written((Link("https://a.example/?x=1&y=2#z", "Two words"),))),
        ("<https://a.example/>", Written((Link("https://a.example/", "https://a.example/"),))),
        ("[See][one]\n\n[one]: /there/", Written((Link("/there/", "See"),))),
        ('<a href="#x">X</a>', Written((Link("#x", "X"),))),
        ("[X](javascript:alert(1))", Written((Link("", "X"),))),
        ("![A room](/media/room)", Written(pictures=(Shown("/media/room", "A room"),))),
        ("![A room](https://a.example/room.jpg)", Written(pictures=(Shown("", "A room"),))),
        ("[![A map](/map)](/way/)", Written((Link("/way/", "A map"),), (Shown("/map", "A map"),))),
        (
            "# One\n\nTwo\n---\n\n#### Four",
            Written(headings=(Heading(3, "One"), Heading(3, "Two"), Heading(4, "Four"))),
        ),
        ("[One&#1; &#xFFFE;two](#x)", Written((Link("#x", "One two"),))),
        ("    [code](/not/)\n\n`[code](/not/)`", NOTHING),
    ],
)
def test_a_text_is_read_as_the_page_shows_it(text: str, written: Written) -> None:
    assert read(text) == written


def test_each_address_on_the_web_stands_once_with_all_who_link_to_it(app: Flask) -> None:
    edition = make()
    text = Text(body="[A](https://a.example/x#y), [B](http://b.example/), [C](mailto:alice@example.org), [D](#d)")
    paper, organizer = Paper(title="A", url="https://a.example/x"), Organizer(name="Alice", url="/alice/")
    put(edition, "text", text)
    put(edition, "paper", paper)
    put(edition, "organizer", organizer, Organizer(name="Bob", url="https://[bad"))
    page = load_page(edition.slug)
    assert page
    assert external_links(Facts(page, datetime(2031, 1, 1))) == {
        "https://a.example/x": [(text.key, "body"), (paper.key, "url")],
        "http://b.example/": [(text.key, "body")],
    }
