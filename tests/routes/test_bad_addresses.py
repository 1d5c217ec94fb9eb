"""Addresses and query strings that name nothing: a plain 4xx in the site's own look, and nothing has changed."""

from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from faimi.content import EDITABLE, Edition
from faimi.extensions import db
from tests.conftest import SLUG
from tests.routes.conftest import OTHER, Asked, Noting, kept
from tests.routes.test_routes import ENDPOINTS, ROWS, address, row_of
from tests.samples import SAMPLES

NUMBERS = ("99", "0", str(2**31), str(2**63), str(10**30), "9" * 5000, "-1", "1.5", "x", "²", "%00", "1%00", "%FF")
WORDS = ("nothing", "%00", "%FF%FE", "%ED%A0%80", "é", "٣", "a" * 3000, "..%2F..%2Fetc", "paper-%00", "'--", "{{7*7}}")
QUERIES = ("after", "section", "page", "before", "row", "next", "done")
JUNK = ("", "0", "99", str(2**31), str(10**30), f"-{10**30}", "9" * 5000, "x", "²", "\0", "é", f"section-{'9' * 5000}")
GONE_ALREADY = "suggestions.withdraw_link"  # a link that is not there is withdrawn, as was asked


def plainly(answer: Response) -> bool:
    """Whether an answer is no error of ours, tells nothing of the code, and is in the site's own look."""
    text = answer.get_data().decode(errors="replace")
    bare = "<html" not in text or answer.status_code < 400
    return answer.status_code < 500 and "Traceback" not in text and (bare or "/css/page.css" in text)


@pytest.mark.parametrize("endpoint", [name for name in ENDPOINTS if name != "static"])
def test_what_an_address_names_and_is_not_there_is_not_found(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    before, row = kept(), ROWS[row_of(endpoint)]
    for rule in app.url_map.iter_rules(endpoint):
        for name in rule.arguments:
            own = address(rule, row, **{name: "@"}), address(rule, row)
            right = own[1][len(own[0].partition("@")[0]) : len(own[1]) - len(own[0].partition("@")[2])]
            for value in (f"{right}%00", *(NUMBERS if f"int:{name}" in rule.rule else WORDS)):
                for method in (rule.methods or set()) & {"GET", "POST"}:
                    path, data = address(rule, row, **{name: value}), row.body if method == "POST" else None
                    answer = clients["owner"].open(path, method=method, query_string=row.query, data=data)
                    if answer.status_code == 308:  # to the same with a slash
                        answer = clients["owner"].get(str(answer.location))
                    assert plainly(answer), path
                    assert answer.status_code in (404, 405, 410) or endpoint == GONE_ALREADY, (path, answer.status_code)
    assert kept() == before


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_query_string_of_junk_breaks_and_changes_nothing(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    app.request_class, before, row = Noting, kept(), ROWS[row_of(endpoint)]

    def ask(rule: Rule, query: dict[str, Any]) -> None:
        with clients["owner"].get(address(rule, row), query_string=urlencode(query, doseq=True)) as answer:
            assert plainly(answer) or endpoint == "static", query

    for rule in app.url_map.iter_rules(endpoint) if row.GET else ():
        Asked.names.clear()
        ask(rule, {"any": JUNK})
        for value in JUNK if Asked.names else ():  # else it looks past all of them
            ask(rule, dict.fromkeys({*QUERIES, *Asked.names}, value))
    assert kept() == before


@pytest.mark.parametrize("value", JUNK)
def test_a_new_row_for_a_section_of_junk_is_not_added(value: str, clients: dict[str, FlaskClient]) -> None:
    before = kept()
    for way in ("edit", "edit/plain"):
        answer = clients["owner"].post(
            f"/{SLUG}/{way}/paper/new", query_string={"section": value}, data=SAMPLES["paper"]
        )
        assert (answer.status_code, "An Author" in answer.text) == (409, True)
    assert kept() == before


@pytest.mark.parametrize("name", EDITABLE)
@pytest.mark.parametrize("way", ["edit", "edit/plain"])
def test_a_form_for_a_row_of_another_edition_finds_none(way: str, name: str, clients: dict[str, FlaskClient]) -> None:
    before, client = kept(), clients["owner"]
    there = _first(name)
    base = f"/{SLUG}/{way}/{name}/{there}"
    fields = SAMPLES[name] | {"version": "1", "sure": "1", "to": "up"}
    assert [client.get(base).status_code, client.get(f"{base}/form").status_code] == [404, 404]
    for verb in ("", "/move", "/remove"):
        answer = client.post(base + verb, data=fields)
        assert (answer.status_code, plainly(answer)) == (404, True), verb
    for version in (1, 2):
        restored = client.post(f"/{SLUG}/{way}/history/{version}/restore/{name}-{there}")
        assert restored.status_code == 404
    assert client.get(f"/{SLUG}/{way}/{name}/new?section={_first('section')}").status_code == (
        404 if name != "section" else 200 if way == "edit" else 303
    )
    assert kept() == before


def _first(name: str) -> int:
    """The number of the first row of this kind on the other edition, which no row of the first has."""
    if name == "edition":
        return 2  # a page has one masthead
    model, other = EDITABLE[name].model, select(Edition.id).where(Edition.slug == OTHER).scalar_subquery()
    query = select(model.number).where(model.edition_id == other).order_by(model.number)
    found = db.session.scalars(query).first()
    db.session.rollback()
    assert found is not None
    return int(found)


def test_a_suggestion_and_a_change_of_another_edition_are_not_decided(clients: dict[str, FlaskClient]) -> None:
    before = kept()
    for verb in ("accept", "decline", "reopen"):
        for one in (1, 2):
            path = f"/{OTHER}/edit/suggestions/{one}/{verb}"
            assert clients["owner"].post(path, data={"version": "1"}).status_code == 404
    for way in ("edit", "edit/plain"):
        assert clients["owner"].post(f"/{OTHER}/{way}/history/1/undo", data={"sure": "1"}).status_code == 404
        assert clients["owner"].post(f"/{OTHER}/{way}/history/1/restore/paper-1").status_code == 404
    assert clients["owner"].post(f"/{OTHER}/edit/suggestions/links/1/withdraw").status_code == 303
    assert kept() == before
