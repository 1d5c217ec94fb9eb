"""Reads awards: prose that congratulates, lines that name an award, and the pictures of the certificates."""

import re
from html import escape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from faimi.exchange.page.draft import Report
from faimi.exchange.page.tree import lines_of
from faimi.exchange.page.words import squeeze

Awards = list[dict[str, Any]]
# Marks that no page holds, for control characters are left out: around bold text, links and full stops in names.
BOLD, PLAIN, LINK, LINKED, STOP = "\x02", "\x03", "\x04", "\x06", "\x07"
SENTENCES = re.compile(
    r"(?<=\baward[.!])\s+|(?<=\bawards[.!])\s+|(?<=\bprize[.!])\s+|(?<=[.!?])\s+(?=congratulations\b|[^.!?:]{0,80}\bawards?\b)|\n",
    re.I,
)
GREETING = re.compile(
    r"(?:(?:many |our |warm )?congratulations (?:also )?to|we congratulate)\s+(?:the\s+)?(?=\S)", re.I
)
NAMED = re.compile(
    r"(?:the\s+)?(?P<award>[^:]{3,120}?)\s+(?:goes to|went to|was won by|is awarded to|was awarded to)\s+", re.I
)
LABEL = re.compile(r"(?P<award>[^:]{0,100}\b(?:awards?|prizes?|mentions?|runner-up|winners?)\b[^:]{0,40}):\s*", re.I)
PLACE = re.compile(
    r"\s*(?:,?\s*\b(?:from|of|at)\s+(?:the\s+)?|,\s*)(?P<place>\S.*)|\s*\((?P<inside>[^()]+)\)", re.I | re.S
)
JOINED = re.compile(r"(?:,?\s+and|,|\s+&)(?:\s+to)?\s*$", re.I)


def read(blocks: list[Tag], report: Report) -> tuple[Awards, list[Tag]]:
    """Gives the awards, and the prose and pictures that are none."""
    awards: Awards = []
    rest: list[Tag] = []
    pictures = [picture for block in blocks for picture in block.find_all("img")]
    for block in blocks:
        unread = []
        sentences = _sentences(block)
        for sentence in sentences:
            found = _honours(sentence, report)
            awards += found
            unread += [] if found else [sentence]
        if sentences and len(unread) == len(sentences):
            rest.append(block)
        else:
            rest += [_paragraph(sentence) for sentence in unread]
    if not awards:
        return [], blocks
    left = _hand_out(awards, pictures)
    for picture in pictures:
        if not any(picture is other for other in left):
            picture.extract()
    return awards, rest + [
        picture for picture in left if not any(above is tag for above in picture.parents for tag in rest)
    ]


def _sentences(block: Tag) -> list[str]:
    lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else [[block]]
    texts = [squeeze("".join(_marked(part) for part in line)) for line in lines]
    return [part for text in texts for part in SENTENCES.split(text) if part.strip()]


def _marked(part: PageElement) -> str:
    """Gives text with marks around what is bold or a link."""
    if not isinstance(part, Tag):
        return part.get_text()
    inner = "".join(_marked(child) for child in part.children)
    if part.name in ("b", "strong") and inner.strip():
        return f"{BOLD}{inner.replace('.', STOP)}{PLAIN}"
    if part.name == "a" and part.get("href"):
        return f"{LINK}{part['href']}\x05{inner}{LINKED}"
    return f"{inner} " if part.name in ("p", "li", "br") else inner


def _plain(text: str) -> str:
    """Gives marked text without its marks."""
    text = re.sub(f"{LINK}[^\x05]*\x05|[{LINKED}{BOLD}{PLAIN}]", "", text)
    return squeeze(text.replace(STOP, "."))


def _paragraph(sentence: str) -> Tag:
    """Gives a sentence that was not understood as the paragraph it was."""
    html = escape(sentence.replace(STOP, "."), quote=True)
    html = re.sub(f"{LINK}([^\x05]*)\x05", r'<a href="\1">', html).replace(LINKED, "</a>")
    html = html.replace(BOLD, "<strong>").replace(PLAIN, "</strong>")
    paragraph = BeautifulSoup(f"<p>{html}</p>", "lxml").p
    assert paragraph
    return paragraph


def _honours(sentence: str, report: Report) -> Awards:
    """Reads who wins what: “Congratulations to **Name** from Place for the … award”, “… award goes to **Name**”."""
    plain = _plain(sentence)
    if not re.search(r"\b(?:awards?|prizes?|mentions?|runner-up|winners?)\b", plain, re.I):
        return []
    bare = sentence.lstrip(BOLD)
    if match := LABEL.match(bare) or NAMED.match(bare):
        return _awards(
            match["award"],
            BOLD * (BOLD in match[0] and PLAIN not in match[0]) + bare[match.end() :].lstrip(PLAIN + " "),
            True,
        )
    greeting = GREETING.match(sentence)
    who, award = _parted(sentence[greeting.end() :] if greeting else sentence)
    if not award or not (greeting or sentence.startswith(BOLD)):
        return []
    found = _awards(award, who, bool(greeting))
    if found and BOLD not in who:
        report.unsure(f"“{plain}” was read as an award to {found[0]['recipient']}.", plain)
    return found


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
    name = re.sub(r"^the\s+|[\s.!:]+$", "", _plain(name), flags=re.I)
    name = re.sub(r"awards$", "award", name)
    if BOLD not in who and greeted:
        parts = re.match(r"(?:\x04[^\x05]*\x05)?([^(,]+?)(?=\s+from\s|\s*\(|,|[.!]?$)", who)
        who = f"{BOLD}{parts[1]}{PLAIN}{who[parts.end() :]}" if parts else who
    pieces = re.split(f"{BOLD}([^{PLAIN}]*){PLAIN}", who)
    awards = []
    for person, after in zip(pieces[1::2], pieces[2::2], strict=True):
        rest = JOINED.sub("", after.strip().rstrip(".!")) if after.strip(" .!") else ""
        match = PLACE.match(_plain(rest))
        place = (match["place"] or match["inside"]) if match else ""
        awards.append(
            {"name": name[:1].upper() + name[1:], "recipient": _plain(person).strip(" ,:"), "affiliation": place}
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
