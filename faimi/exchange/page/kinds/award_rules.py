"""How people write in a sentence who wins which award."""

import re
from typing import Any

from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END, without_marks

Awards = list[dict[str, Any]]
AWARD = r"awards?|prizes?|mentions?|runner-up|winners?"
LABEL = rf"[^:]{{0,100}}\b(?:{AWARD})\b[^:]{{0,40}}"
GREETING = r"(?i:(?:(?:many |our |warm )?congratulations (?:also )?to|we congratulate)\s+(?:the\s+)?(?=\S))"
# Without this, a long sentence that names no award would be searched from each of its “for”s on.
AHEAD = r"(?=.*\b(?i:awards?|prizes?)\b)"
FOR_AWARD = r" for (?:winning\s+|receiving\s+)?(?P<award>.*\b(?i:awards?|prizes?)\b.*)$"
TITLE = re.compile(r"\s*(?:,|\bfor\b|[–—-])?\s*[“\"][^“”\"]+[”\"]\s*(?:,|\bby\b|[–—-])?\s*|\s+for\s+.*", re.I)
PLACE = re.compile(
    r"\s*(?:,?\s*\b(?:from|of|at)\s+(?:the\s+)?|,\s*)(?P<place>\S.*)|\s*\((?P<inside>[^()]+)\)", re.I | re.S
)
JOINED = re.compile(r"(?:,?\s+and|,|\s+&)(?:\s+to)?\s*$", re.I)


def names_people(sentence: str) -> bool:
    """Whether a sentence names people, perhaps with where they are from, and nothing else."""
    text = without_marks(sentence).strip(" .")
    return begins_with_person(text) or are_people(text)


def _honoured(before: str, who: str) -> bool:
    """Whether words name who is honoured: in bold, with a capital, or by the title of a paper."""
    return BOLD in before + who or bool(re.match(rf"{NAME.pattern}|[“\"]", without_marks(who)))


def awards_to(name: str, who: str, greeted: bool) -> Awards:
    """An award for each of its recipients; without bold names there is one."""
    name = re.sub(r"^the\s+|[\s.!:]+$", "", without_marks(name), flags=re.I)
    name = re.sub(r"awards$", "award", re.sub(r"^\W+", "", name))
    people = TITLE.sub("", without_marks(who)).strip(" ,.;:–—-")
    if BOLD not in who and greeted and are_people(people):
        return [{"name": name[:1].upper() + name[1:], "recipient": people, "affiliation": "", "photo": ""}]
    if BOLD not in who and greeted:
        parts = re.match(r"(?:\x04[^\x05]*\x05)?([^(,]+?)(?=\s+from\s|\s*\(|,|[.!]?$)", who)
        who = f"{BOLD}{parts[1]}{BOLD_END}{who[parts.end() :]}" if parts else who
    pieces = re.split(f"{BOLD}([^{BOLD_END}]*){BOLD_END}", who)
    awards = []
    for person, after in zip(pieces[1::2], pieces[2::2], strict=True):
        rest = JOINED.sub("", after.strip().rstrip(".!")) if after.strip(" .!") else ""
        match = PLACE.match(without_marks(rest))
        place = (match["place"] or match["inside"]) if match else ""
        awards.append(
            {"name": name[:1].upper() + name[1:], "recipient": without_marks(person).strip(" ,:"), "affiliation": place}
        )
    return [award | {"photo": ""} for award in awards if award["recipient"]]


def _is_about_awards(match: re.Match[str]) -> bool:
    """Whether an award is named in what a reader sees, not just in the address of a link."""
    return bool(re.search(rf"\b(?:{AWARD})\b", without_marks(match.string), re.I))


def _named_apart(match: re.Match[str]) -> Awards | None:
    return awards_to(match["award"], match["who"].lstrip(BOLD_END + " "), True) if names_people(match["who"]) else None


def _labelled(match: re.Match[str]) -> Awards | None:
    if not (_is_about_awards(match) and _honoured(match["before"], match["who"])):
        return None
    bold_goes_on = BOLD in match["before"] and BOLD_END not in match["before"]
    return awards_to(match["award"], BOLD * bold_goes_on + match["who"].lstrip(BOLD_END + " "), True)


def _congratulated(match: re.Match[str]) -> Awards | None:
    honoured = _is_about_awards(match) and _honoured("", match["who"])
    return awards_to(match["award"], match["who"], True) if honoured else None


def _in_bold(match: re.Match[str]) -> Awards | None:
    return awards_to(match["award"], match["who"], False) if _is_about_awards(match) else None


AWARD_RULES: list[Rule[Awards]] = [
    Rule(
        "Best paper, Ann Lee (MIT)",
        re.compile(
            rf"^{BOLD}*(?P<award>[^:,{BOLD_END}]{{0,100}}\b(?:{AWARD}|best|outstanding)\b[^:,{BOLD_END}]{{0,40}}?)"
            rf"(?:{BOLD_END}[\s:,–—-]*|[:,]\s|\s[–—-]\s)(?P<who>.*)$",
            re.I | re.S,
        ),
        _named_apart,
    ),
    Rule(
        f"Best paper award: {BOLD}Ann Lee{BOLD_END} for her talk",
        re.compile(rf"^{BOLD}*(?P<before>(?P<award>{LABEL}):\s*)(?P<who>.*)$", re.I | re.S),
        _labelled,
    ),
    Rule(
        "The best paper award goes to Ann Lee from MIT",
        re.compile(
            rf"^{BOLD}*(?!{LABEL}:)(?P<before>(?:the\s+)?(?P<award>[^:]{{3,120}}?)\s+"
            r"(?:goes to|went to|was won by|is awarded to|was awarded to)\s+)(?P<who>.*)$",
            re.I | re.S,
        ),
        _labelled,
    ),
    Rule(
        f"Congratulations to {BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award",
        re.compile(rf"^{GREETING}{AHEAD}(?P<who>.*){FOR_AWARD}", re.S),
        lambda match: _congratulated(match) if BOLD in match["who"] else None,
    ),
    Rule(
        "Congratulations to Ann Lee from MIT for the best paper award",
        re.compile(rf"^{GREETING}{AHEAD}(?P<who>.*){FOR_AWARD}", re.S),
        _congratulated,
        "“{text}” was read as an award to {recipient}.",
    ),
    Rule(
        f"{BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award",
        re.compile(rf"^{AHEAD}(?P<who>{BOLD}.*){FOR_AWARD}", re.S),
        _in_bold,
    ),
]
