"""Reads awards: prose that congratulates, lines that name an award, and the pictures of the certificates."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import DraftSection, Report
from faimi.exchange.page.kinds.award_people import LINKED
from faimi.exchange.page.kinds.award_phrases import AWARD, LEAD, NO_AWARD, Awards, awards_to, names_people
from faimi.exchange.page.kinds.award_rules import AWARD_RULES
from faimi.exchange.page.kinds.award_table import read_award_table, says_more
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.source.inline_markup import (
    BOLD,
    BOLD_END,
    as_paragraph,
    with_marks,
    without_marks,
)
from faimi.exchange.page.source.tree import HEADINGS, lines_of
from faimi.exchange.text_matching import cut, essence, squeeze, words_of

SENTENCES = re.compile(
    r"(?<=[.!?])\s+(?=(?:we|it|well|they|this|thanks?|see)\s)|"
    r",?\s+(?:and|while|whereas)\s+(?=the\s[^,;:.]{0,80}\b(?:award|prize)s?\s+"
    r"(?:(?:goe?s?|went|(?:is|was) awarded)\s+)?to\s)|\s+(?=(?-i:Congratulations)\s+to\b)|"
    r"(?<=\baward[.!])\s+|(?<=\bawards[.!])\s+|(?<=\bprize[.!])\s+|(?<=[.!?])\s+(?=congratulations\b|[^.!?:]{0,80}\bawards?\b)|\n",
    re.I,
)
ONE_AWARD = re.compile(r"(?:best|outstanding) [\w\s-]{2,60}? (?:award|prize)", re.I)
ALONE = re.compile(rf"[^:.!?]{{0,60}}\b(?:{AWARD}|best|outstanding)\b[^:.!?]{{0,60}}", re.I)


PLACED = re.compile(
    r"(?:(?P<won>(?:the )?winners?)|"
    r"(?P<place>runners?-up|honou?rable mentions?|(?:1st|2nd|3rd|first|second|third)(?: place| prize)?))\s*[:–—-]\s*",
    re.I,
)
BEGINS = re.compile(rf"{BOLD}[^{BOLD_END}]*{BOLD_END}\W*(?:$|(?:from|of|at|for|by|and)\b|(?<=[(,–—:-])|(?<=[(,–—:-] ))")
TITLED = re.compile(r"^[“\"]|,?\s+by\s+(?=[^\W\d_a-z])")


def read_awards(blocks: list[Tag], report: Report, heading: str = "") -> tuple[Awards, list[Tag]]:
    """The awards, and the prose and pictures that are none; a heading may name the only one: “Best paper award”."""
    awards: Awards = []
    rest: list[Tag] = []
    named = heading if ONE_AWARD.fullmatch(heading) and not NO_AWARD.search(heading) else ""
    fresh = True  # whether nobody has won what is named as yet
    pictures = [picture for block in blocks for picture in block.find_all("img")]
    for block in blocks:
        if block.name == "table" and (found := read_award_table(block)):
            awards += found
            rest += [block] if says_more(block, found) else []
            continue
        unread: list[str] = []
        sentences = _sentences(block)
        for sentence in sentences:
            below = _below(named, sentence, report)
            if below and fresh:  # the name that stood above is no text of its own
                unread, rest = _without(named, unread), _without(named, rest)
            fresh = not below
            named = named if below else _alone(sentence, block)
            found = below or ([] if named else _honours(sentence, report))
            awards += found
            unread += [] if found and not _links_beside(sentence, found) else [sentence]
        whole = sentences and len(unread) == len(sentences)
        rest += [block] if whole else [as_paragraph(sentence) for sentence in unread]
    return (awards, rest + _left_over(awards, pictures, rest)) if awards else ([], blocks)


def _left_over(awards: Awards, pictures: list[Tag], rest: list[Tag]) -> list[Tag]:
    """The pictures that no award takes, and that do not stand in the rest."""
    left = _hand_out(awards, pictures)
    for picture in pictures:
        if not any(picture is other for other in left):
            picture.extract()
    return [picture for picture in left if not any(above is block for above in picture.parents for block in rest)]


def _alone(sentence: str, block: Tag) -> str:
    """The name of an award that stands alone, as a heading or in bold, or ends what leads to a list of winners."""
    text = without_marks(sentence).strip(" :")
    bold = re.fullmatch(f"{BOLD}[^{BOLD_END}]*{BOLD_END}\\W*", sentence)
    if (bold or block.name in HEADINGS) and ALONE.fullmatch(text):
        return "" if NO_AWARD.search(text) else text
    lead = LEAD.fullmatch(f"{text}:") if block.name == "p" and sentence.rstrip().endswith(":") else None
    return lead["award"] if lead else ""


def _below(name: str, sentence: str, report: Report) -> Awards:
    """Reads who wins an award that is named above, perhaps in which place."""
    text = without_marks(sentence)
    placed = PLACED.match(text) if name else None
    if placed:
        awards = awards_to(name if placed["won"] else f"{name}, {placed['place'].lower()}", text[placed.end() :])
    else:
        sure = names_people(sentence) or BEGINS.match(sentence) or TITLED.search(text)
        awards = awards_to(name, sentence) if name and sure else []
    if awards:
        report.unsure(f"“{cut(text)}” was read as who wins “{name}”.", text)
    return awards


def _links_beside(sentence: str, awards: Awards) -> bool:
    """Whether a sentence leads elsewhere than from the names of those who win, such as to their paper."""
    people = [words for award in awards for words in (award["recipient"], award["affiliation"])]
    return any(without_marks(link) not in " ".join(people) for link in LINKED.findall(sentence))


def _sentences(block: Tag) -> list[str]:
    lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else [[block]]
    texts = [squeeze("".join(with_marks(part) for part in line)) for line in lines]
    return [part for text in texts for part in SENTENCES.split(text) if part.strip()]


def _without(named: str, parts: list[Any]) -> list[Any]:
    """Leaves out the sentence or block that says nothing but the name of an award."""
    return [part for part in parts if (without_marks(part) if isinstance(part, str) else words_of(part)) != named]


def _honours(sentence: str, report: Report) -> Awards:
    """Reads who wins what: “Congratulations to **Name** from Place for the … award”, “… award goes to **Name**”."""
    awards, doubt = first_reading(AWARD_RULES, sentence) or ([], "")
    if awards and doubt:
        text = without_marks(sentence)
        report.unsure(doubt.format(text=text, **awards[0]), text)
    return awards


def _hand_out(awards: Awards, pictures: list[Tag]) -> list[Tag]:
    """Hands each picture to the award that its alternative text names best, in order, and those left over."""
    left = []
    for picture in pictures:
        told = set(str(picture.get("alt", "")).lower().split())
        free = [award for award in awards if not award["photo"]]
        if free:
            best = max(free, key=lambda award: len(told & set(award["name"].lower().split())))
            best["photo"] = str(picture.get("src", ""))
        else:
            left.append(picture)
    return left


def without_repeated_awards(sections: list[DraftSection], report: Report) -> None:
    """Keeps the first of two awards sections that honour the same people; the second keeps its words as text."""
    known: dict[str, set[str]] = {}
    for section in sections:
        if section.kind != "award":
            continue
        names = {essence(item["recipient"]): set(essence(item["name"]).split()) - {"award"} for item in section.items}
        if known and all(words & known.get(name, set()) for name, words in names.items()):
            lines = [_as_line(item) for item in section.items]
            report.unsure(
                f"“{section.heading}” honours the same people again: it is kept as text.", section.source_heading
            )
            body = "\n\n".join(filter(None, [section.intro, *lines]))
            section.kind, section.intro = "text", ""
            section.items = [{"body": body, "picture": "", "alt": "", "url": ""}]
        known |= names


def _as_line(award: dict[str, Any]) -> str:
    place = f" ({award['affiliation']})" if award["affiliation"] else ""
    photo = f" ![]({award['photo']})" if award["photo"] else ""
    return f"{award['name']}: {award['recipient']}{place}{photo}"


READER = Reader(
    heading=r"\bawards?\b|\bprizes?\b",
    precedence=4,
    read=lambda passage: (passage.heading, *read_awards(passage.blocks, passage.report, passage.heading)),
    opens=True,
    understood="we congratulate congratulations to for on the from of at and winning a award awards goes "
    "went is awarded was won by also",
)
