"""The package that pip installs: all files of the program, and a command that sets a site up and serves it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hatchling import build

from faimi import __main__, supervisor
from faimi.version import VERSION
from tests.conftest import is_missing

ROOT = Path(__file__).parent.parent
FILES = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "faimi"]
RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from faimi.__main__ import main
for words in (["--version"], ["setup"]):
    main(words, prog_name="faimi", standalone_mode=False)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what pip would install."""
    if not (ROOT / ".git").exists():
        is_missing("this is no clone, so that nothing tells which files are the program's")
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        name = build.build_wheel(str(folder))
    with ZipFile(folder / name) as archive:
        archive.extractall(folder / "lib/python3/site-packages")
    return folder / "lib/python3/site-packages"


def test_a_wheel_has_every_file_of_the_program_and_no_other(wheel: Path) -> None:
    ours = subprocess.run(FILES, check=True, capture_output=True, text=True, cwd=ROOT).stdout.splitlines()  # noqa: S603  # its words are ours
    there = {str(path.relative_to(wheel)) for path in wheel.rglob("*") if path.is_file()}
    about = f"faimi-{VERSION}.dist-info"
    assert {name for name in there if not name.startswith(about)} == {name for name in ours if (ROOT / name).exists()}
    assert {f"{about}/licenses/{name}" for name in ("LICENSE", "faimi/static/fonts/OFL.txt")} <= there
    assert (wheel / about / "entry_points.txt").read_text() == "[console_scripts]\nfaimi = faimi.__main__:main\n"
    assert f"\nVersion: {VERSION}\n" in (wheel / about / "METADATA").read_text()


def test_an_installed_site_is_set_up_and_says_where_it_is(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", RUN, str(wheel)]
    unset = {name: value for name, value in os.environ.items() if name not in ("FAIMI_INSTANCE", "PYTHONPATH")}
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path, env=unset).stdout  # noqa: S603  # its words are ours
    folder = wheel.parents[2] / "var/faimi-instance"
    assert told.startswith(f"faimi {VERSION}\nImported the sample edition: ")
    assert f"The instance folder: {folder}\n" in told
    assert (folder / "faimi.sqlite").exists()
    assert re.search(r"/welcome/\S+", told)


def test_the_newest_version_that_the_changelog_tells_of_is_this_one() -> None:
    told = re.findall(r"^## (\d+\.\d+\.\d+), \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert told[0] == VERSION


def test_what_serves_prepares_the_site_and_gives_its_place_to_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_INSTANCE", str(tmp_path))
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _program, words: became.append(words))
    words = ["serve", "--host", "localhost", "--port", "47112", "--workers", "3"]
    told = CliRunner().invoke(__main__.main, words)
    assert told.exit_code == 0, told.output
    assert "Sign in for the first time, once, with: http://127.0.0.1:47112/welcome/" in told.stdout
    assert became == [[sys.executable, supervisor.__file__, *words[1:]]]
