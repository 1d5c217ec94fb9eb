"""How people write a paper on one line in which no title is set as one."""

import re
from collections.abc import Callable
from typing import Any

from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.page.recognise.rules import Rule

Paper = dict[str, Any]
Papers = list[Paper]
EDGE_CHARS = " :;,–—-*|"
CITED = re.compile(r"\(?(?:19|20)\d\d\b")
QUOTED = re.compile(r"^(?P<before>[^“\"]*)[“\"](?P<title>[^“”\"]{3,})[”\"](?P<after>[^“”\"]*)$")
BRACKETED = re.compile(r"^(?P<title>.+?)\s*\((?P<authors>[^()]+)\)\.?$")
PLACES = re.compile(r"(?<=\w)\s*\([^()]{2,200}\)")
PART_SEPARATOR = re.compile(r"(?<=\w\w)[.:?]\s+|\s+[–—-]\s+|,\s+by\s+|\s+by\s+")


def is_title(text: str) -> bool:
    """Whether a text may be a title: more than one word, a capital, and no list of names."""
    return len(text.split()) > 1 and not text[0].islower() and not are_people(text)


def are_authors(text: str) -> bool:
    """Whether a text is a list of names, some perhaps with where they work in brackets."""
    return are_people(PLACES.sub("", text))


def _paper(authors: str, title: str) -> Paper:
    return {"authors": authors, "title": title, "url": ""}


def _quoted(match: re.Match[str], before: str, after: str) -> Paper | None:
    """A title in quotation marks, where the names stand on one side of it and nothing on the other."""
    authors = match[before].strip(EDGE_CHARS + ".()")
    alone = are_people(authors) and not match[after].strip(EDGE_CHARS + ".")
    return _paper(authors, match["title"].strip(" .,")) if alone else None


def _bracketed(match: re.Match[str]) -> Paper | None:
    return _paper(match["authors"], match["title"]) if are_people(match["authors"]) else None


def _names_first(match: re.Match[str]) -> Paper | None:
    authors, title = match.string[: match.start()], match.string[match.end() :].rstrip(" .")
    return _paper(authors, title) if are_people(authors) and is_title(title) else None


def _names_last(match: re.Match[str]) -> Paper | None:
    title, authors = match.string[: match.start()], match.string[match.end() :].rstrip(" .")
    ending = match[0].strip(" .:–—-,by")  # a question mark belongs to the title
    return _paper(authors, title + ending) if are_people(authors) and is_title(title) else None


def _of_several(build: Callable[[re.Match[str]], Paper | None]) -> Callable[[re.Match[str]], Paper | None]:
    """The same where it names several people: outside a list, one name alone could be anything."""

    def built(match: re.Match[str]) -> Paper | None:
        paper = build(match)
        return paper if paper and "," in paper["authors"] else None

    return built


ET_AL_RULES: list[Rule[Paper]] = [
    Rule(
        "Ann Lee, et al.: Fair things",
        re.compile(r"^(?P<authors>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>\S.*)$"),
        lambda match: None if CITED.match(match["title"]) else _paper(match["authors"], match["title"]),
        stays_text=("Lee et al. (2019), A survey of things", "Lee et al., 2019. A survey of things"),
    )
]
QUOTED_TITLES: list[Rule[Paper]] = [
    Rule("Ann Lee. “Fair things”", QUOTED, lambda match: _quoted(match, "before", "after")),
    Rule("“Fair things”, Ann Lee", QUOTED, lambda match: _quoted(match, "after", "before")),
]
LIST_RULES: list[Rule[Paper]] = [
    *QUOTED_TITLES,
    Rule(
        "Fair things (Ann Lee)",
        BRACKETED,
        _bracketed,
        stays_text=("Fair things (oral)", "Fair things (Important Dates)", "Papers due (1 May 2031)"),
    ),
    Rule(
        "Ann Lee: Fair things", PART_SEPARATOR, _names_first, stays_text=("Ann Lee: Bob Roe", "Deadline: Friday noon")
    ),
    Rule(
        "How is it fair? Ann Lee",
        PART_SEPARATOR,
        _names_last,
        stays_text=("Questions? Contact Us", "See you there. Important Dates", "All papers by Friday"),
    ),
]
PARAGRAPH_RULES: list[Rule[Paper]] = [
    *QUOTED_TITLES,
    Rule(
        "Fair things (Ann Lee, Bob Roe)",
        BRACKETED,
        _of_several(_bracketed),
        stays_text=("The session is chaired by one of us (Ann Lee)",),
    ),
    Rule("Ann Lee, Bob Roe: Fair things", PART_SEPARATOR, _of_several(_names_first)),
]
