"""Reads a table of awards."""

import re

from bs4 import Tag

from faimi.exchange.page.kinds.award_phrases import AWARD, Awards
from faimi.exchange.page.recognise.names import may_be_people
from faimi.exchange.text_matching import words_of

COLUMNS = {
    "name": rf".*\b(?:{AWARD}|category)\b.*",
    "recipient": r".*\b(?:winners?|recipients?|names?|authors?|awardees?|presenters?|who)\b.*",
    "affiliation": r".*\b(?:affiliations?|institut\w+|universit\w+)\b.*",
}


def says_more(table: Tag, awards: Awards) -> bool:
    """Whether a table holds more than its awards, such as the papers that won: then it stays as text, too."""
    said = {value for award in awards for value in award.values()}
    return any(words_of(cell) not in {"", *said} for cell in table.find_all("td"))


def read_award_table(table: Tag) -> Awards:
    """The awards of a table whose headings say what its columns hold; none where one names no people."""
    lines = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    heads = [words_of(cell)[:80] for cell in lines[0]] if lines else []
    places: dict[str, int] = {}
    for name in ("recipient", "affiliation", "name"):  # “Winner” may be the heading of either
        found = [n for n, head in enumerate(heads) if re.fullmatch(COLUMNS[name], head, re.I)]
        places[name] = next((n for n in found if n not in places.values()), -1)
    if places["name"] < 0 or places["recipient"] < 0:
        return []
    awards = [
        {name: words_of(cells[n]) if 0 <= n < len(cells) else "" for name, n in places.items()} | {"photo": ""}
        for cells in lines[1:]
    ]
    awards = [award for award in awards if award["recipient"]]
    return awards if all(award["name"] and may_be_people(award["recipient"]) for award in awards) else []
