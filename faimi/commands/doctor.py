"""The command that tells what is wrong with an instance, and what mends it."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from faimi.commands.errors import fail
from faimi.doctor import diagnose
from faimi.version import VERSION

MARKS = {"error": "ERROR", "warning": "warning", "fine": "fine"}


@click.command("doctor", short_help="Tell what is wrong with the site, and what mends it.")
@click.option("--send-to", metavar="ADDRESS", help="Send a mail there first, to see whether that works.")
@with_appcontext
def doctor(send_to: str | None) -> None:
    """Tell how the site is, what is wrong first, each with what mends it. Errors end it with status 1."""
    if send_to:
        _send(send_to)
    click.echo(f"faimi {VERSION}, with the instance folder {current_app.instance_path}")
    findings = diagnose()
    for one in findings:
        click.echo(f"{MARKS[one.level]:8} {one.words}")
        if one.mend:
            click.echo(f"{'':8} → {one.mend}")
    sys.exit(any(one.level == "error" for one in findings))


def _send(address: str) -> None:
    from faimi.accounts import mail

    if not mail.is_set_up():
        fail("No mail is set up: set FAIMI_SMTP_URL, FAIMI_MAIL_FROM and FAIMI_SITE_URL.")
    try:
        mail.send(address, "A test of the mail", "test_mail", "")
    except mail.MailError as error:
        fail(f"No mail was sent to {address}: {error}")
    click.echo(f"A mail was sent to {address}.")
