"""Two who prepare one site at the same moment: both are done, and the site is there once."""

import subprocess
import sys
from collections.abc import Iterator
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from faimi import create_app
from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.extensions import db
from tests.faults.row import Row
from tests.faults.world import DATABASES, empty, told

AT_ONCE = 2
WORDS = (["db", "upgrade"], ["setup"])


def run() -> Iterator[Row]:
    """Has two migrate an empty database at once, and two set the site up."""
    for database in DATABASES:
        with TemporaryDirectory(prefix="faimi-faults-") as folder, empty(database) as url:
            env = {"FAIMI_INSTANCE": folder, "FLASK_APP": "faimi"}
            if url:
                env["FAIMI_DATABASE_URL"] = url.render_as_string(hide_password=False)
            for words in WORDS:
                ended = _at_once(words, env)
                yield _row(database, words, ended, env)


def _at_once(words: list[str], env: dict[str, str]) -> list[tuple[int, str]]:
    """The exit status and the last line of each of them."""
    command = [str(Path(sys.executable).parent / "flask"), *words]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    started = [subprocess.Popen(command, env=environ | env, text=True, **quiet) for _ in range(AT_ONCE)]  # type: ignore[call-overload]  # noqa: S603  # ours
    return [
        (one.returncode, said.strip().rpartition("\n")[2]) for one in started if (said := one.communicate()[0]) or True
    ]


def _row(database: str, words: list[str], ended: list[tuple[int, str]], env: dict[str, str]) -> Row:
    """What is there: each migration ran once, or the second would have met its tables."""
    with told(env), create_app().app_context():
        there = {
            "versions": db.session.scalar(text("SELECT count(*) FROM alembic_version")),
            "editions": db.session.query(Edition).count(),
            "accounts": db.session.query(Account).count(),
        }
        db.session.remove()
        db.engine.dispose()
    statuses = [status for status, _ in ended]
    count = int(words == ["setup"])
    wrong = "" if [*there.values()] == [1, count, count] and not any(statuses) else "half"
    said = "; ".join(line for status, line in ended if status)
    return Row({"at once": " ".join(words), "database": database, "exit": statuses, **there, "said": said[:100]}, wrong)
