"""Reads what a row of a schedule says: who speaks, on what, and whether it is a talk, a keynote or a break."""

import re
from collections.abc import Iterable

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person, is_person, is_place
from faimi.exchange.page.source.tree import Line, tags_of
from faimi.exchange.words import NOBODY, cut, squeeze, words_of

Said = dict[str, str]
BREAK = re.compile(r"\b(?:coffee|break|lunch|dinner|refreshments|tea)\b", re.I)
OTHER = re.compile(
    r"\b(?:welcome|opening|closing|prizes|awards?|pitch|posters?|discussion|panel|introduction|registration|session|q&a)\b|\b(?:talks|presentations)$",
    re.I,
)
# With a speaker, only what can hardly be the title of a talk.
FORMAL = re.compile(
    r"(?:welcome|registration|q&a|panel\b|(?:opening|closing)(?: (?:remarks|words|session|ceremony)|$)|introduction$"
    r"|(?:poster|panel|open|final|general) (?:session|discussion))\b",
    re.I,
)
KEYNOTE = re.compile(
    r"(?P<kind>keynote|plenary|invited)(?: (?:speaker|talk|lecture|address))?(?: ?#?(?:\d+|[IVX]+\b))?"
    r"(?:\s*[:–—-]\s*|\s+by\s+|\s+(?=\())",
    re.I,
)
ALONE = re.compile(r"(?:(?:keynote|plenary|invited)(?: (?:speaker|talk|lecture|address))?(?: ?#?\d+)?)[\s:]*", re.I)
ET_AL = re.compile(r"(?P<speaker>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>\S.*)")
DASH = re.compile(r"\s+[-–—]\s+")
LABEL = re.compile(r"(?P<label>speakers?|presenters?|title|talk)\s*:\s*(?P<said>\S.*)", re.I)
BY = re.compile(rf"(?P<title>.+?),?\s+by\s+(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)")
FROM = re.compile(rf"(?P<speaker>{NAME.pattern}\s*\([^()]+\))\s*[:–—-]\s*(?P<title>\S.*)")
DASHED = re.compile(rf"(?P<speaker>{NAME.pattern}(?:\s*\([^()]*\)|,[^–—]{{2,80}}?)?)\s+[-–—]\s+(?P<title>\S.*)")
DASHED_LAST = re.compile(rf"(?P<title>\S.*)\s+[-–—]\s+(?P<speaker>{NAME.pattern}(?:\s*[(,].*)?)")
SAID_BY = re.compile(
    r"(?P<title>(?:welcome|opening|closing|introduction)\b[^,(:–—]{0,40}?)\s*(?:[,:(–—]|\s-)\s*(?P<speaker>[^()]+)\)?",
    re.I,
)
EDGE = " :;,–—-|"
SHORT = 6


def read(text: str, speaker: str, title: str, report: Report) -> Said:
    """Reads a row: `text` where one column holds speaker and title, else the two."""
    speaker = "" if speaker.lower() in NOBODY else speaker
    if text and not title:
        return _one(text, report) if not speaker else _two(speaker, text)
    return _two(speaker, squeeze(f"{title} {text}"))


def _two(speaker: str, title: str) -> Said:
    """Reads a row whose speaker has a column; either may be marked as a keynote."""
    for own, other in ((speaker, title), (title, speaker)):
        if (match := KEYNOTE.match(own)) and match["kind"].lower() != "invited":
            named = own[match.end() :]
            said = {"speaker": named, "title": other} if own is speaker else {"speaker": other, "title": named}
            return {"kind": "keynote", **said}
    return {"kind": _kind(speaker, title), "speaker": speaker, "title": title}


def _kind(speaker: str, title: str) -> str:
    if speaker:
        return "other" if FORMAL.match(title) else "talk"
    short = len(title.split()) <= SHORT
    if BREAK.search(title) and short:
        return "break"
    found = OTHER.search(title)
    return (
        "other"
        if found and (short or FORMAL.match(title) or (len(title.split()) <= 2 * SHORT and not found.start()))
        else "talk"
    )


def _one(text: str, report: Report, marked: Iterable[str] = ()) -> Said:
    """Reads “Name, et al.: Title”, “Keynote: Name - Title” and “Title, Name, Affiliation, Country”."""
    if match := KEYNOTE.match(text):
        return _keynote(text[match.end() :], "talk" if match["kind"].lower() == "invited" else "keynote", report)
    if match := ET_AL.fullmatch(text):
        return {"kind": "talk", "speaker": match["speaker"], "title": match["title"]}
    if parts := _parted(text, marked):
        return {"kind": _kind(*parts), "speaker": parts[0], "title": parts[1]}
    for form in (FROM, BY, DASHED, DASHED_LAST, SAID_BY):
        match = form.fullmatch(text)
        if match and begins_with_person(match["speaker"]):
            report.unsure(f"“{cut(text)}” was read as given by {cut(match['speaker'])}.", text)
            return _two(match["speaker"], match["title"].strip(EDGE))
    title, *rest = text.split(", ")
    capitals = all(part[:1].isupper() and len(part.split()) <= SHORT for part in rest)
    if len(rest) == 3 and len(title.split()) >= 3 and NAME.fullmatch(rest[0]) and capitals:
        report.unsure(f"“{cut(text)}” was read as a talk by {rest[0]}.", text)
        return {"kind": "talk", "speaker": ", ".join(rest), "title": title}
    label = text.endswith(":") or text in NOBODY
    return {"kind": "other" if label else _kind("", text), "speaker": "", "title": text.rstrip(": ")}


def _keynote(text: str, kind: str, report: Report) -> Said:
    """Reads what stands after “Keynote:”: a name, with a title after a dash or a colon; or the title first."""
    speaker, *titles = DASH.split(text.strip(), maxsplit=1)
    title = titles[0] if titles else ""
    place, *more = DASH.split(title, maxsplit=1)
    if more and (is_place(place) or re.fullmatch(r"[A-Z]{2,6}", place)):
        speaker, title = f"{speaker}, {place}", more[0]
    colon = re.fullmatch(rf"(?P<speaker>\(?{NAME.pattern}[^:]{{0,100}}):\s+(?P<title>.+)", speaker)
    first, _, last = text.rpartition(next(iter(DASH.findall(text)), "\n"))
    if colon and not title:
        speaker, title = colon["speaker"], colon["title"]
    elif title and not begins_with_person(speaker) and begins_with_person(last):
        speaker, title = last, first
        report.unsure(f"“{cut(text)}” was read as given by {cut(speaker)}.", text)
    elif not title and len(speaker.split()) > 2 and not begins_with_person(speaker.strip("()")):
        speaker, title = "", text
        report.unsure(f"“{cut(text)}” was read as the title of a talk, without a speaker.", text)
    if re.fullmatch(r"\([^()]*\)", speaker.strip()):
        speaker = speaker.strip()[1:-1]
    speaker = "" if speaker.lower().strip() in NOBODY else squeeze(speaker)
    return {"kind": kind, "speaker": speaker, "title": title.strip() if title else "" if speaker else "Keynote"}


def marked(line: Line) -> list[str]:
    """Gives what is set in bold or italics, or is a link, in a line."""
    return [words_of(tag) for tag in tags_of(line, "b", "strong", "em", "i", "a")]


def _parted(text: str, marked: Iterable[str]) -> tuple[str, str] | None:
    """Parts speaker and title where one of them is set in bold or italics."""
    for part in marked:
        own = part.strip(EDGE)
        if not own or own == text.strip(EDGE) or (part.endswith(":") and not is_person(own)):
            continue
        if text.startswith(own):
            other = text[len(own) :]
            placed = begins_with_person(other.strip(EDGE)) and not is_person(other.strip(EDGE))
            if are_people(own) and not placed:
                match = re.match(r"(?P<from>\s*\([^()]*\)|,\s[^:–—]{2,100}?(?=:|\s[–—-]\s))?(?P<rest>.*)", other)
                assert match
                title = match["rest"].strip(EDGE)
                return (f"{own}{match['from'] or ''}", title) if title else None
            other = other.strip(EDGE)
            other = other[1:-1] if re.fullmatch(r"\([^()]*\)", other) else other
            return (other, own) if begins_with_person(other) or are_people(other) else None
        if text.endswith(own):
            other = text[: -len(own)].strip(EDGE)
            if begins_with_person(other) or are_people(other):
                return other, own
            if are_people(own) and other:
                return own, other
    return None


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
    first = left.pop(0) if left else -1
    text, own = (texts[first], marked[first]) if first >= 0 else ("", [])
    keynote = KEYNOTE.match(f"{text}: ") if ALONE.fullmatch(text) else None
    if keynote and (left or labels):
        kind = "talk" if keynote["kind"].lower() == "invited" else "keynote"
        said = _keynote(texts[left.pop(0)], kind, report) if left else {"kind": kind, "speaker": "", "title": ""}
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
            said["kind"] = _kind(said["speaker"], said["title"])
    return said, left
