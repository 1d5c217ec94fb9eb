"""How people write on one line who somebody is and where they work."""

import re
from typing import Any

from faimi.exchange.page.recognise.names import (
    NAME,
    NAME_SEPARATOR,
    NO_NAME,
    PERSON,
    ends_sentence,
    is_person,
    is_place,
    may_be_people,
)
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END, without_marks

Person = dict[str, Any]
EDGE_CHARS = " :;,–—-*|"
ANY = re.compile(r"^.+$", re.S)
SET_APART = re.compile(rf"^{BOLD}(?P<apart>[^{BOLD_END}]*){BOLD_END}(?P<after>.*)$", re.S)
FROM = re.compile(rf"(?P<name>{NAME.pattern})\s*(?:\(|,\s*)(?P<place>[^();]+)\)?")
AFTER_BRACKET = re.compile(rf"(?<=\))(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+(?:and\s+|&\s*)|\s+(?={NAME.pattern}\s*\()|$)")
SEMICOLON = re.compile(r"\s*;\s*")
ANOTHER = re.compile(rf"\)\s*(?:[,;]|and\b|&).*\(|[,;]\s*{NAME.pattern}\s*\(", re.S)
ENDS_NAME = re.compile(r"\s*(?:$|[,(:;–—|/-]|\bat\b|\bfrom\b)")
ONE_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+")  # a name of one word, where something tells that it is one
MIN_BARE_NAMES = 4  # fewer could be anything
MAX_NAME_WORDS = 4
MAX_NAME_CHARS, MAX_LINE_CHARS, MAX_PLACE_CHARS, MAX_LIST_CHARS = 60, 200, 500, 5000
# What is said about somebody, unlike where they work.
TOLD = re.compile(
    r"\b(?:is|was|are|were|has|have|had|works?|received|joined|studied|leads|he|she|they|his|her|their)\b|\. "
)
POST = re.compile(
    r"\b(?:professor|researcher|scientist|lecturer|engineer|director|fellow|postdoc\w*|student|candidate|manager)\b",
    re.I,
)
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
    told = TOLD.search(after) and ends_sentence(after)
    if _is_role(match) or len(name) > MAX_NAME_CHARS or ends_sentence(name) or is_place(name) or told:
        return None
    placed = is_place(after.strip(EDGE_CHARS)) and len(name.split()) <= MAX_NAME_WORDS
    alone = ONE_WORD.fullmatch(name) and after.strip().startswith(",") and not NO_NAME.search(name)
    if not placed and not alone and not (may_be_people(name.strip(EDGE_CHARS)) and ENDS_NAME.match(after)):
        return None
    return [made(name, after)]


def is_post(text: str) -> bool:
    """Whether a text says as what somebody works, and not where."""
    return bool(POST.search(text)) and not is_place(text)


def is_long_place(text: str) -> bool:
    """Whether a text of any length up to MAX_PLACE_CHARS names where somebody works, such as three departments."""
    named = any(is_place(part) for part in re.split(r"\s*[,;/|]\s*|\s+and\s+", text[:MAX_PLACE_CHARS]))
    return named and len(text) <= MAX_PLACE_CHARS and not TOLD.search(text) and not ends_sentence(text)


def _bare(match: re.Match[str]) -> list[Person] | None:
    text = without_marks(match[0])
    named = PERSON.match(text[:MAX_LINE_CHARS])
    if not named or not is_person(named["name"]) or text.endswith((":", "!", "?")):
        return None
    place = text[named.end() :]
    if ANOTHER.search(place[:MAX_PLACE_CHARS]):
        return None
    whole = place.rstrip(".")
    if ends_sentence(place) or len(text) > MAX_LINE_CHARS:  # a full stop may end an entry, not what is told of somebody
        return [made(named["name"], whole)] if is_long_place(whole) else None
    return [made(named["name"], place)]


PERSON_RULES: list[Rule[list[Person]]] = [
    Rule(
        "Ann Lee, Bob Roe, Cem Kaya and Dan Oz",
        ANY,
        _names,
        DOUBT,
        stays_text=("Important Dates, Accepted Papers, Invited Speakers and Contact Us",),
    ),
    Rule("Ann Lee (MIT) and Bob Roe (UCL)", ANY, lambda match: _several(match, AFTER_BRACKET), DOUBT),
    Rule("Ann Lee, MIT; Bob Roe, UCL", ANY, lambda match: _several(match, SEMICOLON), DOUBT),
    Rule(
        f"{BOLD}Chair:{BOLD_END} Ann Lee, MIT",
        SET_APART,
        _after_role,
        stays_text=(f"{BOLD}Contact:{BOLD_END} chairs@example.org", f"{BOLD}Venue:{BOLD_END} Room 1, MIT"),
    ),
    Rule(
        f"{BOLD}Ann Lee{BOLD_END}, MIT",
        SET_APART,
        _set_apart,
        stays_text=(
            f"{BOLD}Website{BOLD_END}",
            f"{BOLD}Follow us on Web{BOLD_END}",
            f"{BOLD}Important Dates{BOLD_END}",
            f"{BOLD}chairs@example.org{BOLD_END}",
            f"{BOLD}University of Turin{BOLD_END}, Italy",
            f"{BOLD}Ann Lee{BOLD_END} (MIT) is a professor. She studies things.",
            f"{BOLD}Site Map{BOLD_END}",
            f"{BOLD}Your subscription could not be saved.{BOLD_END}",
        ),
    ),
    Rule(
        "Ann Lee, MIT",
        ANY,
        _bare,
        DOUBT,
        stays_text=(
            "Important Dates",
            "Turin College, Italy",
            "Contact Us (by mail)",
            "Read More",
            "Ann Lee (MIT), danah (UCL), Bob Roe (ETH)",
            "Ann Lee, who leads the team.",
            "Ann Lee (MIT) is a professor. She studies things.",
        ),
    ),
]
