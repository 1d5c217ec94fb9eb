"""Lists of other programs' plain text become Markdown's, and nothing else does."""

import pytest

from faimi.content.fields import as_markdown
from faimi.content.plain_lists import with_lists
from faimi.content.prose import render

LISTS = {
    "bullets and a tab": ("•\tOne\n•\tTwo", "- One\n- Two"),
    "bullets and a space": ("· One\n▪ Two", "- One\n    - Two"),
    "Word's symbol font": ("\uf0b7\tOne\n\uf0b7\tTwo", "- One\n- Two"),
    "numbers": ("1)\tOne\n2)\tTwo\n10.\tTen", "1. One\n2. Two\n10. Ten"),
    "dashes": ("–\tOne\n–\tTwo", "- One\n- Two"),
    "the levels of Word": ("•\tOne\no\tIn it\n▪\tDeeper\n•\tTwo", "- One\n    - In it\n        - Deeper\n- Two"),
    "bullets under numbers": ("1.\tOne\n•\tIn it\n2.\tTwo", "1. One\n    - In it\n2. Two"),
    "text around": ("Before\n•\tOne\nAfter", "Before\n\n- One\n\nAfter"),
    "an entry that goes on": ("• One that\ngoes on\n• Two", "- One that\ngoes on\n- Two"),
}


@pytest.mark.parametrize(("text", "expected"), LISTS.values(), ids=LISTS)
def test_a_list_of_plain_text_is_a_list(text: str, expected: str) -> None:
    assert with_lists(text) == expected
    assert with_lists(expected) == expected
    assert render(expected).count("<li>") == len(text.split("\n")) - text.count("Before") - text.count(
        "After"
    ) - text.count("goes on")


@pytest.mark.parametrize(
    "text",
    [
        "a)\tOne\nb)\tTwo",
        "o no",
        "– he said –",
        "2) is no list, nor is 3.",
        "2024. A year",
        "one • two • three",
        "•",
        "```\n•\tcode\n\t1)\tcode\n```",
        "~~~\n•\tcode\n```\n•\tcode\n~~~",
        "````\n```\n•\tcode\n```\n````",
        "Code:\n\n    •\tcode",
        "Code:\n\n\t•\tcode",
        "- One\n- Two\n\n* * *",
    ],
)
def test_what_is_no_list_or_is_code_stays(text: str) -> None:
    assert with_lists(text) == text


def test_a_markdown_field_takes_what_was_copied_from_word() -> None:
    typed = "\ufeffTopics\r\n•\tDeep\vLearning\r\n•\tFair\xadness\r\n\r\n```\r\n\tif x:\u2028\r\n```\r\n"
    assert as_markdown(typed) == "Topics\n\n- Deep  \nLearning\n- Fairness\n\n```\n\tif x:  \n\n```"
