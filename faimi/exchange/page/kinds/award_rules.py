"""How people write in a sentence who wins which award."""

import re

from faimi.exchange.page.kinds.award_phrases import AWARD, Awards, each_for, labelled, named_apart
from faimi.exchange.page.recognise.rules import Rule
from faimi.exchange.page.source.inline_markup import BOLD, BOLD_END

LABEL = rf"[^:]{{0,100}}\b(?:{AWARD})\b[^:]{{0,40}}"
GREETING = r"(?i:(?:(?:many |our |warm )?congratulations (?:also )?to|we congratulate)\s+(?:the\s+)?(?=\S))"
RANK = r"best|outstanding|honou?rable|distinguished|runners?-up|audience|1st|2nd|3rd|first|second|third"
AHEAD = r"(?=.*\b(?i:awards?|prizes?|best|outstanding)\b)"

AWARD_RULES: list[Rule[Awards]] = [
    Rule(
        "Best paper, Ann Lee (MIT)",
        re.compile(
            rf"^{BOLD}*(?P<award>[^:,{BOLD_END}]{{0,100}}\b(?:{AWARD}|best|outstanding)\b[^:,{BOLD_END}]{{0,40}}?)"
            rf"(?:{BOLD_END}[\s:,–—-]*|[:,]\s|\s[–—-]\s)(?P<who>.*)$",
            re.I | re.S,
        ),
        named_apart,
        stays_text=(
            "Award committee: Ann Lee, Bob Roe",
            "Best paper finalists, Ann Lee (MIT)",
            "Best paper, Deep Things (Ann Lee, Bob Roe)",
            f"Best paper award, {BOLD}Ann Lee{BOLD_END}, Bob Roe and Cem Kaya",
        ),
    ),
    Rule(
        f"Best paper award: {BOLD}Ann Lee{BOLD_END} for her talk",
        re.compile(rf"^{BOLD}*(?P<before>(?P<award>{LABEL}):\s*)(?P<who>.*)$", re.I | re.S),
        labelled,
        stays_text=(
            "Award criteria: Novelty and clarity",
            "Best paper award: Deep Things by the jury",
            "Best paper and best talk awards: Ann Lee and Bob Roe, respectively",
        ),
    ),
    Rule(
        "The best paper award goes to Ann Lee from MIT",
        re.compile(
            rf"^{BOLD}*(?!{LABEL}:)(?P<before>(?:the\s+)?(?P<award>[^:]{{3,120}}?)\s+"
            r"(?:goe?s? to|went to|was won by|(?:is|are|was|were) (?:awarded|given) to|"
            r"(?<=award\s)to|(?<=prize\s)to)\s+)(?P<who>.*)$",
            re.I | re.S,
        ),
        labelled,
        stays_text=(
            "Our thanks for the prizes go to Ann Lee",
            "Last year, the best paper award went to Ann Lee",
            "We gave the best paper award to Ann Lee",
            "The best paper award goes to excellent work",
        ),
    ),
    Rule(
        f"Congratulations to {BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award",
        re.compile(rf"^{BOLD}*{GREETING}{AHEAD}(?P<who>.*)$", re.S),
        lambda match: each_for(match) if BOLD in match["who"] else None,
        stays_text=(
            f"Congratulations to {BOLD}Ann Lee{BOLD_END} (MIT) on the best talk of the day, no award",
            f"Congratulations to {BOLD}Ann Lee{BOLD_END} for the best paper and {BOLD}Bob Roe{BOLD_END} for a talk",
            f"Congratulations to {BOLD}Ann Lee{BOLD_END}, Bob Roe and Cem Kaya for the best paper award",
        ),
    ),
    Rule(
        "Congratulations to Ann Lee from MIT for the best paper award",
        re.compile(rf"^{GREETING}{AHEAD}(?P<who>.*)$", re.S),
        each_for,
        "“{text}” was read as an award to {recipient}.",
        stays_text=(
            "Congratulations to Ann Lee and Bob Roe for the best paper and the best poster award, respectively",
            "Congratulations to Ann Lee, nominated for the best paper award",
            "Congratulations to Ann Lee from MIT and Bob Roe for the best paper award",
        ),
    ),
    Rule(
        "The winner of the best paper award is Ann Lee (MIT)",
        re.compile(
            r"^(?P<before>(?:the\s+)?(?:winners?|recipients?)\s+of\s+(?P<award>[^:]{3,120}?)\s+(?:is|are|was|were)\s+)"
            r"(?P<who>.*)$",
            re.I | re.S,
        ),
        labelled,
        stays_text=("The winner of the best paper award is announced at the dinner",),
    ),
    Rule(
        "Ann Lee (MIT) won the best paper award",
        re.compile(
            r"^(?P<who>[^.:;]{3,200}?)\s+(?:ha(?:s|ve)\s+)?(?:won|received|(?:was|were) awarded)\s+"
            r"(?P<award>(?:the|an?)\s.*)$",
            re.I | re.S,
        ),
        each_for,
        "“{text}” was read as an award to {recipient}.",
        stays_text=(
            "The best paper received an award of 500 EUR",
            "Ann Lee won the best paper award last year",
        ),
    ),
    Rule(
        "Ann Lee (MIT) – Best paper award",
        re.compile(
            r"^(?P<who>[^.:;]{3,200}?)(?:\s[–—-]\s|:\s|,\s)(?P<award>(?:the\s+|winners? of\s+(?:the\s+)?)?"
            rf"(?:{RANK})\b[^,:;.]{{0,80}}\b(?:{AWARD}))[\s.!]*$",
            re.I | re.S,
        ),
        each_for,
        stays_text=("Ann Lee, chair of the best paper award", "Ann Lee, Bob Roe, sponsor of the prize"),
    ),
    Rule(
        f"{BOLD}Ann Lee{BOLD_END} (MIT) for the best paper award",
        re.compile(rf"^{AHEAD}(?P<who>{BOLD}.*)$", re.S),
        each_for,
    ),
]
