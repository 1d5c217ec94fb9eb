"""What checks find on real pages is what a careful reader had found on them by hand, before there were checks.

A reader also found slips of spelling and grammar, which no check looks for; the 12-hour times of two pages, which the
import reads as times of the afternoon, and says so; and a heading that skips a level, which the page has no longer.
"""

from datetime import datetime

import pytest
from flask import Flask

from faimi.checks import CHECKS
from faimi.checks.report import Report, report_on
from faimi.content.page import load_page
from faimi.exchange.page_import import import_pages
from tests.conftest import real_page

LATER = datetime(2026, 11, 30)
READ = {
    "2022": [("warning", "Ira Ktena", "“Deepmind” is “DeepMind” in the text below it.")],
    "2023-miccai": [
        ("warning", "", "No time zone says when 13:30 is"),
        ("warning", "our separate, free online event", "leads to /2023-online/, and this site has no such page"),
        ("warning", "Accepted Papers", "7 of the 19 papers have no link"),
        ("warning", "tentatively scheduled for November 6th", "6 November 2023 has passed"),
        ("warning", "the virtual FAIMI workshop", "leads to /2023-online/, and this site has no such page"),
    ],
    "2024-miccai": [
        ("error", "Practical and Ethical Considerations", "by “Debesh Jha, et al.” here, and by “Ulas Bagci, et al.”"),
        ("warning", "", "No time zone says when 13:30 is"),
        ("warning", "EPIMI Keynote", "has no title, and its schedule row has “Evaluating Fairness"),
        ("warning", "EPIMI Keynote", "has no abstract"),
        (
            "warning",
            "Assessing the Impact of Sociotechnical Harms",
            "The other talks are of papers in the list; this one",
        ),
        ("warning", "Machine Learning Fairness for health", "its keynote “Machine Learning Fairness for Health in"),
        ("warning", "Accepted Papers", "13 of the 16 papers have no link"),
        ("warning", "Proceedings", "The link “here” does not say where it leads"),
    ],
}


@pytest.fixture(autouse=True)
def _pages(app: Flask) -> None:
    import_pages([real_page(f"{slug}.md") for slug in READ], replace=False)


def report(slug: str) -> Report:
    page = load_page(slug)
    assert page
    return report_on(page, CHECKS, LATER)


@pytest.mark.parametrize("slug", READ)
def test_what_is_found_is_what_a_careful_reader_finds(slug: str) -> None:
    found = report(slug)
    told = [one for one in found.findings if one.level != "hint"]
    assert [one.level for one in told] == [level for level, _, _ in READ[slug]]
    for one, (_, where, words) in zip(told, READ[slug], strict=True):
        assert where in f"{found.where(one)} {one.words}"
        assert words in one.words


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("2023-miccai", {"timezone"}),
        ("2024-miccai", {"timezone", "title"}),
    ],
)
def test_what_is_plain_has_a_fix(slug: str, fields: set[str]) -> None:
    assert {one.field for one in report(slug).findings if one.fix and one.level != "hint"} == fields
