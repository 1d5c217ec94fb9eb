"""What search engines, and sites that show a link, are told of a page: read as they read it."""

from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from faimi.content import Edition
from faimi.content.text import Text
from tests.exchange.making import STRANGE, make, put

SITE = "https://example.org/name"


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    """The site knows where it is."""
    app.config["SITE_URL"] = SITE


def head(client: FlaskClient, path: str) -> dict[str, str]:
    """What the meta elements of a page say, and its canonical address."""
    tree = BeautifulSoup(client.get(path).text, "lxml")
    assert tree.head
    assert tree.title
    tags = [
        (str(tag.get("property") or tag.get("name")), str(tag["content"])) for tag in tree.head.select("meta[content]")
    ]
    told = dict(tags)
    assert len(told) == len(tags)
    links = {f"link {link['rel'][0]}": str(link["href"]) for link in tree.head.select("link[rel=canonical]")}
    return told | links | {"title": tree.title.get_text()}


def test_an_edition_says_what_it_is_when_and_where(edition: Edition, visitor: FlaskClient) -> None:
    told = head(visitor, "/2024-miccai/")
    title = "Fairness of AI in Medical Imaging · MICCAI 2024 Workshop"
    about = "10 October 2024 · MICCAI 2024, Marrakesh, Morocco. Programme, papers, dates and people."
    assert told["title"] == told["og:title"] == title
    assert told["description"] == told["og:description"] == about
    assert told["link canonical"] == told["og:url"] == f"{SITE}/2024-miccai/"
    assert (told["og:type"], told.get("og:site_name")) == ("website", None)
    assert told["twitter:card"] == "summary_large_image"


def test_each_element_of_the_head_has_a_line_of_its_own(edition: Edition, visitor: FlaskClient) -> None:
    for path in ("/", "/2024-miccai/", "/2024-miccai/paper/1/"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        lines = answer.text.partition("</head>")[0].split("\n")
        assert [line for line in lines if line.count("<meta") + line.count("<link") > 1] == []


def test_the_picture_that_a_page_names_is_there_and_of_the_size_it_says(edition: Edition, visitor: FlaskClient) -> None:
    told = head(visitor, "/2024-miccai/")
    answer = visitor.get(told["og:image"].removeprefix(SITE))
    assert answer.mimetype == told["og:image:type"]
    size = Image.open(BytesIO(answer.data)).size
    assert size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)
    assert told["og:image:alt"] == (
        "Fairness of AI in Medical Imaging, MICCAI 2024 Workshop, 10 October 2024 · MICCAI 2024, Marrakesh, Morocco"
    )


def test_a_page_of_the_site_says_how_it_begins(app: Flask, visitor: FlaskClient) -> None:
    page = make(slug="resources", title="Resources", state="page")
    assert head(visitor, "/resources/")["og:description"] == "Resources"
    put(page, "text", Text(body=""), Text(body="**Data sets** & [papers](https://example.org), *chosen* by us. " * 9))
    told = head(visitor, "/resources/")
    assert told["description"].startswith("Data sets & papers, chosen by us. Data")
    assert told["description"].endswith("…")
    assert len(told["description"]) <= 200
    assert told["og:image"] == f"{SITE}/resources/share.png"


def test_the_start_page_speaks_for_the_site(edition: Edition, visitor: FlaskClient) -> None:
    bare = head(visitor, "/")
    assert bare["link canonical"] == bare["og:url"] == f"{SITE}/"
    assert bare["og:title"] == "Workshops"
    assert (bare["twitter:card"], bare.get("og:image")) == ("summary", None)
    put(make(slug="home", title="A community", state="page"), "text", Text(body="We meet every year."))
    told = head(visitor, "/")
    assert (told["og:title"], told["description"]) == ("A community", "We meet every year.")
    assert told["og:image"] == f"{SITE}/home/share.png"
    assert visitor.get("/home/share.png").status_code == 200


@pytest.mark.parametrize("path", ["/2024-miccai/edit/", "/login", "/none/"])
def test_pages_that_nobody_shares_say_nothing(path: str, edition: Edition, alice: FlaskClient) -> None:
    told = head(alice, path)
    assert [name for name in told if name.startswith(("og:", "twitter:", "link ", "citation_", "description"))] == []


def test_any_text_arrives_as_it_is(app: Flask, visitor: FlaskClient) -> None:
    text = f'"><script>alert(1)</script>{STRANGE}'
    make(title=text, tagline=text, venue=text, starts_on=date(2031, 5, 1))
    told = head(visitor, "/2031/")
    assert told["og:title"] == f"{text} · {text}"
    assert told["description"].startswith(f"1 May 2031 · {text}. ")
    assert told["og:image:alt"] == f"{text}, {text}, 1 May 2031 · {text}"
