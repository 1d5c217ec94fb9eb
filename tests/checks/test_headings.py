"""Headings within texts that skip a level."""

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.headings import skipped_heading_level
from faimi.content.keynotes import Keynote
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.exchange.making import make, put


@pytest.mark.parametrize(
    ("body", "told", "mended"),
    [
        ("#### Where\n\nHere", ("Where", 4, 2), "### Where\n\nHere"),
        ("## What\n\nThis\n\n##### When\n\nNow", ("When", 5, 3), "### What\n\nThis\n\n#### When\n\nNow"),
        ("#### A\n\n##### B\n\n#### C", ("A", 4, 2), "### A\n\n#### B\n\n### C"),
        ("### A\n\n##### B\n\n#### C", ("B", 5, 3), None),
        ("What\n----\n\n##### When", ("When", 5, 3), None),
        ("#### Where\n\n```\n# a comment\n```", ("Where", 4, 2), None),
    ],
)
def test_a_level_that_is_skipped_is_found_and_the_gap_closed(
    body: str, told: tuple[str, int, int], mended: str | None, app: Flask
) -> None:
    edition, text = make(), Text(body=body)
    put(edition, "text", text)
    words = "The heading “{}” is of level {}, right below one of level {}.".format(*told)
    fix = Fix("Close the gap", {text.key: {"body": mended}}) if mended else None
    assert found_by(skipped_heading_level, edition) == [
        Finding("skipped-heading-level", "warning", text.key, "body", words, (), fix)
    ]


@pytest.mark.parametrize("body", ["# A\n\n#### B\n\n### C", "## A\n\n### B", "No heading", "C#", "#### "])
def test_levels_that_follow_each_other_are_right(body: str, app: Flask) -> None:
    edition = make()
    put(edition, "text", Text(body=body))
    assert found_by(skipped_heading_level, edition) == []


def test_below_a_name_that_is_a_heading_one_more_level_is_right(app: Flask) -> None:
    edition, keynote = make(), Keynote(speaker="Alice", abstract="#### Outline", bio="##### Work")
    put(edition, "keynote", keynote)
    words = "The heading “Work” is of level 5, right below one of level 3."
    fix = Fix("Close the gap", {keynote.key: {"bio": "#### Work"}})
    finding = Finding("skipped-heading-level", "warning", keynote.key, "bio", words, (), fix)
    assert found_by(skipped_heading_level, edition) == [finding]
