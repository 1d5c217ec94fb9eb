"""Rows with a time stand in order of it, those without where a person put them; tracks in bands or side by side."""

from datetime import date, time
from typing import Any

import pytest
import vobject
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import KIND, Edition
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put

PAGE = "/2031/"
MAIN_AND_POSTERS = [("Keynote", 9, "Main"), ("Lunch", 12, ""), ("Talk", 10, "Main"), ("Posters", 11, "Posters")]


def slot(title: str, hour: int | None, track: str = "", day: int = 1, minutes: int = 45) -> Slot:
    """A row that begins on the full hour, if that is known."""
    clock = {} if hour is None else {"start": time(hour), "end": time(hour + minutes // 60, minutes % 60)}
    return Slot(title=title, track=track, day=day, **clock)


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition of two days without rows."""
    return make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 13), timezone="Europe/Rome")


def section_of(visitor: FlaskClient, page: str = PAGE) -> Any:
    """The schedule as visitors see it."""
    return BeautifulSoup(visitor.get(page).text, "lxml").select(".slot-section")[-1]


def texts(tree: Any, selector: str) -> list[str]:
    """The words of what a selector finds."""
    return [" ".join(one.text.split()) for one in tree.select(selector)]


def in_order(edition: Edition) -> list[str]:
    """The titles of the rows in the order in which they stand."""
    return [row.title for row in KIND["slot"].siblings(edition.sections[0])]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("C", 11), ("A", 9), ("B", 10)], "ABC"),
        (
            [("A", 9), ("after A", None), ("also", None), ("C", 11), ("after C", None), ("B", 10)],
            "A|after A|also|B|C|after C",
        ),
        ([("before all", None), ("B", 10), ("A", 9)], "before all|A|B"),
        ([("before all", None), ("A", 0)], "before all|A"),
        ([("D", 9, "", 2), ("after D", None, "", 2), ("B", 10), ("A", 9), ("after A", None)], "A|after A|B|D|after D"),
        ([("A", 9), ("after A", None), ("D", 9, "", 2), ("B", 8)], "B|A|after A|D"),
        ([("X2", 10, "X"), ("Y1", 9, "Y"), ("X1", 9, "X"), ("Y2", 10, "Y")], "Y1|X1|Y2|X2"),
        ([("Y", 9, "Y"), ("same Y", 9, "Y"), ("X", 9, "X"), ("Y again", 9, "Y")], "Y|same Y|Y again|X"),
    ],
)
def test_rows_stand_in_order_of_day_and_time(rows: list[Any], expected: str, edition: Edition) -> None:
    put(edition, "slot", *(slot(*row) for row in rows))
    assert in_order(edition) == (expected.split("|") if "|" in expected else [*expected])


def test_every_format_has_them_in_that_order(edition: Edition, visitor: FlaskClient) -> None:
    put(edition, "slot", *(slot(f"Row {hour}", hour) for hour in (11, 9, 10)))
    wanted = ["Row 9", "Row 10", "Row 11"]
    assert texts(section_of(visitor), ".title") == wanted
    assert texts(section_of(visitor, f"{PAGE}schedule/"), ".title") == wanted
    assert [row["title"] for row in visitor.get(f"{PAGE}edition.json").json["schedule"]] == wanted  # type: ignore[index]  # it is a mapping
    calendar = vobject.readOne(visitor.get(f"{PAGE}schedule.ics").text)
    assert [event.summary.value for event in calendar.vevent_list] == wanted
    days = visitor.get(f"{PAGE}schedule.json").json["schedule"]["conference"]["days"]  # type: ignore[index]  # it is a mapping
    assert [event["title"] for event in days[0]["rooms"]["Workshop"]] == wanted


def test_tracks_one_after_the_other_are_bands_under_their_names(edition: Edition, visitor: FlaskClient) -> None:
    put(edition, "slot", *(slot(*row) for row in MAIN_AND_POSTERS))
    section = section_of(visitor)
    assert texts(section, ".group-name, .title") == ["Main", "Keynote", "Talk", "Posters", "Posters", "Lunch"]
    assert not section.select(".timetable, .track")


@pytest.mark.parametrize("minutes", [61, 120, 0])
def test_a_day_whose_tracks_run_at_once_is_one_list_with_their_names_at_the_rows(
    minutes: int, edition: Edition, visitor: FlaskClient
) -> None:
    at_once = [slot("Keynote", 9, "Main", minutes=minutes or 45), slot("Posters", 9 if minutes == 0 else 10, "Posters")]
    put(edition, "slot", *at_once, slot("Lunch", 12), slot("Next day", 9, "Main", 2), slot("Then", 10, "Posters", 2))
    if minutes == 0:  # where no length is known
        for row in at_once:
            row.end = None
        db.session.commit()
    section = section_of(visitor)
    assert texts(section, ".day-name, .group > .group-name") == [
        "Sunday, 12 October 2031",
        "Monday, 13 October 2031",
        "Main",
        "Posters",
    ]
    assert texts(section, ".timetable .title") == ["Keynote", "Posters", "Lunch"]
    assert texts(section, ".track") == ["Main", "Posters"]
    hues = [row["class"][3] for row in section.select(".timetable .slot:has(.track)")]
    assert (hues, [band["class"][1] for band in section.select(".group")]) == (
        ["hue-0", "hue-1"],
        ["timetable", "hue-0", "hue-1"],
    )


@pytest.mark.parametrize("other", ["", "Main"])
def test_what_is_for_everybody_or_of_one_track_runs_at_once_with_no_other(
    other: str, edition: Edition, visitor: FlaskClient
) -> None:
    put(edition, "slot", slot("Keynote", 9, "Main", minutes=120), slot("Coffee", 10, other), slot("Talk", 12, "Other"))
    assert not section_of(visitor).select(".timetable, .track")


def test_a_row_is_drawn_anew_when_its_day_comes_to_run_at_once(edition: Edition, visitor: FlaskClient) -> None:
    keynote, posters = slot("Keynote", 9, "Main"), slot("Posters", 10, "Posters")
    put(edition, "slot", keynote, posters)
    assert not section_of(visitor).select(".track")
    keynote.end, keynote.version = time(11), 2
    edition.version += 1
    db.session.commit()
    assert texts(section_of(visitor), ".track") == ["Main", "Posters"]
