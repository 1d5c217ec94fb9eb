"""A paper as it was understood, with what a person should know before it is added."""

import re
from dataclasses import dataclass, field
from html import unescape

from faimi.content.cleaning import visible
from faimi.content.fields import as_markdown
from faimi.content.papers import DETAILS, Paper
from faimi.content.prose import too_intricate
from faimi.exchange.draft import PageError
from faimi.exchange.text_matching import cut, squeeze

MAX_PAPERS = 2500
MAX_ABSTRACT_CHARS = 20_000
ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});", re.I)
DOI = re.compile(r"(?:(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)", re.I)
WEB_ADDRESS = re.compile(r"https?://[^\s\\]+", re.I)
FORMULA_DOUBT = "This is a formula of a spreadsheet, not what it shows. Copy the cells as values, then paste them."
LOST_LETTER_DOUBT = (
    "� stands where a letter was lost: the list is in another encoding. Save it as UTF-8, then paste it again."
)
NO_LETTERS_DOUBT = "There are no letters in its title."


@dataclass
class Candidate:
    """A paper; `there` is one of the edition's that has the same title, `near` one with a similar title.

    `doubts` are reasons not to add it, `notes` say what was left out of it.
    """

    paper: dict[str, str]
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    there: Paper | None = None
    near: Paper | None = None

    @property
    def wanted(self) -> bool:
        """Whether nothing speaks against it."""
        return not (self.there or self.near or self.doubts)

    @property
    def linked(self) -> Paper | None:
        """The edition's paper that could have more from this, such as its link; none where that says nothing new."""
        return self.there or self.near if self.news else None

    @property
    def news(self) -> dict[str, str]:
        """What the edition's paper could have from this, by column: another link, and what it has nothing of."""
        known = self.there or self.near
        told = {name: self.paper.get(name, "") for name in DETAILS} if known and not self.doubts else {}
        same = {name for name, text in told.items() if name != "url" and getattr(known, name)}
        same |= {"url"} if known and _bare(told.get("url", "")) == _bare(known.url) else set()
        return {name: text for name, text in told.items() if text and name not in same}


def make_candidate(title: str, authors: str, *urls: str, **details: str) -> Candidate:
    """The candidate of a title, authors and links, of which the first that leads somewhere counts.

    `details` are what else is known of the paper, by column; a PDF is told where it is not that link.
    """
    told = [squeeze(url) for url in urls if url.strip()]
    links = [link for link in map(web_link, told) if link]
    paper = {"title": _tidy(title)[:500], "authors": _tidy(authors)[:2000], "url": links[0] if links else ""}
    paper |= {name: text for name, text in _known(**details).items() if text and text != paper["url"]}
    doubts = [FORMULA_DOUBT] * bool(re.match(r"=\s*[A-Za-z.]+\(", title.lstrip()))
    doubts += [LOST_LETTER_DOUBT] * any("\ufffd" in words for words in paper.values())
    doubts += [NO_LETTERS_DOUBT] * (not any(c.isalpha() for c in paper["title"]))
    left_out = [f"Its link “{cut(url)}” is left out: it does not start with https:// or http://." for url in told[:1]]
    return Candidate(paper, doubts, [] if links else left_out)


def _known(pdf: str = "", code: str = "", keywords: str = "", abstract: str = "") -> dict[str, str]:
    """What is known of a paper as its columns hold it; nothing in place of what they would not take."""
    words = re.sub(r"\s*;\s*", ", ", _tidy(keywords))
    text = as_markdown(abstract)
    readable = len(text) <= MAX_ABSTRACT_CHARS and not too_intricate(text)
    links = {"pdf": web_link(squeeze(pdf)), "code": web_link(squeeze(code))}
    return links | {"keywords": words[:500], "abstract": text if readable else ""}


def refuse_many(count: int, what: str = "papers", most: int = MAX_PAPERS) -> None:
    """Raises PageError where there is more of something than can be read in a moment."""
    if count > most:
        raise PageError(f"it has {count:,} {what}; up to {most:,} can be read at once. Split it.")


def web_link(url: str) -> str:
    """The address on the web that a text is or a DOI stands for; empty for anything else, such as a file's path."""
    if match := DOI.fullmatch(url):
        return f"https://doi.org/{match['doi']}"
    return url if WEB_ADDRESS.fullmatch(url) and len(url) <= 2000 else ""


def _tidy(text: str) -> str:
    """A text on one line, as it is shown where it was written for a page of the web."""
    return squeeze(visible(ENTITY.sub(lambda match: unescape(match[0]), text)))


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.|dx\.)?|/$", "", url.lower())
