"""The command that writes the public site as files."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from faimi.commands.errors import fail, needs_tables
from faimi.exchange.draft import PageError
from faimi.public.freeze import freeze
from faimi.public.output_folder import FreezeError

if TYPE_CHECKING:
    from faimi.exchange.former_site import FormerSite

UNKNOWN_HOST = "http://localhost"


@click.command("freeze", short_help="Write the public site as files.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base", help="The path that the site is served under, such as /name/; if not given, FAIMI_SITE_URL’s.")
@click.option(
    "--stand-in", is_flag=True, help="Keep links that need the app: for a copy that is shown while it is down."
)
@click.option("--compare", "old", type=click.Path(path_type=Path), help="The former site, served or as a checkout.")
@with_appcontext
def freeze_(folder: Path, base: str | None, stand_in: bool, old: Path | None) -> None:
    """Write the public site to a folder, for any static host: pages, downloads, pictures, each also compressed.

    Files in the folder that no freeze wrote stay. A link that leads nowhere stops it; one that was typed is named.
    What --compare’s site answered and this one does not is listed, and ends it with status 1.
    """
    needs_tables()
    former = _former_site(old, folder) if old else None
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy has it
    app.config["SITE_URL"] = _site(app.config["SITE_URL"], base)
    try:
        broken, files, written, removed = freeze(app, folder, stand_in)
    except FreezeError as error:
        fail(str(error))
    for one in broken:
        click.echo(str(one), err=True)
    click.echo(f"{folder} holds the site: {files} files, of which {written} were written; {removed} were removed.")
    if former:
        _compare(former, folder, urlsplit(app.config["SITE_URL"]).path)


def _former_site(old: Path, folder: Path) -> "FormerSite":
    from faimi.exchange.former_site import read_former_site  # which loads what reads pages

    if old.resolve() == folder.resolve():
        fail(f"{old} is the folder that is written to: name the former site’s after --compare.")
    try:
        return read_former_site(old)
    except PageError as error:
        fail(str(error))


def _compare(former: "FormerSite", folder: Path, base: str) -> None:
    """Prints what is missing, and ends the command with status 1 where anything is."""
    from faimi.public.comparison import as_lines, find_missing

    missing = find_missing(former, folder, base)
    click.echo("\n".join(as_lines(missing, former)).encode(errors="replace"))
    sys.exit(bool(missing))


def _site(url: str, base: str | None) -> str:
    """The address of the frozen site."""
    if not url:
        url = UNKNOWN_HOST
        click.echo(
            f"FAIMI_SITE_URL is not set: sitemap, feeds and shared links name {url}. Set it to publish.", err=True
        )
    if base is not None and not re.fullmatch(r"[\w.~%/-]*", base):
        fail(f"--base is a path, such as /name/, and not {base}.")
    path = f"/{base.strip('/')}".rstrip("/") if base is not None else urlsplit(url).path
    if not urlsplit(url).path:
        return url + path
    if urlsplit(url).path != path:
        fail(f"FAIMI_SITE_URL is {url}, so that --base cannot be {base}.")
    return url
