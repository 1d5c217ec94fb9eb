"""The commands: each prints what it did; an error is one line on stderr, exit status 1, and nothing half-done."""

import errno
import socket
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from faimi.accounts import audit, models, settings
from faimi.accounts.models import Account
from faimi.accounts.two_factor import sealing
from faimi.backup.upgrade import UpgradeError, bring_up_to_date
from faimi.checks.silences import bring_silences, silences_as_data
from faimi.content import EDITABLE, Edition, rendering, texts_in
from faimi.content.page import Page, load_page
from faimi.content.plural import counted
from faimi.content.site import current_site, values_of
from faimi.database.schema import NewerDatabase, no_answer, unready
from faimi.database.setup_lock import alone
from faimi.exchange import sample
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.checkout import find_pages
from faimi.exchange.draft import Draft, PageError
from faimi.extensions import db
from faimi.media import complete_renditions
from faimi.suggestions.archive import bring_suggestions, suggestions_as_data
from faimi.version import PROGRAM, VERSION

SAMPLE = sample.SAMPLE
FIRST_ORGANIZER = "organizer@example.org"


def fail(message: str) -> NoReturn:
    """Ends the command with an error: one line, and exit status 1."""
    click.echo(message, err=True)
    sys.exit(1)


def needs_tables() -> None:
    """Ends a command where the database does not answer, or has other tables than those of this version."""
    try:
        reason = unready()
    except SQLAlchemyError as error:
        fail(no_answer(error))
    if reason:
        fail(reason)


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


@click.command("export")
@click.argument("slug", required=False)
@click.option("--format", "format_", type=click.Choice(["json", "markdown"]), default="json", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of standard output.")
@click.option(
    "--all", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write every edition to this folder."
)
@with_appcontext
def export(slug: str | None, format_: str, output: Path | None, folder: Path | None) -> None:
    """Write an edition, or --all, as files that flask import reads back.

    As JSON they hold everything, pictures included; as Markdown they are pages of a Jekyll site. Editions that were
    removed are left out.
    """
    from faimi.exchange.jekyll import edition_as_markdown  # which loads what reads pages
    from faimi.exchange.pictures import picture_files
    from faimi.exchange.settings_file import FILE_NAME, settings_as_json

    needs_tables()
    if (slug is None) == (folder is None) or (folder and output):
        fail("Name one edition, or give --all and a folder.")
    there = select(Edition.slug).where(Edition.state != "removed").order_by(Edition.slug)
    slugs = [slug] if slug else list(db.session.scalars(there))
    if slug and db.session.scalar(select(Edition.state).where(Edition.slug == slug)) == "removed":
        fail(f"The edition {slug} was removed. To export it, bring it back first, in the list at /editions/.")
    give, ending = (_archive, "json") if format_ == "json" else (edition_as_markdown, "md")
    texts = {name: give(load_page(name) or fail(f"There is no edition {name}.")) for name in slugs}
    audit.note(f"Exported {', '.join(texts)} as {format_}")
    db.session.commit()
    for name, text in texts.items():
        if file := folder / f"{name}.{ending}" if folder else output:
            _write(file, text.encode())
            click.echo(f"Wrote {name} to {file} as {format_}.")
        else:
            click.echo(text, nl=False)
    if folder and format_ == "json":
        _write(folder / FILE_NAME, settings_as_json(current_site()).encode())
        click.echo(f"Wrote the settings of the site to {folder / FILE_NAME}.")
    if folder and format_ == "markdown":
        for name, data in picture_files("".join(texts.values())):
            _write(folder / "media" / name, data)
    if folder:
        _tell_left_out()


def _tell_left_out() -> None:
    removed = list(db.session.scalars(select(Edition.slug).where(Edition.state == "removed").order_by(Edition.slug)))
    if removed:
        click.echo(f"Left out, as removed: {', '.join(removed)}. To export one, bring it back first, at /editions/.")


def _archive(page: Page) -> str:
    beside = {"suggestions": suggestions_as_data(page.edition), "silences": silences_as_data(page.edition)}
    return edition_as_archive(page, **beside)


def _bring_along(edition: Edition, draft: Draft) -> None:
    bring_suggestions(edition, draft)
    bring_silences(edition, draft)


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")


@click.command("setup", short_help="Prepare the site.")
@click.option("--port", type=click.IntRange(1, 65535), help="Fail if this port is taken; the links name it.")
@with_appcontext
def setup(port: int | None) -> None:
    """Prepare the site: the database, the sample edition if there is none, and a first sign-in link."""
    if port is not None and _taken(port):
        another = "make run PORT=5001" if PROGRAM == "flask" else f"{PROGRAM} serve --port 5001"
        fail(f"Port {port} is taken by another program. Stop that program, or choose another port: {another}")
    try:
        with alone():
            _prepare(port)
    except OperationalError as error:
        fail(no_answer(error))
    except (NewerDatabase, UpgradeError) as error:
        fail(str(error))


def _prepare(port: int | None) -> None:
    if kept := bring_up_to_date():
        click.echo(f"The database got the tables of this version, {VERSION}. As it was before it is kept: {kept}")
    came = db.session.scalar(select(func.count(Account.id)).where(Account.password_hash.is_not(None)))
    if not came and not db.session.scalar(select(func.count(Edition.id))):  # who came may have purged it
        from faimi.exchange.page_import import import_pages  # which loads all that reads pages

        import_pages([SAMPLE], replace=False)
        sample = db.session.scalars(select(Edition)).one()
        click.echo(f"Imported the sample edition: {', '.join(filter(None, (sample.title, sample.tagline)))}.")
    rendering.replace_html(
        texts_in(row for kind in EDITABLE.values() for row in db.session.scalars(select(kind.model)))
    )
    sealing.seal_all()
    db.session.commit()
    if completed := complete_renditions():
        click.echo(f"Rendered {counted(completed, 'picture')} in sizes that were missing.")
    click.echo(f"The instance folder: {_instance_folder()}")
    below = current_app.config["APPLICATION_ROOT"].rstrip("/")
    site = f"http://127.0.0.1:{port}{below}" if port else current_app.config["SITE_URL"]
    click.echo(f"The site: {site}/ (sign in at {site}/login)")
    if not came:
        person = models.account_with(FIRST_ORGANIZER) or Account(email=FIRST_ORGANIZER, role="owner")
        db.session.add(person)
        link = models.make_link(person)
        db.session.commit()
        click.echo(f"Sign in for the first time, once, with: {site}{link}")


def _instance_folder() -> str:
    """Where database and key are kept, and what would end them."""
    folder = Path(current_app.instance_path)
    if PROGRAM == "faimi" and folder.is_relative_to(sys.prefix):
        return f"{folder} (it goes where this Python environment is removed; FAIMI_INSTANCE names another)"
    return f"{folder}"


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def register(app: Flask) -> None:
    """Registers the commands with `flask`."""
    for command in (import_, export, setup):
        app.cli.add_command(command)
