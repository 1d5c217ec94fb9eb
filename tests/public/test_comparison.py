"""What a frozen site lacks of a former one, and how that is told."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from faimi.content import Edition, Section
from faimi.exchange.former_site import FormerSite
from faimi.extensions import db
from faimi.public.comparison import as_lines, find_missing
from tests.conftest import PAGES
from tests.exchange.test_former_site import made

PAGE = "---\ntitle: A\npermalink: {}\n---\n\n## One\n{{: #first}}\n\n[Call](/files/call.pdf)\n\n### Two\n\nWords.\n"
OLD = {
    "_config.yml": "",
    "2031.md": PAGE.format("/2031/index.html"),
    "news.md": "---\ntitle: News\n---\n## Three\n\nx\n",
}


def test_what_leads_on_or_is_there_is_not_missing(tmp_path: Path) -> None:
    moved = '<meta http-equiv="refresh" content="0; url=/name/a%20b/">'
    files = {"index.html": "<p id=x>", "a b/index.html": "<p id=y>", "old.html": moved, "f.pdf": "x"}
    former = FormerSite(Path("old"), {"": {"x"}, "old.html": {"y"}, "a b/": set()}, ["f.pdf"])
    made(tmp_path, files)
    missing = find_missing(former, tmp_path / ".." / tmp_path.name, "/name")
    assert not missing
    assert as_lines(missing, former) == ["All 3 addresses, 2 anchors and 1 file of old answer."]


def test_what_is_missing_is_told_in_groups_the_worst_first(tmp_path: Path) -> None:
    made(tmp_path, {"index.html": "", "a/index.html": "<p id=one>", "b.html": "x", "img/a.png": "x"})
    pages = {"": {"layout"}, "a/": {"one", "two", "layout"}, "gone/": {"x"}, "../b.html": set(), "a" * 300: set()}
    files = ["img/a.png", "img/b.png", "css/x/1.css", "css/2.css", "css/3.css", "css/4", "f/call.pdf", "feed.xml"]
    former = FormerSite(Path("old"), pages, files, ["A note."])
    assert as_lines(find_missing(former, tmp_path, ""), former) == [
        "Compared with 5 addresses, 5 anchors and 8 files of old:",
        "3 addresses without an answer:",
        "  /../b.html",
        f"  /{'a' * 300}",
        "  /gone/",
        "7 files not there:",
        "  /css/: all 4 files (3 .css, 1 without ending)",
        "  /f/: call.pdf",
        "  /: feed.xml",
        "  /img/: b.png",
        "3 anchors not there, so that links to them open the top of the page:",
        "  /a/: #two",
        "  #layout of 2 pages",
        "A note.",
    ]


def test_a_site_that_moves_is_imported_frozen_and_compared(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    app.config["SITE_URL"] = "https://example.org"
    old, out = made(tmp_path / "old", {**OLD, "files/call.pdf": "%PDF"}), tmp_path / "out"
    assert runner.invoke(args=["import", str(old)]).exit_code == 0
    first = runner.invoke(args=["freeze", str(out), "--compare", str(old)])
    assert (first.exit_code, first.stdout.splitlines()[1:]) == (
        1,
        [
            f"Compared with 2 addresses, 3 anchors and 1 file of {old}:",
            "1 file not there:",
            "  /files/: call.pdf",
            "1 anchor not there, so that links to them open the top of the page:",
            "  /2031/: #two",
        ],
    )
    assert "/files/call.pdf leads nowhere, as somebody typed it" in first.stderr
    made(out, {"files/call.pdf": "%PDF"})
    made(old, {"2031.md": OLD["2031.md"].replace("### ", "")})
    second = runner.invoke(args=["freeze", str(out), "--compare", str(old)])
    assert (second.exit_code, second.stderr) == (0, "")
    assert second.stdout.endswith(f"All 2 addresses, 2 anchors and 1 file of {old} answer.\n")
    assert (out / "files/call.pdf").read_text() == "%PDF"


def test_what_cannot_be_compared_stops_before_anything_is_written(
    runner: FlaskCliRunner, edition: Edition, tmp_path: Path
) -> None:
    for old, words in ((tmp_path / "none", "is not a folder"), (tmp_path / "out", "is the folder that is written to")):
        refused = runner.invoke(args=["freeze", str(tmp_path / "out"), "--compare", str(old)])
        assert (refused.exit_code, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
        assert f"{old} {words}" in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(not PAGES.is_dir(), reason="the pages of the three editions are not beside this project")
def test_of_the_real_pages_every_address_answers_and_the_headings_of_talks_alone_are_no_anchors(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    app.config["SITE_URL"] = "https://example.org"
    made(tmp_path / "old", {page.name: page.read_text() for page in PAGES.glob("*.md")})
    assert runner.invoke(args=["import", str(tmp_path / "old")]).exit_code == 0
    lines = runner.invoke(args=["freeze", str(tmp_path / "out"), "--compare", str(tmp_path / "old")]).stdout.split("\n")
    assert lines[1].startswith("Compared with 3 addresses, 33 anchors and 0 files of ")
    assert lines[2] == "7 anchors not there, so that links to them open the top of the page:"
    assert {line.partition(":")[0] for line in lines[3:-1]} == {"  /2022/", "  /2023-miccai/", "  /2024-miccai/"}
    assert {section.anchor for section in db.session.query(Section)} >= {"tldr", "accepted-papers", "speaker-bios"}
