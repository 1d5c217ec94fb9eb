"""Papers, read by bibtexparser and the csv module."""

import csv
from io import StringIO

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from flask import Flask
from flask.testing import FlaskClient
from pylatexenc.latex2text import LatexNodes2Text

from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.extensions import db
from tests.exchange.making import STRANGE, make, put


def entries(client: FlaskClient, slug: str = "2031") -> dict[str, dict[str, str]]:
    """The fields of each entry by its key, as written between the outer braces."""
    answer = client.get(f"/{slug}/papers.bib")
    assert answer.mimetype == "text/x-bibtex"
    library = parse_string(answer.text)
    assert library.failed_blocks == []
    assert {entry.entry_type for entry in library.entries} <= {"inproceedings"}
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def table(client: FlaskClient, slug: str = "2031") -> list[dict[str, str]]:
    """The rows of the table."""
    answer = client.get(f"/{slug}/papers.csv")
    assert answer.mimetype == "text/csv"
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline=""), strict=True))  # as Excel reads it


def test_a_paper_is_cited_with_what_is_known(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    paper.url = "https://example.org/paper"
    db.session.commit()
    found = entries(visitor, "2024-miccai")
    assert list(found) == [
        f"2024-miccai-paper-{row.number}" for row in db.session.query(Paper).order_by(Paper.position)
    ]
    assert found[f"2024-miccai-paper-{paper.number}"] == {
        "author": "Yuyang Xue and others",
        "title": f"{{{paper.title}}}",
        "booktitle": f"{edition.title}, {edition.tagline}",
        "year": "2024",
        "url": "https://example.org/paper",
    }


def test_a_paper_is_told_with_what_it_is_about_and_where_it_is_read(app: Flask, visitor: FlaskClient) -> None:
    told = {"pdf": "https://example.org/1.pdf", "code": "https://example.org/code", "keywords": "bias, 50% more"}
    put(make(), "paper", Paper(title="T", abstract="*One* thing & {more}.\n\n- Its part.", **told))
    (fields,) = entries(visitor).values()
    assert {name: shown(value) for name, value in fields.items() if name != "title"} == {
        "booktitle": "A workshop",
        "url": "https://example.org/1.pdf",
        "pdf": "https://example.org/1.pdf",
        "keywords": "bias, 50% more",
        "abstract": "One thing & {more}. Its part.",
    }
    (row,) = table(visitor)
    assert row == dict.fromkeys(("authors", "url", "talks", "awards"), "") | told | {
        "title": "T",
        "abstract": "*One* thing & {more}.\n\n- Its part.",
    }


def test_a_paper_of_which_only_the_title_is_known_is_cited_by_it(app: Flask, visitor: FlaskClient) -> None:
    put(make(), "paper", Paper(title="T", url="/assets/paper.pdf"))
    (fields,) = entries(visitor).values()
    assert fields == {"title": "{T}", "booktitle": "A workshop"}


@pytest.mark.parametrize(
    ("authors", "cited"),
    [
        ("Ann Bell, Cem Dağ", "Ann Bell and Cem Dağ"),
        ("Ann Bell, Cem Dağ and Eve Fox", "Ann Bell and Cem Dağ and Eve Fox"),
        ("Ann Bell et al.", "Ann Bell and others"),
        ("Ann Bell; Anders & Sandra Et", "Ann Bell and Anders and Sandra Et"),
    ],
)
def test_authors_are_told_apart(authors: str, cited: str, app: Flask, visitor: FlaskClient) -> None:
    put(make(), "paper", Paper(title="T", authors=authors))
    (fields,) = entries(visitor).values()
    assert fields["author"] == cited


@pytest.mark.parametrize("text", [STRANGE, "{", "}", "\\", "@article{x,", "100%", "two\nlines", '"'])
def test_any_title_is_cited_as_it_is(text: str, app: Flask, visitor: FlaskClient) -> None:
    put(make(), "paper", Paper(title=text, url="https://example.org/a%20{b}"), Paper(title="The next"))
    fields, following = entries(visitor).values()
    assert following["title"] == "{The next}"
    assert fields["url"] == "https://example.org/a%20%7Bb%7D"
    assert "ß" not in text or "Größe" in fields["title"]
    assert shown(fields["title"]) == text.replace("\n", " ")
    assert fields["title"].count("{") == fields["title"].count("}")  # BibTeX itself counts even escaped ones


def shown(latex: str) -> str:
    """What LaTeX shows; pylatexenc knows no name for a brace, and another circumflex."""
    for name, brace in (("left", "\\{"), ("right", "\\}")):
        latex = latex.replace(f"{{\\textbrace{name}}}", brace)
    decoded: str = LatexNodes2Text(keep_braced_groups=False).latex_to_text(latex)
    return decoded.replace("ˆ", "^")


def test_the_whole_sample_is_read_by_a_latex_decoder(edition: Edition, visitor: FlaskClient) -> None:
    text = visitor.get("/2024-miccai/papers.bib").text
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    titles = [str(entry["title"]) for entry in library.entries]
    assert titles == [row.title for row in db.session.query(Paper).order_by(Paper.position)]


def test_the_table_holds_each_paper_with_its_talk_and_award(edition: Edition, visitor: FlaskClient) -> None:
    rows = table(visitor, "2024-miccai")
    papers = db.session.query(Paper).order_by(Paper.position).all()
    assert [row["title"] for row in rows] == [paper.title for paper in papers]
    paper = next(paper for paper in papers if paper.title.startswith("BMFT"))
    assert rows[papers.index(paper)] == {
        "title": paper.title,
        "authors": paper.authors,
        "url": paper.url,
        "talks": "17:30",
        "awards": "; ".join(award.name for award in paper.awards),
        "pdf": "",
        "code": "",
        "keywords": "",
        "abstract": "",
    }


@pytest.mark.parametrize("text", [STRANGE, 'say "so", then', "two\nlines", "naïve 東京"])
def test_any_text_is_in_the_table_as_it_is(text: str, app: Flask, visitor: FlaskClient) -> None:
    put(make(), "paper", Paper(title=text, authors=text))
    assert [(row["title"], row["authors"]) for row in table(visitor)] == [(text, text)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_shown_instead(text: str, app: Flask, visitor: FlaskClient) -> None:
    put(make(), "paper", Paper(title=text, authors=text))
    assert [(row["title"], row["authors"]) for row in table(visitor)] == [(f"'{text}", f"'{text}")]


def test_an_edition_without_papers_has_an_empty_list_and_a_header(app: Flask, visitor: FlaskClient) -> None:
    make()
    assert entries(visitor) == {}
    assert visitor.get("/2031/papers.csv").text == "\ufefftitle,authors,url,talks,awards,pdf,code,keywords,abstract\r\n"
