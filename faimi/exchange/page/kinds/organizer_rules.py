"""How people write on one line who somebody is and where they work."""

import re
from typing import Any

from faimi.exchange.page.recognise.names import NAME, NAME_SEPARATOR, PERSON, is_person, is_place
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END, without_marks

Person = dict[str, Any]
EDGE_CHARS = " :;,–—-*|"
ANY = re.compile(r"^.+$", re.S)
SET_APART = re.compile(rf"^{BOLD}(?P<apart>[^{BOLD_END}]*){BOLD_END}(?P<after>.*)$", re.S)
FROM = re.compile(rf"(?P<name>{NAME.pattern})\s*(?:\(|,\s*)(?P<place>[^();]+)\)?")
AFTER_BRACKET, SEMICOLON = re.compile(r"(?<=\))\s*(?:[,;]\s*)?(?:and\s+|&\s*)?"), re.compile(r"\s*;\s*")
ENDS_NAME = re.compile(r"\s*(?:$|[,(:;–—|/-]|\bat\b|\bfrom\b)")
MIN_BARE_NAMES = 4  # fewer could be anything
MAX_NAME_CHARS, MAX_LINE_CHARS, MAX_LIST_CHARS = 60, 200, 5000
DOUBT = "Read as a person, though no name is set in bold: {text}"


def made(name: str, place: str) -> Person:
    """A person, without the signs that stood around name and place."""
    place = place.strip(EDGE_CHARS)
    place = place[1:-1].strip() if re.fullmatch(r"\([^()]*\)", place) else place
    place = re.sub(r"^(\([^()]*\))\s*,\s*(\S.*)$", r"\2 \1", place)
    return {"name": name.strip(EDGE_CHARS), "affiliation": place}


def with_role(person: Person, role: str) -> Person:
    """The person with a role after where they work."""
    place = person["affiliation"]
    return person | {"affiliation": f"{place} ({role})" if place and role else place or role}


def _names(match: re.Match[str]) -> list[Person] | None:
    names = NAME_SEPARATOR.split(without_marks(match[0])[:MAX_LIST_CHARS])
    return [made(name, "") for name in names] if len(names) >= MIN_BARE_NAMES and all(map(is_person, names)) else None


def _several(match: re.Match[str], between: re.Pattern[str]) -> list[Person] | None:
    parts = between.split(without_marks(match[0])[:MAX_LIST_CHARS].strip(" ."))
    found = [FROM.fullmatch(part) for part in parts if part]
    whole = len(found) > 1 and all(found)
    return [made(one["name"], one["place"]) for one in found if one] if whole else None


def _is_role(match: re.Match[str]) -> bool:
    """Whether a colon stands between what is set apart and something after it."""
    colon = match["apart"].endswith(":") or match["after"].startswith(":")
    return colon and bool(match["after"].strip(EDGE_CHARS))


def _after_role(match: re.Match[str]) -> list[Person] | None:
    after = match["after"].strip(EDGE_CHARS)
    named = PERSON.match(after) if _is_role(match) else None
    role = match["apart"].strip(EDGE_CHARS)
    return [with_role(made(named["name"], after[named.end() :]), role)] if named else None


def _set_apart(match: re.Match[str]) -> list[Person] | None:
    name, after = match["apart"], match["after"]
    if _is_role(match) or len(name) > MAX_NAME_CHARS or name.endswith(".") or is_place(name):
        return None
    return [made(name, after)] if ENDS_NAME.match(after) or is_place(after) else None


def _bare(match: re.Match[str]) -> list[Person] | None:
    text = without_marks(match[0])
    named = PERSON.match(text[:MAX_LINE_CHARS])
    if not named or len(text) > MAX_LINE_CHARS or text.endswith((".", ":", "!", "?")) or is_place(named["name"]):
        return None
    return [made(named["name"], text[named.end() :])]


PERSON_RULES: list[Rule[list[Person]]] = [
    Rule("Ann Lee, Bob Roe, Cem Kaya and Dan Oz", ANY, _names, DOUBT),
    Rule("Ann Lee (MIT) and Bob Roe (UCL)", ANY, lambda match: _several(match, AFTER_BRACKET), DOUBT),
    Rule("Ann Lee, MIT; Bob Roe, UCL", ANY, lambda match: _several(match, SEMICOLON), DOUBT),
    Rule(f"{BOLD}Chair:{BOLD_END} Ann Lee, MIT", SET_APART, _after_role),
    Rule(f"{BOLD}Ann Lee{BOLD_END}, MIT", SET_APART, _set_apart),
    Rule("Ann Lee, MIT", ANY, _bare, DOUBT),
]
