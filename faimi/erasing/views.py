"""The pages on which owners erase words or a picture, and read what was erased."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from wtforms import StringField
from wtforms.validators import DataRequired, ValidationError

from faimi.accounts import decorators
from faimi.accounts.reauthentication import password_again
from faimi.content import Edition
from faimi.content.erasure import erasures
from faimi.content.fields import text
from faimi.content.forms import TextForm
from faimi.content.plural import counted
from faimi.editor.lookup import get_edition
from faimi.erasing import copies, pictures, places
from faimi.erasing.targets import MIN_LETTERS, Target, Words, is_enough, picture_target
from faimi.erasing.transaction import erase
from faimi.extensions import db
from faimi.history import Conflict

bp = Blueprint("erasing", __name__, url_prefix="/settings/erase")
decorators.require_login(bp, owners_only=True)
MAX_CHARS = 300
BUSY = "Nothing was erased: somebody changed something at this moment. Try again."


class WordsForm(TextForm):
    """What words are to be erased."""

    words = text(
        "Look for",
        longest=MAX_CHARS,
        description="Such as a name or an e-mail address, as it is written on the site: small and capital letters are "
        "the same, and a part of a word is left alone. The next page shows every place.",
    )

    def validate_words(self, field: StringField) -> None:
        """Refuses words that would be everywhere."""
        if not is_enough(field.data or ""):
            raise ValidationError(f"Enter {MIN_LETTERS} letters or figures at least.")


class ReasonForm(TextForm):
    """Why something is erased, which is kept."""

    reason = text(
        "Reason",
        DataRequired("Say why."),
        longest=MAX_CHARS,
        description="Such as “asked for on 3 May 2031”. It is kept, with your name, and organizers see it in the "
        "history: do not repeat here what you erase.",
    )


@bp.get("/")
def show() -> ResponseReturnValue:
    """What was erased, where copies still hold it, and the ways to erase more."""
    return _page(WordsForm())


def _page(form: Any) -> ResponseReturnValue:
    """The first page, with a form for words."""
    done = [(one, copies.copies_from_before(one.at), copies.sent_before(one.at)) for one in erasures()]
    editions = db.session.scalars(select(Edition).order_by(Edition.slug)).all()
    shown = {"form": form, "done": done, "editions": editions}
    return render_template("erasing/erasing.html", **shown), 422 if form.errors else 200


@bp.post("/words")
def find_words() -> ResponseReturnValue:
    """Every place where words stand, with the question; the words are in no address, for those are logged."""
    form: Any = WordsForm()
    if not form.validate():
        return _page(form)
    return _ask(Words(form.words.data), url_for("erasing.erase_words"))


@bp.post("/words/now")
@password_again
def erase_words() -> ResponseReturnValue:
    """The words are gone, and the first page says so; the question again where there is no reason."""
    form: Any = WordsForm()
    if not form.validate():
        return _page(form)
    return _erase(Words(form.words.data), url_for("erasing.erase_words"))


@bp.get("/pictures/<slug>/")
def list_pictures(slug: str) -> ResponseReturnValue:
    """The pictures that an edition shows or ever showed, each with the way to erase it."""
    edition = get_edition(slug)
    return render_template("erasing/pictures.html", edition=edition, pictures=pictures.pictures_of(edition))


@bp.get("/picture/<name>/")
def find_picture(name: str) -> ResponseReturnValue:
    """A picture and every place that names it, with the question."""
    return _ask(_picture(name), url_for("erasing.erase_picture", name=name), name)


@bp.post("/picture/<name>/")
@password_again
def erase_picture(name: str) -> ResponseReturnValue:
    """The picture is gone, its files too; the question again where there is no reason."""
    return _erase(_picture(name), url_for("erasing.erase_picture", name=name), name)


def _picture(name: str) -> Target:
    return picture_target(f"/media/{name}") or abort(404)


def _ask(target: Target, action: str, picture: str = "", form: Any = None) -> ResponseReturnValue:
    """The places, and the form that asks for the reason."""
    found = places.places(target)
    shown = [*islice(found, places.MAX_SHOWN)]
    more = _count(found)
    form = form or ReasonForm(formdata=None)
    words = target.text if isinstance(target, Words) else ""
    asked = {"form": form, "action": action, "shown": shown, "more": more, "picture": picture, "words": words}
    return render_template("erasing/places.html", **asked), 422 if form.errors else 200


def _count(rest: Iterator[Any]) -> int:
    return sum(1 for _ in rest)


def _erase(target: Target, action: str, picture: str = "") -> ResponseReturnValue:
    form: Any = ReasonForm()
    if not form.validate():
        return _ask(target, action, picture, form)
    try:
        count = erase(target, form.reason.data, current_user.id, str(current_user))
        flash(f"Erased for good from {counted(count, 'place')}." if count or picture else "It stands nowhere.")
    except Conflict:
        flash(BUSY)
    return redirect(url_for("erasing.show"), 303)
