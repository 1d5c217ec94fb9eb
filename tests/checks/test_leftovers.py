"""What an edition still says of another year."""

from datetime import date, datetime

import pytest

from faimi.checks.leftovers import of_another_year, submissions_of_an_earlier_year
from faimi.content import Edition
from faimi.content.text import Text
from faimi.extensions import db
from tests.checks.finding import found_by

BEFORE, AFTER = datetime(2025, 1, 1), datetime(2025, 10, 1)


def found_in(edition: Edition, body: str, now: datetime = BEFORE) -> list[str]:
    """What is found in the last text of the edition, which is of 2025."""
    edition.starts_on = date(2025, 9, 27)
    text = db.session.query(Text).order_by(Text.id.desc()).first()
    assert text
    text.body = body
    found = [finding for finding in found_by(of_another_year, edition, now) if finding.key == text.key]
    assert {(finding.level, finding.field) for finding in found} <= {("hint", "body")}
    return [finding.words.removeprefix("“").removesuffix("” may be of another edition.") for finding in found]


def test_the_own_year_is_no_other(edition: Edition) -> None:
    found = [finding.words for finding in found_by(of_another_year, edition) if "youtube" not in finding.words]
    assert found == []


def test_every_other_year_is_found_with_its_place_and_whole_words_beside_it(edition: Edition) -> None:
    body = "The **many** people who came to the workshop [FAIMI 2024](/) here, in 2025, *never* forgot 20241 papers"
    assert found_in(edition, body) == ["…people who came to the workshop FAIMI 2024 here, in 2025, never forgot 20241…"]
    assert found_in(edition, "After FAIMI’24 comes FAIMI’25") == ["After FAIMI’24 comes FAIMI’25"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("[Submit](https://openreview.net/group?id=a)", ["Submit: openreview.net/group?id=a"]),
        ("Go to https://cmt3.research.microsoft.com/FAIMI now", ["cmt3.research.microsoft.com/FAIMI"]),
        (
            "[FAIMI 2024](https://easychair.org/conferences/?conf=f2024)",
            ["FAIMI 2024", "FAIMI 2024: easychair.org/conferences/?conf=f2024"],
        ),
        ("[Here](https://cmt3.research.microsoft.com/FAIMI2026)", ["Here: cmt3.research.microsoft.com/FAIMI2026"]),
        ("[Here](https://easychair.org/conferences/?conf=x)", ["Here: easychair.org/conferences/?conf=x"]),
        ("[Here](https://openreview.net/group?id=FAIMI2025)", []),
        ("[The recordings](https://example.org/all)", ["The recordings: example.org/all"]),
        ("[See](https://www.youtube.com/watch?v=abc)", ["See: www.youtube.com/watch?v=abc"]),
        ("[Flyer](/assets/FAIMI24.pdf)", ["Flyer: /assets/FAIMI24.pdf"]),
        ("![Room](/assets/2024/room.jpg)", ["/assets/2024/room.jpg"]),
        ("[Flyer](/assets/FAIMI25.pdf) [a](/media/aaaaa2024aaaaa2024aa) [b](mailto:jane24@example.org)", []),
        ("[Not it](https://notopenreview.net/x)", []),
    ],
)
def test_links_that_may_be_of_another_year_are_found(body: str, found: list[str], edition: Edition) -> None:
    assert found_in(edition, body) == found


@pytest.mark.parametrize("now", [BEFORE, AFTER])
def test_where_submissions_of_an_earlier_year_went_is_a_warning_alone(now: datetime, edition: Edition) -> None:
    body = "Papers go [here](https://cmt3.research.microsoft.com/FAIMI2024)."
    assert found_in(edition, body, now) == []
    *_, found = found_by(submissions_of_an_earlier_year, edition, now)
    assert (found.level, found.field) == ("warning", "body")
    assert found.words == "“here: cmt3.research.microsoft.com/FAIMI2024” is where submissions of 2024 went."


@pytest.mark.parametrize(
    "body",
    [
        "[Papers of 2024](https://openreview.net/group?id=FAIMI/2024)",
        "[last year’s papers](https://openreview.net/group?id=FAIMI/2024)",
        "[Submit](https://openreview.net/group?id=FAIMI/2025)",
        "[Submit](https://openreview.net/group?id=A/2024-25/2025)",
        "[Commit](https://openreview.net/group?id=aclweb.org/ACL/ARR/2024/October)",
        "[Submit](https://openreview.net/group?id=FAIMI)",
        "[Slides](https://example.org/2024)",
    ],
)
def test_no_other_link_is(body: str, edition: Edition) -> None:
    found_in(edition, "")
    there = found_by(submissions_of_an_earlier_year, edition, BEFORE)
    found_in(edition, body)
    assert found_by(submissions_of_an_earlier_year, edition, BEFORE) == there


def test_what_was_recorded_or_submitted_is_of_an_edition_that_is_over(edition: Edition) -> None:
    recorded, sent = "[The recordings](https://example.org/all)", "[papers](https://openreview.net/group?id=a)"
    body = f"{recorded} of {sent}, [as](/a/2024/) in 2023"
    assert found_in(edition, body, AFTER) == ["as: /a/2024/"]


def test_without_a_date_no_year_is_another(edition: Edition) -> None:
    edition.starts_on = None
    assert found_by(of_another_year, edition) == []


def test_years_that_are_told_of_at_length_are_no_other_edition_s_once_it_is_over(edition: Edition) -> None:
    edition.starts_on = date(2025, 9, 27)
    text = db.session.query(Text).order_by(Text.id.desc()).first()
    assert text
    text.body = "She has been a professor since 2018; [papers](https://example.org/2019)"
    edition.tagline = "MICCAI 2024"
    found = found_by(of_another_year, edition, datetime(2025, 9, 28))
    told = {(one.key, one.words) for one in found if one.key == text.key or one.field == "tagline"}
    assert told == {
        (text.key, "“papers: example.org/2019” may be of another edition."),
        (edition.key, "“MICCAI 2024” may be of another edition."),
    }
