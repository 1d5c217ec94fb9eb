"""Who may pass: those who are signed in; what others were typing is not lost."""

from urllib.parse import quote

from flask import Blueprint, Response, abort, current_app, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect

from faimi.accounts import permissions, sessions, sign_in, two_factor
from faimi.accounts.bar import note_edition
from faimi.accounts.rate_limit import TOO_MANY, TooManyTries
from faimi.editor import forms, orphaned, tables
from faimi.editor.lookup import find_parent, find_row, get_edition, get_kind

SIGN_IN_FIELDS = {"sign_in_email", "sign_in_password", "sign_in_code", "csrf_token"}
TEXTS = {"save", "save_cell", "add", "preview", "take"}  # what is sent by forms that a person filled in
FACTOR_FIRST = (
    "This site asks its owners for a second factor. Set yours up on your account’s page, then save here again."
)
PAGES = {"editor.show_page", "editor.undo.show_history", "editor.sharing.show_preview_link"}  # whole, no fragments


def require_account(bp: Blueprint) -> None:
    """Lets only those pass to the blueprint's views who are signed in."""
    bp.before_request(_check_account)
    bp.register_error_handler(CSRFError, _token_not_valid)


def check_again() -> ResponseReturnValue | None:
    """What is answered to somebody whose account went while the request was under way; nothing where it is there."""
    g.pop("_login_user", None)
    try:
        return _check_account()
    except HTTPException as error:  # as in `_token_not_valid`
        return current_app.handle_http_exception(error)


def _check_account() -> ResponseReturnValue | None:
    if sessions.owes_factor():
        return _typed_form(FACTOR_FIRST) if _holds_text() else _lead(url_for("two_factor.switch_on"))
    if current_user.is_authenticated:
        slug = (request.view_args or {}).get("slug")
        if slug and permissions.restricting_grants():
            get_edition(slug)
        if slug and _is_page():
            note_edition(slug)
        return None
    if not _holds_text():
        return _to_sign_in()
    problem = _sign_in_by_form()
    if not current_user.is_authenticated:
        return _sign_in_here(problem)
    if permissions.restricting_grants():
        get_edition((request.view_args or {})["slug"])
    return _typed_form("You are signed in again. Save to keep what you typed.")


def _sign_in_by_form() -> str:
    """Signs in who gave a password or code with the form; what is wrong with it, or nothing."""
    email, password, code = (request.form.get(f"sign_in_{name}") for name in ("email", "password", "code"))
    try:
        if code is not None and not two_factor.complete_sign_in(code):
            return "This code is wrong or was used before."
        if code is None and email is not None and password is not None and not sign_in(email, password):
            return "E-mail and password do not match. Try again."
    except TooManyTries:
        return TOO_MANY
    return ""


def _token_not_valid(_error: CSRFError) -> ResponseReturnValue:
    try:
        return _old_form()
    except HTTPException as error:  # Flask does not look for the handler of what a handler raises
        return current_app.handle_http_exception(error)


def _old_form() -> ResponseReturnValue:
    """Answers a form of an ended session, which keeps its text, or of another site, which does not."""
    host = request.headers.get("Origin", request.host_url).rstrip("/").partition("://")[2]
    if not _holds_text() or host != request.host:
        return _to_sign_in() if not current_user.is_authenticated else abort(400)
    if not current_user.is_authenticated:
        return _sign_in_here()
    return _typed_form("This form was opened in an earlier session. Save again to keep what you typed.")


def _holds_text() -> bool:
    """Whether the request is a form that a person filled in."""
    return request.method == "POST" and (request.endpoint or "").rpartition(".")[2] in TEXTS


def _is_page() -> bool:
    """Whether a whole page was asked for, and no fragment of one."""
    return request.method == "GET" and (request.endpoint in PAGES or "editor" not in request.blueprints)


def _sign_in_url() -> str:
    """The sign-in page's address, which leads back to the page that was asked for, else to that which asked."""
    slug = (request.view_args or {}).get("slug")
    asking = url_for("editor.show_page", slug=slug) if slug else url_for("editions.show_list")
    return url_for("accounts.login_page", next=_asked_for() if _is_page() else asking)


def _asked_for() -> str:
    """The path of the request, with its query, as `redirect_target` takes it."""
    return request.script_root + quote(request.full_path.rstrip("?"), safe="/?&=%+")


def _to_sign_in() -> Response:
    """Sends the browser to the sign-in page."""
    return _lead(_sign_in_url())


def _lead(to: str) -> Response:
    """Sends the browser to another page first."""
    if request.endpoint in PAGES or "editor" not in request.blueprints:
        return redirect(to, 303)  # type: ignore[return-value]  # Flask answers with its own Response
    response = make_response(render_template("editor/_signed_out.html", to=to), 401)
    response.headers["HX-Redirect"] = to
    return response


def _sign_in_here(problem: str = "") -> Response:
    """A sign-in in place of the form, which holds what was typed; it asks no database what that was for."""
    get_kind((request.view_args or {})["name"])
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in SIGN_IN_FIELDS]
    view, args = (request.endpoint or "").partition(".")[2], {**request.args, **(request.view_args or {})}
    urls = {"fragment": url_for(f"editor.{view}", **args), "page": url_for(f"plain.{view}", **args)}
    asked = {
        "problem": problem,
        "pending_account": two_factor.pending_account(),
        "email": request.form.get("sign_in_email", ""),
        "leave": _sign_in_url(),
    }
    html = render_template("editor/_sign_in.html", typed=typed, urls=urls, **asked, **(request.view_args or {}))
    return make_response(html, 401)


def _typed_form(note: str) -> Response:
    """The form again, with the typed text and a note; nothing is saved yet."""
    args = dict(request.view_args or {})
    if tables.bp.name in (request.endpoint or "").split("."):
        return tables.show_again(**args, note=note)
    row, asked = None, args.pop("field", "")
    if "number" in args:
        kind, row = find_row(**args)
        parent = getattr(row, kind.parent, None)
    else:
        kind, parent = find_parent(**args)
    if parent is None:
        return orphaned.show_form(**args, field=asked)
    return forms.show_form(kind, forms.make_form(kind, parent, row, asked), parent, row, 422, note=note)
