"""What an award is called in a sentence, and who it goes to."""

import re
from typing import Any

from faimi.exchange.page.kinds.award_people import QUOTED, People, people_in, with_bold_names, with_titles_quoted
from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END, without_marks

Awards = list[dict[str, Any]]
AWARD = r"awards?|prizes?|mentions?|runners?-up|winners?"
# Up to the word that ends the name of an award, past no other “for”, “to” and the like, and no name in bold.
WITHIN = rf"(?:(?!\s(?:for|to|from|by|with)\s)[^.,;:!?“”\"{BOLD}{BOLD_END}]){{0,80}}?"
FOR_AWARD = re.compile(
    rf"\s+for\s+(?:winning\s+|receiving\s+)?(?P<award>{WITHIN}\b(?:awards?|prizes?|mentions?|runners?-up)\b"
    rf"(?:\s+for\s+(?:the\s+)?best\s[\w\s-]{{2,40}}?(?=\s*(?:$|[.,;!]|\sand\s)))?"
    rf"|(?:the\s+)?(?:best|outstanding)\s{WITHIN}(?=\s*(?:$|[.,;!{BOLD}]|\sand\s)))",
    re.I,
)
ON_AWARD = re.compile(
    rf"\s+on\s+(?:winning\s+|receiving\s+)?(?=the\s+(?:best|outstanding)\s{WITHIN}\b(?:award|prize)s?\b)", re.I
)
# An award is said of its name only, not of who gives or hopes for it, or did long ago.
NO_AWARD = re.compile(
    r"\b(?:committee|jury|judges?|chairs?|criteria|sponsors|nomin\w+|shortlist\w*|finalists?|candidates?|selection|"
    r"ceremony|session|deadline|donat\w+|eligib\w+|previous|past|last year\S*|respectively)\b",
    re.I,
)
VERB = re.compile(
    r"\b(?:goe?s?|went|gave|given|won|wins?|receive[sd]?|awarded|thank\w*|congratulat\w+|we|is|are|was|were|will)\b",
    re.I,
)
HONOURED = re.compile(r"^(?:congratulations\s+to\s+)?(?:the\s+)?(?:winners?|recipients?)\s+of\s+", re.I)
# Above a list of those who won it.
LEAD = re.compile(
    rf".{{0,200}}?\b(?:received|won|winners? of|recipients? of|announce|honou?red with|"
    rf"(?:were|are|was|is) (?:awarded|given))\s+"
    rf"(?P<award>{WITHIN}\b(?:awards?|prizes?|mentions?))(?:\s+(?:is|are|were|was))?\s*:",
    re.I | re.S,
)
TAIL = re.compile(rf"\s+(?:of|at|in)\s+[^,;:!?{BOLD}]{{2,60}}")
AUTHORED = re.compile(r"^.{3,300}?,?\s+by\s+(?=[^\W\d_a-z])")
SOMEBODY = re.compile(rf"(?:\band|&|,|;)\s+(?:to\s+)?{NAME.pattern}|{BOLD}|\b(?:{AWARD})\b")


def names_people(sentence: str) -> bool:
    """Whether a sentence names people, perhaps with where they are from or after a paper's title, and nothing else."""
    text = without_marks(with_titles_quoted(sentence)).strip(" .")
    text = AUTHORED.sub("", QUOTED.sub("", text))
    return begins_with_person(text) or are_people(text)


def _honoured(before: str, who: str) -> bool:
    """Whether words name who is honoured: in bold, with a capital, or by the title of a paper."""
    return BOLD in before + who or bool(re.match(rf"{NAME.pattern}|[“\"]", without_marks(with_titles_quoted(who))))


def awards_to(name: str, who: str) -> Awards:
    """An award for each of its recipients; without bold names there is one. None where either is not sure."""
    said = HONOURED.sub("", without_marks(name).strip())
    unsure = NO_AWARD.search(said) or VERB.search(said)
    if unsure or re.search(rf"\b(?:respectively|{AWARD})\b", without_marks(who), re.I):
        return []
    return _made(name, people_in(with_bold_names(who)))


def _made(name: str, people: People) -> Awards:
    name = HONOURED.sub("", without_marks(name).strip())
    name = re.sub(r"^(?:(?:the|our|an?)\s+)+|[\s.!:]+$", "", name, flags=re.I)
    name = re.sub(r"(?<=award)s$|(?<=prize)s$", "", re.sub(r"^\W+", "", name), flags=re.I)
    name = name[:1].upper() + name[1:]
    people = [(re.sub(r"\bet al$", "et al.", who), place) for who, place in people]
    return [{"name": name, "recipient": who, "affiliation": place, "photo": ""} for who, place in people]


def _is_about_awards(match: re.Match[str]) -> bool:
    """Whether an award is named in what a reader sees, not just in the address of a link."""
    return bool(re.search(rf"\b(?:{AWARD})\b", without_marks(match.string), re.I))


def named_apart(match: re.Match[str]) -> Awards | None:
    """Reads an award and, set apart from it, who won it and nothing else."""
    named = names_people(match["who"])
    return awards_to(match["award"], match["who"].lstrip(BOLD_END + " ")) or None if named else None


def labelled(match: re.Match[str]) -> Awards | None:
    """Reads an award and after a colon or a verb who won it."""
    if not (_is_about_awards(match) and _honoured(match["before"], match["who"])):
        return None
    bold_goes_on = BOLD in match["before"] and BOLD_END not in match["before"]
    return awards_to(match["award"], BOLD * bold_goes_on + match["who"].lstrip(BOLD_END + " ")) or None


def each_for(match: re.Match[str]) -> Awards | None:
    """Reads people and after them their award, perhaps several times in a sentence; None where one is not sure."""
    said = match.groupdict()
    text = with_bold_names(said["who"] + (f" for {said['award']}" if "award" in said else ""))
    text = ON_AWARD.sub(" for ", text)
    text = re.sub(r",?\s+who\s+(?:has\s+|have\s+)?(?:won|wins?|received?)\s+(?=the\s|an?\s)", " for ", text)
    awards: Awards = []
    start = 0
    for phrase in FOR_AWARD.finditer(text):
        people = people_in(re.sub(r"^[\s,;]*(?:and\s+)?(?:also\s+)?(?:to\s+)?", "", text[start : phrase.start()]))
        unsure = NO_AWARD.search(text) or VERB.search(phrase["award"])
        found = [] if unsure else _made(phrase["award"], people)
        if not found:
            return None
        awards += found
        start = phrase.end()
    if not awards or SOMEBODY.search(text, start):
        return None
    if TAIL.fullmatch(text[start:].rstrip(" .")):
        name = (phrase["award"] + text[start:]).rstrip(" .")
        awards[-len(found) :] = _made(name, people)
    return awards
