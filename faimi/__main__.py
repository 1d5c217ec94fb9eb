"""The program as a package brings it: `faimi`, which has the commands of `flask`, and one that serves."""

import os
import sys

import click
from flask.cli import FlaskGroup

from faimi import create_app, supervisor
from faimi.commands.setup import setup
from faimi.version import VERSION


@click.group(cls=FlaskGroup, create_app=create_app, add_version_option=False)
@click.version_option(VERSION, message="faimi %(version)s")
def main() -> None:
    """The page of a workshop, read by visitors and edited in place by its organizers."""


main.params = [one for one in main.params if one.name != "app"]  # it is this one


@main.command("serve", short_help="Prepare the site, and serve it for visitors.")
@click.option("--host", default=supervisor.HOST, show_default=True, help="The address or name to listen on.")
@click.option("--port", default=supervisor.PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1), help="The processes that answer; one a processor if not given.")
@click.pass_context
def serve(context: click.Context, host: str, port: int, workers: int | None) -> None:
    """Prepare the site as `setup` does, and serve it by the production server until that is asked to stop."""
    context.invoke(setup, port=port)
    words = ["--host", host, "--port", str(port)] + (["--workers", str(workers)] if workers else [])
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, supervisor.__file__, *words])  # noqa: S606  # it loads nothing of the app


if __name__ == "__main__":
    main(prog_name="python -m faimi")
