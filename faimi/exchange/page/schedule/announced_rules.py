"""How people write a talk behind a word for it, such as “Keynote:” or “Oral 2:”."""

import re

from faimi.exchange.page.recognise.names import NAME, begins_with_person, is_person, is_place
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.schedule.talk_kinds import MAX_LABEL_WORDS, Said
from faimi.exchange.page.schedule.talk_rules import DASH, GIVEN_BY
from faimi.exchange.text_matching import NOBODY, squeeze


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
