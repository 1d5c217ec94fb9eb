"""How a page says on which day its event is; deadlines and other events only look so."""

import re

from faimi.exchange.page.recognise.rules import Rule

DAY = "\x1e"  # stands where a sentence has a date; no page holds it
NOUN = r"(?:workshop|symposium|seminar|event|meeting|tutorial|summit)"
HELD = (
    r"(?:held|hosted|scheduled|organi[sz]ed|co-?located|tak(?:es?|ing) place|happen(?:s|ing)|convenes?|meets?|"
    r"join us|see you|save the date|in conjunction with|(?:is|are|was|be) on)"
)
ANOTHER = (
    r"dinner|reception|social|pre|post|previous(?:ly)?|last|past|conference|main|webinar|challenge|hackathon|satellite|"
    r"committee|pc|kick-?off|team|deadlines?|due|submi\w+|notif\w+|accept\w*|reject\w*|camera[- ]?ready|proceedings|"
    r"papers?|abstracts?|manuscripts?|posters?|slides|videos?|calls?|cfp|registration|register\w*|early[- ]?bird|"
    r"proposals?|review\w*|rebuttals?|decisions?|opens?|opened|closes?|closed|extend\w+|extension|announce\w*|publi\w+|"
    r"releas\w+|upload\w*|updat\w+|posted|available|as of|version|draft|until|till|after|before|hotel|visa|grants?|"
    r"tickets?|newsletter|special issue|journal|not|cancel\w*|postpone\w*|birth|born|since|founded|received|joined"
)
OF_ANOTHER = re.compile(rf"\b(?:{ANOTHER})\b", re.I)
NEWS = re.compile(
    r"\b(?:web\s?site|keynotes?|speakers?|photos|recordings?|awards?|winners?|news|live|workshops|tutorials|started|begins?|added)\b",
    re.I,
)
MAX_BANNER_WORDS = 16
EARLIER = re.compile(r"\b(?:previous(?:ly)?|last|past|pre|post|tutorials?)\b", re.I)
NAMED = re.compile(rf"\b(?:(?P<event>workshop|symposium|seminar|event|meeting|summit)|{ANOTHER})\b", re.I)


def _noun(match: re.Match[str]) -> str | None:
    return None if OF_ANOTHER.search(match[0]) else match["noun"].lower()


def _said(match: re.Match[str]) -> str | None:
    """The words around a date, if they speak of nothing else."""
    return None if OF_ANOTHER.search(match["said"]) else match["said"]


def _of_event(match: re.Match[str]) -> str | None:
    """The words around a date, if they speak of nothing else and are no news."""
    return None if NEWS.search(match["said"]) else _said(match)


def _held(match: re.Match[str]) -> str | None:
    """The words around a date on which something is held: the event, unless something else is named last."""
    named = [found["event"] for found in NAMED.finditer(match["before"])]
    held = (not named or named[-1]) and not EARLIER.search(match["before"])
    return _said(match) if held else None


# What a row among the dates is called that gives the event's own day.
LABEL_RULES: list[Rule[str]] = [
    Rule(
        "Workshop day",
        re.compile(
            rf"^(?:[^:]*?\b)??(?P<noun>{NOUN})(?:\s+(?:day|dates?|event|itself|session|starts?|begins?|is|will|be|held|"
            r"takes?|place))*\s*(?:$|(?:[(:,;|@/–—-]|(?:at|in|on)\b).*$)",
            re.I,
        ),
        _noun,
        stays_text=(
            "Workshop proceedings due",
            "First call for workshop papers",
            "Workshop paper submission deadline",
            "Deadline for the workshop",
            "Workshop: notification of acceptance",
            "Registration for the workshop",
            "Post-workshop proceedings",
            "Pre-workshop dinner",
            "Workshop website",
            "Workshops and tutorials",
            "Main conference",
        ),
    ),
]
DAY_RULES: list[Rule[str]] = [
    Rule(
        f"Date and time: {DAY}, 9:00",
        re.compile(
            r"^\W*(?:(?:workshop|event)\s+)?(?:dates?|day|when)(?:\s*(?:and|&|/)\s*(?:time|place|venue|location|where))?"
            rf"\s*[:–—-]\s*(?P<said>(?:\w+day,?\s*)?{DAY}.{{0,20}})",
            re.I,
        ),
        _said,
        stays_text=(f"Due date: {DAY}", f"Last updated: {DAY}", f"Date of birth: {DAY}"),
    ),
    Rule(
        f"The workshop will be held on {DAY}",
        re.compile(rf"^(?P<before>.*?)\b(?P<said>{HELD}\b[^.;{DAY}]{{0,80}}{DAY}[^.;]{{0,20}})", re.I),
        _held,
        stays_text=(
            f"The dinner will be held on {DAY}",
            f"The last workshop was held on {DAY}",
            f"The papers of the previous workshop were presented when it was held on {DAY}",
            f"The conference takes place on {DAY}",
            f"Join us by submitting until {DAY}",
            f"The workshop will not be held on {DAY}",
        ),
    ),
    Rule(
        f"Half-day workshop, {DAY}",
        re.compile(
            rf"^(?P<said>[^{DAY}]*\b(?:workshop|symposium|seminar)\b[^.;{DAY}]{{0,60}}{DAY}[^.;]{{0,20}})", re.I
        ),
        _of_event,
        stays_text=(
            f"The workshop website is live, {DAY}",
            f"Submit to the workshop by {DAY}",
            f"Deadline of the workshop: {DAY}",
            f"The workshop papers are due on {DAY}",
            f"Registration for the workshop opens on {DAY}",
            f"The workshop was announced on {DAY}",
        ),
    ),
    Rule(
        f"{DAY}, held online",
        re.compile(
            rf"^(?P<said>[^.;{DAY}]{{0,20}}{DAY}[^.;]{{0,40}}\b(?:workshop|symposium|seminar|held|takes? place)\b.*)$",
            re.I,
        ),
        _of_event,
        stays_text=(
            f"{DAY}: Workshop papers due",
            f"{DAY}: Registration for the workshop",
            f"{DAY}: Website",
            f"News: {DAY} – the workshop website is live",
            f"{DAY}: The winners of the workshop are known",
        ),
    ),
]
# A line of a page's head, or of its programme, that a date stands in: with a weekday, hours and names of places alone.
# No word fits two alternatives, or a line that is none would take time without end.
BANNER_RULES: list[Rule[str]] = [
    Rule(
        f"Sunday, {DAY}, Oslo, Norway",
        re.compile(
            rf"^(?P<said>(?=[^{DAY}]*{DAY}[^{DAY}]*$)(?:[\W\d]|\b(?:[A-Z]\w*|online|virtual(?:ly)?|hybrid|in|at|the|of|"
            r"and|on|from|to|de|la|all|times?|are|zone|conjunction|with|co-?located|person|room|hall|half|full|day|"
            r"morning|afternoon|local|am|pm|h)\b)+)$"
        ),
        lambda match: None if NEWS.search(match[0]) or len(match[0].split()) > MAX_BANNER_WORDS else _said(match),
        stays_text=(
            f"{DAY}: Website Online",
            f"{DAY}: Keynotes Announced",
            f"Deadline {DAY}",
            f"We work on it since {DAY}",
            f"Submission: {DAY}",
        ),
    ),
]
