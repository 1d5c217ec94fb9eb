"""Body text: it is stored as Markdown that shows the words and the structure of the page."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from faimi.content import prose
from faimi.exchange.page import read_page

EXTENSIONS = ["tables", "sane_lists", "pymdownx.tilde"]


def body_of(folder: Path, text: str) -> str:
    """The Markdown that is made of a page's text."""
    path = folder / "page.md"
    path.write_text(f"---\ntitle: T\n---\n## H\n\n{text}\n", encoding="utf-8")
    return str(read_page(path).items("text")[0]["body"])


KEPT = [
    "&lt;b&gt;x&lt;/b&gt; &amp;amp; AT&amp;T and p < 0.05",
    "\\# no heading",
    "1\\. no list",
    "\\- no list",
    "\\> no quotation",
    "\\_b\\_ and snake_case, 5 \\* 3, \\`x\\`, \\~~y\\~~",
    "\\[a\\](b) and \\![c](d)",
    "Look\\![here](/x/)",
    "H<sub>2</sub>O and x<sup>2</sup>",
    "- a\n    - b\n        - c\n- d",
    "1. a\n\n    more\n\n2. b",
    "| a | b \\| c |\n|---|---|\n| `x` | **y** |",
    "[x](/a_b_(c)) and [y](</d e>)",
    "> quoted\n>\n> twice",
    "### Sub\n\ntext",
]


@pytest.mark.parametrize("text", KEPT)
def test_text_shows_the_same_when_it_is_rendered_again(tmp_path: Path, text: str) -> None:
    kramdown = Markdown(extensions=EXTENSIONS, extension_configs={"pymdownx.tilde": {"subscript": False}})
    shown = BeautifulSoup(kramdown.convert(text), "lxml")
    again = BeautifulSoup(prose.render(body_of(tmp_path, text)), "lxml")
    assert " ".join(again.get_text(" ").split()) == " ".join(shown.get_text(" ").split())
    assert [tag.name for tag in again.find_all(True)] == [tag.name for tag in shown.find_all(True)]


def test_ordinary_prose_has_no_backslashes(tmp_path: Path) -> None:
    text = "Fairness & more (see [1]): it's 5 > 3, ~10 of C# users - say “yes”! Costs $3. #1 of snake_case."
    assert body_of(tmp_path, text) == text


def test_boxes_do_not_glue_words(tmp_path: Path) -> None:
    assert body_of(tmp_path, "<div>one</div><div>two<p>three</p>four</div>five") == (
        "one\n\ntwo\n\nthree\n\nfour\n\nfive"
    )


def test_what_is_embedded_becomes_a_link_and_what_folds_is_open(tmp_path: Path) -> None:
    text = (
        '<iframe src="https://v.example/1" title="Talk"></iframe>\n\n<details><summary>More</summary>Hidden</details>'
    )
    assert body_of(tmp_path, text) == "[Talk](https://v.example/1)\n\n**More**\n\nHidden"


def test_code_stands_between_fences_that_it_does_not_hold(tmp_path: Path) -> None:
    assert body_of(tmp_path, "<pre>\na\n\n```\nb\n</pre>") == "````\na\n\n```\nb\n````"


def test_the_title_of_a_part_that_folds_is_bold_but_once(tmp_path: Path) -> None:
    folded = "<details><summary><b>Vision</b> by Ann</summary><p>Words.</p></details>"
    assert body_of(tmp_path, folded) == "**Vision** by Ann\n\nWords."
