"""How people write a talk on one line: the ways in which they name its speaker and its title."""

import re

from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person, is_place
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.schedule.talk_kinds import MAX_LABEL_WORDS, Said, from_columns, kind_of_row
from faimi.exchange.text_matching import NOBODY

DASH = r"\s+[-–—]\s+"
PART = r"(?:(?!, ).)+"  # between two commas
MIN_TITLE_WORDS = 3
EDGE_CHARS = " :;,–—-|"


def _given_by(match: re.Match[str]) -> Said | None:
    return (
        from_columns(match["speaker"], match["title"].strip(EDGE_CHARS))
        if begins_with_person(match["speaker"])
        else None
    )


def _in_brackets(match: re.Match[str]) -> Said | None:
    """A talk of some words with people in brackets, perhaps with where they work; a break is in a place there."""
    title, who = match["title"], match["speaker"]
    place = who.partition(",")[2].strip()
    placed = begins_with_person(who) and (is_place(place) or re.fullmatch(r"[A-Z]{2,6}", place))
    talk = len(title.split()) >= MIN_TITLE_WORDS and kind_of_row("", title) == "talk"
    return {"kind": "talk", "speaker": who, "title": title} if talk and (placed or are_people(who)) else None


def _from_country(match: re.Match[str]) -> Said | None:
    """A talk, where a name follows a title of some words and the rest are short parts with capitals."""
    parts = [match["speaker"], match["place"], match["country"]]
    capitals = all(part[:1].isupper() and len(part.split()) <= MAX_LABEL_WORDS for part in parts)
    named = len(match["title"].split()) >= 3 and NAME.fullmatch(match["speaker"])
    return {"kind": "talk", "speaker": ", ".join(parts), "title": match["title"]} if named and capitals else None


def _heading(match: re.Match[str]) -> Said | None:
    title = match[0]
    return (
        {"kind": "other", "speaker": "", "title": title.rstrip(": ")} if title[-1:] == ":" or title in NOBODY else None
    )


def _untold(match: re.Match[str]) -> Said:
    return {"kind": kind_of_row("", match[0]), "speaker": "", "title": match[0].rstrip(": ")}


ET_AL_RULES: list[Rule[Said]] = [
    Rule(
        "Ann Lee, et al.: Fair things",
        re.compile(r"^(?P<speaker>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>\S.*)$"),
        lambda match: {"kind": "talk", **match.groupdict()},
    )
]
GIVEN_BY = "“{text}” was read as given by {speaker}."
LINE_RULES: list[Rule[Said]] = [
    Rule(
        "Ann Lee (MIT): Fair things",
        re.compile(rf"^(?P<speaker>{NAME.pattern}\s*\([^()]+\))\s*[:–—-]\s*(?P<title>\S.*)$"),
        _given_by,
        GIVEN_BY,
    ),
    Rule(
        "Fair things by Ann Lee, MIT",
        re.compile(rf"^(?P<title>.+?),?\s+by\s+(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)$"),
        _given_by,
        GIVEN_BY,
    ),
    Rule(
        "Ann Lee, MIT - Fair things",
        re.compile(rf"^(?P<speaker>{NAME.pattern}(?:\s*\([^()]*\)|,[^–—]{{2,80}}?)?){DASH}(?P<title>\S.*)$"),
        _given_by,
        GIVEN_BY,
    ),
    Rule(
        "Fair things - Ann Lee, MIT",
        re.compile(rf"^(?P<title>\S.*){DASH}(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)$"),
        _given_by,
        GIVEN_BY,
    ),
    Rule(
        "Opening remarks (Ann Lee)",
        re.compile(
            r"^(?P<title>(?:welcome|opening|closing|introduction)\b[^,(:–—]{0,40}?)\s*(?:[,:(–—]|\s-)\s*"
            r"(?P<speaker>[^()]+)\)?$",
            re.I,
        ),
        _given_by,
        GIVEN_BY,
    ),
    Rule(
        "Fair things first (Ann Lee, MIT)",
        re.compile(r"^(?P<title>[^()]+?)\s*\((?P<speaker>[^()]+)\)$"),
        _in_brackets,
        GIVEN_BY,
    ),
    Rule(
        "Fair things first, Ann Lee, MIT, USA",
        re.compile(rf"^(?P<title>{PART}), (?P<speaker>{PART}), (?P<place>{PART}), (?P<country>{PART})$"),
        _from_country,
        "“{text}” was read as a talk by {speaker}.",
    ),
    Rule("Oral talks:", re.compile(r"^.*$", re.S), _heading),
    Rule("Coffee break", re.compile(r"^.*$", re.S), _untold),
]
