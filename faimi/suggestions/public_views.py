"""What authors get: the form of one row without an account, a cookie or a script. Nothing of it shows to visitors."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms.widgets import TextArea

from faimi.accounts.models import digest
from faimi.accounts.rate_limit import Limit, TooManyTries, count_tries, visitors_network
from faimi.content import Item
from faimi.content.forms import ItemForm
from faimi.extensions import csrf, db
from faimi.public.blueprint import PublicBlueprint
from faimi.public.visibility import published_or_404
from faimi.suggestions.forms import SenderForm, columns_seen, correction_form
from faimi.suggestions.models import (
    CORRECTABLE,
    Suggestion,
    SuggestionLink,
    correctable_fields,
    is_duplicate,
    is_full,
    save_suggestion,
    was_sent,
)

bp = PublicBlueprint("suggest", __name__)
csrf.exempt(bp)  # there is no session whose rights a foreign page could use

LINK_FIELDS = ("url", "recording")
SEE_MARKED_FIELDS = _("Not sent yet: correct what is marked below.")
NOTHING_CHANGED = _("Nothing differs from the page yet. Change what is wrong, then send.")
FULL = _("Not sent: many suggestions for this are already waiting. What you typed is kept; try another day.")
TOO_MANY = _("Not sent: too many suggestions came from your network just now. What you typed is kept; wait a minute.")
WITHDRAWN = _("The personal link that you followed was withdrawn. You can send a suggestion without it.")


@bp.app_template_filter()
def suggest_address(row: Item) -> str:
    """Where a visitor suggests a correction of a row; nothing where that is not possible."""
    if not row.edition.is_public or not row.section.is_public or not correctable_fields(row):
        return ""
    return url_for("suggest.suggest_correction", slug=row.edition.slug, name=row.key.kind, number=row.key.number)


@bp.page("/<slug>/suggest/<name>/<int:number>", methods=["GET", "POST"])
@bp.page("/<slug>/suggest/<name>/<int:number>/<token>", methods=["GET", "POST"])
def suggest_correction(slug: str, name: str, number: int, token: str = "") -> ResponseReturnValue:
    """The row's fields to put right; a suggestion that is sent leads to the thanks."""
    row = _row(slug, name, number)
    form = correction_form(row, correctable_fields(row), request.form if request.method == "POST" else None)
    sender = SenderForm(meta={"csrf": False})
    asked = _is_link_of(row, token)
    problem, status = (WITHDRAWN, 410) if token and not asked else ("", 200)
    if request.method == "POST":
        key = _idempotency_key(row, sender)
        if was_sent(key):
            problem = ""
        elif not problem:
            problem, status = _store(row, form, sender, asked, key)
        if not problem:
            return redirect(url_for(".thanks", slug=slug, name=name, number=number), 303)
    action = url_for(".suggest_correction", slug=slug, name=name, number=number, token=token if asked else None)
    return _render_form(row, form, sender, problem=problem, action=action, place=row.key), status


@bp.page("/<slug>/suggest/<name>/<int:number>/thanks")
def thanks(slug: str, name: str, number: int) -> ResponseReturnValue:
    """That it has arrived, and what comes next."""
    row = _row(slug, name, number)
    return render_template("suggestions/thanks.html", edition=row.edition, place=row.key)


def _row(slug: str, name: str, number: int) -> Any:
    """A row that visitors see and can correct; 404 for any other."""
    row = published_or_404(slug).row(name, number) if name in CORRECTABLE else None
    return row if row is not None and correctable_fields(row) else abort(404)


def _is_link_of(row: Any, token: str) -> bool:
    """Whether a token is the one by which this row's author was asked."""
    query = select(SuggestionLink.id).where(SuggestionLink.token == token)
    query = query.where(SuggestionLink.kind == row.key.kind, SuggestionLink.number == row.key.number)
    return bool(token and db.session.scalar(query))


def _render_form(row: Any, form: ItemForm, sender: SenderForm, **more: str) -> str:
    """The form's page; a long title or list of authors is seen whole on a phone, too."""
    widget: Any = TextArea()
    for field in form.inputs:
        if field.name not in LINK_FIELDS:
            field.widget, field.render_kw = widget, {"rows": 2}
    own = {"edition": row.edition, "row": row, "hints": _hints(row, form)}
    return render_template("suggestions/form.html", form=form, sender=sender, **own, **more)


def _hints(row: Any, form: ItemForm) -> dict[str, str]:
    """The form's hints, and where a row shows another's words in a field that is empty, those."""
    hints = {name: hint for name, hint in form.hints.items() if not hasattr(row, f"shown_{name}")}
    for field in form.inputs:
        shown = getattr(row, f"shown_{field.name}", "")
        if shown and not getattr(row, field.name):
            hints[field.name] = _("While it is empty, the page shows “%(shown)s”.", shown=shown)
    return hints


def _idempotency_key(row: Any, sender: Any) -> str:
    """What a form is known by when it comes again; with another text it is another suggestion."""
    return digest(repr((row.key, sender.once.data, sorted(request.form.items(multi=True)))))


def _store(row: Any, form: ItemForm, sender: Any, asked: bool, key: str) -> tuple[str, int]:
    """What is in the way of the suggestion, with the status for that; empty where it is stored, or was already."""
    if not sender.validate() or form.errors:
        return SEE_MARKED_FIELDS, 422
    seen = columns_seen(row, form)
    after = {field.name: field.data for field in form.inputs if field.data != seen[field.name]}
    if not after:
        return NOTHING_CHANGED, 422
    one = Suggestion(edition_id=row.edition.id, kind=row.key.kind, number=row.key.number, asked=asked)
    one.version = seen["version"]
    one.before, one.after = {name: seen[name] for name in after}, after
    one.note = sender.note.data
    one.from_name, one.from_email = sender.from_name.data, sender.from_email.data
    if is_duplicate(one):
        return "", 303
    if is_full(one):
        return FULL, 429
    try:
        count_tries((Limit("suggestions from an address", *current_app.config["SUGGESTION_LIMIT"]), visitors_network()))
    except TooManyTries:
        return TOO_MANY, 429
    save_suggestion(one, key)
    return "", 303
