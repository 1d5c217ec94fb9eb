"""What organizers do with suggestions: look at the difference, accept or decline it, and ask authors for one."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from faimi import history
from faimi.accounts.permissions import may_change
from faimi.content import Edition
from faimi.content.page import Page, load_page
from faimi.content.plural import counted
from faimi.content.row_key import ID_LIMIT, RowKey, id_in
from faimi.editor import auth
from faimi.editor.lookup import find_row, get_edition
from faimi.editor.waiting import Waiting, tells_what_waits
from faimi.extensions import db
from faimi.suggestions.models import (
    CORRECTABLE,
    Suggestion,
    SuggestionLink,
    correctable_fields,
    count_open,
    count_open_by_edition,
    visible_suggestions,
)
from faimi.suggestions.review import AlreadyDecided, InvalidCorrection, accept, decide, differences

bp = Blueprint("suggestions", __name__, url_prefix="/<slug>/edit/suggestions")
auth.require_account(bp)
bp.add_app_template_global(count_open, "open_suggestions")
MAX_DECIDED = 50
CHANGED_MEANWHILE = "This was changed or removed meanwhile. Look again, then decide."


@tells_what_waits
def open_suggestions(editions: Sequence[Edition]) -> dict[int, Waiting]:
    """The suggestions that wait for the person on each of editions."""
    counts = count_open_by_edition(editions)
    waiting = [(edition, counts[edition.id]) for edition in editions if edition.id in counts]
    return {
        edition.id: Waiting(counted(count, "suggestion"), url_for("suggestions.list_suggestions", slug=edition.slug))
        for edition, count in waiting
    }


@bp.get("/")
def list_suggestions(slug: str) -> ResponseReturnValue:
    """The suggestions that wait, with what each would change; those that were decided; and the personal links."""
    edition = get_edition(slug)
    done = request.args.get("done", 0, type=id_in)
    return _render_list(edition, done=_find(edition, done))


@bp.post("/<int:id>/accept")
def accept_suggestion(slug: str, id: int) -> ResponseReturnValue:
    """The page without it: the row is changed; 409 with what is in the way."""
    edition, one = _get_suggestion(slug, id)
    seen = request.form.get("version", "")
    picked = request.form if one.row is not None and seen == str(one.row.version) else {}
    try:
        accept(one, picked, current_user.id)
    except AlreadyDecided:
        return _render_already_decided(edition, one)
    except InvalidCorrection as error:
        return _render_list(edition, 409, one, f"With what the page says now, it is not valid: {error}")
    except history.Conflict:
        return _render_list(edition, 409, one, CHANGED_MEANWHILE)
    return redirect(url_for(".list_suggestions", slug=slug, done=id), 303)


@bp.post("/<int:id>/decline")
def decline_suggestion(slug: str, id: int) -> ResponseReturnValue:
    """The page with it among those that were decided."""
    return _change_state(slug, id, "open", "declined")


@bp.post("/<int:id>/reopen")
def reopen_suggestion(slug: str, id: int) -> ResponseReturnValue:
    """The page with a declined one among those that wait, as it was."""
    return _change_state(slug, id, "declined", "open")


def _change_state(slug: str, id: int, was: str, state: str) -> ResponseReturnValue:
    edition, one = _get_suggestion(slug, id)
    try:
        decide(one, was, state, current_user.id)
    except AlreadyDecided:
        return _render_already_decided(edition, one)
    db.session.commit()
    return redirect(url_for(".list_suggestions", slug=slug, done=id), 303)


@bp.post("/links")
def make_link(slug: str) -> ResponseReturnValue:
    """The page with the personal link of one row, to be copied: the one that there is, or a new one."""
    try:
        key = RowKey.parse(request.form.get("row", ""))
    except ValueError:
        abort(400)
    _, row = find_row(slug, key.kind, key.number) if key.kind in CORRECTABLE else abort(400)
    if row is None or not correctable_fields(row):
        abort(404)
    db.session.add(SuggestionLink(edition_id=row.edition.id, kind=key.kind, number=key.number))
    try:
        db.session.commit()
    except IntegrityError:  # there is one
        db.session.rollback()
    return redirect(url_for(".list_suggestions", slug=slug, row=key, _anchor=f"link-{key}"), 303)


@bp.post("/links/<int:id>/withdraw")
def withdraw_link(slug: str, id: int) -> ResponseReturnValue:
    """The page without a personal link: who follows it from now on comes as anyone else does."""
    edition, link = get_edition(slug), db.session.get(SuggestionLink, id) if id < ID_LIMIT else None
    if link is not None and link.edition_id == edition.id:
        if not may_change(link.row or edition):
            abort(403)
        db.session.delete(link)
        db.session.commit()
    return redirect(url_for(".list_suggestions", slug=slug, _anchor="ask"), 303)


def _find(edition: Edition, id: int) -> Suggestion | None:
    """The suggestion with this id, if the person may know of it."""
    return db.session.scalar(visible_suggestions(edition).where(Suggestion.id == id)) if 0 < id < ID_LIMIT else None


def _get_suggestion(slug: str, id: int) -> tuple[Edition, Suggestion]:
    edition = get_edition(slug)
    return edition, _find(edition, id) or abort(404)


def _render_already_decided(edition: Edition, one: Suggestion) -> ResponseReturnValue:
    """The page, with the word that somebody was faster."""
    db.session.refresh(one)
    did = {"open": "reopened this", "accepted": "accepted this", "declined": "declined this"}[one.state]
    return _render_list(edition, 409, one, f"{one.decider_name} has already {did}.")


def _render_list(
    edition: Edition, status: int = 200, at: Suggestion | None = None, problem: str = "", done: Suggestion | None = None
) -> ResponseReturnValue:
    query = visible_suggestions(edition)
    decided = query.where(Suggestion.state != "open").order_by(Suggestion.decided_at.desc()).limit(MAX_DECIDED)
    decided = decided.options(joinedload(Suggestion.decider))
    page = load_page(edition.slug) or abort(404)
    lists: dict[str, Sequence[Any]] = {
        "waiting": db.session.scalars(query.where(Suggestion.state == "open").order_by(Suggestion.id)).all(),
        "decided": db.session.scalars(decided).all(),
        "links": db.session.scalars(select(SuggestionLink).where(SuggestionLink.edition_id == edition.id)).all(),
    }
    told: dict[str, Any] = {"problem": problem, "at": at, "done": done, "askable": _linkable_rows(page)}
    told |= {"differences": differences, "row_of": lambda one: page.row(one.kind, one.number)}
    return render_template("suggestions/page.html", edition=edition, **lists, **told), status


def _linkable_rows(page: Page) -> list[tuple[str, str]]:
    """The rows whose authors can be asked: their keys, and what they are called."""
    listed = [row for section in page.sections if section.kind in CORRECTABLE for row in page.rows_of[section.id]]
    return [(row.key, str(row)) for row in listed if correctable_fields(row) and may_change(row)]
