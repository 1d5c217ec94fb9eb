"""A mail to whom a change concerns of how they sign in or what they may do, so that no such change goes unseen."""

from threading import Thread
from typing import Any

from flask import Flask, current_app, has_request_context, request
from flask_login import current_user
from sqlalchemy import event

from faimi.accounts import mail
from faimi.accounts.decorators import format_utc
from faimi.content.now import utc_now
from faimi.content.site import current_site
from faimi.extensions import db

THREAD = "change mail"


def tell(email: str, what: str) -> None:
    """Mails a sentence about the account to this address, once the caller has committed and apart from the request."""
    if not mail.is_set_up():
        return
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy has it
    values = {"what": what, "by": _who(), "at": format_utc(utc_now()), "name": current_site().name}
    thread = Thread(target=_send, args=(app, email, values), name=THREAD)
    event.listen(db.session(), "after_commit", lambda _session: thread.start(), once=True)


def _who() -> str:
    """Who does it, and from where."""
    if not has_request_context():
        return "on the server"
    person = f"by {current_user} ({current_user.email})" if current_user.is_authenticated else "by a one-time link"
    return f"{person}, from the address {request.remote_addr}"


def _send(app: Flask, email: str, values: dict[str, Any]) -> None:
    with app.app_context():
        try:
            mail.send(email, "Your account", "change_mail", **values)
        except mail.MailError as error:
            app.logger.warning("The mail about a change of an account could not be sent: %s", error)
