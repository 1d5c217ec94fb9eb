"""The form that asks for the next edition, from one that is there."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import DateField, Field
from wtforms.validators import InputRequired, Regexp, ValidationError

from faimi.accounts import permissions
from faimi.content import Edition
from faimi.content.edition import HOME_SLUG, SLUG
from faimi.content.fields import near_day, text
from faimi.content.forms import TextForm, once_field
from faimi.content.reserved import reserved_slugs
from faimi.editor import auth
from faimi.editor.lookup import get_edition
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.rollover import roll_over

bp = Blueprint("rollover", __name__, url_prefix="/<slug>/edit/roll-over")
auth.require_account(bp)
TAKEN = "This address is taken. Choose another."


class RollOverForm(TextForm):
    """Where the new edition is to stand, and when the workshop is."""

    once = once_field()
    address = text("Address", Regexp(SLUG + "$", message="Use small letters, digits and hyphens: 2025-miccai."))
    starts_on = DateField(
        "Date of the workshop", [InputRequired("Give the date: the deadlines move with it."), near_day]
    )

    def validate_address(self, field: Field) -> None:
        """An address is one edition's."""
        taken = not field.errors and db.session.scalar(select(Edition.id).where(Edition.slug == field.data))
        if (taken and not self.has_made_it()) or field.data in reserved_slugs() | {HOME_SLUG}:
            raise ValidationError(TAKEN)

    def has_made_it(self) -> bool:
        """Whether this form has made the edition at its address: it may come twice, or its answer have been lost."""
        made = select(Edition.id).join(Revision).where(Edition.slug == self.address.data)
        return db.session.scalar(made.where(Revision.idempotency_key == self.once.data)) is not None


@bp.route("/", methods=["GET", "POST"])
def start_edition(slug: str) -> ResponseReturnValue:
    """Asks for address and date, makes the draft, and leads to it."""
    edition = abort(403) if permissions.restricting_grants() else get_edition(slug)
    form: Any = RollOverForm()
    if form.validate_on_submit() and (form.has_made_it() or _make(form, edition)):
        return redirect(url_for("editor.show_page", slug=form.address.data), 303)
    return render_template("editor/rollover.html", edition=edition, form=form), 422 if form.errors else 200


def _make(form: Any, old: Edition) -> bool:
    """Makes the draft that a valid form asks for; tells whether it is there, and says in the form why it is not."""
    used = db.session.scalar(select(Revision.id).where(Revision.idempotency_key == form.once.data))
    once = None if used else form.once.data  # who went back wants another edition
    try:
        roll_over(old, form.address.data, form.starts_on.data, current_user.id, once)
    except IntegrityError:
        db.session.rollback()
        form.address.errors = [TAKEN]
        return bool(form.has_made_it())  # it was sent twice at one time
    return True
