"""Whom the words of an award name, and where they are from."""

import re

from faimi.exchange.page.kinds.paper_rules import LIST_RULES
from faimi.exchange.page.recognise.names import NAME, NO_WORD, are_people, is_person, is_place, may_be_people
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.source.inline_markup import (
    BOLD,
    BOLD_END,
    ITALIC,
    ITALIC_END,
    LINK,
    LINK_END,
    without_marks,
)

People = list[tuple[str, str]]
BOLD_RUN = re.compile(f"{BOLD}(?P<text>[^{BOLD_END}]*){BOLD_END}")
ITALIC_RUN = re.compile(f"{ITALIC}(?P<text>[^{ITALIC_END}]*){ITALIC_END}")
LINKED = re.compile(f"{LINK}[^\x05]*\x05(?P<text>[^{LINK_END}]*){LINK_END}")
TITLED = re.compile(r"[”\"\s,]*\bby\s")
# What somebody is honoured for.
MERIT = re.compile(r"[\s,:–—-]*(?:[“\"]|\b(?:for|with|on)\s)", re.I)
QUOTED = re.compile(r"^[“\"][^“”\"]+[”\"][\s,:–—-]*(?:\bby\s+)?", re.I)
MATERIAL = re.compile(
    r"\s*[(\[](?:\W*\b(?:pdf|paper|link|code|video|slides|poster|arxiv|doi|openreview|project|page)\b)+\W*[)\]]", re.I
)
ET_AL = re.compile(r",? et al\.?$")
FROM = re.compile(r"\s*,?\s*\b(?:from|of|at)\s+(?:the\s+)?(?P<place>\S.*)", re.I | re.S)
BRACKETS = re.compile(r"\s*\((?P<place>[^()]+)\)")
COMMA = re.compile(r"\s*(?:,|\s[–—-]\s)\s*(?P<place>\S.*)", re.S)
JOINED = re.compile(r"(?:,?\s+and|,|;|\s+&)(?:\s+(?:also\s+)?to)?\s*$", re.I)
BETWEEN = re.compile(r"(\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*)(?:to\s+)?(?![^()]{0,200}\))")
ONE = re.compile(rf"(?P<name>{NAME.pattern}(?:,? et al\.?)?)(?=$|\s*\(|,?\s+(?:from|of|at)\s)")
MAX_WHO_CHARS = 2000


def with_titles_quoted(text: str) -> str:
    """A text in which links and what is in italics are in quotation marks if they are titles of papers, else as all."""

    def quoted(run: re.Match[str]) -> str:
        words = without_marks(run["text"]).strip(' ,.:;“”"')
        title = len(words.split()) > 1 and NO_WORD.search(words) and not are_people(words) and not is_place(words)
        return f"“{words}”" if title else run["text"]

    text = ITALIC_RUN.sub(quoted, text)
    return re.sub(f"{LINK}[^\x05]*\x05|[{LINK_END}{ITALIC}{ITALIC_END}]", "", LINKED.sub(quoted, text))


def with_bold_names(text: str) -> str:
    """A text in which nothing is bold but what may name people, titles are in quotation marks, and links are gone."""

    def kept(run: re.Match[str]) -> str:
        name = without_marks(run["text"]).strip(" ,:;")
        return run[0] if may_be_people(name) and not TITLED.match(text, run.end()) else run["text"]

    text = with_titles_quoted(text)
    return BOLD_RUN.sub(kept, text)


def people_in(who: str) -> People:
    """Who is honoured, and from where, as the words of `with_bold_names` say it; nobody where that is not sure."""
    who = MATERIAL.sub("", who[:MAX_WHO_CHARS]).strip(" .,;:!")
    pieces = BOLD_RUN.split(who)
    people: People = []
    for name, after in zip(pieces[1::2], pieces[2::2], strict=True):
        place = _place_after(JOINED.sub("", MERIT.split(after, maxsplit=1)[0].rstrip(" .!")))
        if place is None:
            return []
        people.append((without_marks(name).strip(" ,:;"), place))
    return people or _unmarked(without_marks(who))


def _place_after(text: str) -> str | None:
    """Where somebody is from, by the words after the name; None where these may be other people."""
    text = without_marks(text).rstrip(" ,;")
    if said := FROM.fullmatch(text) or BRACKETS.match(text):
        return None if "," in said["place"] and are_people(said["place"]) else said["place"]
    said = COMMA.fullmatch(text)
    if not said or is_place(said["place"]):
        return said["place"] if said else ""
    first = re.split(r"\s*[,;]\s*|\s+and\s+", said["place"])[0]
    return None if is_person(first) or NO_WORD.search(said["place"]) else said["place"]


def _unmarked(who: str) -> People:
    """Reads names that are not set in bold, also beside the title of a paper."""
    who = QUOTED.sub("", who)
    who = MERIT.split(who, maxsplit=1)[0].rpartition(" by ")[2].strip(" .,;:–—-")
    if are_people(who):
        return [(who, "")]
    pieces = BETWEEN.split(who)
    people: People = []
    place: str | None = ""
    for between, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        one = ONE.match(piece)
        if one and is_person(ET_AL.sub("", one["name"])):
            place = _place_after(piece[one.end() :])
            people.append((one["name"], place or ""))
        elif not people or not (is_place(piece) or not NO_WORD.search(piece)):
            found = first_reading(LIST_RULES, who)
            return [(found[0]["authors"], "")] if found else []
        else:
            name, where = people[-1]
            people[-1] = (name, f"{where}{between}{piece}" if where else piece)
        if place is None:
            return []
    return _joint(people, pieces)


def _joint(people: People, pieces: list[str]) -> People:
    """People who share an award and a place, named before it, as one; nobody where the last may be a place."""
    *others, (last, place) = people
    if others and not any(where for _, where in others):
        names = "".join(pieces[: 2 * len(people) - 1])
        return [(names[: names.rindex(last) + len(last)], place)]
    return people if place or not others else []
