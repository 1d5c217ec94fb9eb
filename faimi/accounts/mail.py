"""Mail, by the SMTP server that SMTP_URL names, where one is named."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template

TIMEOUT_SECONDS = 10


class MailError(Exception):
    """The mail was not sent; says why."""


def is_set_up() -> bool:
    """Whether the site can send mail at all."""
    return bool(current_app.config["SMTP_URL"])


def send_link(to: str, subject: str, template: str, path: str, name: str, **values: object) -> None:
    """Sends a mail around a one-time link, whose address is the site's own setting and not what a request said."""
    send(to, subject, template, name, link=current_app.config["SITE_URL"] + path, **values)


def send(to: str, subject: str, template: str, name: str, **values: object) -> None:
    """Sends a mail by a template. `name` is the site's, if it has one.

    Raises MailError where the server does not take it.
    """
    message = EmailMessage()
    message["From"], message["To"] = _sender(current_app.config["MAIL_FROM"], name), to
    message["Subject"] = f"{name}: {subject[0].lower()}{subject[1:]}" if name else subject
    site = current_app.config["SITE_URL"]
    message.set_content(render_template(f"accounts/{template}.txt", name=name, site=site, **values))
    try:
        _deliver(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailError(str(error) or type(error).__name__) from None


def _sender(given: str, name: str) -> str:
    """The sender as MAIL_FROM names it; by the site's name, where it is an address alone."""
    own_name, address = parseaddr(given)
    return formataddr((name, address)) if address and name and not own_name else given


def _deliver(message: EmailMessage) -> None:
    """Hands a message to the server: by TLS from the start (smtps), or as soon as the server can (smtp)."""
    url = urlsplit(current_app.config["SMTP_URL"])
    host, secure = url.hostname or "localhost", ssl.create_default_context()
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_SECONDS, context=secure)
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=TIMEOUT_SECONDS)
    with server:
        server.ehlo()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=secure)
        elif url.scheme == "smtp" and url.username:
            raise MailError("the mail server offers no encryption, so the password was not sent to it")
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
