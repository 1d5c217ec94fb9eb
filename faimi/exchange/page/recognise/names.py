"""What looks like a person's name, and what like the name of a place."""

import re

PARTICLE = r"(?:van|von|de|der|den|del|della|da|di|do|dos|du|la|le|bin|ibn|al|el|ten|ter|zu|y)"
GIVEN = r"[^\W\d_a-z][\w.'’-]*"
NICKNAME = rf"(?:\s+[A-Z]\.)?\s+(?:\({GIVEN}\)|[“\"‘]{GIVEN}[”\"’])(?=\s+[^\W\d_a-z])"
SUFFIX = r"(?:,?\s+(?:Jr\.?|Sr\.?|II|III|IV|Ph\.?\s?D\.?|M\.?D\.?|M\.?Sc\.?|MPH)(?![\w-]))"
NAME = re.compile(
    rf"(?:(?:Prof|Dr|Mr|Ms|Mrs|PD|Assoc|Asst)\.?\s+)*{GIVEN}(?:{NICKNAME})?"
    rf"(?:\s+(?:{PARTICLE}\s+)*(?:{GIVEN}|[dl]['’]\w+)){{1,4}}{SUFFIX}{{0,3}}"
)
# A person, alone or with an affiliation after a comma or in brackets.
PERSON = re.compile(rf"(?P<name>{NAME.pattern})(?=\s*[,(–—|]|\s+-\s|$)")
PLACE_WORD = (
    r"universit|college|institut|school|hospital|department|laborator|faculty|clinic|academy|"
    r"\b(?:cent(?:er|re)|inc|ltd|gmbh|labs?|research|google|microsoft|nvidia|deepmind|healthineers|imperial|"
    r"carnegie mellon|johns hopkins|(?:georgia|virginia) tech|max planck)\b"
)
NO_NAME = re.compile(
    PLACE_WORD
    + r"|\b(?:sessions?|talks?|workshops?|committees?|(?:co-?)?chairs?|organi[sz]\w+|teams?|boards?|members?|"
    r"awards?|prizes?|papers?|posters?|panel|discussion|remarks|coffee|lunch|break|opening|closing|welcome|ceremony|"
    r"keynotes?|photo|group|hall|room|social|dinner|registration|arrival|demos?|tutorial|introduction|overview|networking|"
    r"dates?|deadlines?|topics?|themes?|logistics|locations?|venue|contact|us|our|you|your|submissions?|guidelines?|"
    r"important|schedule|program(?:me)?|agenda|speakers|invited|accepted|abstracts?|proceedings|publications?|"
    r"editions?|events?|links|resources|references|sponsors?|arrangements|volunteers|reviewers?|advisory|steering|"
    r"publicity|follow|join|subscri\w+|newsletter|e-?mail|address|web(?:site|page)?|home ?page|twitter|linkedin|github|"
    r"scholar|grants|travel|scholarships?|fellowships|codes?|conduct|diversity|inclusion|accessibility|statements?|policy|"
    r"site ?map|funding|profile|orcid|mailing|about|biography|details|information|congratulations|thanks|"
    r"acknowledge?ments?|"
    r"(?:read|learn|see|show) (?:more|all)|click|sign (?:up|in)|log ?in|thank you|privacy policy|main content|"
    r"united (?:kingdom|states)|new zealand|south (?:africa|korea)|hong kong|saudi arabia|costa rica|sri lanka|"
    r"(?:professor|researcher|scientist|lecturer|engineer|director|postdoc|student|candidate|manager)$|"
    r"ballroom|foyer|lobby|auditorium|terrace|floor|virtual|online|zoom|vision|transformers?|neural|language|robotics|"
    r"reception|best|learning|imaging|medical|fairness|bias|data|networks?|models?|analysis|segmentation|round|table|"
    r"and|for|of|in|on|the|to|with|from|by)\b",
    re.I,
)
# A stop after a word that is no initial and no short form: a sentence ends there.
INNER_STOP = re.compile(r"(?<![^\W_])(?!(?:Prof|Assoc|Asst)\.)[^\W\d_]{4,}\.\s")
CAPITALS = re.compile(r"\b[A-Z]{2,}\b(?!\.)")
# What no name holds: digits, quotation marks, words in lower case but for the particles of names.
NO_WORD = re.compile(r"[“”\"\d!?@]|(?<![^\W_])(?!(?:and|et|al|v[ao]n|de[rn]?|d[aiou]|del|la|le|al|ten|y)\b)[a-z]\w{2,}")
SENTENCE_END = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bUniv)(?<!\b[A-Z])(?<!\bJr)(?<!\bSr)\.$")
MAX_NAME_CHARS, MAX_PLACE_WORDS, MIN_WORD_CHARS = 80, 16, 3  # what is shorter than a word are initials
NAME_SEPARATOR = re.compile(r"\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*")
FOOTNOTE_MARK = re.compile(r"(?<=\w)\s?[\d*†‡,]+(?=\s*(?:,|;|$|\s+and\b))|[*†‡¹²³⁴⁵⁶⁷⁸⁹]")


def is_person(text: str) -> bool:
    """Whether a text is a name and nothing else."""
    return (
        len(text) < MAX_NAME_CHARS
        and bool(NAME.fullmatch(text))
        and not NO_NAME.search(text)
        and not INNER_STOP.search(text)
        and not CAPITALS.search(re.sub(SUFFIX, "", text))
    )


def may_be_people(text: str) -> bool:
    """Whether what is set apart may name people, not a paper, a place or a link, though not all have two names."""
    if are_people(text):
        return True
    named = text[:1].isupper() and len(text) < MAX_NAME_CHARS and (" " in text or len(text) < MIN_WORD_CHARS)
    return named and not NO_NAME.search(text) and not NO_WORD.search(text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a full stop that is not of an abbreviation, such as “Inc.”."""
    return bool(SENTENCE_END.search(text))


def begins_with_person(text: str) -> bool:
    """Whether a text is a name, or a name and after it where the person is from."""
    match = PERSON.match(text[:200])
    return match is not None and len(text) < 200 and is_person(match["name"])


def is_place(text: str) -> bool:
    """Whether a short text names where somebody works."""
    named = [match[0] for match in re.finditer(PLACE_WORD, text, re.I)]
    capitals = any(word[0].isupper() for word in named) or "universit" in text
    return len(text.split()) <= MAX_PLACE_WORDS and capitals and not ends_sentence(text) and not text.endswith(":")


def are_people(text: str) -> bool:
    """Whether a text is a list of names, such as “Ann Lee, B. Roe and C. van Dam”."""
    text = re.sub(r"\s*[,;]?\s*\bet al\.?\s*$", "", FOOTNOTE_MARK.sub("", text[:2000]).strip(" .,;:"))
    text = re.sub(SUFFIX, "", text)
    parts = [part for part in NAME_SEPARATOR.split(text) if part]
    return bool(parts) and all(is_person(part) for part in parts)
