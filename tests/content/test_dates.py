"""Dates: the days that a deadline had before are given one by one, or several at once."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from faimi.content import Edition
from faimi.content.dates import DateForm
from tests.conftest import SLUG

PATH = f"/{SLUG}/edit/date/1"


def form_of(*typed: str) -> DateForm:
    """The form of a date with what was sent for its former values."""
    return DateForm(MultiDict([("label", "Deadline"), *(("superseded", text) for text in typed)]))


def inputs(html: str) -> list[tuple[str, str]]:
    """The type and value of each input for former values."""
    fields = BeautifulSoup(html, "lxml").select("input[name=superseded]")
    return [(str(field["type"]), str(field["value"])) for field in fields]


@pytest.mark.parametrize(
    "typed",
    [
        ["2030-02-14", "2030-02-21", ""],
        ["2030-02-14, 2030-02-21"],
        ["", "2030-02-14", "", "2030-02-21"],
        ["2030-02-14 2030-02-21"],
    ],
)
@pytest.mark.usefixtures("app")
def test_former_dates_come_one_by_one_or_several_at_once(typed: list[str]) -> None:
    form = form_of(*typed)
    assert form.validate(), form.errors
    assert form.superseded.data == ["2030-02-14", "2030-02-21"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["2030-02-14", "soon"], "Give each date as a day, such as 2024-06-24."),
        (["2030-02-30"], "Give each date as a day, such as 2024-06-24."),
        (["0024-06-24"], "Give dates between 1990 and 2100."),
        (["2101-01-01"], "Give dates between 1990 and 2100."),
        (["2030-02-14"] * 21, "Keep at most 20 of them."),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_is_no_former_date_is_refused_in_words(typed: list[str], words: str) -> None:
    form = form_of(*typed)
    assert not form.validate()
    assert form.errors == {"superseded": [words]}


def test_each_former_date_has_an_input_of_its_own_and_the_next_one_an_empty_one(
    edition: Edition, alice: FlaskClient
) -> None:
    assert inputs(alice.get(f"{PATH}/form").text) == [("date", "")]
    sent = {"label": "Deadline", "version": "1", "superseded": ["2024-05-01", "2024-05-15", ""]}
    assert alice.post(PATH, data=sent).status_code == 200
    assert inputs(alice.get(f"{PATH}/form").text) == [("date", "2024-05-01"), ("date", "2024-05-15"), ("date", "")]
    assert alice.get(f"/{SLUG}/edition.json").json["dates"][0]["superseded"] == sent["superseded"][:2]  # type: ignore[index]


@pytest.mark.parametrize(("typed", "kind"), [("soon", "text"), ("2024-02-30", "text"), ("1800-01-01", "date")])
def test_what_was_refused_is_still_there_to_be_put_right(
    typed: str, kind: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post(PATH, data={"label": "Deadline", "version": "1", "superseded": [typed, "2024-05-15"]})
    assert answer.status_code == 422
    assert inputs(answer.text) == [(kind, typed), ("date", "2024-05-15"), ("date", "")]
