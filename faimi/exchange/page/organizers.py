"""Reads lists of people."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.page.draft import Report
from faimi.exchange.page.tree import Line, lines_of, put_back, tags_of, text_of
from faimi.exchange.page.words import cut

EDGE = " :;,–—-*|"
PART = r"(?:van|von|de|der|den|del|della|da|di|dos|la|le|bin|al|el|[^\W\d_][\w.'’-]*)"
NAME = re.compile(rf"(?:(?:Prof|Dr|Mr|Ms|Mrs)\.?\s+)*[^\W\d_a-z][\w.'’-]*(?:\s+{PART}){{1,5}}")
PERSON = re.compile(rf"(?P<name>{NAME.pattern})(?=\s*[,(–—|]|\s+-\s|$)")


def read(blocks: list[Tag], report: Report) -> tuple[list[dict[str, Any]], list[Tag]]:
    """Reads “**Name**, Affiliation”, one on a line; gives the people and what is none."""
    people: list[dict[str, Any]] = []
    rest: list[Tag] = []
    guessed: list[str] = []
    for block in blocks:
        lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else []
        soft = lines_of(block, soft=True) if block.name == "p" else []
        if len(soft) > len(lines) and all(_person(line) for line in soft):
            lines = soft
        unread: list[Line] = []
        for line in lines:
            person = _person(line)
            if person is None and (person := _plain_person(line)):
                guessed.append(text_of(line))
            people += [person] if person else []
            unread += [] if person else [line]
        rest += put_back(block, unread, len(unread) == len(lines))
    for line_text in guessed[:20]:
        report.unsure(f"Read as a person, though no name is set in bold: {cut(line_text)}", line_text)
    return people, rest


def _person(line: Line) -> dict[str, Any] | None:
    """Reads a line that sets a name in bold or as a link; “**Chair:** Name” gives the role to the affiliation."""
    text = text_of(line)
    marked = [tag for tag in tags_of(line, "b", "strong", "a") if tag.get_text().strip()]
    bold = " ".join(marked[0].get_text().split()) if marked else ""
    if not bold or not text.startswith(bold):
        return None
    after = text[len(bold) :]
    if bold.endswith(":") or after.startswith(":"):
        match = PERSON.match(after.strip(EDGE))
        role = bold.strip(EDGE)
        if match is None:
            return None
        place = after.strip(EDGE)[match.end() :].strip(EDGE)
        return {
            "name": match["name"],
            "affiliation": f"{place} ({role})" if place else role,
            "url": _url(line, match["name"]),
        }
    if len(bold) > 60 or bold.endswith("."):
        return None
    return {"name": bold.strip(EDGE), "affiliation": _place(after), "url": _url(line, bold)}


def _plain_person(line: Line) -> dict[str, Any] | None:
    text = text_of(line)
    match = PERSON.match(text[:400])
    if match is None or len(text) > 200 or text.endswith((".", ":", "!", "?")):
        return None
    return {"name": match["name"], "affiliation": _place(text[match.end() :]), "url": _url(line, match["name"])}


def _place(text: str) -> str:
    """Gives an affiliation without the brackets around it."""
    text = text.strip(EDGE)
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text


def _url(line: Line, name: str) -> str:
    """Gives the link on the name, else the first in the line."""
    links = [tag for tag in tags_of(line, "a") if tag.get("href")]
    named = [link for link in links if name.strip(EDGE) in " ".join(link.get_text().split())]
    return str((named or links)[0]["href"]) if links else ""
