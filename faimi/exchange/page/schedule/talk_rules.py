"""How people write a talk on one line: the ways in which they name its speaker and its title."""

import re

from faimi.exchange.page.recognise.names import NAME, begins_with_person, is_person, is_place
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.schedule.talk_kinds import MAX_LABEL_WORDS, Said, from_columns, kind_of_row
from faimi.exchange.text_matching import NOBODY, squeeze

DASH = r"\s+[-–—]\s+"
PART = r"(?:(?!, ).)+"  # between two commas
EDGE_CHARS = " :;,–—-|"


def _given_by(match: re.Match[str]) -> Said | None:
    return (
        from_columns(match["speaker"], match["title"].strip(EDGE_CHARS))
        if begins_with_person(match["speaker"])
        else None
    )


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
        "Fair things first, Ann Lee, MIT, USA",
        re.compile(rf"^(?P<title>{PART}), (?P<speaker>{PART}), (?P<place>{PART}), (?P<country>{PART})$"),
        _from_country,
        "“{text}” was read as a talk by {speaker}.",
    ),
    Rule("Oral talks:", re.compile(r"^.*$", re.S), _heading),
    Rule("Coffee break", re.compile(r"^.*$", re.S), _untold),
]


def _keynote_said(speaker: str, title: str) -> Said:
    """A speaker without brackets around the name, and a title if there is one."""
    speaker = speaker.strip()
    speaker = speaker[1:-1] if re.fullmatch(r"\([^()]*\)", speaker) else speaker
    speaker = "" if speaker.lower().strip() in NOBODY else squeeze(speaker)
    return {"speaker": speaker, "title": title.strip() if title else "" if speaker else "Keynote"}


def _title_first(match: re.Match[str]) -> Said | None:
    named_last = not begins_with_person(match["first"]) and begins_with_person(match["speaker"])
    return _keynote_said(match["speaker"], match["title"]) if named_last else None


def _from_place(match: re.Match[str]) -> Said | None:
    placed = is_place(match["place"]) or re.fullmatch(r"[A-Z]{2,6}", match["place"])
    return _keynote_said(f"{match['speaker']}, {match['place']}", match["title"]) if placed else None


def _speaker_and_title(match: re.Match[str]) -> Said:
    return _keynote_said(match["speaker"], match["title"])


def _title_alone(match: re.Match[str]) -> Said | None:
    titled = len(match[0].split()) > 2 and not begins_with_person(match[0].strip("()"))
    return _keynote_said("", match[0]) if titled else None


def _from(match: re.Match[str]) -> Said | None:
    placed = is_place(match["place"]) or (match["by"] == "from" and len(match["place"].split()) <= MAX_LABEL_WORDS)
    return (
        _keynote_said(f"{match['speaker']}, {match['place']}", "") if is_person(match["speaker"]) and placed else None
    )


def _person_and_title(match: re.Match[str]) -> Said | None:
    person = begins_with_person(match["speaker"].strip(" ,")) and not begins_with_person(match["title"])
    return _keynote_said(match["speaker"].strip(" ,"), match["title"]) if person else None


# How people write a talk behind a word for it, such as “Keynote:” or “Oral 2:”.
KEYNOTE_RULES: list[Rule[Said]] = [
    Rule(
        "Ann Lee (MIT) “Fair things”",
        re.compile(
            rf"^(?P<speaker>{NAME.pattern}(?:\s*\([^()]*\)|,[^“”\"]{{2,80}})?)[\s:,–—-]*[“\"](?P<title>[^“”\"]+)[”\"]\W*$"
        ),
        _person_and_title,
    ),
    Rule(
        "“Fair things” by Ann Lee, MIT",
        re.compile(
            rf"^[“\"](?P<title>[^“”\"]+)[”\"](?:\s*[,:;–—-]|\s+by\b)?\s*(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)$"
        ),
        _person_and_title,
    ),
    Rule(
        "Fair things by Ann Lee, MIT",
        re.compile(rf"^(?P<title>[^:]+?),?\s+by\s+(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)$"),
        _person_and_title,
        GIVEN_BY,
    ),
    Rule(
        "Ann Lee from MIT",
        re.compile(rf"^(?P<speaker>{NAME.pattern}) (?P<by>from|at|of) (?:the )?(?P<place>[A-Z][^:;“”\"]*)$"),
        _from,
    ),
    Rule(
        "Fair things, Ann Lee (MIT)",
        re.compile(rf"^(?P<title>[^:–—]+), (?P<speaker>{NAME.pattern} ?\([^()]+\))$"),
        _person_and_title,
        GIVEN_BY,
    ),
    Rule(
        "Fair things - Ann Lee",
        re.compile(rf"^(?=(?P<first>.*?)(?P<dash>{DASH}))(?P<title>.*)(?P=dash)(?P<speaker>.*)$"),
        _title_first,
        GIVEN_BY,
    ),
    Rule(
        "Ann Lee - MIT - Fair things",
        re.compile(rf"^(?P<speaker>.*?){DASH}(?P<place>.*?){DASH}(?P<title>.*)$"),
        _from_place,
    ),
    Rule("Ann Lee - Fair things", re.compile(rf"^(?P<speaker>.*?){DASH}(?P<title>.*)$"), _speaker_and_title),
    Rule(
        "Ann Lee: Fair things",
        re.compile(rf"^(?P<speaker>\(?{NAME.pattern}[^:]{{0,100}}):\s+(?P<title>.+)$"),
        _speaker_and_title,
    ),
    Rule(
        "How things are fair",
        re.compile(r"^.*$", re.S),
        _title_alone,
        "“{text}” was read as the title of a talk, without a speaker.",
    ),
    Rule("Ann Lee (MIT)", re.compile(r"^.*$", re.S), lambda match: _keynote_said(match[0], "")),
]
