"""`flask check`: what is wrong with editions, for a person or a program."""

import json
import sys
from collections.abc import Collection

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from faimi.checks import CHECKS, Facts
from faimi.checks.asked_links import AskedLink
from faimi.checks.links import ask_links, user_agent
from faimi.checks.markdown_links import external_links
from faimi.checks.report import as_data, as_junit, as_text, report_on
from faimi.commands.errors import fail, needs_tables
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.content.page import load_page
from faimi.extensions import db

MAX_ADDRESS_BYTES = 2_000  # longer ones are asked by nobody


@click.command("check", short_help="Tell what is wrong with editions.")
@click.argument("slug", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@click.option("--links", is_flag=True, help="First ask other sites whether what they are linked for is there.")
@with_appcontext
def check(slug: str | None, format_: str, links: bool) -> None:
    """Tell what is wrong with one edition, or with all, drafts too; the exit status is 1 where there are errors.

    It is 2 where --links could ask nobody.
    What a person left as it is, with a reason, is not counted. Editions that were removed are left out. What --links
    found is told, with its day, until it is asked again.
    """
    needs_tables()
    there = list(db.session.scalars(select(Edition.slug).where(Edition.state != "removed").order_by(Edition.slug)))
    if slug is not None and slug not in there:
        fail(f"There is no edition {slug}.")
    pages = [page for name in ([slug] if slug else there) if (page := load_page(name))]
    linked = {one for page in pages for one in external_links(Facts(page, utc_now()))} if links else set()
    cut_off = links and not _ask_links(linked)
    if links and not slug:
        _forget_links_but(linked)
    reports = [report_on(page, CHECKS, utc_now()) for page in pages]
    if format_ == "json":
        click.echo(json.dumps([as_data(report) for report in reports], ensure_ascii=False, indent=2))
    elif format_ == "junit":
        click.echo(as_junit(reports, CHECKS))
    else:
        click.echo("\n\n".join(map(as_text, reports)) or "There are no editions.")
    sys.exit(2 if cut_off else any(report.fails for report in reports))


def _ask_links(addresses: Collection[str]) -> bool:
    """Asks other sites and keeps what each address answers; False where none does: this machine is cut off."""
    asked = sorted(one for one in addresses if len(one.encode()) <= MAX_ADDRESS_BYTES)
    answers = ask_links(asked, user_agent(current_app.config["SITE_URL"]))
    with click.progressbar(answers, len(asked), "Asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:
        results = list(shown)
    if results and not any(result.answered for result in results):
        told = f"None of the {len(results)} addresses answers: is this machine connected? Nothing was noted."
        click.echo(told, err=True)
        return False
    for result in results:
        if result.ok is not None:
            words = "" if result.ok else result.words
            db.session.merge(AskedLink(address=result.address, words=words, at=result.asked_at))
    db.session.commit()
    unknown, dead = (sum(result.ok is ok for result in results) for ok in (None, False))
    click.echo(f"Asked {len(results)} addresses: {dead} lead nowhere, of {unknown} nobody knows.", err=True)
    return True


def _forget_links_but(linked: Collection[str]) -> None:
    """Forgets what addresses answered to which no page links any more."""
    for asked in db.session.scalars(select(AskedLink)):
        if asked.address not in linked:
            db.session.delete(asked)
    db.session.commit()
