"""`flask import`: editions come in from pages, a checkout of a Jekyll site, or what `flask export` wrote."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from faimi.accounts import settings
from faimi.checks.silences import bring_silences
from faimi.commands.errors import fail, needs_tables
from faimi.content import Edition
from faimi.content.site import current_site, values_of
from faimi.exchange.checkout import find_pages
from faimi.exchange.draft import Draft, PageError
from faimi.suggestions.archive import bring_suggestions
from faimi.version import PROGRAM


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace an edition that is already there; its history stays.")
@click.option(
    "--assets", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Where /assets/… is found."
)
@click.option("--dry-run", is_flag=True, help="Print the reports only; store nothing.")
@with_appcontext
def import_(paths: tuple[Path, ...], replace: bool, assets: Path | None, dry_run: bool) -> None:
    """Import editions: pages of a Jekyll site, its whole checkout, or what flask export wrote."""
    from faimi.exchange.page_import import import_pages  # which loads all that reads pages
    from faimi.exchange.settings_file import is_settings_file, read_settings

    needs_tables()
    roots: dict[Path, Path | None] = {}
    for path in paths:
        roots |= dict.fromkeys(find_pages(path), path) if path.is_dir() else {path: None}
    if not roots:
        fail(f"{paths[0]}: there are no pages in this folder.")
    if assets is None and paths[0].is_dir():
        assets = paths[0]
    try:
        kept = {path: read_settings(path) for path in roots if is_settings_file(path)}
        pages = {path: root for path, root in roots.items() if path not in kept}
        hidden = len(pages) <= 3 or not sys.stderr.isatty()
        with click.progressbar(pages, label="Reading", file=sys.stderr, hidden=hidden) as files:
            reports = import_pages(files, replace, assets, dry_run, pages, _bring_along)
    except PageError as error:
        fail(str(error))
    reports += [_take_settings(values, path, replace, dry_run) for path, values in kept.items()]
    click.echo("\n\n".join(reports))


def _take_settings(values: dict[str, str], path: Path, replace: bool, dry_run: bool) -> str:
    """Makes these the settings, and gives the report; settings that somebody saved here stay, unless to be replaced."""
    now = current_site()
    if values == values_of(now):
        return f"{path} is already the settings of the site."
    if now.version > 1 and not replace:
        return f"{path}: the settings that are here stay. To import over them: {PROGRAM} import --replace {path}"
    if not dry_run and not settings.save(values, now):
        fail(f"{path}: somebody else has just changed the settings. Try again.")
    return f"{path} {'would be' if dry_run else 'is now'} the settings of the site."


def _bring_along(edition: Edition, draft: Draft) -> None:
    bring_suggestions(edition, draft)
    bring_silences(edition, draft)
