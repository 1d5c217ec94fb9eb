"""The address that a form asks for: what it may be, whose it is, and editions that are made at it once."""

from collections.abc import Callable
from typing import Any

from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import Field, StringField
from wtforms.validators import Regexp, ValidationError

from faimi.accounts import permissions
from faimi.content import Edition
from faimi.content.edition import HOME_SLUG, SLUG
from faimi.content.fields import HALF, text
from faimi.content.reserved import reserved_slugs
from faimi.extensions import db
from faimi.history import Conflict, Revision, make_room

TAKEN = "This address is taken. Choose another."


def address_field(*validators: Any) -> StringField:
    """Makes the field for an edition's address."""
    form = Regexp(SLUG + "$", message="Use small letters, digits and hyphens: 2027-workshop.")
    return text("Address", *validators, form, render_kw={"spellcheck": "false", "autocapitalize": "none"} | HALF)


def is_reserved(address: str) -> bool:
    """Whether an address is the site's own."""
    return address in reserved_slugs() | {HOME_SLUG}


def is_taken(address: str) -> bool:
    """Whether an address is the site's own, or another edition's; that of a removed one is free to who may move it."""
    other = db.session.scalar(select(Edition).where(Edition.slug == address))
    gives_way = other is not None and other.state == "removed" and permissions.may_change(other)
    return is_reserved(address) or (other is not None and not gives_way)


def refuse_taken(form: Any, field: Field) -> None:
    """Refuses an address that is taken, but by what this form has made: it may come twice, or its answer be lost."""
    if field.data and not field.errors and is_taken(field.data) and made_at(form.once.data) != field.data:
        raise ValidationError(TAKEN)


def made_at(token: str, title: str | None = None) -> str | None:
    """The address of the edition, titled so if a title is given, that the form with this token has made; else none."""
    made = select(Edition.slug).join(Revision).where(Revision.idempotency_key == token)
    return db.session.scalar(made if title is None else made.where(Edition.title == title))


def make_once(form: Any, address: str, make: Callable[[str | None], Any]) -> bool:
    """Whether the edition that a valid form asks for is there: made now, by the same form before, or at this moment.

    `make` gets the token, none where the form has made another one: who went back wants another edition. Where the
    address is taken meanwhile, the form says so.
    """
    before = made_at(form.once.data)
    if before == address:
        return True
    try:
        make_room(address, current_user.id)
        make(None if before else form.once.data)
    except (IntegrityError, Conflict):
        db.session.rollback()
        form.address.errors = [TAKEN]
        return made_at(form.once.data) == address
    return True
