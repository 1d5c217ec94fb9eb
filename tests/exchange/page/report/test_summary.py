"""The report as it is printed: the worst first, and what is alike together."""

from pathlib import Path

from flask import Flask

from faimi.exchange.page.report.summary import summarized
from faimi.exchange.page_import import import_pages


def test_what_was_lost_stands_before_guesses_and_these_before_what_is_no_content() -> None:
    doubts = [
        "A <style> was left out: a {}",
        "The venue is taken from the text: Turin.",
        "line 7: An unsafe link was left out: javascript:x",
        "line 9: not taken over: “Code”",
    ]
    assert summarized(doubts) == [
        "Lost, or kept as text (2):",
        "  - line 9: not taken over: “Code”",
        "  - line 7: An unsafe link was left out: javascript:x",
        "Guesses, and what to look at yourself (1):",
        "  - The venue is taken from the text: Turin.",
        "Left out: no content (1):",
        "  - A <style> was left out: a {}",
    ]


def test_template_tags_are_counted_and_a_few_of_them_shown() -> None:
    tags = ["{% for r in site.data.reviewers %}", *["{{ r.name }}"] * 75, "{% endfor %}"]
    doubts = [f"line {n}: Jekyll would fill in {tag}: left out." for n, tag in enumerate(tags, 6)]
    assert summarized(doubts) == [
        "Lost, or kept as text (77):",
        "  - line 6: 77 template tags left out: "
        "{% for r in site.data.reviewers %}, {{ r.name }} (75 times), {% endfor %}",
    ]


def test_of_many_that_are_alike_each_says_only_what_differs() -> None:
    doubts = [f"line {n}: not taken over: “{word}”" for n, word in enumerate(("One", "Two", "Three"), 1)]
    doubts += [f"line {n}: {n}:30 “{word}” has no end: taken as the next start." for n, word in enumerate("ABC", 4)]
    assert summarized(doubts) == [
        "Lost, or kept as text (3):",
        "  - 3 passages not taken over:",
        "      line 1: “One”",
        "      line 2: “Two”",
        "      line 3: “Three”",
        "Guesses, and what to look at yourself (3):",
        "  - line 4: 4:30 “A” has no end: taken as the next start. 2 more like this:",
        "      line 5: “B”",
        "      line 6: “C”",
    ]


def test_what_is_not_alike_stays_apart() -> None:
    doubts = ["The page does not say where it is.", "The page does not say when.", "“A” is tied to “B”.", "“A” is “B”."]
    assert summarized(doubts) == ["Guesses, and what to look at yourself (4):", *(f"  - {doubt}" for doubt in doubts)]
    assert summarized([]) == []


def test_an_import_prints_its_report_so(app: Flask, tmp_path: Path) -> None:
    page = tmp_path / "2031.md"
    page.write_text("---\ntitle: T\n---\n## People\n\n{% for p in site.people %}\n- {{ p.name }}\n{% endfor %}\n")
    (report,) = import_pages([page], replace=False)
    assert "3 template tags left out: {% for p in site.people %}, {{ p.name }}, {% endfor %}" in report
