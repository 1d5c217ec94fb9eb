"""The report as it is printed: what was lost, then guesses, then what is no content; what is alike is one entry."""

import re
from collections import Counter
from dataclasses import dataclass

from faimi.exchange.text_matching import cut

LINE = re.compile(r"line \d+: ")
QUOTED, TAIL, NUMBER = re.compile(r"“[^”]*”"), re.compile(r"(?<=: )\S.*$", re.S), re.compile(r"/?\w*\d[\w:./-]*")
MIN_ALIKE, MAX_EXAMPLES, MAX_EXAMPLE_CHARS = 3, 8, 60
LOST, GUESSED, RIGHTLY = (
    "Lost, or kept as text",
    "Guesses, and what to look at yourself",
    "Left out: no content",
)


@dataclass(frozen=True)
class Form:
    """A form of lines: the part where they belong, what many of them are called, and whether each is printed then."""

    part: str
    called: str
    pattern: re.Pattern[str]
    each: bool = True


def _form(part: str, called: str, pattern: str, each: bool = True) -> Form:
    return Form(part, called, re.compile(pattern, re.S), each)


FORMS = (  # the worst first
    _form(LOST, "passages not taken over", r"not taken over: (?!the (?:link|picture))(?P<what>.*)"),
    _form(LOST, "links or pictures not taken over", r"not taken over: the link or picture (?P<what>.*)"),
    _form(LOST, "unsafe links left out", r"An unsafe link was left out: (?P<what>.*)"),
    _form(LOST, "pictures not imported", r"The picture (?P<what>.* was not imported.*)"),
    _form(LOST, "texts cut, for they were too long", r"(?P<what>.*) was cut to \d+ characters.*"),
    _form(
        LOST, "sections read as text, for nothing in them fits their heading", r"(?P<what>“.*”) was read as text: .*"
    ),
    _form(LOST, "template tags left out", r"Jekyll would fill in (?P<what>.*): left out\.", each=False),
    _form(RIGHTLY, "descriptions of pictures not taken over", r"not taken over: the picture's text (?P<what>.*)"),
    _form(RIGHTLY, "hidden comments left out", r"A hidden comment was left out: (?P<what>.*)"),
    _form(RIGHTLY, "scripts, styles and drawings left out", r"A (?P<what><.*)"),
    _form(RIGHTLY, "parts around the content left out", r"(?P<what>(?:The page's nav|The foot|A form).* left out.*)"),
    _form(RIGHTLY, "entries of the front matter not used", r"(?P<what>Not used from the front.*)"),
)


def summarized(doubts: list[str]) -> list[str]:
    """The lines of a report, in parts under headings of their own."""
    parts: dict[str, list[str]] = {LOST: [], GUESSED: [], RIGHTLY: []}
    counts: Counter[str] = Counter()
    for form, members in _grouped(doubts):
        part = form.part if form else GUESSED
        counts[part] += len(members)
        parts[part] += _told(form, members)
    return [line for part, lines in parts.items() if lines for line in (f"{part} ({counts[part]}):", *lines)]


def _grouped(doubts: list[str]) -> list[tuple[Form | None, list[str]]]:
    """Doubts that are alike together: those of a form in its place, others where the first of them stands."""
    groups: dict[tuple[int, str], tuple[Form | None, list[str]]] = {}
    for doubt in doubts:
        said = _parted(doubt)[1]
        place = next((n for n, form in enumerate(FORMS) if form.pattern.fullmatch(said)), len(FORMS))
        form = FORMS[place] if place < len(FORMS) else None
        key = (place, "" if form else NUMBER.sub("…", (QUOTED if "“" in said else TAIL).sub("…", said)))
        groups.setdefault(key, (form, []))[1].append(doubt)
    return [groups[key] for key in sorted(groups, key=lambda key: key[0])]


def _told(form: Form | None, members: list[str]) -> list[str]:
    """One line for each of a few; for many, one that counts them and shows what they say."""
    if len(members) < MIN_ALIKE:
        return [f"  - {member}" for member in members]
    if form is None:
        return [
            f"  - {members[0]} {len(members) - 1} more like this:",
            *(_short(member) for member in members[1:]),
        ]
    found = [_what(form, member) for member in members]
    if form.each:
        return [f"  - {len(found)} {form.called}:", *(f"      {line}{what}" for line, what in found)]
    seen = Counter(cut(what, MAX_EXAMPLE_CHARS) for _, what in found)
    shown = [f"{what} ({n} times)" if n > 1 else what for what, n in list(seen.items())[:MAX_EXAMPLES]]
    more = f" and {len(seen) - MAX_EXAMPLES} others" if len(seen) > MAX_EXAMPLES else ""
    return [f"  - {found[0][0]}{len(found)} {form.called}: {', '.join(shown)}{more}"]


def _what(form: Form, doubt: str) -> tuple[str, str]:
    """Where a line of a form stands, and what it says."""
    line, said = _parted(doubt)
    match = form.pattern.fullmatch(said)
    return line, match["what"] if match else said


def _short(doubt: str) -> str:
    """What differs in a line from those like it."""
    line, said = _parted(doubt)
    return f"      {line}{' … '.join(QUOTED.findall(said) or TAIL.findall(said) or [said])}"


def _parted(doubt: str) -> tuple[str, str]:
    """A doubt's “line 7: ”, or nothing, and what it says."""
    match = LINE.match(doubt)
    return (match[0], doubt[match.end() :]) if match else ("", doubt)
