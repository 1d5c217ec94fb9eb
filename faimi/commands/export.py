"""`flask export`: editions as files that `flask import` reads back."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from faimi.accounts import audit
from faimi.checks.silences import silences_as_data
from faimi.commands.errors import fail, needs_tables
from faimi.content import Edition
from faimi.content.page import Page, load_page
from faimi.content.site import current_site
from faimi.exchange.archive import edition_as_archive
from faimi.extensions import db
from faimi.suggestions.archive import suggestions_as_data


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


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
