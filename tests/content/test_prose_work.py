"""Markdown that would keep its library busy for seconds is refused before it is read."""

import pytest

from faimi.content.prose import too_intricate

LONGEST = 20_000  # of a field
COSTLY = {
    "underlined headings": "a\n-\n",
    "headings": "# a\n",
    "empty headings": "#\n",
    "rules": "- - -\n",
    "brackets in many paragraphs": "[" * 1394 + "\n\n",
    "cells that each short row gets": "|a" * 90 + "\n" + "|-" * 90 + "\n" + "|\n" * 50,
    "rows": "a|b\n-|-\n" + "|\n" * LONGEST,
}
ORDINARY = {
    "headings with a line between them": "## A heading\n\nSome words below it, [a link](/there) and *more*.\n\n",
    "a programme": "| Time | Title | Speaker |\n|---|---|---|\n" + "| 10:00 | A talk | A B |\n" * 60 + "\n",
    "code with comments": "```\n" + "# a comment\nls -l some/folder/of/files\n" * 25 + "```\n\n",
    "a list of links": "- [A title of a paper](https://example.org/paper), *A. Author*\n" * 40 + "\n",
}


@pytest.mark.parametrize("text", COSTLY)
def test_what_takes_seconds_is_too_intricate(text: str) -> None:
    assert too_intricate((COSTLY[text] * LONGEST)[:LONGEST])


@pytest.mark.parametrize("text", ORDINARY)
def test_what_people_write_is_not(text: str) -> None:
    assert not too_intricate((ORDINARY[text] * LONGEST)[: LONGEST // 2])
