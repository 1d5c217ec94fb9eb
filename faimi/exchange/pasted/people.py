"""Names as systems write them, put as a page shows them: first name first, with commas between them."""

import re
from collections.abc import Iterable

from faimi.exchange.page.recognise.names import are_people, is_person, is_place
from faimi.exchange.text_matching import squeeze

MAX_AUTHORS = 500
SUFFIX = re.compile(r"\s*,\s*(?P<suffix>(?:Jr|Sr)\b\.?|II|III|IV)(?=\s*(?:[,;&|(]|$|and\b))")
DEGREE = re.compile(r"\s*,\s*(?:Ph\.?\s?D|M\.?D|[MB]\.?Sc)\b\.?(?=\s*(?:[,;&|(]|$|and\b))")
MARK = re.compile(r"(?:\s+\d{4}|(?<=[^\W\d_])\d{1,2}|\s*[*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")  # of a homonym (DBLP), or a footnote
AFFILIATION = re.compile(r"\s*(?:\((?:[^()]|\([^()]*\))*\)|<[^<>]*>)\s*\*?\s*(?:[,;]|$|(?=and\s))")
PYTHON_LIST = re.compile(r"\[.*\]", re.S)
QUOTED_NAME = re.compile(r"(?P<quote>[\"'])(?P<name>.{1,100}?)(?P=quote)\s*(?=[,\]])", re.S)
SURNAMES_FIRST = re.compile(r"(?:[^,;]+,[^,;]+;)+[^,;]+,[^,;]+;?")


def person(name: str) -> str:
    """A name first name first, “Jr.” last, without marks; two whole names, or one and a place, stay as they are."""
    name = DEGREE.sub("", squeeze(name))
    suffixes = [match["suffix"] for match in SUFFIX.finditer(name)]
    last, _, first = (part.strip() for part in SUFFIX.sub("", name).partition(","))
    if not first or "," in first or (are_people(last) and (are_people(first) or is_place(first))):
        return " ".join([MARK.sub("", SUFFIX.sub("", name)), *suffixes])
    return " ".join([MARK.sub("", first), MARK.sub("", last), *suffixes])


def people(names: Iterable[str]) -> str:
    """Names that stand apart already, with commas between them."""
    return ", ".join(filter(None, map(person, names)))


def people_in(text: str, surnames_first: bool = False) -> str:
    """The names of a cell, without where people are from; where all have `surnames_first`, so has one alone."""
    if PYTHON_LIST.fullmatch(text.strip()):
        return people(match["name"] for match in QUOTED_NAME.finditer(text)) or text.strip(" []")
    text = "; ".join(filter(None, map(squeeze, text.split("\n"))))
    parts = [part.strip(" *,") for part in re.split(r"[;|]", AFFILIATION.sub(";", text).replace("*", ""))]
    names = [re.sub(r"^and\s+", "", part) for part in parts if part][:MAX_AUTHORS]
    if re.search(r"[;|]", text) or AFFILIATION.search(text) or surnames_first or _is_reversed(text):
        return people(names)
    joined = (SUFFIX.sub(r" \g<suffix>", name).split(" and ") for name in names)
    return ", ".join(" and ".join(map(_unmarked, some)) for some in joined)


def _is_reversed(text: str) -> bool:
    """Whether a text is one name whose surname stands first, “Doe, Jane”."""
    last, _, first = (part.strip() for part in SUFFIX.sub("", text).partition(","))
    return bool(first) and "," not in first and not is_person(last) and len(first.split()) < 3 and not is_person(first)


def _unmarked(names: str) -> str:
    return ", ".join(MARK.sub("", name.strip()) for name in names.split(","))
