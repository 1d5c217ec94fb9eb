"""What every answer has in common: headers that keep it safe, and error pages in the site's own look."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.globals import request_ctx
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from faimi.accounts.permissions import may_open
from faimi.content import Edition, OldAddress
from faimi.content.languages import prefixes
from faimi.content.site import current_site, unknown_site
from faimi.extensions import db
from faimi.history import NotPermitted
from faimi.public.blueprint import PublicBlueprint
from faimi.public.cache import IMMUTABLE, REVALIDATE
from faimi.public.languages import speak_as_address
from faimi.version import PROGRAM

Words = tuple[LazyString, LazyString]
Typed = Sequence[tuple[str, str]]  # names and values of a form
NO_SNIFFING = "X-Content-Type-Options"
RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin",  # not the path, which may hold a token, for the proxy to log
    NO_SNIFFING: "nosniff",
}
HEADERS_OF_PAGES = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def is_public() -> bool:
    """Whether the answer is anybody's: of a public blueprint, or of none; what all others answer is one person's."""
    return request.blueprint is None or isinstance(current_app.blueprints[request.blueprint], PublicBlueprint)


class Sessions(SecureCookieSessionInterface):
    """Sessions for organizers only: a visitor's page sets no cookie and does not vary by one."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keeps the session, where there is one to keep; an answer that nothing is new stays as short as it can be."""
        if not is_public() and (response.status_code != 304 or session.modified):
            super().save_session(app, session, response)


class Bounded(Request):
    """A request whose body is as long as a text may be, unless it holds files: else it is taken apart whole."""

    @property
    def max_content_length(self) -> int | None:
        """The most bytes that are read."""
        return super().max_content_length if self.mimetype == "multipart/form-data" else self.max_form_memory_size

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        raise AttributeError


WORDS = {
    400: (
        lazy_gettext("That did not work"),
        lazy_gettext("The page you came from was too old or incomplete. Go back, reload it and try again."),
    ),
    403: (
        lazy_gettext("You cannot change this"),
        lazy_gettext("Your account does not have permission. Ask an owner of the site."),
    ),
    404: (
        lazy_gettext("There is no such page"),
        lazy_gettext("The address may contain a typo, or the page was removed."),
    ),
    405: (lazy_gettext("That did not work"), lazy_gettext("This address cannot be used in this way.")),
    413: (
        lazy_gettext("Too large"),
        lazy_gettext("What you sent is larger than this site accepts: 2 MB of text, 20 MB for a picture."),
    ),
    429: (lazy_gettext("Too many tries"), lazy_gettext("Wait a few minutes, then try again.")),
    500: (lazy_gettext("Something broke on our side"), lazy_gettext("Try again in a moment; the error was logged.")),
    503: (
        lazy_gettext("The site cannot answer just now"),
        lazy_gettext("Its database does not answer. Try again in a minute: what was saved is kept."),
    ),
}
NOT_SET_UP = (
    lazy_gettext("Not set up yet"),
    lazy_gettext(
        "The database does not have the tables this version needs. On the server run: %(program)s setup",
        program=PROGRAM,
    ),
)


def _without_nul() -> None:
    """No address holds a NUL: PostgreSQL keeps no text with one."""
    if "\0" in request.path:
        abort(404)


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items() if response.status_code != 304 else ():
        if name == NO_SNIFFING or not _is_part_of_page(response):
            response.headers.setdefault(name, value)
    if response.mimetype == "text/html" and response.status_code != 304:
        response.headers.update(HEADERS_OF_PAGES)
    if response.status_code != 304 and request.endpoint != "static":
        response.headers[RESOURCE_POLICY] = _for_whom(response)
    if "Cache-Control" not in response.headers or request.endpoint == "static":
        response.headers["Cache-Control"] = _may_be_kept(response)
    return response


def _for_whom(response: Response) -> str:
    """Whose pages may show an answer as a part of theirs: anybody's a picture, this site's all else."""
    return "cross-origin" if (response.mimetype or "").startswith("image/") else "same-origin"


def _is_part_of_page(response: Response) -> bool:
    """Whether it is a picture, style, script or typeface, for which its page speaks; a drawing may be opened."""
    return request.endpoint in ("static", "public.rendition") and response.mimetype != "image/svg+xml"


def _may_be_kept(response: Response) -> str:
    """Who may keep an answer: every cache a public one, at the one address that the site has for it."""
    if not is_public():
        return "no-store"
    blueprint = current_app.blueprints.get(request.blueprint or "")
    if response.status_code != 200 or not (request.endpoint == "static" or getattr(blueprint, "cacheable", False)):
        return "no-cache"
    own = url_for(request.endpoint or "", **request.view_args or {}) == request.script_root + request.path
    if not own or "/." in request.path or "//" in request.path:  # of which there is no end
        return "no-cache"
    if request.endpoint == "static":
        return "no-cache" if current_app.debug else IMMUTABLE
    return REVALIDATE


def _on_this_site(response: Response) -> Response:
    """Leads to the address with its slash by path: the router would name the host that the request names."""
    if not isinstance(request.routing_exception, RequestRedirect):
        return response
    there = urlsplit(request.routing_exception.new_url)._replace(scheme="", netloc="")
    return make_response(redirect(there.geturl(), 308))


def _error(error: HTTPException) -> ResponseReturnValue:
    """The site's own page for an HTTP error."""
    if error.code is None or error.code < 400:
        return error
    if error.code == 404 and (there := _at_new_address()):
        return there
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return error_page(error.code, kept)


def _at_new_address() -> ResponseReturnValue | None:
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


def _not_permitted(_error: NotPermitted) -> ResponseReturnValue:
    """The same page where a view forgot to ask, and a row was refused before it was written."""
    return error_page(403)


def error_page(
    code: int, headers: dict[str, str] | None = None, words: Words | None = None, typed: Typed = ()
) -> ResponseReturnValue:
    """The site's own page for an error, which offers to send once more what was `typed`."""
    title, what = words or WORDS.get(code, WORDS[400 if code < 500 else 500])
    site = current_site if code < 500 else unknown_site  # it may be the database that is broken
    speak_as_address(site().offered if code < 500 else prefixes())
    if request_ctx.url_adapter is None:  # a Host that is none: no address of this site can be told
        return f"{title}. {what}", code
    request_id = request.environ.get("faimi.request_id") if code >= 500 else None
    if request_id:
        current_app.logger.error("This was request %s", request_id)
    shown = {"title": title, "what": what, "request_id": request_id, "current_site": site, "typed": typed}
    return render_template("error.html", **shown), code, headers or {}


def _let_go(_error: BaseException | None) -> None:
    """Lets go of the connection, which spoils no answer where it broke meanwhile."""
    try:
        db.session.remove()
    except SQLAlchemyError:
        db.session.registry.clear()


def register(app: Flask) -> None:
    """Binds them to the app."""
    app.teardown_appcontext(_let_go)
    app.request_class = Bounded
    app.session_interface = Sessions()
    app.before_request(_without_nul)
    app.after_request(_headers)
    app.after_request(_on_this_site)
    app.register_error_handler(HTTPException, _error)
    app.register_error_handler(NotPermitted, _not_permitted)
