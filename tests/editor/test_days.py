"""The days of an edition as organizers set them, and the rows that are on them."""

import json
from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select

from faimi.content import KIND, Edition
from faimi.content.page import load_page
from faimi.content.schedule import Slot
from faimi.exchange.archive import edition_as_archive
from faimi.extensions import db
from tests.conftest import SLUG
from tests.editor.test_editor import tree_of
from tests.samples import SAMPLES, without_clock

BASE = f"/{SLUG}/edit"
FIRST, SECOND = "Thursday, 10 October 2024", "Friday, 11 October 2024"


def slots() -> list[Slot]:
    """The rows of the schedule in their order."""
    return list(db.session.scalars(select(Slot).order_by(Slot.position)))


@pytest.fixture
def two_days(edition: Edition) -> Edition:
    """The sample edition, whose last row is on a second day."""
    edition.ends_on = date(2024, 10, 11)
    slots()[-1].day = 2
    db.session.commit()
    return edition


def test_a_row_is_asked_for_its_day_where_there_are_several(two_days: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    form = tree_of(alice.get(f"{BASE}/slot/{row.number}/form"))
    assert [one.text for one in form.select("[name=day] option")] == [FIRST, SECOND]
    answer = alice.post(f"{BASE}/slot/{row.number}/day", data={"day": "2", "version": str(row.version)})
    assert answer.status_code == 200
    assert slots()[0].date == date(2024, 10, 11)
    assert FIRST in answer.text
    assert SECOND in answer.text


def test_the_day_of_an_edition_of_one_day_is_not_asked_for(edition: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    assert not tree_of(alice.get(f"{BASE}/slot/{row.number}/form")).select("[name=day]")
    assert alice.post(f"{BASE}/slot/{row.number}/day", data={"day": "2"}).status_code == 404


def test_a_row_offers_another_day_once_the_edition_has_one(edition: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    page = BeautifulSoup(alice.get(f"{BASE}/").text, "html.parser")
    (kit,) = page.select("template[data-kind=slot]")
    (day,) = kit.select("[data-name=day]")
    assert (day["data-needs"], day.has_attr("data-offered"), day.find(True)) == ("other_days", True, None)
    assert [one for one in page.select(".edit") if "other_days" in str(one["data-values"])] == []
    data = {"ends_on": "2024-10-12", "version": str(edition.header_version)}
    answer = alice.post(f"{BASE}/edition/1/ends_on", data=data)
    values = json.loads(str(tree_of(answer).select(f"#{row.key} .edit")[0]["data-values"]))
    assert (values["day"], values["other_days"]) == (1, 2)
    cell = tree_of(alice.get(f"{BASE}/slot/{row.number}/day"))
    assert [one["value"] for one in cell.select("[name=day] option")] == ["1", "2", "3"]


def test_a_day_that_the_edition_does_not_have_is_refused(two_days: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    data = {"day": "3", "version": str(row.version)}
    assert alice.post(f"{BASE}/slot/{row.number}/day", data=data).status_code == 422
    assert slots()[0].day == 1


@pytest.mark.parametrize(
    ("days", "name", "sent", "words"),
    [
        ((2,), "ends_on", "", "1 row is on day 2: move or remove it first."),
        ((2, 2, 2), "ends_on", "2024-10-10", "3 rows are on day 2: move or remove them first."),
        ((2, 2, 3), "ends_on", "", "3 rows are on day 2 or later: move or remove them first."),
        ((2, 2, 3), "ends_on", "2024-10-11", "1 row is on day 3: move or remove it first."),
        ((2, 3), "starts_on", "2024-10-11", "Last day: 1 row is on day 3: move or remove it first."),
    ],
)
def test_a_day_on_which_rows_are_is_not_taken_from_the_edition(
    days: tuple[int, ...], name: str, sent: str, words: str, edition: Edition, alice: FlaskClient
) -> None:
    edition.ends_on = date(2024, 10, 9 + max(days))
    for row, day in zip(slots(), days, strict=False):
        row.day = day
    db.session.commit()
    was = (edition.starts_on, edition.ends_on)
    answer = alice.post(f"{BASE}/edition/1/{name}", data={name: sent, "version": str(edition.header_version)})
    assert answer.status_code == 422
    assert words in answer.text
    assert (edition.starts_on, edition.ends_on) == was


def test_an_edition_is_shortened_by_days_on_which_nothing_is(two_days: Edition, alice: FlaskClient) -> None:
    for last in ("2024-10-13", "2024-10-11"):
        data = {"ends_on": last, "version": str(two_days.header_version)}
        assert alice.post(f"{BASE}/edition/1/ends_on", data=data).status_code == 200
    assert two_days.days == 2


def test_a_row_on_a_day_that_the_edition_has_no_more_keeps_it_and_hinders_no_other_change(
    two_days: Edition, alice: FlaskClient
) -> None:
    two_days.ends_on = None
    db.session.commit()
    data = {"ends_on": "", "version": str(two_days.header_version)}
    assert alice.post(f"{BASE}/edition/1/ends_on", data=data).status_code == 200
    assert slots()[-1].day == 2
    assert SECOND in alice.get(f"/{SLUG}/").text


def test_a_row_that_is_moved_among_those_of_another_day_is_on_that_day(two_days: Edition, alice: FlaskClient) -> None:
    without_clock()
    *_, row, last = slots()
    answer = alice.post(f"{BASE}/slot/{row.number}/move", data={"after": str(last.number)})
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == f"Moved to {SECOND}."
    assert (slots()[-1], row.day) == (row, 2)
    alice.post(f"{BASE}/undo")
    assert (slots()[-1], row.day) == (last, 1)


def test_a_new_row_below_another_is_on_its_day(two_days: Edition, alice: FlaskClient) -> None:
    last = slots()[-1]
    form = tree_of(alice.get(f"{BASE}/slot/new?section={last.section.number}&after={last.number}"))
    assert [one["value"] for one in form.select("[name=day] option[selected]")] == ["2"]


@pytest.mark.parametrize("last", ["2024-10-09", "2025-10-10"])
def test_a_last_day_before_the_first_or_long_after_is_refused(last: str, edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(f"{BASE}/edition/1/ends_on", data={"ends_on": last, "version": str(edition.header_version)})
    assert answer.status_code == 422
    assert "The last day comes after the date, and not more than 59 days." in answer.text
    assert edition.ends_on is None


def test_one_day_is_its_own_last(edition: Edition, alice: FlaskClient) -> None:
    data = {"ends_on": "2024-10-10", "version": str(edition.header_version)}
    assert alice.post(f"{BASE}/edition/1/ends_on", data=data).status_code == 200
    assert edition.ends_on is None


def test_another_first_day_is_seen_at_each_heading_of_the_schedule(two_days: Edition, alice: FlaskClient) -> None:
    data = {"starts_on": "2024-10-08", "version": str(two_days.header_version)}
    answer = alice.post(f"{BASE}/edition/1/starts_on", data=data)
    assert answer.status_code == 200
    assert "Tuesday, 8 October 2024" in answer.text
    assert "Wednesday, 9 October 2024" in answer.text


def test_a_row_goes_on_past_midnight_but_not_half_a_day_and_more(edition: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    row.start = time(19)
    db.session.commit()
    path = f"{BASE}/slot/{row.number}/end"
    for end, status in (("07:30", 422), ("19:00", 422), ("01:00", 200)):
        assert alice.post(path, data={"end": end, "version": str(row.version)}).status_code == status
    assert (row.minutes, row.ends_next_day) == (360, True)


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ("20 min", time(9, 50)),
        ("20min", time(9, 50)),
        ("90 minutes", time(11)),
        ("+10", time(10, 10)),
        ("+ 10 min", time(10, 10)),
        ("1 h", time(10, 30)),
        ("1 h 30 min", time(11)),
        ("2 hours", time(11, 30)),
        ("+1h", time(11)),
        ("11h30", time(11, 30)),
        ("+", None),
        ("900 min", None),
        ("0 min", None),
        ("20", time(20)),
    ],
)
def test_an_end_is_typed_as_a_length_or_as_how_much_longer(
    typed: str, ends: time | None, edition: Edition, alice: FlaskClient
) -> None:
    row = slots()[0]
    row.start, row.end = time(9, 30), time(10)
    db.session.commit()
    answer = alice.post(f"{BASE}/slot/{row.number}/end", data={"end": typed, "version": str(row.version)})
    assert (answer.status_code, row.end) == ((200, ends) if ends else (422, time(10)))


@pytest.mark.parametrize("typed", ["24:00", "24.00", "24"])
def test_a_row_may_end_at_24_00_the_next_day_s_00_00_but_not_start(
    typed: str, edition: Edition, alice: FlaskClient
) -> None:
    row = slots()[0]
    row.start, row.end = time(22), time(23)
    db.session.commit()
    answers = [
        alice.post(f"{BASE}/slot/{row.number}/{name}", data={name: typed, "version": str(row.version)})
        for name in ("start", "end")
    ]
    assert [answer.status_code for answer in answers] == [422, 200]
    assert (row.start, row.end, row.minutes, row.ends_next_day) == (time(22), time(0), 120, True)


def test_a_length_without_a_start_is_refused(edition: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    row.start = row.end = None
    db.session.commit()
    answer = alice.post(f"{BASE}/slot/{row.number}/end", data={"end": "20 min", "version": str(row.version)})
    assert answer.status_code == 422
    assert "a length counts from the start" in answer.text
    assert "20 min" in answer.text


@pytest.mark.parametrize("first", ["2024-10-20", ""])
def test_a_first_day_that_leaves_the_last_before_it_is_refused(
    first: str, two_days: Edition, alice: FlaskClient
) -> None:
    data = {"starts_on": first, "version": str(two_days.header_version)}
    answer = alice.post(f"{BASE}/edition/1/starts_on", data=data)
    assert answer.status_code == 422
    assert "Last day: The last day comes after the date" in answer.text
    assert two_days.starts_on == date(2024, 10, 10)


def test_two_people_s_days_that_are_wrong_together_are_not_merged(edition: Edition, alice: FlaskClient) -> None:
    first = alice.get(f"{BASE}/edition/1/form")
    form = {field["name"]: field.get("value", "") for field in tree_of(first).select(".fields input")}
    form |= {"state": "past", "accent": "madder", "version": str(edition.header_version)}
    assert alice.post(f"{BASE}/edition/1", data=form | {"ends_on": "2024-10-12", "once": "one"}).status_code == 200
    assert alice.post(f"{BASE}/edition/1", data=form | {"starts_on": "2024-10-20", "once": "two"}).status_code == 422
    assert (edition.starts_on, edition.ends_on) == (date(2024, 10, 10), date(2024, 10, 12))


def test_an_undo_that_leaves_the_last_day_before_the_first_leaves_one_day(edition: Edition, alice: FlaskClient) -> None:
    edition.starts_on, edition.ends_on = date(2024, 10, 20), date(2024, 10, 11)
    db.session.commit()
    assert (edition.last_day, edition.days) == (None, 1)
    days = tree_of(alice.get(f"/{SLUG}/")).select_one(".days")
    assert days
    assert days.get_text(strip=True) == "Sunday, 20 October 2024"
    page = load_page(SLUG)
    assert page
    assert json.loads(edition_as_archive(page))["edition"]["ends_on"] is None


def test_a_row_that_is_given_another_day_stands_on_it(two_days: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    alice.post(f"{BASE}/slot/{row.number}/day", data={"day": "2", "version": str(row.version)})
    assert [one.text for one in tree_of(alice.get(f"/{SLUG}/")).select(".day-name")] == [FIRST, SECOND]
    assert row in KIND["slot"].siblings(row.section)[-2:]


@pytest.mark.parametrize(("typed", "status"), [("+999", 422), ("999 min", 422), ("+360", 200)])
def test_a_length_does_not_begin_anew_at_midnight(
    typed: str, status: int, edition: Edition, alice: FlaskClient
) -> None:
    row = slots()[0]
    row.start, row.end = time(9), time(17)
    db.session.commit()
    data = {"end": typed, "version": str(row.version)}
    assert alice.post(f"{BASE}/slot/{row.number}/end", data=data).status_code == status
    assert row.end == (time(23) if status == 200 else time(17))


def test_a_start_that_the_clock_skips_is_refused(edition: Edition, alice: FlaskClient) -> None:
    edition.starts_on, edition.timezone = date(2031, 3, 30), "Europe/Paris"
    db.session.commit()
    row = slots()[0]
    path, data = f"{BASE}/slot/{row.number}/start", {"version": str(row.version)}
    answer = alice.post(path, data=data | {"start": "2:30"})
    assert answer.status_code == 422
    assert "The clock skips 02:30 on that day, when summer time begins." in answer.text
    assert alice.post(path, data=data | {"start": "3:30"}).status_code == 200


@pytest.fixture
def path_of_end(edition: Edition) -> str:
    """The address of the end of the first row, from 9:30 to 10:00, as two people have opened it."""
    row = slots()[0]
    row.start, row.end = time(9, 30), time(10)
    db.session.commit()
    return f"{BASE}/slot/{row.number}/end"


def test_how_much_longer_is_counted_once_though_its_answer_was_lost(path_of_end: str, alice: FlaskClient) -> None:
    for _ in range(2):
        assert alice.post(path_of_end, data={"end": "+10", "version": "1", "once": "token"}).status_code == 200
        assert slots()[0].end == time(10, 10)


@pytest.mark.parametrize(
    ("typed", "stands", "ends"),
    [
        ("+10", "typed", time(10, 10)),
        ("+10", "now", time(11)),
        ("20 min", "typed", time(9, 50)),
        ("20 min", "now", time(11)),
    ],
)
def test_a_length_beside_another_s_change_is_the_time_that_it_meant(
    typed: str, stands: str, ends: time, path_of_end: str, alice: FlaskClient, bob: FlaskClient
) -> None:
    assert bob.post(path_of_end, data={"end": "11:00", "version": "1"}).status_code == 200
    asked = alice.post(path_of_end, data={"end": typed, "version": "1"})
    sent = {str(field["name"]): str(field["value"]) for field in tree_of(asked).select("form input:not([type=radio])")}
    assert asked.status_code == 409
    answers = [sent, sent | {"end": typed}] if stands == "now" else [sent]
    for answer in answers:
        assert alice.post(path_of_end, data=answer | {"end-stands": stands}).status_code == 200
        assert slots()[0].end == ends


def test_a_length_counts_from_the_start_that_another_gave_meanwhile(
    path_of_end: str, alice: FlaskClient, bob: FlaskClient
) -> None:
    start = path_of_end.replace("/end", "/start")
    assert bob.post(start, data={"start": "09:40", "version": "1"}).status_code == 200
    assert alice.post(path_of_end, data={"end": "40 min", "version": "1"}).status_code == 200
    assert slots()[0].end == time(10, 20)


@pytest.mark.parametrize(("start", "ends"), [("18:30", time(18, 40)), ("17:12", time(17, 22)), ("", time(17, 20))])
def test_a_start_that_is_changed_alone_takes_the_end_along(
    start: str, ends: time, edition: Edition, alice: FlaskClient
) -> None:
    row = slots()[0]
    row.start, row.end = time(17, 10), time(17, 20)
    db.session.commit()
    sent = {"start": start, "version": str(row.version), "once": "one"}
    for _ in range(2):  # the answer was lost
        assert alice.post(f"{BASE}/slot/{row.number}/start", data=sent).status_code == 200
    assert row.end == ends
    alice.post(f"{BASE}/undo")
    assert (row.start, row.end) == (time(17, 10), time(17, 20))


def test_a_start_in_a_whole_form_leaves_the_end_that_stands_beside_it(edition: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    data = SAMPLES["slot"] | {"start": "13:31", "end": "13:35", "version": str(row.version)}
    assert alice.post(f"{BASE}/slot/{row.number}", data=data).status_code == 200
    assert (row.start, row.end) == (time(13, 31), time(13, 35))


@pytest.mark.parametrize(("day", "offered", "start"), [(1, "2", "00:30"), (2, "2", "")])
def test_a_new_row_below_one_past_midnight_begins_on_the_next_day_if_there_is_one(
    day: int, offered: str, start: str, two_days: Edition, alice: FlaskClient
) -> None:
    last = slots()[-1]
    last.day, last.start, last.end = day, time(23, 30), time(0, 30)
    db.session.commit()
    form = tree_of(alice.get(f"{BASE}/slot/new?section={last.section.number}&after={last.number}"))
    assert [one["value"] for one in form.select("[name=day] option[selected]")] == [offered]
    assert [one["value"] for one in form.select("[name=start]")] == [start]


@pytest.mark.parametrize("day", ["", "0", "99999999999999999999"])
def test_a_row_of_no_day_is_refused_in_words(day: str, two_days: Edition, alice: FlaskClient) -> None:
    row = slots()[0]
    data = SAMPLES["slot"] | {"day": day, "version": str(row.version)}
    assert alice.post(f"{BASE}/slot/{row.number}", data=data).status_code == 422
