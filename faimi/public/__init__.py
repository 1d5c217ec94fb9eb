"""What visitors get: pages and downloads. GET only, no cookie, no session."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from faimi.content import Edition, load_edition
from faimi.exchange import atom, frab, ical, json_ld, paper_list
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
    page, items = _loaded(slug)
    event = json_ld.as_event(page, items)
    return render_template("edition.html", edition=page, items_of=items, editing=False, event=event)


@bp.get("/<slug>/index.html")
def edition_index(slug: str) -> ResponseReturnValue:
    """The address that static copies of the page had."""
    return redirect(url_for(".edition", slug=slug), 301)


@bp.get("/<slug>/edition.json")
def edition_json(slug: str) -> ResponseReturnValue:
    """The edition as data."""
    return jsonify(as_json(*_loaded(slug)))


@bp.get("/<slug>/schedule.ics")
def schedule_ics(slug: str) -> Response:
    """The programme, for a calendar."""
    return _file(ical.programme(*_loaded(slug)), "text/calendar")


@bp.get("/<slug>/slot/<int:slot_id>.ics")
def slot_ics(slug: str, slot_id: int) -> Response:
    """One row of the programme, for a calendar."""
    return _file(ical.one_talk(*_loaded(slug), slot_id) or abort(404), "text/calendar")


@bp.get("/<slug>/dates.ics")
def dates_ics(slug: str) -> Response:
    """The dates, for a calendar."""
    return _file(ical.dates(*_loaded(slug)), "text/calendar")


@bp.get("/<slug>/schedule.json")
def schedule_json(slug: str) -> ResponseReturnValue:
    """The programme, for conference apps."""
    return jsonify(frab.as_json(*_loaded(slug), _address("edition", slug)))


@bp.get("/<slug>/schedule.xml")
def schedule_xml(slug: str) -> Response:
    """The programme, for conference apps that read XML."""
    return _file(frab.as_xml(*_loaded(slug), _address("edition", slug)), "application/xml")


@bp.get("/<slug>/papers.bib")
def papers_bib(slug: str) -> Response:
    """The papers, for a reference manager."""
    return _file(paper_list.as_bibtex(*_loaded(slug)), "text/x-bibtex")


@bp.get("/<slug>/papers.csv")
def papers_csv(slug: str) -> Response:
    """The papers, for a spreadsheet."""
    return _file(paper_list.as_csv(*_loaded(slug)), "text/csv")


@bp.get("/<slug>/changes.atom")
def changes_atom(slug: str) -> Response:
    """What changed, for a feed reader."""
    page, _ = _loaded(slug)
    addresses = (_address(name, slug) for name in ("edition", "changes_atom"))
    return _file(atom.changes(page, *addresses), "application/atom+xml")


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Says that the process answers."""
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}


def _loaded(slug: str) -> tuple[Edition, dict[int, list[Any]]]:
    return load_edition(slug) or abort(404)


def _address(view: str, slug: str) -> str:
    """Gives an absolute address: apps and feed readers have no page to start from."""
    return request.url_root.rstrip("/") + url_for(f".{view}", slug=slug)


def _file(body: str | bytes, type: str) -> Response:
    return Response(body, content_type=f"{type}; charset=utf-8")
