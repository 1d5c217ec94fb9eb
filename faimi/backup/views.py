"""The page on which owners see how old the last proven backup is, and download one."""

import os
import subprocess
import sys
from fcntl import LOCK_EX, LOCK_NB, flock
from mmap import ACCESS_READ, mmap
from pathlib import Path

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from faimi.accounts import audit, decorators
from faimi.accounts.reauthentication import password_again
from faimi.backup import record
from faimi.backup.scratch import scratch
from faimi.content.now import utc_now
from faimi.extensions import db
from faimi.version import PROGRAM

bp = Blueprint("backup", __name__, url_prefix="/settings/backup")
decorators.require_login(bp, owners_only=True)
MAX_SECONDS = 600
PIECE = 256 * 1024
BUSY = "A backup is being made at this moment. Try again in a minute."


@bp.get("/")
def show() -> ResponseReturnValue:
    """How old the last proven backup is, and the button that makes one."""
    return render_template("backup/backup.html", last=record.last_proven(), there=len(record.backups_there()))


@bp.post("/")
@password_again
def download() -> ResponseReturnValue:
    """A backup, proven; or why there is none, on the page that it was asked for on."""
    instance = Path(current_app.instance_path)
    with (instance / ".backup.lock").open("w") as lock, scratch(instance) as folder:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return _instead(BUSY)
        file = folder / "made" / "site.tar"  # whose folder the command has for itself
        file.parent.mkdir()
        if problem := _make(file):
            return _instead(problem)
        with file.open("rb") as made:
            data = mmap(made.fileno(), 0, access=ACCESS_READ)  # which is there until it was sent, and the file is not
    audit.note("Downloaded a backup of the whole site")
    db.session.commit()
    pieces = (data[start : start + PIECE] for start in range(0, len(data), PIECE))
    response = Response(pieces, mimetype="application/x-tar", headers={"Content-Length": str(len(data))})
    response.headers["Content-Disposition"] = f"attachment; filename=faimi-{utc_now():%Y%m%dT%H%M%SZ}.tar"
    return response


def _instead(words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("backup.show"), 303)


def _make(file: Path) -> str:
    """Why no backup was made, empty where it was: in a process of its own, for it renders the whole site."""
    config = current_app.config
    settings = {"FLASK_APP": "faimi", "FAIMI_INSTANCE": current_app.instance_path, "FAIMI_SITE_URL": config["SITE_URL"]}
    settings["FAIMI_DATABASE_URL"] = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "flask", "backup", str(file)]
    try:
        done = subprocess.run(  # noqa: S603  # its words are ours
            command, env=os.environ | settings, capture_output=True, text=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"No backup was made: it took more than ten minutes. Have one made on the server: {PROGRAM} backup FILE"
    if done.returncode:
        current_app.logger.error("No backup was made: %s", done.stderr)
    return "" if done.returncode == 0 else f"No backup was made: {(done.stderr.splitlines() or ['it was stopped'])[-1]}"
