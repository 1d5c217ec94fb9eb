"""Papers in bulk: pasted, looked over, and added as one change."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts.models import digest
from faimi.content import KIND, Edition
from faimi.content.forms import TextForm, once_field
from faimi.editor import auth
from faimi.editor.lookup import get_parent
from faimi.exchange.draft import PageError

if TYPE_CHECKING:
    from faimi.exchange.pasted import Candidate

bp = Blueprint("paste", __name__, url_prefix="/<slug>/edit/paste")
auth.require_account(bp)


class PasteForm(TextForm):
    """The token of a list, which comes with its text; what it holds is shown before it is taken."""

    once = once_field()


@bp.route("/", methods=["GET", "POST"])
def paste_papers(slug: str) -> ResponseReturnValue:
    """Asks for a list, shows each paper as it was understood, and adds those that stay ticked."""
    kind, section = get_parent(slug, "paper")
    form: Any = PasteForm()
    text = request.form.get("text", "").replace("\r\n", "\n")
    candidates, unread, problem = _read(text, section.edition)
    if form.validate_on_submit() and (ticked := _ticked(text, candidates)):
        once = digest(repr((form.once.data, section.id, ticked)))  # another list is another change
        try:
            history.add_many(kind, section, ticked, current_user.id, once)
        except history.Conflict:
            abort(404)  # the section was removed in this moment
        flash("Added one paper." if len(ticked) == 1 else f"Added {len(ticked)} papers.")
        return redirect(url_for("editor.show_page", slug=slug, _anchor=section.anchor), 303)
    shown = {"candidates": candidates, "unread": unread, "text": text, "problem": problem}
    return render_template("editor/paste.html", edition=section.edition, section=section, form=form, **shown)


def _read(text: str, edition: Edition) -> tuple[list["Candidate"], list[str], str]:
    """What a text holds, the lines that were not understood, and why it cannot be read at all."""
    from faimi.exchange.pasted import read_pasted  # which loads what reads BibTeX and pages

    known = [
        paper for section in edition.sections if section.kind == "paper" for paper in KIND["paper"].siblings(section)
    ]
    try:
        return (*read_pasted(text, known), "") if text.strip() else ([], [], "")
    except PageError as error:
        return [], [], f"This cannot be read: {error}"


def _ticked(text: str, candidates: list["Candidate"]) -> list[dict[str, str]]:
    """The papers to add: none where the person looks, or changed the list since it was last shown."""
    if "look" in request.form or request.form.get("seen", "").replace("\r\n", "\n") != text:
        return []
    papers = {str(number): candidate.paper for number, candidate in enumerate(candidates)}
    return [papers[number] for number in request.form.getlist("take") if number in papers]
