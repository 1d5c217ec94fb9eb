"""A site below a path: whatever any route answers leads to nothing beside that path."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi import create_app
from faimi.extensions import db
from tests.conftest import Client
from tests.routes.test_routes import ROWS, address, row_of

LOCAL = re.compile(r"""(?:[=,]\s?"|='|srcset="[^"]*, )(/(?!/)[^"'\s]*)""")  # in attributes, CSS and JSON
LEADING = ("Location", "HX-Redirect")


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    """The app, with one of everything, at an address with a path."""
    settings = {"SITE_URL": "https://example.org/name", "TESTING": True, "WTF_CSRF_ENABLED": False}
    app = create_app({"INSTANCE_PATH": instance, "SESSION_COOKIE_SECURE": False, **settings})
    app.test_client_class = Client
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_whatever_a_route_answers_leads_to_nothing_beside_the_path_of_the_site(
    app: Flask, clients: dict[str, FlaskClient], again: Callable[[], None]
) -> None:
    client = clients["owner"]
    cookie = client.get_cookie("faimi", path="/name")
    assert cookie
    for endpoint, method in product([*ROWS, "plain.form", "plain.new"], ("GET", "POST")):
        row = ROWS[row_of(endpoint)]
        for rule in app.url_map.iter_rules(endpoint) if getattr(row, method) else ():
            data = row.body if method == "POST" else None
            with client.open(address(rule, row), method=method, query_string=row.query, data=data) as answer:
                is_text = re.match("text/|application/(?!x-tar)", answer.mimetype or "")
                local = LOCAL.findall(answer.get_data(as_text=True)) if is_text else []
                local += [answer.headers[name] for name in LEADING if name in answer.headers]
            assert [one for one in local if not f"{one}/".startswith("/name/")] == [], (endpoint, method)
            if method == "POST":
                again()
                client.set_cookie("faimi", cookie.value, path="/name")
