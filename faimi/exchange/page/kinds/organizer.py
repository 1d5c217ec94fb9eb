"""Reads lists of people."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.names import BETWEEN, NAME, PERSON, is_person, is_place
from faimi.exchange.page.source.tree import HEADINGS, Line, lines_of, put_back, split_lines, tags_of, text_of
from faimi.exchange.words import cut, words_of

EDGE = " :;,–—-*|"
ROLE = re.compile(r"(?:.*\b)?(?:chairs?|committee|organi[sz]ers?|teams?|board|reviewers?|publicity|web)\b.*", re.I)
FROM = re.compile(rf"(?P<name>{NAME.pattern})\s*(?:\(|,\s*)(?P<place>[^();]+)\)?")
AFTER_BRACKET, SEMICOLON = re.compile(r"(?<=\))\s*(?:[,;]\s*)?(?:and\s+|&\s*)?"), re.compile(r"\s*;\s*")
APART = re.compile(r"\s*(?:$|[,(:;–—|/-]|\bat\b|\bfrom\b)")
HEADS = re.compile(r"\b(?:names?|affiliations?|institutions?|roles?)\b", re.I)
FEWEST, LONGEST, IN_HEADING = 4, 150, -1
Person = dict[str, Any]


def read(blocks: list[Tag], report: Report) -> tuple[list[Person], list[Tag]]:
    """Reads “**Name**, Affiliation”, one on a line; gives the people and what is none."""
    people: list[tuple[Person, str]] = []
    rest: list[Tag] = []
    guessed: list[str] = []
    role, open_in = "", 0  # the block in which the affiliation of the last person may follow
    for block in blocks:
        lines = _lines(block)
        unread: list[Line] = []
        for line in lines:
            found, sure = _people(line, block)
            text = text_of(line)
            if len(found) == 1 and not found[0]["affiliation"] and ROLE.fullmatch(found[0]["name"]):
                role, open_in = found[0]["name"], 0
            elif not found and open_in in (id(block), IN_HEADING) and _is_affiliation(text, block):
                people[-1][0]["affiliation"], open_in = text.strip(EDGE), 0
            elif found:
                people += [(person, role) for person in found]
                guessed += [] if sure else [text]
                open_in = IN_HEADING if block.name in HEADINGS else id(block)
                open_in = open_in if not found[-1]["affiliation"] else 0
            else:
                unread.append(line)
        rest += put_back(block, unread, len(unread) == len(lines)) if unread or (not lines and words_of(block)) else []
    for line_text in guessed[:20]:
        report.unsure(f"Read as a person, though no name is set in bold: {cut(line_text)}", line_text)
    return [_with_role(person, role) for person, role in people], rest if people else blocks


def _is_affiliation(text: str, block: Tag) -> bool:
    """Gives whether a line may say where the person on the line above it works."""
    return is_place(text) if block.name in ("ul", "ol") else len(text) < LONGEST and not text.endswith(".")


def _lines(block: Tag) -> list[Line]:
    """Gives the lines of a block that say something; a table that shows people side by side goes column by column."""
    if block.name in HEADINGS:
        return [[block]]
    if block.name == "table" and (cells := _side_by_side(block)):
        lines = [line for cell in cells for line in lines_of(cell)]
    elif block.name in ("p", "ul", "ol", "table"):
        lines = [part for line in lines_of(block) for part in split_lines(line)]
        soft = lines_of(block, soft=True) if block.name == "p" else []
        if len(soft) > len(lines) and all(_people(line, block)[0] for line in soft):
            lines = soft
    else:
        return []
    return [line for line in lines if text_of(line)]


def _side_by_side(table: Tag) -> list[Tag]:
    """Gives the cells of a table column by column, if one of its rows holds names and nothing else."""
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if not rows or any(HEADS.search(words_of(cell)) for cell in rows[0]):
        return []
    firsts = [[text_of(lines[0]) for cell in row if words_of(cell) and (lines := lines_of(cell))] for row in rows]
    if not any(len(texts) > 1 and all(is_person(text) for text in texts) for texts in firsts):
        return []
    return [row[place] for place in range(max(len(row) for row in rows)) for row in rows if place < len(row)]


def _people(line: Line, block: Tag) -> tuple[list[Person], bool]:
    """Gives the people that a line names, and whether that is sure."""
    text = text_of(line)
    if block.name in HEADINGS:
        return ([_made(text, "", line)] if is_person(text) else []), True
    if several := _several(line, text):
        return several, False
    if person := _person(line, text):
        return [person], True
    match = PERSON.match(text[:400])
    if match is None or len(text) > 200 or text.endswith((".", ":", "!", "?")) or is_place(match["name"]):
        return [], True
    return [_made(match["name"], text[match.end() :], line)], False


def _several(line: Line, text: str) -> list[Person]:
    """Reads “A, B, C and D”, “A (X), B (Y) and C (Z)”, and “A, X; B, Y”."""
    names = BETWEEN.split(text[:5000])
    if len(names) >= FEWEST and all(is_person(name) for name in names):
        return [_made(name, "", line) for name in names]
    for between in (AFTER_BRACKET, SEMICOLON):
        found = [FROM.fullmatch(part) for part in between.split(text[:5000].strip(" .")) if part]
        if len(found) > 1 and all(found):
            return [_made(match["name"], match["place"], line) for match in found if match]
    return []


def _person(line: Line, text: str) -> Person | None:
    """Reads a line that sets a name in bold or as a link; “**Chair:** Name” gives the role to the affiliation."""
    marked = [tag for tag in tags_of(line, "b", "strong", "a") if tag.get_text().strip()]
    bold = words_of(marked[0]) if marked else ""
    if not bold or not text.startswith(bold):
        return None
    after = text[len(bold) :]
    if after.strip(EDGE) and (bold.endswith(":") or after.startswith(":")):
        match = PERSON.match(after.strip(EDGE))
        role = bold.strip(EDGE)
        return _with_role(_made(match["name"], after.strip(EDGE)[match.end() :], line), role) if match else None
    if len(bold) > 60 or bold.endswith(".") or is_place(bold) or not (APART.match(after) or is_place(after)):
        return None
    return _made(bold, after, line)


def _made(name: str, place: str, line: Line) -> Person:
    place = place.strip(EDGE)
    place = place[1:-1].strip() if re.fullmatch(r"\([^()]*\)", place) else place
    place = re.sub(r"^(\([^()]*\))\s*,\s*(\S.*)$", r"\2 \1", place)
    name = name.strip(EDGE)
    return {"name": name, "affiliation": place, "url": _url(line, name)}


def _with_role(person: Person, role: str) -> Person:
    place = person["affiliation"]
    return person | {"affiliation": f"{place} ({role})" if place and role else place or role}


def _url(line: Line, name: str) -> str:
    """Gives the link on the name, else the first in a line that names nobody else."""
    links = [tag for tag in tags_of(line, "a") if tag.get("href")]
    named = [link for link in links if name in words_of(link)]
    others = [link for link in links if not is_person(words_of(link))]
    return str((named or others)[0]["href"]) if named or others else ""
