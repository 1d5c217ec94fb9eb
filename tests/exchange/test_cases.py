"""What a careful reader expects of small pages and lists; the folder `cases` has both, where it is."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select

from faimi.content import Edition
from faimi.content.page import load_page
from faimi.exchange.edition_json import as_json
from faimi.exchange.page_import import import_pages
from faimi.exchange.pasted import read_pasted
from faimi.extensions import db
from tests.conftest import PAGES

CASES = PAGES.parent / "cases"
LOOKS_ALIKE = str.maketrans("‘’“”–—−\u00a0\u202f\u2011", "''\"\"---  -")


def cases(kind: str) -> list[Any]:
    """The cases of a kind as parameters; one that skips, with the reason, where the folder is missing."""
    if not (file := CASES / kind / "expected.json").exists():
        return [pytest.param("", {}, marks=pytest.mark.skip(reason=f"needs {file.parent}"))]
    found = json.loads(file.read_text(encoding="utf-8"))
    return [pytest.param(name, expected, id=name) for name, expected in found.items()]


def plain(text: str) -> str:
    """A text as people read it: quotes, dashes and spaces are one kind each."""
    return " ".join(text.translate(LOOKS_ALIKE).split())


def as_expected(found: Any, expected: Any) -> Any:
    """What was expected, where what was found is it or one of the values that will do; else what was found."""
    for value in expected if isinstance(expected, list) else [expected]:
        if found == value or (isinstance(found, str) and isinstance(value, str) and plain(found) == plain(value)):
            return expected
    return found


def as_expected_rows(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that were found, each with the fields alone that were expected of the row in its place."""
    rest: list[dict[str, Any]] = [{}] * (len(found) - len(expected))
    return [
        {name: as_expected(row.get(name), value) for name, value in wanted.items()} if wanted else row
        for row, wanted in zip(found, [*expected, *rest], strict=False)
    ]


@pytest.mark.parametrize(("name", "expected"), cases("import"))
def test_a_page_comes_in_as_a_careful_reader_takes_it(
    visitor: FlaskClient, name: str, expected: dict[str, Any]
) -> None:
    import_pages([CASES / "import" / name], replace=False)
    page = load_page(db.session.scalars(select(Edition)).one().slug)
    assert page
    facts = as_json(page)
    shown = visitor.get(f"/{page.edition.slug}/").text
    main = BeautifulSoup(shown, "lxml").main
    assert main
    links = {str(link["href"]) for link in main.find_all("a", href=True)}
    texts = {"not_on_page": shown, "not_in_text": main.get_text()}
    found = {
        key: [link for link in value if any(there.endswith(link) for there in links)]
        if key == "links"
        else [words for words in value if words not in texts[key]]
        if key in texts
        else as_expected_rows(facts[key], value)
        if isinstance(facts[key], list)
        else as_expected(facts[key], value)
        for key, value in expected.items()
    }
    assert found == expected


@pytest.mark.parametrize(("name", "expected"), cases("paste"))
def test_a_pasted_list_is_taken_as_a_careful_reader_takes_it(name: str, expected: list[dict[str, Any]]) -> None:
    text = (CASES / "paste" / name).read_text(encoding="utf-8")
    candidates, _unread = read_pasted(text, [])
    found = [candidate.paper | {"ticked": candidate.wanted} for candidate in candidates]
    assert as_expected_rows(found, expected) == expected
