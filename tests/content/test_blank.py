"""What people type where there is nothing to say."""

import pytest

from faimi.content.blank import without_dash


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("-", ""), ("–", ""), ("— —", ""), ("---", ""), ("", ""), ("A – B", "A – B"), ("-1", "-1"), ("*", "*")],
)
def test_a_dash_alone_stands_for_nothing(typed: str, kept: str) -> None:
    assert without_dash(typed) == kept
