"""One line of a table of faults."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What came of one fault: values by the names of the part's columns, and what of them must not be, in words."""

    values: Mapping[str, object]
    wrong: str = ""

    def __str__(self) -> str:
        cells = (str(value).replace("|", r"\|") for value in (*self.values.values(), self.wrong or "ok"))
        return f"| {' | '.join(cells)} |"

    @property
    def head(self) -> str:
        """The head of a table of such rows."""
        names = [*self.values, ""]
        return f"| {' | '.join(names)} |\n|{'---|' * len(names)}"
