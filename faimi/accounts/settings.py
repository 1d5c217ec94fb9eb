"""The page on which owners set what holds for the whole site, and put back what it was."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from faimi.accounts import audit, decorators
from faimi.content import Edition
from faimi.content.edition import HOME_SLUG
from faimi.content.row_key import ID_LIMIT, id_in
from faimi.content.site import CHOICES, SETTINGS, Site, SiteForm, current_site, values_of
from faimi.extensions import db

bp = Blueprint("settings", __name__, url_prefix="/settings")
decorators.require_login(bp, owners_only=True)
MAX_SHOWN = 50  # former settings; the audit has all


@bp.route("/", methods=["GET", "POST"])
def edit_settings() -> ResponseReturnValue:
    """The settings, and what they were; where another owner changed the same field meanwhile, both values."""
    now, status = current_site(), 200
    form: Any = SiteForm(obj=now)
    if form.validate_on_submit():
        if not _merge(form, now):
            return _saved("Saved the settings.") if save(form.data, now) else edit_settings()
        status = 409
    elif form.errors:
        status = 422
    rows = db.session.scalars(select(Site).order_by(Site.version.desc()).limit(MAX_SHOWN + 1)).all()
    saved = [(after, changes(before, values_of(after))) for after, before in pairwise(rows)]
    has_home = db.session.scalar(select(Edition.id).where(Edition.slug == HOME_SLUG, Edition.state != "removed"))
    return render_template("accounts/settings.html", form=form, saved=saved, now=now, has_home=has_home), status


@bp.post("/restore/<int:version>")
def restore(version: int) -> ResponseReturnValue:
    """The settings as they were after a former save; as they are, where another owner has just changed them."""
    was = (db.session.get(Site, version) if version < ID_LIMIT else None) or abort(404)
    now = current_site()
    if request.form.get("version") != str(now.version) or not save(values_of(was), now):
        return _saved("Nothing was put back: the settings were changed meanwhile. Look at them again.")
    return _saved("Put the settings back.")


def _saved(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("settings.edit_settings"), 303)


def _merge(form: Any, now: Site) -> bool:
    """Whether this person and another changed the same field since the form was opened, which that field then says.

    What this person left as it was is as the other one saved it.
    """
    opened = db.session.get(Site, request.form.get("version", 0, type=id_in)) or now
    form.version.data, clashes = str(now.version), False
    for name in SETTINGS:
        field, was, there = form[name], getattr(opened, name), getattr(now, name)
        if field.data == was:
            field.data = there
        elif there not in (was, field.data):
            clashes = True
            field.errors = [
                f"{now.saved_by} changed this meanwhile, to {words(name, there)}. To keep yours, save again."
            ]
    return clashes


def save(values: Mapping[str, str], now: Site) -> bool:
    """Whether these settings count from now on: not where others came in between. The audit notes what changed."""
    if told := changes(now, values):
        who = str(current_user) if request else audit.COMMAND_LINE
        own = {name: values[name] for name in SETTINGS}
        db.session.add(Site(version=now.version + 1, saved_by=who, **own))
        audit.note(f"Changed the site’s settings. {'; '.join(f'{label}: {what}' for label, what in told.items())}")
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        return False
    return True


def changes(before: Site, after: Mapping[str, str]) -> dict[str, str]:
    """What another save changes of settings, in words, by the label of each field."""
    differing = [name for name in SETTINGS if getattr(before, name) != after[name]]
    return {SETTINGS[one]: f"{words(one, getattr(before, one))} → {words(one, after[one])}" for one in differing}


def words(name: str, value: str) -> str:
    """The value of a setting in words."""
    choices = CHOICES.get(name)
    shown = ", ".join(choices.get(one, one) for one in value.split()) if choices else value
    return f"“{shown}”" if value else "nothing"
