"""A paper as it was understood, with what a person should know before it is added."""

import re
from dataclasses import dataclass, field

from faimi.content.fields import LINK
from faimi.content.papers import Paper
from faimi.exchange.text_matching import cut, squeeze

FORMULA_DOUBT = "This is a formula of a spreadsheet, not what it shows. Copy the cells as values, then paste them."
LOST_LETTER_DOUBT = (
    "� stands where a letter was lost: the list is in another encoding. Save it as UTF-8, then paste it again."
)


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


def make_candidate(title: str, authors: str, url: str) -> Candidate:
    """Makes a candidate of what stands where a paper has its title, authors and link."""
    url = squeeze(url)
    url = f"https://doi.org/{url}" if re.match(r"10\.\d{4,9}/\S+$", url) else url
    link = url if LINK.fullmatch(url) and len(url) <= 2000 else ""
    paper = {"title": squeeze(title)[:500], "authors": squeeze(authors)[:2000], "url": link}
    doubts = [FORMULA_DOUBT] * bool(re.match(r"=\s*[A-Za-z.]+\(", title.lstrip()))
    doubts += [LOST_LETTER_DOUBT] * any("\ufffd" in words for words in paper.values())
    left_out = f"Its link “{cut(url)}” is left out: it does not start with https:// or http://."
    return Candidate(paper, doubts, [left_out] * bool(url and not link))
