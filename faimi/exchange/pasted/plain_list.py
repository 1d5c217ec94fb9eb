"""Reads papers from lists without any marks, as EasyChair and HotCRP give them: a line or a few lines each."""

import re

from faimi.exchange.page.kinds.paper_rules import ET_AL_RULES, Paper, is_title
from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.page.recognise.rules import Rule, first_reading
from faimi.exchange.pasted.candidate import Candidate, make_candidate
from faimi.exchange.pasted.people import AFFILIATION, SUFFIX, people_in
from faimi.exchange.text_matching import cut, squeeze

MARKUP = re.compile(r"\*\S[^*\n]*\*|\b_\S[^_\n]*_\b|\]\(|\||\\[*_#\[]|^[ \t]*(?:[-+*•>]\s|#+\s|```|~~~|<\w)", re.M)
NUMBER = re.compile(r"^(?:(?:paper|submission)\s+#?\d+\s*[:.–—-]|#\d+[:.]?|\[\d+\]|\(?\d+[.):])\s+", re.I)
LINK = re.compile(r"[\s.(]*(?P<link>https?://[^\s()]+)\)?\.?$")
SEPARATOR = re.compile(
    r"(?<=\w\w)(?<!\bSt)(?<!\bDr)(?<!\bMt)(?<!\b[JS]r)[.:]\s+|(?<=\b[JS]r\.)\.?\s+|(?<=\w\w)\s+[–—]\s+"
)
LABEL = re.compile(
    r"\b(?:committees?|chairs?|organi[sz]ers?|reviewers?|speakers?|keynotes?|editors?|regards|wishes|thanks|greetings)\b",
    re.I,
)
MAX_ENTRY_LINES, MAX_LINE_CHARS = 6, 1500


def _names_first(match: re.Match[str]) -> Paper | None:
    authors, title = match.string[: match.start()], match.string[match.end() :].rstrip(" .")
    fits = are_people(SUFFIX.sub("", authors)) and is_title(title) and not LABEL.search(title)
    return {"authors": authors, "title": title} if fits else None


LINE_RULES: list[Rule[Paper]] = [
    *ET_AL_RULES,
    Rule("Ann Lee and Bob Roe. Fair things", SEPARATOR, _names_first),
]


def read_plain(text: str) -> tuple[list[Candidate], list[str]] | None:
    """The papers, and the lines that are none; None where there are marks, or where most is no paper."""
    if MARKUP.search(text):
        return None
    blocks = [[squeeze(line) for line in block.split("\n")] for block in re.split(r"\n[ \t]*\n\s*", text.strip())]
    return _by_lines(blocks) or _by_entries(blocks)


def _by_lines(blocks: list[list[str]]) -> tuple[list[Candidate], list[str]] | None:
    """Reads a paper from each line: names, then a title."""
    found: list[Candidate] = []
    unread: list[str] = []
    for block in blocks:
        above: Candidate | None = None
        for line in block:
            link = LINK.search(line[-MAX_LINE_CHARS:])
            bare = NUMBER.sub("", line[: -len(link[0])] if link else line)
            read = first_reading(LINE_RULES, bare) if len(bare) < MAX_LINE_CHARS else None
            if read:
                authors = people_in(read[0]["authors"])
                above = make_candidate(read[0]["title"], authors, link["link"] if link else "")
                found.append(above)
            else:
                unread.append(line)
                if above:  # a title that goes on would be cut off
                    above.doubts.append(f"The line below it may belong to it: “{cut(line)}”.")
                above = None
    several = len(found) > 1 or any(re.search(r",| and |et al", one.paper["authors"]) for one in found)
    return (found, unread) if several and len(found) >= len(unread) else None


def _by_entries(blocks: list[list[str]]) -> tuple[list[Candidate], list[str]] | None:
    """Reads a paper from each block of lines, or from every two lines of one: a title and names, in either order."""
    found: list[Candidate] = []
    unread: list[str] = []
    for block in blocks:
        pairs = [block[n : n + 2] for n in range(0, len(block), 2)] if len(block) > 3 else []
        entries = pairs if pairs and all(map(_entry, pairs)) else [block]
        for entry in entries:
            if one := _entry(entry):
                found.append(one)
            else:
                unread.append(" ".join(entry))
    return (found, unread) if found and len(found) >= len(unread) else None


def _entry(lines: list[str]) -> Candidate | None:
    """The paper of a few lines: a title, which may go on, then names, which may, or the other way round."""
    links = [line for line in lines if LINK.fullmatch(line)]
    rest = [re.sub(r"^(?:authors?|by)\s*:\s*", "", line, flags=re.I) for line in lines if line not in links]
    if not 1 < len(rest) <= MAX_ENTRY_LINES or max(map(len, rest)) > MAX_LINE_CHARS:
        return None
    rest[0] = NUMBER.sub("", rest[0])
    for cut_at in range(1, len(rest)):
        above, below = " ".join(rest[:cut_at]), " ".join(rest[cut_at:])
        for title, names in ((above, below), (below, above)):
            if _may_be_title(title) and _are_authors(names):
                return make_candidate(title, people_in(names), *links)
    return None


def _may_be_title(text: str) -> bool:
    return (
        len(text.split()) > 1
        and not LABEL.search(text)
        and not text.endswith((",", ";", ":"))
        and not _are_authors(text)
    )


def _are_authors(text: str) -> bool:
    """Whether a line holds names alone, perhaps with where each is from."""
    parts = re.split(r"[;|]", AFFILIATION.sub(";", SUFFIX.sub("", text)))
    names = [re.sub(r"^and\s+", "", part.strip(" ,*")) for part in parts]
    return all(map(are_people, filter(None, names))) and any(names)
