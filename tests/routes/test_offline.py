"""What the service worker may handle: pages that every cache may keep, and no address that asks who somebody is."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.content.languages import prefixes
from faimi.content.reserved import reserved_slugs
from faimi.public.downloads import DOWNLOADS
from faimi.public.offline import shapes
from tests.conftest import SLUG
from tests.routes.test_routes import ENDPOINTS, ROWS, address, row_of

ASSETS = {"static": ["static"], "public.rendition": ["media"]}


def sorts_of(path: str, told: dict[str, dict[str, Any]]) -> list[str]:
    """The sorts of address that the worker takes a path for."""
    in_python = {sort: [one.replace("(?<", "(?P<") for one in of["shapes"]] for sort, of in told.items()}
    return [sort for sort, own in in_python.items() if any(re.fullmatch(shape, path) for shape in own)]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_the_worker_handles_what_every_cache_may_keep(
    endpoint: str, app: Flask, clients: dict[str, FlaskClient]
) -> None:
    with app.test_request_context():
        told = shapes()
    for rule in app.url_map.iter_rules(endpoint):
        path = address(rule, ROWS[row_of(endpoint)])
        is_page = endpoint.startswith("public.") and path.endswith("/") and endpoint != "public.preview"
        sort = ASSETS.get(endpoint, ["page"] if is_page else ["file"] if rule.rule in DOWNLOADS else [])
        assert sorts_of(path, told) == sort
        if sort:
            with clients["owner"].get(path) as answer:
                assert answer.status_code == 200
                assert answer.cache_control.public
                assert "Set-Cookie" not in answer.headers


def test_the_worker_takes_nothing_of_the_sites_own_for_an_edition(app: Flask) -> None:
    with app.test_request_context():
        told, taken = shapes(), sorted(reserved_slugs() - {"", *prefixes()})
    assert {"login", "account", "people", "settings", "editions", "preview", "welcome"} <= {*taken}
    for name in taken:
        for rest in ("", "schedule/", "paper/1/"):
            assert sorts_of(f"/{name}/{rest}", told) == [], (name, rest)
    for rest in ("edit/", "edit/plain/", "suggest/paper/1", "share.png", "paper/x.bib", "paper/x/"):
        assert sorts_of(f"/{SLUG}/{rest}", told) == [], rest


def test_the_site_is_an_app_whose_icons_are_there(app: Flask, clients: dict[str, FlaskClient]) -> None:
    told = clients["visitor"].get("/manifest.webmanifest").get_json(force=True)
    assert (told["name"], told["start_url"], told["scope"]) == ("Workshops", "./", "./")
    assert {icon.get("purpose", "any") for icon in told["icons"]} == {"any", "maskable"}
    for icon in told["icons"]:
        answer = clients["visitor"].get(icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, icon["type"])
