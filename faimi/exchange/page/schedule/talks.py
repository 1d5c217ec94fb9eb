"""Reads what a row of a schedule says: who speaks, on what, and whether it is a talk, a keynote or a break."""

import re
from collections.abc import Iterable

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person, is_person, is_place
from faimi.exchange.page.recognise.rules import Rule, first_reading
from faimi.exchange.page.schedule.announced_rules import KEYNOTE_RULES
from faimi.exchange.page.schedule.room_rules import ROOM_LABEL
from faimi.exchange.page.schedule.talk_kinds import ALONE, KEYNOTE, Said, from_columns, kind_named, kind_of_row
from faimi.exchange.page.schedule.talk_rules import EDGE_CHARS, ET_AL_RULES, LINE_RULES
from faimi.exchange.page.source.tree import Line, tags_of
from faimi.exchange.text_matching import NOBODY, cut, squeeze, words_of

LABEL = re.compile(r"(?P<label>speakers?|presenters?|title|talk)\s*:\s*(?P<said>\S.*)", re.I)
WITH_PLACE = re.compile(rf"{NAME.pattern} ?\([^()]+\)")


def read_row(text: str, speaker: str, title: str, report: Report) -> Said:
    """Reads a row: `text` where one column holds speaker and title, else the two."""
    speaker = "" if speaker.lower() in NOBODY else speaker
    if text and not title:
        return _one(text, report) if not speaker else from_columns(speaker, text)
    return from_columns(speaker, squeeze(f"{title} {text}"))


def _one(text: str, report: Report, marked: Iterable[str] = ()) -> Said:
    """What a line says that holds all of a row; one of the `marked` parts of it may be its speaker or title."""
    if match := KEYNOTE.match(text):
        return {"kind": kind_named(match), **_labelled(text[match.end() :].strip(), report, marked)}
    if found := first_reading(ET_AL_RULES, text):
        return found[0]
    if parts := _parted(text, marked):
        return {"kind": kind_of_row(*parts), "speaker": parts[0], "title": parts[1]}
    return _reported(LINE_RULES, text, report)


def _labelled(text: str, report: Report, marked: Iterable[str] = ()) -> Said:
    """What a text says that a word such as “Keynote:” announces; a speaker that is no name is a title."""
    if parts := _parted(text, marked):
        return {"speaker": parts[0], "title": parts[1]}
    if found := first_reading(ET_AL_RULES, text):
        return found[0]
    said = _reported(KEYNOTE_RULES, text, report)
    named = said["title"] or begins_with_person(said["speaker"]) or are_people(said["speaker"])
    return said if named or len(said["speaker"].split()) < 2 else said | {"speaker": "", "title": said["speaker"]}


def _reported(rules: list[Rule[Said]], text: str, report: Report) -> Said:
    """What rules of which the last fits anything make of a text."""
    found = first_reading(rules, text)
    assert found
    said, doubt = found
    if doubt:
        report.unsure(doubt.format(text=cut(text), speaker=cut(said["speaker"])), text)
    return said


def parts_set_apart(line: Line) -> list[str]:
    """What is set in bold or italics, or is a link, in a line."""
    return [words_of(tag) for tag in tags_of(line, "b", "strong", "em", "i", "a")]


def _parted(text: str, marked: Iterable[str]) -> tuple[str, str] | None:
    """Parts speaker and title where one of them is set in bold or italics."""
    for part in marked:
        own = part.strip(EDGE_CHARS)
        if not own or own == text.strip(EDGE_CHARS) or (part.endswith(":") and not is_person(own)):
            continue
        if text.startswith(own):
            other = text[len(own) :]
            if re.match(r"\s+(?:from|of|at)\s", other):
                continue
            placed = begins_with_person(other.strip(EDGE_CHARS)) and not is_person(other.strip(EDGE_CHARS))
            if are_people(own) and not placed:
                match = re.match(r"(?P<from>\s*\([^()]*\)|,\s[^:–—]{2,100}?(?=:|\s[–—-]\s))?(?P<rest>.*)", other)
                assert match
                title = match["rest"].strip(EDGE_CHARS)
                if other.startswith(",") and not match["from"] and is_place(title):
                    return None
                return (f"{own}{match['from'] or ''}", title) if title else None
            other = other.strip(EDGE_CHARS)
            other = other[1:-1] if re.fullmatch(r"\([^()]*\)", other) else other
            return (other, own) if begins_with_person(other) or are_people(other) else None
        if text.endswith(own):
            other = re.sub(r"\s+(?:(?:given |presented )?by|with)$", "", text[: -len(own)].strip(EDGE_CHARS))
            if begins_with_person(other) or are_people(other):
                return other, own
            if (are_people(own) or WITH_PLACE.fullmatch(own)) and other:
                return own, re.sub(r"(?<=\w)\.$", "", other)
    return None


def _title_and_speaker(lines: list[str]) -> Said | None:
    """The two lines below a word such as “Keynote”, where one of them, and not the other, names people."""
    named = [begins_with_person(line) or are_people(line) for line in lines]
    if named[0] == named[1] or any(are_people(line.partition(": ")[0]) and ": " in line for line in lines):
        return None
    return {"speaker": lines[named.index(True)], "title": lines[named.index(False)]}


def _announced(texts: list[str], left: list[int], report: Report) -> Said:
    """What the lines below a word such as “Keynote” say, taken from those that are `left`."""
    if len(left) > 1 and (both := _title_and_speaker([texts[n] for n in left[:2]])):
        del left[:2]
        return both
    return _labelled(texts[left.pop(0)].strip(), report) if left else {"speaker": "", "title": ""}


def read_lines(texts: list[str], marked: list[list[str]], report: Report) -> tuple[Said, list[int]]:
    """Reads the lines of a row, the first of which stands beside its time; gives those too that have no place in it."""
    left = [n for n, text in enumerate(texts) if text]
    labels: Said = {}
    for n in list(left):
        if match := LABEL.fullmatch(texts[n]):
            name = "title" if match["label"].lower() in ("title", "talk") else "speaker"
            if name not in labels:
                labels[name] = match["said"]
                left.remove(n)
        elif (match := ROOM_LABEL.fullmatch(texts[n])) and "room" not in labels and len(left) > 1:
            labels["room"] = match["room"]
            left.remove(n)
    first = left.pop(0) if left else -1
    text, own = (texts[first], marked[first]) if first >= 0 else ("", [])
    keynote = KEYNOTE.match(f"{text}: ") if ALONE.fullmatch(text) else None
    if keynote and (left or labels):
        said = {"kind": kind_named(keynote), **_announced(texts, left, report)}
    else:
        said = _one(text, report, own)
    said |= labels
    if left and said["title"].strip() in ("", "Keynote"):
        said["title"] = texts[left.pop(0)]
    elif left and not said["speaker"]:
        if begins_with_person(texts[left[0]]) or are_people(texts[left[0]]):
            said["speaker"] = texts[left.pop(0)]
        elif begins_with_person(text):
            said["speaker"], said["title"] = text, texts[left.pop(0)]
        if said["speaker"] and said["kind"] != "keynote":
            said["kind"] = kind_of_row(said["speaker"], said["title"])
    said["title"] = re.sub(r"^[“\"]([^“”\"]+)[”\"]$", r"\1", said["title"])
    return said, left
