"""What comes in by a file is cleaned as what is typed, also where an older version of faimi wrote it."""

from pathlib import Path

import pytest
from flask import Flask

from faimi.content import Edition
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.text import Text
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.jekyll import edition_as_markdown
from faimi.exchange.page_import import import_pages
from faimi.exchange.pasted import read_pasted
from faimi.extensions import db
from tests.conftest import SLUG
from tests.samples import first

FAMILY = "👩\u200d👩\u200d👧"


def written(folder: Path, form: str) -> Path:
    """The sample edition as a file of its own."""
    page = load_page(SLUG)
    assert page
    file = folder / {"archive": "x.json", "page": f"{SLUG}.md"}[form]
    file.write_text(edition_as_archive(page) if form == "archive" else edition_as_markdown(page), encoding="utf-8")
    return file


@pytest.mark.parametrize(("form", "line_break"), [("archive", "  \n"), ("page", " ")])
def test_an_older_edition_with_invisible_marks_comes_in_cleaned_and_the_second_time_equals_itself(
    form: str, line_break: str, edition: Edition, tmp_path: Path
) -> None:
    first("paper").title = f"\ufeffDeep\u2028Lear\xadning {FAMILY}"
    first("text").body = "One\u2028two\u200bthree"
    edition.title = "Work\u200bshop\u2029\u202e2024"
    db.session.commit()
    file, before = written(tmp_path, form), edition.version
    for _ in range(2):
        import_pages([file], replace=True)
        db.session.expire_all()
        assert edition.version == before + 1
        assert (first("paper").title, edition.title) == (f"Deep Learning {FAMILY}", "Work shop 2024")
        assert first("text").body == f"One{line_break}two three"
    again = written(tmp_path, form)
    import_pages([again], replace=True)
    assert edition.version == before + 1


def test_a_page_of_another_site_is_cleaned_of_marks_and_of_references_to_them(app: Flask, tmp_path: Path) -> None:
    page = tmp_path / "2031.md"
    page.write_text(
        "---\ntitle: Deep\u2028Learning\n---\n## Some&shy;thing&#8203;\f\n\n"
        "One&#x2028;two, Ler\u2060ning, mi&#8204;x, &#x202e;end, می&zwnj;خواهم, 👩&#8205;👩&#x200d;👧\n",
        encoding="utf-8",
    )
    import_pages([page], replace=False)
    (edition,) = db.session.query(Edition).all()
    assert (edition.title, edition.sections[0].heading) == ("Deep Learning", "Something")
    assert db.session.query(Text).one().body == f"One two, Lerning, mix, end, می\u200cخواهم, {FAMILY}"


def test_pasted_papers_are_cleaned_and_keep_the_tabs_between_their_columns() -> None:
    found, unread = read_pasted("title\tauthors\nDeep\vLear\xadning\t\u202aAlice\u202c and Bob\u200b\n", list[Paper]())
    assert ([one.paper["title"] for one in found], unread) == (["Deep Learning"], [])
    assert found[0].paper["authors"].startswith("Alice")
