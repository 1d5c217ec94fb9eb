"""What pages say of time and place to a script: moments with their offset, the edition, and its zone."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put

PAGE = "/2031/"


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition in Turin, on whose second day the clocks go back."""
    edition = make(starts_on=date(2031, 10, 25), ends_on=date(2031, 10, 26), timezone="Europe/Rome")
    put(edition, "paper", Paper(title="A paper"))
    put(
        edition,
        "slot",
        Slot(title="Talk", start=time(9), end=time(9, 30)),
        Slot(title="Late", start=time(23, 30), end=time(0, 30), delay=45),
        Slot(title="Next day", day=2, start=time(10)),
    )
    return edition


def instants(visitor: FlaskClient, page: str = PAGE) -> list[list[str]]:
    """What the times of each row are for a script."""
    rows = BeautifulSoup(visitor.get(page).text, "lxml").select(".slot")
    return [[str(one["datetime"]) for one in row.select("time")] for row in rows]


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}schedule/"])
def test_each_time_of_a_row_is_a_moment_with_its_offset_as_announced_and_as_planned(
    page: str, edition: Edition, visitor: FlaskClient
) -> None:
    assert instants(visitor, page) == [
        ["2031-10-25T09:00+02:00", "2031-10-25T09:30+02:00"],
        ["2031-10-26T00:15+02:00", "2031-10-26T01:15+02:00", "2031-10-25T23:30+02:00", "2031-10-26T00:30+02:00"],
        ["2031-10-26T10:00+01:00"],
    ]


def test_moments_follow_the_masthead_and_are_hours_alone_where_day_or_zone_is_unknown(
    edition: Edition, visitor: FlaskClient
) -> None:
    assert instants(visitor)[0][0] == "2031-10-25T09:00+02:00"
    for values, begins in (
        ({"timezone": "Africa/Casablanca"}, "2031-10-25T09:00+01:00"),
        ({"timezone": None}, "09:00"),
        ({"timezone": "Europe/Rome", "starts_on": None}, "09:00"),
    ):
        for name, value in values.items():
            setattr(edition, name, value)
        edition.version += 1
        edition.header_version += 1
        db.session.commit()
        assert instants(visitor)[0][0] == begins


@pytest.mark.parametrize("page", [PAGE, f"{PAGE}schedule/", f"{PAGE}paper/1/"])
def test_a_page_says_of_which_edition_it_is_and_its_zone_where_that_is_known(
    page: str, edition: Edition, visitor: FlaskClient
) -> None:
    def told() -> dict[str, str]:
        main = BeautifulSoup(visitor.get(page).text, "lxml").select("main")[0]
        return {name: str(value) for name, value in main.attrs.items()}

    assert told() == {"id": "content", "data-edition": edition.uuid, "data-zone": "Europe/Rome"}
    edition.timezone = None
    edition.version += 1
    db.session.commit()
    assert told() == {"id": "content", "data-edition": edition.uuid}
