"""How sections find the reader of their kind."""

from faimi.exchange.draft import Report
from faimi.exchange.page.sections import read_sections
from faimi.exchange.page.source.parser import tree_of

BODY = "## Dates\n\n- Deadline: 1 May 2031"


def test_a_kind_that_is_known_goes_before_what_the_heading_says() -> None:
    sections = read_sections(tree_of(BODY, Report()), None, Report(), "text")
    assert [section.kind for section in sections] == ["text"]


def test_a_section_of_a_kind_without_a_reader_is_read_as_its_heading_says() -> None:
    sections = read_sections(tree_of(BODY, Report()), None, Report(), "no such kind")
    assert [section.kind for section in sections] == ["date"]
