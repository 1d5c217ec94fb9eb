"""Reads lists of people."""

import re
from copy import copy

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from faimi.content.fields import PICTURE_PATH
from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.organizer_rules import (
    EDGE_CHARS,
    PERSON_RULES,
    Person,
    is_long_place,
    is_post,
    made,
    with_role,
)
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.names import NAME, begins_with_person, ends_sentence, is_person, is_place
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END
from faimi.exchange.page.source.tree import (
    HEADINGS,
    Line,
    lines_of,
    put_back,
    split_lines,
    tags_of,
    text_of,
    topmost_headings,
)
from faimi.exchange.text_matching import cut, words_of

ROLE = re.compile(r"(?:.*\b)?(?:chairs?|committee|organi[sz]ers?|teams?|board|reviewers?|publicity|web)\b.*", re.I)
COLUMN_HEADING = re.compile(r"\b(?:names?|affiliations?|institutions?|roles?)\b", re.I)
MAX_AFFILIATION_CHARS, MAX_ROLE_WORDS = 150, 8


def read_organizers(blocks: list[Tag], report: Report) -> tuple[list[Person], list[Tag]]:
    """Reads “**Name**, Affiliation”, one on a line; gives the people and what is none."""
    people: list[tuple[Person, str]] = []
    rest: list[Tag] = []
    guessed: list[tuple[str, str]] = []
    role = level = ""
    open_in: str | int = 0  # the heading or block in which the affiliation of the last person may follow
    for block in blocks:
        lines = _lines(block)
        unread: list[Line] = []
        for line in lines:
            found, doubt = _people(line, block)
            text = text_of(line)
            if _is_role(line, block):
                role, open_in = text.strip(EDGE_CHARS), 0
            elif not found and open_in in (id(block), level) and _is_affiliation(text, block, level):
                person = people[-1][0]
                person["affiliation"] = ", ".join(filter(None, [person["affiliation"], text.strip(EDGE_CHARS)]))
                open_in = id(block) if block.name == "p" and is_post(text) else 0  # where they work may follow
            elif found:
                people += [(person, role) for person in found]
                guessed += [(doubt, text)] if doubt else []
                level = block.name if block.name in HEADINGS else ""
                open_in = (level or id(block)) if not found[-1]["affiliation"] else 0
            else:
                unread.append(line)
                open_in = 0 if block.name in HEADINGS else open_in
        rest += put_back(block, unread, len(unread) == len(lines)) if unread or (not lines and words_of(block)) else []
    for guess in guessed[:20]:
        report.unsure(*guess)
    return [with_role(person, role) for person, role in people], rest if people else blocks


def _is_role(line: Line, block: Tag) -> bool:
    """Whether a line says what those below it do: it is set in bold, or short words with capitals."""
    text = text_of(line).strip(EDGE_CHARS)
    if block.name in HEADINGS or len(text.split()) > MAX_ROLE_WORDS or not ROLE.fullmatch(text):
        return False
    bold = any(words_of(tag).strip(EDGE_CHARS) == text for tag in tags_of(line, "b", "strong"))
    return not re.search(r"[,:()]", text) and (bold or bool(NAME.fullmatch(text))) and not begins_with_person(text)


def _is_affiliation(text: str, block: Tag, level: str) -> bool:
    """Whether a line may say where the person on the line or in the heading above it works."""
    if block.name in ("ul", "ol"):
        return is_place(text)
    below = block.name not in HEADINGS or block.name > level
    return below and (is_long_place(text) or (len(text) < MAX_AFFILIATION_CHARS and not ends_sentence(text)))


def _lines(block: Tag) -> list[Line]:
    """The lines of a block that say something; a table that shows people side by side goes column by column."""
    if block.name in HEADINGS:
        return [[block]]
    if block.name == "table" and (cells := _side_by_side(block)):
        lines = [line for cell in cells for line in lines_of(cell)]
    elif block.name in ("p", "ul", "ol", "table"):
        entries = [[part for opened in _opened(line) for part in split_lines(opened)] for line in lines_of(block)]
        lines = [part for entry in _with_places(entries, block) for part in entry]
        soft = lines_of(block, soft=True) if block.name == "p" else []
        named = [bool(_people(line, block)[0]) for line in soft]
        apart = len(soft) == 2 and any(words_of(tag) == text_of(soft[0]) for tag in tags_of(soft[0], "b", "strong"))
        if len(soft) > len(lines) and (
            all(named) or (apart and named[0] and _is_affiliation(text_of(soft[1]), block, ""))
        ):
            lines = soft
    else:
        return []
    return _with_pictures(lines)


def _with_pictures(lines: list[Line]) -> list[Line]:
    """The lines that say something, each with the picture that stands on a line above it, or below the last."""
    told: list[Line] = []
    pictures: Line = []
    for line in lines:
        if text_of(line):
            told.append([*pictures, *line])
            pictures = []
        elif tags_of(line, "img"):
            pictures = [*pictures, *line]
    return [*told[:-1], [*told[-1], *pictures]] if told else []


def _with_places(entries: list[list[Line]], block: Tag) -> list[list[Line]]:
    """The lines of a list's entries, one each where each is a name and below it, in most of them, no other name."""
    texts = [[text_of(line) for line in entry] for entry in entries]
    named = all(len(entry) == 2 and is_person(entry[0]) for entry in texts)
    if block.name not in ("ul", "ol") or not named or 2 * sum(is_person(entry[1]) for entry in texts) >= len(texts):
        return entries
    return [[[*name, NavigableString(", "), *place]] for name, place in entries]


def _opened(line: Line) -> list[Line]:
    """A line, or those in the link around all of it, such as a card: each is a link then."""
    parts = [part for part in line if isinstance(part, Tag) or words_of(part)]
    link = parts[0] if len(parts) == 1 and isinstance(parts[0], Tag) and parts[0].name == "a" else None
    if link is None or not link.find(["br", "p", "div", *HEADINGS]):
        return [line]
    inner = copy(link)
    for box in inner.find_all(["p", "div", *HEADINGS]):
        box.insert_before(BeautifulSoup("", "lxml").new_tag("br"))
        box.insert_after(BeautifulSoup("", "lxml").new_tag("br"))
        box.unwrap()
    lines = split_lines(list(inner.children))
    return [[_linked(link, part) for part in own] for own in lines]


def _linked(link: Tag, part: PageElement) -> Tag:
    around = BeautifulSoup("", "lxml").new_tag("a", href=str(link.get("href", "")))
    around.append(part.extract())
    return around


def _side_by_side(table: Tag) -> list[Tag]:
    """The cells of a table column by column, if one of its rows holds names and nothing else."""
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    if not rows or any(COLUMN_HEADING.search(words_of(cell)) for cell in rows[0]):
        return []
    firsts = [[text_of(lines[0]) for cell in row if words_of(cell) and (lines := lines_of(cell))] for row in rows]
    if not any(len(texts) > 1 and all(is_person(text) for text in texts) for texts in firsts):
        return []
    return [row[place] for place in range(max(len(row) for row in rows)) for row in rows if place < len(row)]


def _people(line: Line, block: Tag) -> tuple[list[Person], str]:
    """The people that a line names, and what the report says of it where that is a guess."""
    text = text_of(line)
    if block.name in HEADINGS:
        people, doubt = ([made(text, "")] if is_person(text) else []), ""
    else:
        people, doubt = first_reading(PERSON_RULES, _marked(line, text)) or ([], "")
    source = next((str(tag.get("src", "")) for tag in tags_of(line, "img")), "")
    photo = {"photo": source} if len(people) == 1 and PICTURE_PATH.fullmatch(source) else {}
    return [person | {"url": _url(line, person["name"])} | photo for person in people], doubt.format(text=cut(text))


def _marked(line: Line, text: str) -> str:
    """A line's text, with marks around what is set apart at its start: in bold, or as a link."""
    apart = next((words_of(tag) for tag in tags_of(line, "b", "strong", "a") if tag.get_text().strip()), "")
    return f"{BOLD}{apart}{BOLD_END}{text[len(apart) :]}" if apart and text.startswith(apart) else text


def _url(line: Line, name: str) -> str:
    """The link on the name, else the first in a line that names nobody else."""
    links = [tag for tag in tags_of(line, "a") if tag.get("href")]
    named = [link for link in links if name in words_of(link)]
    others = [link for link in links if not is_person(words_of(link))]
    return str((named or others)[0]["href"]) if named or others else ""


def group_headings(blocks: list[Tag]) -> list[Tag]:
    """The headings that divide people, such as “General chairs”; none where each is a person's name."""
    heads = topmost_headings(blocks)
    return [] if all(is_person(words_of(head)) for head in heads) else heads


READER = Reader(
    heading=r"\borgani[sz](?:ers?|ation|ing|ed by)\b|\bcommittees?\b|\bchairs\b|\bteam\b|\breviewers\b",
    precedence=2,
    read=lambda passage: (passage.heading, *read_organizers(passage.blocks, passage.report)),
    group_headings=group_headings,
    understood="name affiliation and",
)
