"""The shape of the project: which way imports run, and what is kept safe from the first start on."""

import ast
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from jinja2 import Environment, nodes
from sqlalchemy import text

import faimi
from faimi import create_app
from faimi.content import Edition, Section
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.database.schema import upgrade
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import take_in
from tests.instances import sqlite_alone
from tests.media.test_media import picture

ROOT = Path(faimi.__file__).parent
TEMPLATES = ROOT / "templates"
MAY_IMPORT = {
    "database": set(),
    "wsgi": {"token_masking"},
    "media": set(),
    "content": {"media"},
    "history": {"content"},
    "exchange": {"content", "history", "media"},
    "checks": {"content", "exchange", "media"},
    "public": {"content", "exchange", "media", "database"},
    "accounts": {"content", "history"},
    "editor": {"content", "history", "checks", "exchange", "media", "accounts"},
    "suggestions": {"content", "history", "exchange", "public", "accounts", "editor"},
    "erasing": {"content", "media", "history", "checks", "accounts", "editor", "suggestions", "backup"},
    "backup": {"content", "public", "accounts", "database", "create_app"},
    "doctor": {"content", "media", "public", "accounts", "erasing", "backup", "database", "logs"},
    "web": {"content", "history", "public", "accounts", "database"},
}

SELDOM_NEEDED = {
    "PIL",
    "alembic",
    "bibtexparser",
    "bs4",
    "cryptography",
    "icalendar",
    "lxml",
    "markdown",
    "markdownify",
    "pillow_heif",
    "pylatexenc",
    "pypdfium2",
    "segno",
    "webauthn",
    "yaml",
    "zxcvbn",
}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [f"{names[0]}.{alias.name}" for alias in node.names] if names == ["faimi"] else []  # type: ignore[attr-defined]  # an ImportFrom has names
            for name in names:
                parts = name.split(".")
                if parts[0] == "faimi" and len(parts) > 1:
                    assert parts[1] in MAY_IMPORT[package] | {package, "extensions", "version"}, (
                        f"{path.name} imports {name}"
                    )


def templates_named_in(file: Path) -> list[str]:
    """The names of templates in folders, or beginnings of such names, among the strings of a module or a template."""
    if file.suffix == ".py":
        strings = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]
    else:
        strings = [node.value for node in Environment(autoescape=True).parse(file.read_text()).find_all(nodes.Const)]
    folders = "|".join(folder.name for folder in TEMPLATES.iterdir() if folder.is_dir())
    return [string for string in strings if isinstance(string, str) and re.fullmatch(rf"({folders})/[\w./]*", string)]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_templates_include_extend_and_import_one_way(package: str) -> None:
    of_all = TEMPLATES.glob("*.*") if package == "public" else ()  # what lies in no folder is the visitor's page
    for file in (*(ROOT / package).rglob("*.py"), *(TEMPLATES / package).rglob("*.*"), *of_all):
        for name in templates_named_in(file):
            assert name.partition("/")[0] in MAY_IMPORT[package] | {package}, f"{file.name} names {name}"


def test_what_outlives_an_account_has_a_place_for_its_name() -> None:
    keys = [key for table in db.metadata.tables.values() for key in table.foreign_keys]
    outliving = [key for key in keys if key.column.table.name == "account" and key.ondelete == "SET NULL"]
    assert len(outliving) == 2
    for key in outliving:
        assert f"{key.parent.name.removesuffix('_id')}_name" in key.parent.table.columns


def test_a_docstring_begins_with_what_comes_back() -> None:
    nodes = (node for path in ROOT.rglob("*.py") for node in ast.walk(ast.parse(path.read_text())))
    documented = [node for node in nodes if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    assert [words for node in documented if (words := ast.get_docstring(node) or "").startswith("Gives ")] == []


def test_a_start_loads_no_library_that_few_requests_need(tmp_path: Path) -> None:
    words = "import sys, faimi; faimi.create_app({'INSTANCE_PATH': sys.argv[1]}); print(*sys.modules)"
    command = [sys.executable, "-c", words, str(tmp_path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # its words are ours
    loaded = {*told.split()}
    assert {name.partition(".")[0] for name in loaded} & SELDOM_NEEDED == set()
    assert "sqlalchemy.dialects.postgresql" not in loaded


STATE = """
import gc, pkgutil, signal, sys
def state():
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    return gc.isenabled(), gc.get_freeze_count(), handlers, signal.pthread_sigmask(signal.SIG_BLOCK, [])
"""
IMPORT_ALL = """
import faimi
for module in pkgutil.walk_packages(faimi.__path__, 'faimi.'):
    if module.name not in ('faimi.serving', 'faimi.migrations.env'):
        __import__(module.name)
"""
IMPORT_HALF = """
sys.modules['faimi.suggestions'] = None
try:
    import faimi
except ImportError:
    pass
else:
    sys.exit('it was imported')
"""


@pytest.mark.parametrize("do_import", [IMPORT_ALL, "gc.disable()\nbefore = state()\nimport faimi", IMPORT_HALF])
def test_an_import_leaves_garbage_collector_and_signals_as_it_found_them(do_import: str) -> None:
    words = f"{STATE}before = state()\n{do_import}\nprint(state() == before)"
    told = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)  # noqa: S603  # its words are ours
    assert told.stdout == "True\n"


def test_a_secret_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    keys = {create_app({"INSTANCE_PATH": tmp_path}).secret_key for _ in range(2)}
    kept = tmp_path / "secret_key"
    assert keys == {kept.read_text()}
    assert len(kept.read_text()) == 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_database_and_instance_folder_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    folder.mkdir()
    folder.chmod(0o755)
    with closing(sqlite3.connect(folder / "faimi.sqlite")) as former:  # of a version that left it open
        former.execute("PRAGMA journal_mode=WAL")
        former.execute("CREATE TABLE edition (id)")
        for path in folder.iterdir():
            path.chmod(0o644)
        app = create_app({"INSTANCE_PATH": folder})
        with app.app_context(), db.engine.begin() as connection:
            connection.execute(text("INSERT INTO edition VALUES (1)"))
            files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert files == dict.fromkeys(["faimi.sqlite", "faimi.sqlite-wal", "faimi.sqlite-shm", "secret_key"], 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_all_share_stays_open(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    create_app({"INSTANCE_PATH": tmp_path})
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777


def test_a_file_in_the_instance_folder_sets_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("SUGGESTION_LIMIT = (2, 60)")
    assert create_app({"INSTANCE_PATH": tmp_path}).config["SUGGESTION_LIMIT"] == (2, 60)


def test_an_instance_folder_may_have_any_name(tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path / "a?b#c"})
    with app.app_context():
        assert db.engine.url.database == str(tmp_path / "a?b#c" / "faimi.sqlite")


def test_settings_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIMI_INSTANCE", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("FAIMI_SECRET_KEY", "from the environment")
    monkeypatch.setenv("FAIMI_DATABASE_URL", "sqlite:///:memory:")
    app = create_app()
    assert app.instance_path == str(tmp_path / "elsewhere")
    assert app.secret_key == "from the environment"
    assert app.config["SQLALCHEMY_DATABASE_URI"] == "sqlite:///:memory:"


def test_the_vendored_files_have_their_licences() -> None:
    assert (ROOT / "static/vendor/htmx.LICENSE.txt").read_text().startswith("Zero-Clause BSD")
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static/fonts/OFL.txt").read_text()


@sqlite_alone
def test_whoever_writes_to_sqlite_waits_while_a_long_import_writes(app: Flask) -> None:
    assert db.session.scalar(text("PRAGMA busy_timeout")) >= 20_000


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["current"], 0),
        (["downgrade", "--", "-1"], 0),
        (["--directory", "nowhere", "heads"], 1),
        (["upgrade", "none"], 1),
        (["nothing"], 2),
    ],
)
def test_flask_db_takes_the_words_of_flask_migrate(runner: FlaskCliRunner, words: list[str], code: int) -> None:
    assert runner.invoke(args=["db", *words]).exit_code == code


def test_content_survives_every_migration_down_and_up_again(edition: Edition, runner: FlaskCliRunner) -> None:
    def rows() -> list[int]:
        counts = [db.session.query(model).count() for model in (Section, Paper, Slot, Revision)]
        db.session.remove()
        return counts

    db.session.query(Keynote).filter_by(number=1).one().speaker = "A Speaker"
    db.session.commit()
    before = rows()
    assert runner.invoke(args=["db", "downgrade", "0001"]).exit_code == 0
    upgrade()
    assert rows() == before
    assert min(before) > 0
    keynote = db.session.query(Keynote).order_by(Keynote.id).first()
    assert keynote
    assert (keynote.speaker, keynote.crop) == ("A Speaker", 50)


def test_an_upright_photo_goes_on_being_shown_from_above_its_middle(edition: Edition, runner: FlaskCliRunner) -> None:
    first, second = db.session.query(Keynote).order_by(Keynote.id)
    first.photo, second.photo = (take_in(picture(size=size)).address for size in ((40, 80), (80, 40)))
    db.session.commit()
    db.session.remove()
    assert runner.invoke(args=["db", "downgrade", "0003"]).exit_code == 0
    upgrade()
    assert [row.crop for row in db.session.query(Keynote).order_by(Keynote.id)] == [25, 50]
