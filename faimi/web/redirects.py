"""Where an address leads that is not quite one: to the same with its slash, or at an edition's new address."""

from urllib.parse import urlsplit

from flask import Flask, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from werkzeug.routing import RequestRedirect

from faimi.accounts.permissions import may_open
from faimi.content import Edition, OldAddress
from faimi.extensions import db
from faimi.public.blueprint import is_public


def _on_this_site(response: Response) -> Response:
    """Leads to the address with its slash by path: the router would name the host that the request names."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return response
    there = urlsplit(request.routing_exception.new_url)._replace(scheme="", netloc="")
    return make_response(redirect(there.geturl(), 308))


def to_new_address() -> ResponseReturnValue | None:
    """Leads to the same below the address that an edition has by now, a form with what it holds; else nothing."""
    args, slug = dict(request.view_args or {}), (request.view_args or {}).get("slug", "")
    old = db.session.get(OldAddress, slug) if slug and "\0" not in request.path else None
    if old is None or old.edition.slug == slug or not _may_know(old.edition):
        return None
    taker = db.session.scalar(select(Edition).where(Edition.slug == slug))
    if taker is not None and _may_know(taker):
        return None  # another edition has the address now, on which this is not there
    there = url_for(request.endpoint or "", **args | {"slug": old.edition.slug})
    asked = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    return redirect(there + asked, 301 if request.method in ("GET", "HEAD") else 308)


def _may_know(edition: Edition) -> bool:
    """Whether who asks may know where an edition is: anybody of a public one, organizers of what they may open."""
    return edition.is_public or (not is_public() and current_user.is_authenticated and may_open(edition))


def register(app: Flask) -> None:
    """Binds the first of them to the app; error pages ask for the other."""
    app.after_request(_on_this_site)
