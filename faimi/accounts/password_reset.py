"""A link by mail for somebody who forgot the password."""

from datetime import timedelta
from threading import Thread

from flask import Flask, current_app, request

from faimi.accounts import audit, mail
from faimi.accounts.models import account_with, make_link
from faimi.accounts.rate_limit import Limit, count_tries, visitors_network
from faimi.content.site import current_site
from faimi.extensions import db

LIFETIME = timedelta(hours=1)
THREAD = "reset mail"
TOO_MANY_MAILS = "At most three mails an hour go to one address. Use the link in the last one, or try again later."
BY_ADDRESS = Limit("forgotten passwords from an address", 10, 6)
TO_PERSON = Limit("mails to a person who forgot the password", 3, 3600)


def send_later(email: str) -> None:
    """Looks for the account and sends the mail apart from the request, whose time then tells nothing.

    Raises TooManyTries, whether or not there is an account.
    """
    count_tries((BY_ADDRESS, visitors_network()), (TO_PERSON, email.strip().lower()))
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy has it
    Thread(target=_send, args=(app, email, request.remote_addr or ""), name=THREAD).start()


def _send(app: Flask, email: str, address: str) -> None:
    with app.app_context():
        account = account_with(email)
        if account is None:
            return
        path, email, name = make_link(account, LIFETIME), account.email, current_site().name
        audit.note("Asked for a link by mail: forgot the password", email, address)
        db.session.commit()  # nothing is read after it: no connection is held while the mail goes
        try:
            mail.send_link(email, "A new password", "reset_mail", path, name)
        except mail.MailError as error:
            app.logger.warning("The mail to somebody who forgot the password could not be sent: %s", error)
