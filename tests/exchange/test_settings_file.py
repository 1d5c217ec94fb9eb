"""The site's settings leave in a file beside the editions, and come back into a site that has none of its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from faimi.content.site import Site, current_site, values_of
from faimi.exchange.archive import FORMAT
from faimi.extensions import db
from tests.accounts.test_profile import noted
from tests.accounts.test_settings import SET
from tests.public.test_site_settings import set_

MINE = SET | {"new_editors": "some", "new_sections": "hidden"}


@pytest.fixture
def file(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Path:
    """The file of settings, which the site itself has no longer."""
    set_(**MINE)
    assert runner.invoke(args=["export", "--all", str(tmp_path / "site")]).exit_code == 0
    db.session.query(Site).filter(Site.version > 1).delete()
    db.session.commit()
    return tmp_path / "site" / "settings.json"


def test_settings_come_back_into_a_site_that_has_none_of_its_own(file: Path, runner: FlaskCliRunner) -> None:
    told = [runner.invoke(args=["import", *options, str(file.parent)]) for options in (["--dry-run"], [], [])]
    assert [one.exit_code for one in told] == [0, 0, 0]
    assert [one.stdout for one in told] == [
        f"{file} {verb} the settings of the site.\n" for verb in ("would be", "is now", "is already")
    ]
    assert values_of(current_site()) == MINE
    assert db.session.query(Site).count() == 2
    assert noted()[-1].startswith("Changed the site’s settings. Name of the site: nothing → “Machines & Medicine”")


def test_settings_that_are_there_stay_unless_they_are_to_be_replaced(file: Path, runner: FlaskCliRunner) -> None:
    set_(name="Ours")
    assert "the settings that are here stay" in runner.invoke(args=["import", str(file)]).stdout
    assert current_site().name == "Ours"
    assert runner.invoke(args=["import", "--replace", str(file)]).exit_code == 0
    assert (values_of(current_site()), current_site().saved_by) == (MINE, "command line")


DAMAGED: dict[str, tuple[Any, str]] = {
    "no settings": ({"faimi": FORMAT}, "it holds no settings that this version of faimi knows."),
    "of another program": ({"settings": MINE}, "it holds no settings that this version of faimi knows."),
    "of a newer version": ({"faimi": FORMAT, "settings": MINE | {"colour": "red"}}, "it holds no settings that"),
    "a link that is none": (
        {"faimi": FORMAT, "settings": MINE | {"privacy": "javascript:1"}},
        "Privacy: Start the link",
    ),
    "a number": ({"faimi": FORMAT, "settings": MINE | {"new_sections": 5}}, "New sections are: Not a valid choice."),
    "a list": ([], "it holds no settings"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_settings_that_cannot_be_are_refused_in_one_line(case: str, file: Path, runner: FlaskCliRunner) -> None:
    whole, words = DAMAGED[case]
    file.write_text(json.dumps(whole))
    told = runner.invoke(args=["import", str(file)])
    assert (told.exit_code, told.stderr.count("\n"), values_of(current_site())["name"]) == (1, 1, "")
    assert told.stderr.startswith(f"{file}: {words}")
