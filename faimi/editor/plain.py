"""The editor without JavaScript: answers get a page around them, and the next page says what was done."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select

from faimi.content import Edition
from faimi.content.forms import new_token
from faimi.editor.lookup import get_listed_row
from faimi.extensions import db


def wrap(bp: Blueprint) -> None:
    """Has the blueprint ask and answer in pages where it stands as `plain`."""
    bp.before_request(_ask_first)
    bp.after_request(_as_page)
    bp.after_request(_name_form)  # before the one above


def _ask_first() -> ResponseReturnValue | None:
    """No script can ask whether a row shall really go: a page does."""
    if request.endpoint != "plain.remove" or request.method != "POST" or "sure" in request.form:
        return None
    args = dict(request.view_args or {})
    kind, row = get_listed_row(args["slug"], args["name"], args["number"])
    return render_template("editor/_confirm.html", kind=kind, row=row, args=args), 422


def _name_form(response: Response) -> Response:
    """The token of a new row's form stands in its address, so that who goes back to it comes to the same form."""
    asked = request.endpoint == "plain.new" and request.method in ("GET", "HEAD")
    if not asked or "once" in request.args or response.status_code != 200:
        return response
    where: dict[str, Any] = {name: request.args.get(name) for name in ("section", "after")}
    named = url_for("plain.new", **(request.view_args or {}), **where, once=new_token())
    return redirect(named, 303)  # type: ignore[return-value]  # Flask answers with its own Response


def _as_page(response: Response) -> Response:
    """A form gets a page around it; what was done leads back to the edit page, which says so."""
    if "plain" not in request.blueprints or response.status_code not in (200, 401, 409, 422):
        return response
    slug = (request.view_args or {}).get("slug", "")
    said = json.loads(response.headers.get("HX-Trigger", "{}")).get("said", {})
    edit_page = url_for("editor.show_page", slug=slug, _anchor=said.get("place"))
    if said and response.status_code == 200 and request.method == "POST":
        flash(said["value"])
        return redirect(edit_page, 303)  # type: ignore[return-value]  # Flask answers with its own Response
    fragment = Markup(response.get_data(as_text=True))  # noqa: S704  # our own answer, escaped when drawn
    edition = db.session.scalar(select(Edition).where(Edition.slug == slug))
    shown = {"fragment": fragment, "edition": edition, "said": said.get("value", "")}
    response.set_data(render_template("editor/plain.html", **shown))
    return response
