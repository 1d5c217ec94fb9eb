"""The list of all editions and pages of the site, from where each is opened, made, hidden and removed."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from faimi import history
from faimi.accounts import permissions
from faimi.content import Edition
from faimi.content.edition import HOME_SLUG
from faimi.content.site import current_site
from faimi.editor import auth
from faimi.editor.addresses import made_at, make_once
from faimi.editor.edition_forms import AddressForm, NewEditionForm, RemovalForm, offered_address
from faimi.editor.lookup import get_edition
from faimi.editor.waiting import waiting_on
from faimi.exchange.draft import PageError
from faimi.exchange.sample import SAMPLE, SAMPLE_UUID, is_untouched_sample
from faimi.extensions import db
from faimi.history.beginning import begin_edition

bp = Blueprint("editions", __name__, url_prefix="/editions")
auth.require_account(bp)
TAKEN_MEANWHILE = "Somebody took this address just now. Choose another."
REMOVED_MEANWHILE = "It was removed meanwhile."


@bp.get("/")
def show_list() -> ResponseReturnValue:
    """All editions and pages that the person may open, the newest first; owners see those that were removed as well."""
    query = select(Edition).order_by(Edition.starts_on.desc().nulls_first(), Edition.slug.desc())
    found = [one for one in db.session.scalars(query) if permissions.may_open(one)]
    listed = [one for one in found if one.state != "removed"]
    told = {
        "editions": [one for one in listed if one.state != "page" and one.slug != HOME_SLUG],
        "pages": [one for one in listed if one.state == "page" and one.slug != HOME_SLUG],
        "home": next((one for one in listed if one.slug == HOME_SLUG), None),
        "samples": [one for one in listed if is_untouched_sample(one)],
        "removed": [one for one in found if one.state == "removed" and current_user.role == "owner"],
    }
    return render_template("editor/editions.html", waiting=waiting_on(listed), **told)


@bp.route("/new", methods=["GET", "POST"])
def new_edition() -> ResponseReturnValue:
    """Asks what, when and where, makes the draft, and leads to its edit page."""
    _check_unlimited()
    form: Any = NewEditionForm()
    form.offer()
    if form.validate_on_submit():
        made = made_at(form.once.data, form.title.data)
        address = form.address.data or made or history.free_address(offered_address(form))
        columns = {name: form[name].data for name in ("title", "starts_on", "venue", "timezone")}
        new, by = Edition(slug=address, state="draft", **columns), current_user.id
        if make_once(form, address, lambda once: begin_edition(new, form.sections.data, by, once)):
            return redirect(url_for("editor.show_page", slug=address), 303)
    return render_template("editor/new_edition.html", form=form), 422 if form.errors else 200


@bp.post("/start-page")
def write_start_page() -> ResponseReturnValue:
    """The start page's edit page, with a section to write in where there was none."""
    _check_unlimited()
    home = db.session.scalar(select(Edition).where(Edition.slug == HOME_SLUG))
    if home is None:
        try:
            home = Edition(slug=HOME_SLUG, title=current_site().title, state="page")
            begin_edition(home, ["About"], current_user.id)
        except IntegrityError:
            db.session.rollback()  # somebody else began it at this moment
    else:
        history.bring_back(home, current_user.id)
    return redirect(url_for("editor.show_page", slug=HOME_SLUG), 303)


@bp.route("/<slug>/address", methods=["GET", "POST"])
def rename_edition(slug: str) -> ResponseReturnValue:
    """Asks for another address, to which the former one leads on, and leads back to the list."""
    edition = _changeable(slug)
    if slug == HOME_SLUG:
        abort(404)
    form: Any = AddressForm(edition)
    if form.validate_on_submit():
        try:
            if form.address.data != slug:
                history.make_room(form.address.data, current_user.id)
            history.set_columns(edition, {"slug": form.address.data}, current_user.id)
        except history.Conflict:
            form.address.errors = [TAKEN_MEANWHILE]
        else:
            return _back(f"{edition} is at /{edition.slug}/ now. Its former addresses lead there.")
    return render_template("editor/rename_edition.html", edition=edition, form=form), 422 if form.errors else 200


@bp.post("/<slug>/hide")
def hide_edition(slug: str) -> ResponseReturnValue:
    """The list, with the edition as a draft, which visitors do not see."""
    edition = _changeable(slug)
    history.set_columns(edition, {"state": "draft", "appears_at": None}, current_user.id)
    return _back(f"{edition} is hidden: only organizers see it.")


@bp.post("/<slug>/publish")
def publish_edition(slug: str) -> ResponseReturnValue:
    """The list, with a draft as what it was before it was hidden, or announced as the next edition."""
    edition = _changeable(slug)
    if edition.state == "draft":
        state = history.last_public_state(edition) or ("page" if slug == HOME_SLUG else "current")
        history.set_columns(edition, {"state": state, "appears_at": None}, current_user.id)
    return _back(f"{edition} is public now.")


@bp.route("/<slug>/remove", methods=["GET", "POST"])
def remove_edition(slug: str) -> ResponseReturnValue:
    """Asks for the edition's name, but of a sample that nobody changed; then the list without it."""
    edition = _owners(slug)
    if slug == HOME_SLUG:
        abort(404)
    form: Any = RemovalForm(edition)
    if request.method == "POST" and (is_untouched_sample(edition) or form.validate()):
        history.remove_edition(edition, current_user.id)
        return _back(f"{edition} is removed. It is kept below, and can be brought back.")
    return render_template("editor/remove_edition.html", edition=edition, form=form), 422 if form.errors else 200


@bp.post("/<slug>/bring-back")
def bring_back_edition(slug: str) -> ResponseReturnValue:
    """The list, with a removed edition as it was."""
    edition = _owners(slug)
    history.bring_back(edition, current_user.id)
    return _back(f"{edition} is back at /{edition.slug}/.")


@bp.post("/sample")
def take_sample() -> ResponseReturnValue:
    """The sample edition's edit page: brought back, or imported again."""
    if current_user.role != "owner":
        abort(403)
    query = select(Edition).where(Edition.uuid == SAMPLE_UUID)
    sample = db.session.scalar(query)
    if sample is None:
        from faimi.exchange.page_import import import_pages  # which loads all that reads pages

        with suppress(PageError):  # also where somebody else takes it at this moment
            import_pages([SAMPLE], replace=False)
        sample = db.session.scalar(query)
    if sample is None:
        return _back("The sample’s address is another edition’s by now.")
    history.bring_back(sample, current_user.id)
    return redirect(url_for("editor.show_page", slug=sample.slug), 303)


def _check_unlimited() -> None:
    """Answers 403 to who is limited to some editions."""
    if permissions.restricting_grants():
        abort(403)


def _changeable(slug: str) -> Edition:
    """The edition, to who may change all of it; where it was removed, the answer is the list, which says so."""
    edition = get_edition(slug)
    if not permissions.may_change(edition):
        abort(403)
    return edition if edition.state != "removed" else abort(_back(REMOVED_MEANWHILE))


def _owners(slug: str) -> Edition:
    """The edition, to an owner."""
    edition = get_edition(slug)
    return edition if current_user.role == "owner" else abort(403)


def _back(said: str) -> Response:
    """The list, with the words for what was done."""
    flash(said)
    return redirect(url_for(".show_list"), 303)
