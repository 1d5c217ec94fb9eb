"""What visitors get: pages and downloads. GET only, no cookie, no session; a draft is not there."""

from typing import Any

from flask import Blueprint, abort, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from faimi.content import Edition, OldAddress, load_edition
from faimi.exchange.edition_json import as_json
from faimi.extensions import db
from faimi.media import Rendition

bp = Blueprint("public", __name__)
HOME = "home"  # the slug of the page whose sections introduce the start page


def load_published(slug: str) -> tuple[Edition, dict[int, list[Any]]] | None:
    """Loads an edition as `load_edition` does, unless it is a draft."""
    loaded = load_edition(slug)
    return loaded if loaded and loaded[0].state != "draft" else None


def published() -> list[Edition]:
    """Gives all editions and pages but drafts, the newest first."""
    query = select(Edition).where(Edition.state != "draft")
    return list(db.session.scalars(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc())))


@bp.get("/")
def home() -> ResponseReturnValue:
    """The start page: what it is about, what is next, and all editions, made from the data."""
    introduction, items = load_published(HOME) or (None, {})
    editions = {
        state: [e for e in published() if e.state == state and e.slug != HOME] for state in ("current", "past", "page")
    }
    return render_template("home.html", edition=introduction, items_of=items, editions=editions, editing=False)


@bp.get("/<slug>/")
def edition(slug: str) -> ResponseReturnValue:
    """The edition's page; the start page's introduction has its place there."""
    if slug == HOME:
        return redirect(url_for(".home"), 301)
    loaded = load_published(slug)
    if loaded is None:
        return old_address(slug)
    return render_template("edition.html", edition=loaded[0], items_of=loaded[1], editing=False)


@bp.get("/<path:path>")
def old_address(path: str) -> ResponseReturnValue:
    """Leads an address of the former site to its edition; 404 for any other."""
    path = path.replace("\0", "").strip("/").removesuffix("index.html").strip("/")
    old = db.session.get(OldAddress, path)
    if old and old.edition.state != "draft":
        return redirect(url_for(".edition", slug=old.edition.slug), 301)
    return abort(404)


@bp.get("/<slug>/index.html")
def edition_index(slug: str) -> ResponseReturnValue:
    """The address that static copies of the page had."""
    return redirect(url_for(".edition", slug=slug), 301)


@bp.get("/<slug>/edition.json")
def edition_json(slug: str) -> ResponseReturnValue:
    """The edition as data."""
    edition, items = load_published(slug) or abort(404)
    return jsonify(as_json(edition, items))


@bp.get("/media/<name>")
def rendition(name: str) -> ResponseReturnValue:
    """One width of a picture; its address names its bytes, so it may be kept for ever."""
    kept = db.session.get(Rendition, name.replace("\0", "")) or abort(404)
    headers = {"Content-Type": f"image/{kept.format}", "Cache-Control": "public, max-age=31536000, immutable"}
    return kept.data, 200, headers


@bp.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """The addresses of all pages, for search engines."""
    paths = ["", *(f"{edition.slug}/" for edition in published() if edition.slug != HOME)]
    response = make_response(render_template("sitemap.xml", urls=[request.url_root + path for path in paths]))
    response.mimetype = "application/xml"
    return response


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """What search engines may read: everything but the editor."""
    lines = ["User-agent: *", "Disallow: /login", "Disallow: /*/edit/", f"Sitemap: {request.url_root}sitemap.xml", ""]
    return "\n".join(lines), 200, {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Says that the process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
