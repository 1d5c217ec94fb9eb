"""What a blueprint says of itself decides about sessions and caches."""

import pytest
from flask import Blueprint, Flask, session

from faimi.public.blueprint import PublicBlueprint

BLUEPRINTS = {
    "one person's": (Blueprint("own", __name__), "no-store"),
    "public": (PublicBlueprint("form", __name__), "no-cache"),
    "public and cacheable": (PublicBlueprint("pages", __name__, cacheable=True), "public, max-age=0, must-revalidate"),
}


@pytest.mark.parametrize("which", BLUEPRINTS)
def test_a_new_blueprint_that_is_public_sets_no_cookie_and_says_what_may_be_kept(app: Flask, which: str) -> None:
    bp, kept = BLUEPRINTS[which]

    @bp.get("/-/new")
    def page() -> str:
        session["seen"] = "yes"
        return "a page"

    app.register_blueprint(bp)
    response = app.test_client().get("/-/new")
    assert response.status_code == 200
    assert ("Set-Cookie" in response.headers) == (which == "one person's")
    assert response.headers["Cache-Control"] == kept
