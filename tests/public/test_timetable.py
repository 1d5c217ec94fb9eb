"""Days on which tracks run at once, as visitors get them: to scale by classes alone, and light."""

from datetime import time
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import history
from faimi.content import EDITABLE
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put
from tests.many_tracks import DAYS, ROWS, TRACKS, many_tracks

PAGE = "/2031/"
KB = 1000
STYLES = 'link[rel=stylesheet][href*="timetable"]'


def tree_of(visitor: FlaskClient, page: str = PAGE) -> BeautifulSoup:
    """A page as visitors get it."""
    return BeautifulSoup(visitor.get(page).text, "lxml")


def weight(visitor: FlaskClient, path: str) -> int:
    """The bytes of an answer as they are compressed."""
    return len(visitor.get(path, headers={"Accept-Encoding": "br, gzip"}).data)


def test_each_row_says_its_minutes_and_its_column_by_classes(app: Flask, visitor: FlaskClient) -> None:
    many_tracks()
    days = tree_of(visitor).select(".timetable")
    assert len(days) == DAYS
    assert [len(day.select(".slot")) for day in days] == [ROWS // DAYS] * DAYS
    assert {f"columns-{TRACKS}", "from-9", "wide"} <= {*days[0]["class"]}
    assert [hour.text for hour in days[0].select(".rule")] == [f"{hour:02d}:00" for hour in range(9, 15)]
    talk, lunch = days[0].select_one(".slot"), days[0].select_one(".slot:has(.is-break)")
    assert talk
    assert lunch
    assert talk["class"] == ["item", "row", "slot", "hue-0", "hour-9", "minute-0", "for-0h", "for-45m", "column-1"]
    assert lunch["class"] == ["item", "row", "slot", "hour-12", "minute-0", "for-1h", "for-0m"]


def test_tracks_that_follow_each_other_share_a_column_and_its_rows_say_which_is_theirs(
    app: Flask, visitor: FlaskClient
) -> None:
    sessions = [("Morning", 9, 11), ("Posters", 9, 18), ("Afternoon", 14, 16)]
    rows = [Slot(track=name, title=name, start=time(start), end=time(end)) for name, start, end in sessions]
    put(make(), "slot", *rows)
    tree = tree_of(visitor)
    heads = [head.get_text("", strip=True) for head in tree.select(".column-head")]
    assert heads == ["MorningAfternoon", "Posters"]
    assert [row.text for row in tree.select(".slot.shared .track")] == ["Morning", "Afternoon"]


def test_columns_and_colours_are_in_the_order_of_the_tracks_whichever_begins_first(
    app: Flask, visitor: FlaskClient
) -> None:
    edition = make()
    hours = {"Posters": (9, 12), "Main": (10, 12), "Doctoral": (11, 12)}
    put(edition, "slot", *[Slot(track=name, title=name, start=time(a), end=time(b)) for name, (a, b) in hours.items()])
    assert [head.get_text(strip=True) for head in tree_of(visitor).select(".column-head")] == [*hours]
    assert history.move(EDITABLE["track"], edition.sections[0].tracks[1], -1, None)
    tree = tree_of(visitor)
    assert [head.get_text(strip=True) for head in tree.select(".column-head")] == ["Main", "Posters", "Doctoral"]
    placed = {str(row.select_one(".title").text).strip(): row["class"] for row in tree.select(".slot")}  # type: ignore[union-attr]
    assert [name for name, classes in placed.items() if {"hue-0", "column-1"} <= {*classes}] == ["Main"]


def test_every_class_has_its_rule(app: Flask, visitor: FlaskClient) -> None:
    many_tracks()
    tree = tree_of(visitor)
    styles = visitor.get(str(tree.select_one(STYLES)["href"])).text  # type: ignore[index]  # it is there
    named = {name for row in tree.select(".timetable, .timetable .slot, .rule") for name in row["class"]}
    placing = {name for name in named if name[-1].isdigit() or name.startswith("for-")}
    assert len(placing) >= 40
    assert [name for name in placing if not name.startswith("hue-") and f".{name} {{" not in styles] == []


def test_the_page_of_120_rows_in_nine_tracks_is_light(app: Flask, visitor: FlaskClient) -> None:
    many_tracks()
    for number, row in enumerate(db.session.query(Slot)):
        row.title, row.speaker = f"{hash_of(number)}: {hash_of(-number)}", hash_of(number + 0.5)
    db.session.commit()
    assert weight(visitor, PAGE) < 25 * KB
    assert weight(visitor, str(tree_of(visitor).select_one(STYLES)["href"])) < 4 * KB  # type: ignore[index]  # it is there


def hash_of(number: float) -> str:
    """Forty letters that are hard to compress."""
    return sha256(str(number).encode()).hexdigest()[:40]


@pytest.mark.parametrize("tracks", [1, 2])
def test_only_a_page_with_tracks_at_once_loads_their_styles(tracks: int, app: Flask, visitor: FlaskClient) -> None:
    many_tracks()
    names = [f"Track {track + 1}" for track in range(tracks)]
    for row in db.session.query(Slot):
        if str(row.track) not in names:
            db.session.delete(row)
    db.session.commit()
    for page in (PAGE, f"{PAGE}schedule/"):
        assert len(tree_of(visitor, page).select(STYLES)) == tracks - 1


def test_static_files_hold_the_styles(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> None:
    many_tracks()
    assert runner.invoke(args=["freeze", str(tmp_path / "site")]).exit_code == 0
    page = BeautifulSoup((tmp_path / "site" / "2031" / "index.html").read_text(), "lxml")
    link = page.select_one(STYLES)
    assert link
    assert (tmp_path / "site" / str(link["href"]).lstrip("/")).is_file()
