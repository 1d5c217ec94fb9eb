"""Reads what a row of a schedule says: who speaks, on what, and whether it is a talk, a keynote or a break."""

import re

from faimi.exchange.page.draft import Report
from faimi.exchange.page.words import NOBODY, cut, squeeze

Said = dict[str, str]
BREAK = re.compile(r"\b(?:coffee|break|lunch|dinner|refreshments|tea)\b", re.I)
OTHER = re.compile(
    r"\b(?:welcome|opening|closing|prizes|awards?|pitch|posters?|discussion|panel|introduction|registration|session|q&a)\b",
    re.I,
)
# With a speaker, only what can hardly be the title of a talk.
FORMAL = re.compile(
    r"(?:welcome|registration|q&a|panel\b|(?:opening|closing)(?: (?:remarks|words|session|ceremony)|$)|introduction$"
    r"|(?:poster|panel|open|final|general) (?:session|discussion))\b",
    re.I,
)
KEYNOTE = re.compile(
    r"(?P<kind>keynote|plenary|invited)(?: (?:speaker|talk|lecture|address))?(?: ?\d+)?\s*[:–—-]\s*", re.I
)
ET_AL = re.compile(r"(?P<speaker>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>\S.*)")
DASH = re.compile(r"\s+[-–—]\s+")
NAME = re.compile(r"(?:(?:Prof|Dr)\.? )*[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}")
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


def _one(text: str, report: Report) -> Said:
    """Reads “Name, et al.: Title”, “Keynote: Name - Title” and “Title, Name, Affiliation, Country”."""
    if match := KEYNOTE.match(text):
        speaker, *titles = DASH.split(text[match.end() :], maxsplit=1)
        kind = "talk" if match["kind"].lower() == "invited" else "keynote"
        speaker = "" if speaker.lower().strip() in NOBODY else squeeze(speaker)
        return {"kind": kind, "speaker": speaker, "title": titles[0] if titles else "" if speaker else "Keynote"}
    if match := ET_AL.fullmatch(text):
        return {"kind": "talk", "speaker": match["speaker"], "title": match["title"]}
    title, *rest = text.split(", ")
    capitals = all(part[:1].isupper() and len(part.split()) <= SHORT for part in rest)
    if len(rest) == 3 and len(title.split()) >= 3 and NAME.fullmatch(rest[0]) and capitals:
        report.unsure(f"“{cut(text)}” was read as a talk by {rest[0]}.", text)
        return {"kind": "talk", "speaker": ", ".join(rest), "title": title}
    return {"kind": _kind("", text), "speaker": "", "title": text}
