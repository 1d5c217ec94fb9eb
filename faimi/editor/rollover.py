"""The form that asks for the next edition, from one that is there."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import DateField, Field
from wtforms.validators import InputRequired

from faimi.accounts import permissions
from faimi.content.fields import near_day
from faimi.content.forms import TextForm, once_field
from faimi.editor import auth
from faimi.editor.addresses import address_field, make_once, refuse_taken
from faimi.editor.lookup import get_edition
from faimi.history.rollover import roll_over

bp = Blueprint("rollover", __name__, url_prefix="/<slug>/edit/roll-over")
auth.require_account(bp)


class RollOverForm(TextForm):
    """Where the new edition is to stand, and when the workshop is."""

    once = once_field()
    address = address_field()
    starts_on = DateField(
        "Date of the workshop", [InputRequired("Give the date: the deadlines move with it."), near_day]
    )

    def validate_address(self, field: Field) -> None:
        """An address is one edition's."""
        refuse_taken(self, field)


@bp.route("/", methods=["GET", "POST"])
def start_edition(slug: str) -> ResponseReturnValue:
    """Asks for address and date, makes the draft, and leads to it."""
    edition = abort(403) if permissions.restricting_grants() else get_edition(slug)
    form: Any = RollOverForm()
    if form.validate_on_submit():
        address, starts_on = form.address.data, form.starts_on.data
        if make_once(form, address, lambda once: roll_over(edition, address, starts_on, current_user.id, once)):
            return redirect(url_for("editor.show_page", slug=address), 303)
    return render_template("editor/rollover.html", edition=edition, form=form), 422 if form.errors else 200
