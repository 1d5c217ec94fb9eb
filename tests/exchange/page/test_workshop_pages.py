"""Whole pages as other workshops write them: every fact is where a reader would look for it."""

from pathlib import Path

import pytest

from faimi.exchange.draft import Draft
from faimi.exchange.page import read_page
from tests.exchange.page.kinds.test_kinds import told
from tests.exchange.page.schedule.test_schedule import rows

PAGES = Path(__file__).parent / "workshop_pages"


def page(name: str) -> Draft:
    """Reads one of the pages."""
    return read_page(PAGES / f"{name}.md")


def values(draft: Draft, kind: str, *names: str) -> list[str]:
    """Each item of a kind in one line."""
    return [" | ".join(str(item.get(name) or "") for name in names).strip(" |") for item in draft.items(kind)]


KINDS = {
    "cards": "text date keynote slot paper organizer organizer sponsor",
    "agenda": "text text date text slot keynote organizer organizer text",
    "headings": "text date slot paper award organizer text",
    "lines": "text keynote slot text organizer text",
    "html": "text date slot paper paper award organizer",
    "days": "slot keynote keynote paper paper date organizer text",
}


@pytest.mark.parametrize("name", KINDS)
def test_sections_are_of_the_kind_that_their_headings_say(name: str) -> None:
    assert " ".join(section.kind for section in page(name).sections) == KINDS[name]


HEADERS = {
    "cards": ("2031-10-05", "MICCAI 2031, Singapore", None),
    "agenda": ("2031-04-14", "ISBI, Lyon, France", "Europe/Paris"),
    "headings": ("2031-12-03", "Online", "America/New_York"),
    "lines": ("2031-09-12", "", None),
    "html": ("2031-10-02", "", "Etc/GMT-1"),
    "days": ("2031-06-06", "", None),
}


@pytest.mark.parametrize("name", HEADERS)
def test_date_place_and_time_zone_are_found_in_the_text_and_not_invented(name: str) -> None:
    header = page(name).header
    day, venue, zone = HEADERS[name]
    assert (str(header["starts_on"]), header["venue"], header["timezone"]) == (day, venue, zone)


def test_only_the_page_with_two_days_of_talks_has_a_last_day() -> None:
    last = {name: page(name).header["ends_on"] for name in HEADERS}
    assert {name: str(day) for name, day in last.items() if day} == {"days": "2031-06-07"}


DATES = {
    "cards": [
        "Paper submission deadline | 2031-06-29 | ['2031-06-15']",
        "Notification | 2031-07-20",
        "Camera-ready | 2031-08-01",
        "Workshop | 2031-10-05",
    ],
    "agenda": [
        "Submission deadline (AoE) | 2031-02-01",
        "Notification of acceptance | 2031-03-01",
        "Workshop | 2031-04-14",
    ],
    "headings": [
        "Submissions open | 2031-08-24",
        "Submissions due | 2031-09-24",
        "Notification",
        "Workshop day | 2031-12-03",
    ],
    "html": [
        "Paper submission due | 2031-07-07 | ['2031-06-30']",
        "Notification | 2031-07-31",
        "Camera ready | 2031-08-10",
        "Workshop (half day, PM) | 2031-10-02",
    ],
    "days": ["Submission | 2031-06-01", "Notification | 2031-06-15", "Registration closes on | 2031-06-20"],
}


@pytest.mark.parametrize("name", DATES)
def test_dates_stand_in_tables_lists_and_lines(name: str) -> None:
    assert values(page(name), "date", "label", "date", "superseded") == DATES[name]


KEYNOTES = {
    "cards": [
        "Ann Lee | University of Somewhere |  | /assets/img/lee.jpg",
        "Bob Roe | Institute of Things | Fair things in the clinic | /assets/img/roe.jpg",
    ],
    "agenda": [
        "Prof. Ann Lee | University of Somewhere | What is fair? |  | This talk asks what is fair.",
        "Dr. Eve van der Gee | Hospital X | Deploying AI |  | Deployment is hard.",
    ],
    "lines": ["Ann Lee |  |  | /img/lee.png", "Bob Roe |  |  | /img/roe.png"],
    "days": [
        "Ann Lee | University of Somewhere | Measuring equity |  | Equity is hard to measure.",
        "Bob Roe | Institute of Things | Fixing equity |  | Equity can be fixed.",
    ],
}


@pytest.mark.parametrize("name", KEYNOTES)
def test_keynotes_stand_in_cards_under_labels_and_below_pictures(name: str) -> None:
    draft = page(name)
    assert values(draft, "keynote", "speaker", "affiliation", "title", "photo", "abstract") == KEYNOTES[name]
    assert [section.intro for section in draft.sections if section.kind == "keynote"].count("") >= 1


PAPERS = {
    "cards": [
        "Ann Lee, Bob Roe, Carl Dee | Robust things under shift | /papers/1.pdf",
        "Dan Eff and Eve Gee | Another view on fairness: a survey",
        "Fay Hoo | Third one",
    ],
    "headings": [
        "Bob Roe, Fay Hoo | Datasheets for scans | https://p.example/1.pdf",
        "Carl Dee | Label noise | https://p.example/2.pdf",
        "Dan Eff, Eve Gee | A third paper",
    ],
    "html": [
        "Bob Roe, Dan Eff | First paper",
        "Carl Dee | Second paper",
        "Eve Gee, Fay Hoo | Third paper | https://doi.example/3",
        "Gil Ive, Hal Jay | Fourth paper: with colon",
    ],
    "days": [
        "Ann Lee, Bob Roe | On measuring | https://arxiv.example/1",
        "Carl Dee | On fixing",
        "Dan Eff, Eve Gee, and Fay Hoo | On deploying",
        "Gil Ive, Hal Jay | On wrapping up | https://arxiv.example/4",
    ],
}


@pytest.mark.parametrize("name", PAPERS)
def test_papers_are_numbered_listed_quoted_or_in_tables(name: str) -> None:
    assert values(page(name), "paper", "authors", "title", "url") == PAPERS[name]


def test_awards_name_people_and_are_tied_to_their_papers() -> None:
    for name in ("headings", "html"):
        assert [award["paper"]["title"] for award in page(name).items("award")] == [
            paper["title"] for paper in page(name).items("paper")[:2]
        ]
    assert values(page("headings"), "award", "name", "recipient") == [
        "Best paper award | Bob Roe and Fay Hoo",
        "Runner-up | Carl Dee",
    ]


PEOPLE = {
    "cards": [
        "Gil Ive | University of A",
        "Hal Jay | University of B",
        "Ida Kay | C Hospital",
        "Jon Elm",
        "Kim Fir",
        "Lea Gum",
        "Max Hay",
        "Nia Ivy",
    ],
    "agenda": ["Gil Ive | University of A | https://gil.example", "Hal Jay | University of B", "Ida Kay | C Hospital"],
    "lines": [
        "Gil Ive | University of A (General Chair)",
        "Hal Jay | University of B (Program Chairs)",
        "Ida Kay | University of C (Program Chairs)",
    ],
    "html": ["Gil Ive | University of A, UK", "Hal Jay | University of B, DE | https://hal.example"],
    "days": ["Gil Ive | University of A", "Hal Jay | University of B", "Ida Kay | University of C"],
}


@pytest.mark.parametrize("name", PEOPLE)
def test_people_stand_in_grids_cards_lines_and_sentences(name: str) -> None:
    assert values(page(name), "organizer", "name", "affiliation", "url") == PEOPLE[name]


def test_rows_stand_in_tables_of_html_and_of_kramdown() -> None:
    assert rows(page("html"))[1:5] == [
        "13:40-14:20|keynote|Ann Lee|Uncertainty in the wild",
        "14:20-15:20|other||Oral session",
        "-|talk",
        "-|talk",
    ]
    assert rows(page("days")) == [
        "Session 1: Foundations (chair: Zoe Zed)|09:00-09:30|other|Ann Lee|Welcome & Overview",
        "Session 1: Foundations (chair: Zoe Zed)|09:30-10:00|talk|Bob Roe",
        "Session 2|10:30-11:00|talk",
        "(2)|09:00-09:30|talk|Dan Eff",
        "(2)|09:30-10:00|talk||Wrap-up",
    ]
    assert rows(page("lines"))[4:] == [
        "11:15-12:00|other||Lightning talks",
        "-|talk|Carl Dee (University of C)|Pruning for X-ray",
        "-|talk|Dan Eff (University of D)|Quantised MRI",
    ]


def test_what_jekyll_fills_in_is_reported_and_what_lays_out_is_gone() -> None:
    draft = page("cards")
    assert "line 7: Jekyll would fill in {% include banner.html" in told(draft)
    assert not any(mark in str(draft.sections) for mark in ("{:", "{%", "{{", "TOC", "no_toc"))


@pytest.mark.parametrize("name", KINDS)
def test_every_word_of_a_page_is_held_or_reported(name: str) -> None:
    lost = [doubt for doubt in page(name).report.doubts if "not taken over" in doubt]
    expected = {
        "headings": ["/slides/1.pdf", "“video”", "https://v.example/2", "“Datasheets”", "“scans”", "“Label noise”"],
        "html": ["“First paper”", "“Second paper”", "/img/gil.jpg", "/img/hal.jpg"],
    }.get(name, [])
    assert len(lost) == len(expected), lost
    assert all(any(words in doubt for doubt in lost) for words in expected)
