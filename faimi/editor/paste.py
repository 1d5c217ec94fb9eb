"""Papers in bulk: pasted, looked over, and added as one change."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from faimi import history
from faimi.content import KIND, Section
from faimi.content.papers import Paper
from faimi.editor import gate
from faimi.editor.lookup import LARGEST_ID, get_edition
from faimi.exchange.page.draft import PageError
from faimi.exchange.pasted import read_pasted
from faimi.extensions import db

bp = Blueprint("paste", __name__, url_prefix="/<slug>/edit/paste")
gate.close(bp)


@bp.route("/<int:section_id>", methods=["GET", "POST"])
def page(slug: str, section_id: int) -> ResponseReturnValue:
    """Asks for a list, shows each paper as it was understood, and adds those that stay ticked."""
    edition = get_edition(slug)
    section = db.session.get(Section, section_id) if section_id < LARGEST_ID else None
    if section is None or section.edition is not edition or section.kind != "paper":
        abort(404)
    text, problem = request.form.get("text", ""), ""
    known = list(db.session.scalars(select(Paper).join(Section).where(Section.edition_id == edition.id)))
    try:
        candidates, unread = read_pasted(text, known) if text.strip() else ([], [])
    except PageError as error:
        candidates, unread, problem = [], [], f"This cannot be read: {error}"
    looking = "look" in request.args  # the person changed the list, and has not seen what it means
    ticked = (
        []
        if looking
        else [
            candidates[int(n)].paper for n in request.form.getlist("take") if n.isdecimal() and int(n) < len(candidates)
        ]
    )
    if ticked:
        history.add_many(KIND["paper"], section, ticked, current_user.id)
        return redirect(url_for("editor.page", slug=slug, _anchor=section.anchor), 303)
    shown = {"candidates": candidates, "unread": unread, "text": text, "problem": problem}
    return render_template("editor/paste.html", edition=edition, section=section, **shown)
