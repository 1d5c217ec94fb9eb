"""What is around the site: its address, proxies, mail, the clock and time zones."""

import smtplib
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import current_app
from sqlalchemy import func, select

from faimi.accounts import mail
from faimi.accounts.audit import AuditEntry
from faimi.content.now import utc_now
from faimi.content.timezones import timezone_names
from faimi.doctor import request_origins
from faimi.doctor.finding import Finding, error, fine, warning
from faimi.extensions import db

PATIENCE_SECONDS = 5


def address() -> Iterator[Finding]:
    """Whether the site's address is the one that organizers come by."""
    site = current_app.config["SITE_URL"]
    if not site:
        mend = "FAIMI_SITE_URL=https://…, the address that visitors type"
        yield warning("FAIMI_SITE_URL is not set: mails, feeds and sign-in links name no address.", mend)
        return
    there = urlsplit(site)
    others = [one.address for one in request_origins.known() if one.address != f"{there.scheme}://{there.netloc}"]
    for other in others:
        mend = "Set FAIMI_SITE_URL to where people come, or have the proxy send Host and X-Forwarded-Proto."
        yield warning(f"Organizers came by {other}, and FAIMI_SITE_URL is {site}.", mend)
    if not others:
        yield fine(f"The site is at {site}.")


def proxies() -> Iterator[Finding]:
    """Whether as many proxies are believed as requests come through."""
    number = current_app.config["PROXIES"]
    differing = [one for one in request_origins.known() if (one.proxies > 0) != (number > 0) or one.proxies < number]
    for one in differing:
        told = f"A request to {one.address} named {one.proxies} addresses before its own; FAIMI_PROXIES is {number}."
        yield warning(told, f"FAIMI_PROXIES={one.proxies}, if there are so many proxies in front of the app")
    if not differing:
        yield fine(f"FAIMI_PROXIES is {number}.")


def mail_server() -> Iterator[Finding]:
    """Whether the mail server answers."""
    if not mail.is_set_up():
        yield fine("No mail is set up: owners pass links on themselves (FAIMI_SMTP_URL).")
        return
    url = urlsplit(current_app.config["SMTP_URL"])
    try:
        place = url.hostname or "localhost", url.port or (465 if url.scheme == "smtps" else 587)
        socket.create_connection(place, PATIENCE_SECONDS).close()
    except (OSError, smtplib.SMTPException) as failed:
        yield error(f"The mail server {url.hostname} does not answer: {failed}.", "Check FAIMI_SMTP_URL.")
    else:
        yield fine(f"The mail server {url.hostname} answers. Whether it takes mail: --send-to ADDRESS.")


def clock() -> Iterator[Finding]:
    """Whether the clock was set back behind what was noted."""
    last = db.session.scalar(select(func.max(AuditEntry.at)))
    now = utc_now()
    if last and last > now:
        told = f"The clock says {now:%Y-%m-%d %H:%M} UTC, but something was noted at {last:%Y-%m-%d %H:%M}."
        yield error(told, "timedatectl set-ntp true")
    else:
        yield fine(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def zones() -> Iterator[Finding]:
    """Whether the time zones of the world are at hand."""
    try:
        ZoneInfo("Pacific/Chatham")
        yield fine(f"{len(timezone_names())} time zones are known.")
    except (ZoneInfoNotFoundError, OSError) as failed:
        yield error(f"Time zones are missing: {failed}.", "pip install tzdata")
