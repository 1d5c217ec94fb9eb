"""Whether a row of a schedule is a talk, a keynote, a break or something else."""

import re

Said = dict[str, str]
BREAK = re.compile(r"\b(?:coffee|break|lunch|dinner|refreshments|tea)\b", re.I)
OTHER = re.compile(
    r"\b(?:welcome|opening|closing|prizes|awards?|pitch|posters?|exhibitions?|discussion|panel|introduction|registration|session|q&a)\b|\b(?:talks|presentations)$",
    re.I,
)
# With a speaker, only what can hardly be the title of a talk.
FORMAL = re.compile(
    r"(?:welcome|registration|q&a|panel\b|(?:opening|closing)(?: (?:remarks|words|session|ceremony)|$)|introduction$"
    r"|(?:poster|panel|open|final|general) (?:session|discussion))\b",
    re.I,
)
NUMBER = r"(?: ?#?(?:\d+|[IVX]+\b))?"
NAMED = r"(?:keynote|plenary|invited)(?: (?:speaker|talk|lecture|address))?"
# These are words of titles, too (“Oral history”, “Flash-attention”): only a colon or a dash apart makes them labels.
LABELS = (
    r"(?:(?:oral|spotlight|contributed|lightning|flash|short|regular|paper|research) (?:talk|presentation|oral|paper)|"
    r"oral|spotlight|contributed|talk|presentation)"
)
KEYNOTE = re.compile(
    rf"(?P<kind>{NAMED}){NUMBER}(?:\s*[:–—-]\s*|\s+by\s+|\s+(?=\())|(?P<other>{LABELS}){NUMBER}(?:\s*:\s+|\s+[–—-]\s+)",
    re.I,
)
ALONE = re.compile(rf"(?:(?:{NAMED}|{LABELS}){NUMBER})[\s:]*", re.I)
MAX_LABEL_WORDS = 6


def from_columns(speaker: str, title: str) -> Said:
    """A row whose speaker has a column; either may be marked as a keynote."""
    for own, other in ((speaker, title), (title, speaker)):
        if (match := KEYNOTE.match(own)) and kind_named(match) == "keynote":
            named = own[match.end() :]
            said = {"speaker": named, "title": other} if own is speaker else {"speaker": other, "title": named}
            return {"kind": "keynote", **said}
    if (match := KEYNOTE.match(title)) and match["other"]:
        return {"kind": "talk", "speaker": speaker, "title": title[match.end() :]}
    if speaker and ALONE.fullmatch(title) and (match := KEYNOTE.match(f"{title}: ")):
        return {"kind": kind_named(match), "speaker": speaker, "title": title}
    return {"kind": kind_of_row(speaker, title), "speaker": speaker, "title": title}


def kind_of_row(speaker: str, title: str) -> str:
    """The kind that a row's words tell: a talk where a speaker or nothing else does."""
    if speaker:
        return "other" if FORMAL.match(title) else "talk"
    short = len(title.split()) <= MAX_LABEL_WORDS
    if BREAK.search(title) and short:
        return "break"
    found = OTHER.search(title)
    return (
        "other"
        if found and (short or FORMAL.match(title) or (len(title.split()) <= 2 * MAX_LABEL_WORDS and not found.start()))
        else "talk"
    )


def kind_named(match: re.Match[str]) -> str:
    """The kind of a row that KEYNOTE matches: an invited talk is a talk."""
    return "keynote" if (match["kind"] or "").lower().startswith(("keynote", "plenary")) else "talk"
