"""How a page says where its event is; prose about what it is about, and about people, only looks so."""

import re

from faimi.exchange.page.day_rules import HELD, NOUN
from faimi.exchange.page.recognise.dates import WEEKDAY, find_date
from faimi.exchange.page.recognise.rules import Rule

PROPER = r"[A-Z0-9][\w’'&/-]*(?: (?:(?:of|on|the|for|and|&|de|der|di|du|la) ){0,2}[A-Z0-9][\w’'&/-]*){0,9}?"
CITY = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)?"
LEADS = rf"\b(?:{NOUN}|{HELD}|in conjunction|co-?located|part)\b"
ABOUT_EVENT = re.compile(rf"{LEADS}(?!.*{LEADS})(?P<gap>.*)$", re.I)
IN_GAP = re.compile(r"\b(?:on|be|is|will|the|in person|physically|live|both)\b|[\W\d]", re.I)
ABOUT_OTHERS = re.compile(
    r"\b(?:prof(?:essor)?|ph\.?d|researchers?|scientists?|students?|lecturer|fellow|postdoc\w*|director|engineer|"
    r"head of|she|he|her|his|works?|studied|degree|currently|organi[sz]ed (?:an?|the|several|many)|co-?organi[sz]\w+|"
    r"previous(?:ly)?|last|past|social|dinner|reception|tutorials?|sponsor\w*|reviewers?|committee|look\w* at|"
    r"aim\w* at)\b",
    re.I,
)
# A conference, a house or a year: what is held there, where “Deep Learning in Radiology” is not.
EVENT = re.compile(
    r"\d{4}|[A-Z]\w*[A-Z]\w*[A-Z]|\b(?:conference|symposium|congress|meeting|universit\w+|college|cent(?:re|er)|institute?|"
    r"hotel|hall|museum|building|campus|school|hospital|library|palace|academy)\b",
    re.I,
)
NO_CITY = re.compile(
    r"\d|\b(?i:international|conference|symposium|workshop|medical|computing|computer|imaging|images?|intelligence|"
    r"learning|vision|processing|systems|theory|tools|track|papers?|online|virtual|conjunction|person|medicine|health\w*|"
    r"radiology|january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"^(?!USA?$|UK$|UAE$)[A-Z]{2,}$"
)
SMALL = {"de", "la", "of", "the", "do", "del"}
MAX_CITY_WORDS = 5
OF_EVENT = re.compile(r"\b(?:workshop|symposium|seminar|summit|event)\b|\b20\d\d\b|^\W*held\b", re.I)


def _follows_event(before: str) -> bool:
    """Whether a text ends with the word for the event, or for its being held, and at most a date after it."""
    about = ABOUT_EVENT.search(re.sub(r"\W+(?:at|with|of)\s+(?:the\s+)?$", "", before, flags=re.I))
    dated = find_date(about["gap"], 2000) if about else None
    return about is not None and not IN_GAP.sub("", WEEKDAY.sub("", dated.around if dated else about["gap"]))


def _place(match: re.Match[str]) -> str | None:
    """The event that it is part of, or the house, and the city."""
    said, city = match.string, match["place"] or match["city"]
    about = (
        _follows_event(said[: match.start("event")]) and not ABOUT_OTHERS.search(said) and EVENT.search(match["event"])
    )
    words = city.split()
    named = len(words) <= MAX_CITY_WORDS and all(word[:1].isupper() or word in SMALL for word in words)
    return f"{match['event']}, {city}" if about and named and not NO_CITY.search(city) else None


def _online(match: re.Match[str]) -> str | None:
    others = ABOUT_OTHERS.search(match.string) or re.search(
        r"\b(?:hybrid|in[- ]person|on[- ]?site|not)\b", match.string, re.I
    )
    return None if others or not OF_EVENT.search(match.string) else "Online"


VENUE_RULES: list[Rule[str]] = [
    Rule(
        "The workshop is held at MICCAI 2031 in Oslo, Norway",
        re.compile(
            r"\b(?:[Aa]t|[Cc]onjunction with|[Cc]o-?located with|[Pp]art of) (?:the )?"
            rf"(?P<event>{PROPER})(?: \((?P<place>[^()]{{2,60}})\)|,? in (?P<city>{CITY}))"
        ),
        _place,
        stays_text=(
            "The workshop invites work at the intersection of imaging and learning (theory, practice, tools)",
            "Ann Lee is a professor at the University of Turin in Italy",
            "She organized a workshop at MICCAI 2029 in Lima",
            "The last workshop was held at MICCAI 2030 in Lima",
            "The workshop takes place at MICCAI 2031 (Medical Image Computing)",
            "Bob Roe is at Oslo Labs in Norway",
            "The workshop brings together people at Google in Zurich",
            "The workshop is for people who are good at Deep Learning in Radiology",
        ),
    ),
    Rule(
        "A half-day online workshop",
        re.compile(
            r"\b(?:held|hosted|tak(?:es?|ing) place|fully|entirely)\b(?:(?!\b(?:and|or|not)\b)[^.!?]){0,40}"
            r"\b(?:online|virtual(?:ly)?)\b(?!\s*(?:and|or)\b)|"
            r"\b(?:virtual|online) (?:workshop|event)\b|"
            r"\b(?:workshop|event|symposium)\b.*[,(]\s*(?:online|virtual)\s*(?=[).,;]|$)",
            re.I,
        ),
        _online,
        stays_text=(
            "Reviews are entirely online",
            "Topics are active learning, online learning and others",
            "Reviewers take part in meetings that are held online",
            "The workshop is held in person and online",
            "It is not held online",
        ),
    ),
]
