"""Links that could be better."""

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.link_style import http_beside_https, vague_link
from faimi.content.organizers import Organizer
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.exchange.making import make, put


def test_a_link_by_http_beside_one_by_https_is_mended(app: Flask) -> None:
    edition = make()
    text = Text(
        body="[A](http://a.example/1) and <http://a.example>, [B](http://b.example/), [C](http://a.example.org/)"
    )
    person = Organizer(name="Alice", url="http://a.example/alice")
    put(edition, "text", text)
    put(edition, "organizer", person, Organizer(name="Bob", url="https://a.example/"))
    body = "[A](https://a.example/1) and <https://a.example>, [B](http://b.example/), [C](http://a.example.org/)"
    words = "It links to a.example by http, and other links of this page lead there by https."
    name = "http-beside-https"
    assert found_by(http_beside_https, edition) == [
        Finding(name, "hint", text.key, "body", words, (), Fix("Link by https", {text.key: {"body": body}})),
        Finding(
            name,
            "hint",
            person.key,
            "url",
            words,
            (),
            Fix("Link by https", {person.key: {"url": "https://a.example/alice"}}),
        ),
    ]


@pytest.mark.parametrize(
    ("body", "mended"),
    [
        ("[A](http://a.example/), [B](https://b.example/?u=http://a.example/)", "[A](https://a.example/), [B](https://b.example/?u=http://a.example/)"),
        ("[A](http&#58;//a.example/)", None),
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_link_or_cannot_be_mended_stays(body: str, mended: str | None, app: Flask) -> None:
    put(edition := make(), "text", Text(body=body, url="https://a.example/"))
    (found,) = found_by(http_beside_https, edition)
    assert (found.fix.values if found.fix else None) == ({"text-1": {"body": mended}} if mended else None)


def test_where_no_link_leads_to_the_host_by_https_http_stays(app: Flask) -> None:
    edition = make()
    body = "[A](http://a.example/), [B](https://a.example:8443/), [C](https://www.a.example/), https://a.example/"
    put(edition, "text", Text(body=body))
    assert found_by(http_beside_https, edition) == []


@pytest.mark.parametrize(
    "said", ["here", "Click here", "here.", "this", "This link", "Link", "[link]", "read more", "more »"]
)
def test_words_that_do_not_say_where_a_link_leads_are_found(said: str, app: Flask) -> None:
    edition, text = (
        make(),
        Text(body=f"See [{said}](https://a.example/papers), and [{said}](https://a.example/papers)."),
    )
    put(edition, "text", text)
    words = f"The link “{said}” does not say where it leads: a.example/papers."
    assert found_by(vague_link, edition) == [Finding("vague-link", "warning", text.key, "body", words)]


def test_a_link_without_words_is_found(app: Flask) -> None:
    edition, text = make(), Text(body="[](https://a.example/) [![](/media/room)](/2031/)")
    put(edition, "text", text)
    found = [(one.field, one.words) for one in found_by(vague_link, edition)]
    assert found == [
        ("body", "The link to a.example/ has no words to follow it by."),
        ("body", "The link to /2031/ has no words to follow it by."),
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<a name="call"></a> Our call',
        '<a id="b">here</a>',
        "[Register here](/r/)",
        "[Linked data](/d/)",
        "[![A map](/m)](/m/)",
        "Click here: <https://a.example>",
    ],
)
def test_words_that_say_it_are_not(body: str, app: Flask) -> None:
    edition = make()
    put(edition, "text", Text(body=body, url="https://a.example/"))
    assert found_by(vague_link, edition) == []
