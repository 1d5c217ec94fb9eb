"""A clock of the rate limits that a test moves on."""

from collections.abc import Iterator

import pytest

from faimi.accounts import rate_limit


class Clock:
    """Stands still; `now` is in seconds."""

    def __init__(self) -> None:
        self.now = 2_000_000_000.0


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock by which tries are counted."""
    with pytest.MonkeyPatch.context() as patch:
        clock = Clock()
        patch.setattr(rate_limit, "time", lambda: clock.now)
        yield clock
