"""How a row of a schedule says in which room it is, beside what it says of itself."""

import re

from faimi.exchange.page.recognise.rules import Rule

LABEL = r"(?:rooms?|locations?|venue|where|place)"
ROOM_LABEL = re.compile(rf"{LABEL}\s*:\s*(?P<room>\S.{{0,79}})", re.I)
NOUN = r"(?i:rooms?|halls?|auditorium|aula|foyer|lobby|ballroom|theat(?:re|er)|salon)"
CODE = r"(?:[A-Z]{0,3}[.-]?\d[\w.-]{0,8}|[A-Z]{1,2}(?![\w’'])|[IVX]{1,4}\b)"
WORDS = r"(?:[A-Z][\w’'-]{0,30} ){0,2}"
# What is the name of a room wherever it stands, and what is one where something else says so.
NAMED = (
    rf"(?:{WORDS}{NOUN} {CODE}(?:(?:,| ?&| ?/| and) ?{CODE}){{0,3}}|"
    rf"Room (?!For\b|To\b)[A-Z][\w’'-]{{1,30}}(?: {CODE})?|"
    rf"{WORDS}(?i:auditorium|aula|foyer|lobby|ballroom))"
)
ROOM = re.compile(rf"{NAMED}|[A-Z][\w’'-]{{0,30}} {WORDS}{NOUN}")
NO_ROOM = re.compile(
    r"\b(?:operating|emergency|trauma|birthing|reading|waiting|control|delivery|recovery|clean|dark|chat|escape|living|"
    r"class|court|elbow)[ -]?(?:rooms?|theat(?:re|er)s?)\b|\broom[ -]?temperature",
    re.I,
)


def is_room(text: str) -> bool:
    """Whether a text is the name of a room and nothing else: “Room 1.23”, “Jade room”, “Auditorium”."""
    return ROOM.fullmatch(text) is not None and not NO_ROOM.search(text)


def _beside(match: re.Match[str]) -> tuple[str, str]:
    return match["text"], match["room"].strip()


def _in_brackets(match: re.Match[str]) -> tuple[str, str] | None:
    return _beside(match) if is_room(match["room"]) else None


DOUBT = "“{text}” was read as what is held in {room}."
# What each reads is the text without the room, and the room; a label leaves no doubt.
ROOM_RULES: list[Rule[tuple[str, str]]] = [
    Rule(
        "Coffee (Location: Foyer)",
        re.compile(rf"^(?P<text>\S.*?)\s*[(\[](?i:{LABEL})\s*:\s*(?P<room>[^()\[\]:]{{1,80}})[)\]]$"),
        _beside,
    ),
    Rule(
        "Coffee, Room: Jade",
        re.compile(rf"^(?P<text>\S.*?)(?:\s*[,;|–—]|\s-)\s*(?i:{LABEL})\s*:\s*(?P<room>[^,;:()]{{1,80}})$"),
        _beside,
        stays_text=("The Waiting Room: A story", "Finding the place: maps"),
    ),
    Rule(
        "Posters (in the Jade room)",
        re.compile(r"^(?P<text>\S.*?)\s*[(\[](?:(?:(?i:in|at)|@)\s+)?(?:(?i:the)\s+)?(?P<room>[^()\[\]]{1,80})[)\]]$"),
        _in_brackets,
        DOUBT,
        stays_text=(
            "Lunch (Ground Floor)",
            "Fair triage (Emergency Room)",
            "Safety (Main Operating Theatre)",
            "Models (room for more)",
        ),
    ),
    Rule(
        "[Room 5] Posters",
        re.compile(r"^[(\[](?P<room>[^()\[\]]{1,80})[)\]]\s*(?P<text>\w.*)$"),
        _in_brackets,
        DOUBT,
        stays_text=("[Online] Posters",),
    ),
    Rule(
        "Posters, Room 1.23",
        re.compile(rf"^(?P<text>\S.*?)(?:\s*[,;|@]|\s[–—-])\s*(?P<room>{NAMED})$"),
        _in_brackets,
        DOUBT,
        stays_text=("Mind the gap, room for more", "Semiconductors, Hall effect and more"),
    ),
    Rule(
        "Lunch in the Auditorium",
        re.compile(rf"^(?P<text>\S.*?)\s(?i:in|at)\s(?:(?i:the)\s)?(?P<room>{NAMED})$"),
        _in_brackets,
        DOUBT,
        stays_text=(
            "The elephant in the room",
            "Fair triage in the Operating Room",
            "Contrast at Room Temperature",
            "AI in Operating Theatre 2",
            "Rooms in Hall",
        ),
    ),
    Rule(
        "Room 1.23: Posters",
        re.compile(rf"^(?P<room>{WORDS}{NOUN} {CODE})\s*(?::|\s[–—-]\s)\s*(?P<text>\w.*)$"),
        _in_brackets,
        DOUBT,
        stays_text=("Room for improvement: posters",),
    ),
]
