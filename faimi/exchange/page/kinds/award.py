"""Reads awards: prose that congratulates, lines that name an award, and the pictures of the certificates."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.names import NAME, are_people, begins_with_person
from faimi.exchange.page.source.marks import BOLD, PLAIN, marked, plain, unmarked
from faimi.exchange.page.source.tree import HEADINGS, lines_of
from faimi.exchange.words import cut, squeeze, words_of

Awards = list[dict[str, Any]]
AWARD = r"awards?|prizes?|mentions?|runner-up|winners?"
SENTENCES = re.compile(
    r"(?<=[.!?])\s+(?=(?:we|it|well|they|this|thanks?|see)\s)|"
    r"(?<=\baward[.!])\s+|(?<=\bawards[.!])\s+|(?<=\bprize[.!])\s+|(?<=[.!?])\s+(?=congratulations\b|[^.!?:]{0,80}\bawards?\b)|\n",
    re.I,
)
GREETING = re.compile(
    r"(?:(?:many |our |warm )?congratulations (?:also )?to|we congratulate)\s+(?:the\s+)?(?=\S)", re.I
)
NAMED = re.compile(
    r"(?:the\s+)?(?P<award>[^:]{3,120}?)\s+(?:goes to|went to|was won by|is awarded to|was awarded to)\s+", re.I
)
LABEL = re.compile(rf"(?P<award>[^:]{{0,100}}\b(?:{AWARD})\b[^:]{{0,40}}):\s*", re.I)
APART = re.compile(
    rf"(?P<award>[^:,\x03]{{0,100}}\b(?:{AWARD}|best|outstanding)\b[^:,\x03]{{0,40}}?)(?:\x03[\s:,–—-]*|[:,]\s|\s[–—-]\s)",
    re.I,
)
ALONE = re.compile(rf"[^:.!?]{{0,60}}\b(?:{AWARD}|best|outstanding)\b[^:.!?]{{0,60}}", re.I)
TITLE = re.compile(r"\s*(?:,|\bfor\b|[–—-])?\s*[“\"][^“”\"]+[”\"]\s*(?:,|\bby\b|[–—-])?\s*|\s+for\s+.*", re.I)
PLACE = re.compile(
    r"\s*(?:,?\s*\b(?:from|of|at)\s+(?:the\s+)?|,\s*)(?P<place>\S.*)|\s*\((?P<inside>[^()]+)\)", re.I | re.S
)
JOINED = re.compile(r"(?:,?\s+and|,|\s+&)(?:\s+to)?\s*$", re.I)


def read(blocks: list[Tag], report: Report) -> tuple[Awards, list[Tag]]:
    """Gives the awards, and the prose and pictures that are none."""
    awards: Awards = []
    rest: list[Tag] = []
    named = ""
    pictures = [picture for block in blocks for picture in block.find_all("img")]
    for block in blocks:
        unread: list[str] = []
        sentences = _sentences(block)
        for sentence in sentences:
            below = _below(named, sentence, report)
            if below:  # the name that stood above is no text of its own
                unread, rest = _without(named, unread), _without(named, rest)
            named = named if below else _alone(sentence, block)
            found = below or ([] if named else _honours(sentence, report))
            awards += found
            unread += [] if found else [sentence]
        if sentences and len(unread) == len(sentences):
            rest.append(block)
        else:
            rest += [unmarked(sentence) for sentence in unread]
    if not awards:
        return [], blocks
    left = _hand_out(awards, pictures)
    for picture in pictures:
        if not any(picture is other for other in left):
            picture.extract()
    return awards, rest + [
        picture for picture in left if not any(above is tag for above in picture.parents for tag in rest)
    ]


def _alone(sentence: str, block: Tag) -> str:
    """Gives the name of an award that stands alone, as a heading or in bold."""
    text = plain(sentence).strip(" :")
    bold = re.fullmatch(f"{BOLD}[^{PLAIN}]*{PLAIN}\\W*", sentence)
    return text if (bold or block.name in HEADINGS) and ALONE.fullmatch(text) else ""


def _below(name: str, sentence: str, report: Report) -> Awards:
    """Reads who wins an award that is named above."""
    text = plain(sentence)
    if not name or not (_names(sentence) or sentence.startswith(BOLD)):
        return []
    report.unsure(f"“{cut(text)}” was read as who wins “{name}”.", text)
    return _awards(name, sentence, True)


def _names(sentence: str) -> bool:
    text = plain(sentence).strip(" .")
    return begins_with_person(text) or are_people(text)


def _sentences(block: Tag) -> list[str]:
    lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else [[block]]
    texts = [squeeze("".join(marked(part) for part in line)) for line in lines]
    return [part for text in texts for part in SENTENCES.split(text) if part.strip()]


def _without(named: str, parts: list[Any]) -> list[Any]:
    """Leaves out the sentence or block that says nothing but the name of an award."""
    return [part for part in parts if (plain(part) if isinstance(part, str) else words_of(part)) != named]


def _honours(sentence: str, report: Report) -> Awards:
    """Reads who wins what: “Congratulations to **Name** from Place for the … award”, “… award goes to **Name**”."""
    text = plain(sentence)
    bare = sentence.lstrip(BOLD)
    if (match := APART.match(bare)) and _names(bare[match.end() :]):
        return _awards(match["award"], bare[match.end() :].lstrip(PLAIN + " "), True)
    if not re.search(rf"\b(?:{AWARD})\b", text, re.I):
        return []
    if (match := LABEL.match(bare) or NAMED.match(bare)) and _honoured(match[0], bare[match.end() :]):
        return _awards(
            match["award"],
            BOLD * (BOLD in match[0] and PLAIN not in match[0]) + bare[match.end() :].lstrip(PLAIN + " "),
            True,
        )
    greeting = GREETING.match(sentence)
    who, award = _parted(sentence[greeting.end() :] if greeting else sentence)
    if not award or not (sentence.startswith(BOLD) or (greeting and _honoured("", who))):
        return []
    found = _awards(award, who, bool(greeting))
    if found and BOLD not in who:
        report.unsure(f"“{text}” was read as an award to {found[0]['recipient']}.", text)
    return found


def _honoured(before: str, who: str) -> bool:
    """Gives whether words name who is honoured: in bold, with a capital, or by the title of a paper."""
    return BOLD in before + who or bool(re.match(rf"{NAME.pattern}|[“\"]", plain(who)))


def _parted(text: str) -> tuple[str, str]:
    """Parts “Name … for (winning) the … award” at the last “for” that an award follows."""
    for between in (" for ", " for winning "):
        who, found, award = text.rpartition(between)
        while found and not re.search(r"\b(?:awards?|prizes?)\b", award, re.I):
            who, found, more = who.rpartition(between)
            award = f"{more}{between}{award}"
        if found:
            return who, re.sub(r"^(?:winning|receiving)\s+", "", award)
    return text, ""


def _awards(name: str, who: str, greeted: bool) -> Awards:
    """Gives an award for each of its recipients; without bold names there is one."""
    name = re.sub(r"^the\s+|[\s.!:]+$", "", plain(name), flags=re.I)
    name = re.sub(r"awards$", "award", re.sub(r"^\W+", "", name))
    people = TITLE.sub("", plain(who)).strip(" ,.;:–—-")
    if BOLD not in who and greeted and are_people(people):
        return [{"name": name[:1].upper() + name[1:], "recipient": people, "affiliation": "", "photo": ""}]
    if BOLD not in who and greeted:
        parts = re.match(r"(?:\x04[^\x05]*\x05)?([^(,]+?)(?=\s+from\s|\s*\(|,|[.!]?$)", who)
        who = f"{BOLD}{parts[1]}{PLAIN}{who[parts.end() :]}" if parts else who
    pieces = re.split(f"{BOLD}([^{PLAIN}]*){PLAIN}", who)
    awards = []
    for person, after in zip(pieces[1::2], pieces[2::2], strict=True):
        rest = JOINED.sub("", after.strip().rstrip(".!")) if after.strip(" .!") else ""
        match = PLACE.match(plain(rest))
        place = (match["place"] or match["inside"]) if match else ""
        awards.append(
            {"name": name[:1].upper() + name[1:], "recipient": plain(person).strip(" ,:"), "affiliation": place}
        )
    return [award | {"photo": ""} for award in awards if award["recipient"]]


def _hand_out(awards: Awards, pictures: list[Tag]) -> list[Tag]:
    """Gives each picture to the award that its alternative text names best, in order, and those left over."""
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
