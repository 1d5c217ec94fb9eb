"""Reads the papers that stand on one line, by what is set as a title, leads somewhere, or is a list of names."""

import re

from faimi.exchange.page.kinds.paper_rules import (
    EDGE_CHARS,
    LIST_RULES,
    PARAGRAPH_RULES,
    Paper,
    Papers,
    are_authors,
    is_title,
)
from faimi.exchange.page.recognise.names import PARTICLE, are_people, begins_with_person, is_person
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.source.inline_markup import Run
from faimi.exchange.text_matching import squeeze

APART = re.compile(r"(?:[:,;.–—|-]|\bet al\.?|\))\s*$|^\s*[:,;.–—|(-]")
PROSE = re.compile(rf"(?<![^\W\d_'’-])(?!(?:and|{PARTICLE})\b)[a-z][^\W\d_]{{2,}}")
NUMBER = re.compile(r"\W*(?:[A-Z]{0,3}[-\s]?\d+\W*)?")
HONOUR = re.compile(r"(?<![.\s])[.\s]*\((?:oral|poster|spotlight|best|award|runner|honou?rable)\b[^()]*\)\W*$", re.I)
# What is said of a paper beside its authors.
ASIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]|\b(?:oral|poster|spotlight|presentation|talk|paper|short|long|et al)\b", re.I
)

LABELS = {  # what a link is called that leads to something of a paper, by column
    "pdf": re.compile(r"\W*(?:pdf|manuscript|pre-?print)\W*", re.I),
    "code": re.compile(r"\W*(?:(?:source )?code|github|git|repository|implementation)\W*", re.I),
}


def plain_paper(runs: list[Run], listed: bool) -> Paper | None:
    """Reads a line by the rules for one, or as a link that is the title, with the names after it."""
    links = [run for run in runs if run.url]
    if listed and links and links[0] is runs[0] and len(links[0].text.split()) > 1:
        authors = " ".join(run.text for run in runs[1:] if not run.url).strip(EDGE_CHARS + ".")
        authors = authors[1:-1] if re.fullmatch(r"\([^()]*\)", authors) else authors
        authors = re.sub(r"^by\s+", "", authors, flags=re.I)
        paper = {"authors": authors, "title": runs[0].text} | _links(links)
        return paper if is_title(runs[0].text) and (not authors or are_authors(authors)) else None
    text = squeeze(" ".join(run.text for run in runs if not run.url or len(run.text.split()) > 2)).strip(EDGE_CHARS)
    found = first_reading(LIST_RULES if listed else PARAGRAPH_RULES, text)
    return found[0] | _links(links) if found else None


def _links(runs: list[Run]) -> Paper:
    """Where links lead, by column: the first that is not called PDF or code is the paper's own, else its PDF."""
    told: Paper = {}
    for run in runs:
        name = next((name for name, label in LABELS.items() if label.fullmatch(run.text)), "url")
        told.setdefault(name, run.url)
    if "pdf" in told and "url" not in told:
        told["url"] = told.pop("pdf")
    return {"url": ""} | told


def _titles(runs: list[Run]) -> list[int]:
    """Which runs are titles: the italic ones, or the bold where none is italic or those in italics are names."""
    italic, bold = ([run for run in runs if run.style == style and len(run.text) > 2] for style in ("em", "strong"))
    people = [are_people(" ".join(run.text for run in set_)) for set_ in (italic, bold)]
    titles = bold if not italic or (bold and people[0] and not people[1]) else italic
    return [place for place, run in enumerate(runs) if any(run is title for title in titles)]


def papers_in(runs: list[Run], listed: bool) -> Papers:
    """Reads the papers in a line; a sentence with a word set apart is none."""
    titles = _titles(runs)
    if not titles:
        return []
    if len(titles) == 1 and are_people(runs[titles[0]].text) and (swapped := _swapped(runs, titles[0])):
        return swapped
    between = [runs[start:end] for start, end in zip([-1, *titles], [*titles, len(runs)], strict=True)]
    heads = [part[1:] if n else runs[: titles[0]] for n, part in enumerate(between)]
    texts = [" ".join(run.text for run in head if not run.url or is_person(run.text)).strip() for head in heads]
    texts = [text.replace(" ,", ",") for text in texts]
    first = bool(NUMBER.fullmatch(texts[0]))
    papers = []
    for n, place in enumerate(titles):
        links = [run for run in (runs[place], *heads[n + 1]) if run.url and not is_person(run.text)]
        paper = _titled(runs[place], texts[n + 1] if first else texts[n], links, first, listed)
        if not paper:
            return []
        papers.append(paper)
    return papers


def _titled(title: Run, said: str, links: list[Run], first: bool, listed: bool) -> Paper | None:
    """A paper by its title and what is said beside it, before it or (where it is `first`) after; None of a sentence."""
    said = re.sub(r"^(\W*)by\s+", r"\1", said, flags=re.I)
    bold, people = title.style == "strong", are_people(said)
    if not (APART.search(said) or people if said else links or (listed and not bold)):
        return None
    if (listed or (bold and not first)) and not people and len(PROSE.findall(ASIDE.sub("", said))) > 1:
        return None
    if bold and not first and not links and not people and len(said) < len(title.text) // 8:
        return None
    if are_people(HONOUR.sub("", said)):
        said = HONOUR.sub("", said)
    authors = _without_stop(said.strip(EDGE_CHARS).lstrip(EDGE_CHARS + "."))
    return {"authors": authors, "title": re.sub(r"(?<!\.)[.,]$", "", title.text)} | _links(links)


def _without_stop(authors: str) -> str:
    """Authors without the full stop that ends them, unless it belongs to the last of them."""
    return authors if re.search(r"\b(?:al|[^\W\d_])\.$", authors) else authors.rstrip(".")


def _swapped(runs: list[Run], place: int) -> Papers:
    """Reads a line in which the authors are set apart, and the title is not."""
    before, after = (
        " ".join(run.text for run in part if not run.url or len(run.text.split()) > 2).strip()
        for part in (runs[:place], runs[place + 1 :])
    )
    title = (before or after.lstrip(".")).strip(EDGE_CHARS)
    links = [run for run in runs if run.url]
    named = begins_with_person(title) or "et al" in title or before.endswith(":")
    if named or bool(before) == bool(after.strip(EDGE_CHARS + ".")) or not is_title(title):
        return []
    return [{"authors": runs[place].text.strip(EDGE_CHARS), "title": title} | _links(links)]
