"""Error pages in the site's own look, and what they say."""

from collections.abc import Sequence

from flask import Flask, current_app, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from werkzeug.exceptions import HTTPException

from faimi.content.languages import prefixes
from faimi.content.site import current_site, unknown_site
from faimi.history import NotPermitted
from faimi.public.languages import speak_as_address
from faimi.version import PROGRAM
from faimi.web.redirects import to_new_address

Words = tuple[LazyString, LazyString]
Typed = Sequence[tuple[str, str]]  # names and values of a form
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


def _error(error: HTTPException) -> ResponseReturnValue:
    """The site's own page for an HTTP error."""
    if error.code is None or error.code < 400:
        return error
    if error.code == 404 and (there := to_new_address()):
        return there
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return error_page(error.code, kept)


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


def register(app: Flask) -> None:
    """Binds them to the app."""
    app.register_error_handler(HTTPException, _error)
    app.register_error_handler(NotPermitted, _not_permitted)
