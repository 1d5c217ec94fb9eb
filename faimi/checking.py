"""`flask check`: what is wrong with editions, for a person or a program."""

import json
import sys

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from faimi.checks import CHECKS
from faimi.checks.report import as_data, as_junit, as_text, report_on
from faimi.cli import fail, needs_tables
from faimi.content import Edition
from faimi.content.base import utc_now
from faimi.content.page import load_page
from faimi.extensions import db


@click.command("check", short_help="Tell what is wrong with editions.")
@click.argument("slug", required=False)
@click.option("--format", "format_", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True)
@with_appcontext
def check(slug: str | None, format_: str) -> None:
    """Tell what is wrong with one edition, or with all, drafts too; the exit status is 1 where there are errors.

    What a person left as it is, with a reason, is not counted. Editions that were removed are left out.
    """
    needs_tables()
    there = list(db.session.scalars(select(Edition.slug).where(Edition.state != "removed").order_by(Edition.slug)))
    if slug is not None and slug not in there:
        fail(f"There is no edition {slug}.")
    pages = [load_page(name) for name in ([slug] if slug else there)]
    reports = [report_on(page, CHECKS, utc_now()) for page in pages if page]
    if format_ == "json":
        click.echo(json.dumps([as_data(report) for report in reports], ensure_ascii=False, indent=2))
    elif format_ == "junit":
        click.echo(as_junit(reports, CHECKS))
    else:
        click.echo("\n\n".join(map(as_text, reports)))
    sys.exit(any("error" in report.by_level for report in reports))
