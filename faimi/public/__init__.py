"""What visitors get: pages and downloads. GET only, no cookie, no session."""

from flask import Blueprint, abort, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from faimi.content import Edition, load_edition
from faimi.exchange.edition_json import as_json
from faimi.extensions import db

bp = Blueprint("public", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """All editions, the newest first."""
    editions = db.session.scalars(
        select(Edition).order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc())
    ).all()
    return render_template("home.html", editions=editions)


@bp.get("/<slug>/")
def edition(slug: str) -> ResponseReturnValue:
    """The edition's page."""
    page, items = load_edition(slug) or abort(404)
    return render_template("edition.html", edition=page, items_of=items, editing=False)


@bp.get("/<slug>/index.html")
def edition_index(slug: str) -> ResponseReturnValue:
    """The address that static copies of the page had."""
    return redirect(url_for(".edition", slug=slug), 301)


@bp.get("/<slug>/edition.json")
def edition_json(slug: str) -> ResponseReturnValue:
    """The edition as data."""
    page, items = load_edition(slug) or abort(404)
    return jsonify(as_json(page, items))


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Says that the process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
