"""A table as a grid: each row has a cell in each column, also where one reaches over several."""

from bs4 import Tag

from faimi.exchange.text_matching import words_of

MAX_COLUMNS = 50


def grid_of(table: Tag) -> list[list[Tag]]:
    """The rows of a table; what a cell from above reaches into is empty, and says in `data-above` what stands there."""
    rows: list[list[Tag]] = []
    reaching: dict[int, tuple[int, str]] = {}
    for line in table.find_all("tr"):
        row: list[Tag] = []
        for cell in line.find_all(["td", "th"]):
            _fill(row, reaching)
            width, height = (span_of(cell, name) for name in ("colspan", "rowspan"))
            for column in range(len(row), min(len(row) + width, MAX_COLUMNS)) if height > 1 else ():
                reaching[column] = (height - 1, words_of(cell))
            row += [cell, *(_empty() for _ in range(min(width, MAX_COLUMNS) - 1))]
        _fill(row, reaching)
        rows.append(row)
    return rows


def _fill(row: list[Tag], reaching: dict[int, tuple[int, str]]) -> None:
    """Puts empty cells where others from above reach into a row."""
    while len(row) in reaching:
        left, words = reaching.pop(len(row))
        if left > 1:
            reaching[len(row)] = (left - 1, words)
        row.append(_empty(words))


def _empty(above: str = "") -> Tag:
    return Tag(name="td", attrs={"data-above": above} if above else {})


def span_of(cell: Tag, name: str) -> int:
    """Over how many columns or rows a cell reaches: its `colspan` or `rowspan`."""
    said = str(cell.get(name, "1")).strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 and int(said) > 0 else 1
