"""What is not there yet: of a keynote, and the links of papers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.placeholders import placeholders_in
from faimi.content import KIND, Section
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper

EXPECTED = {"title": "title", "abstract": "abstract", "photo": "photo", "bio": "words about the speaker"}


@index
def _known(facts: Facts) -> Mapping[str, int]:
    """How many keynotes have each of what is expected of one."""
    return {name: sum(bool(getattr(row, name)) for row in facts.rows("keynote")) for name in EXPECTED}


def _missed(row: Keynote, facts: Facts) -> list[str]:
    """What a keynote lacks and visitors miss: a title that any other has, an abstract that all others have."""
    known, others = _known(facts), len(facts.rows("keynote")) - 1
    missed = {"title": known["title"] > 0, "abstract": known["abstract"] == others > 0}
    return [name for name, is_missed in missed.items() if is_missed and not getattr(row, name)]


@check("warning", "keynote")
def keynote_without_what_others_have(row: Keynote, facts: Facts) -> Iterator[Found]:
    """A keynote without a title while another has one, or without an abstract while all others have one."""
    for name in _missed(row, facts):
        words, fix = f"The keynote of {row} has no {EXPECTED[name]}", _fix(row, name, facts)
        if fix is None:
            yield Found(name, f"{words}.")
        else:
            others = tuple(key for key in fix.values if key != row.key)
            kind, taken = KIND[others[0].kind].noun, fix.values[row.key][name]
            yield Found(name, f"{words}, and its {kind} has “{taken}”.", others, fix)


def _fix(row: Keynote, name: str, facts: Facts) -> Fix | None:
    """Takes what is lacking from the rows that name this one and have it in words of their own, all the same ones."""
    for kind, rows in facts.page.naming(row).items():
        words = next(to.words for to in KIND[kind].references if to.kind == row.key.kind)
        own = next((mine for mine, its in words.items() if its == name), "")
        said = {one.key: getattr(one, own) for one in rows if own}
        told = {key: text for key, text in said.items() if text and not placeholders_in(text)}
        if len({*told.values()}) == 1:
            values = {row.key: {name: next(iter(told.values()))}} | {key: {own: ""} for key in told}
            return Fix(f"Take the {KIND[kind].noun}’s {EXPECTED[name]}", values)
    return None


@check("hint", "keynote")
def incomplete_keynote(row: Keynote, facts: Facts) -> Iterator[Found]:
    """A keynote without a title, an abstract, a photo or words about the speaker, where not all are without."""
    missed, alone = _missed(row, facts), len(facts.rows("keynote")) == 1
    expected = [name for name in EXPECTED if name not in missed and (alone or _known(facts)[name])]
    lacks = [name for name in expected if not getattr(row, name)]
    if lacks:
        yield Found(lacks[0], f"The keynote of {row} has no {' and no '.join(EXPECTED[name] for name in lacks)}.")


@check("warning", "section")
def papers_without_link(row: Section, facts: Facts) -> Iterator[Found]:
    """A list of papers of which some have a link and some have none; the first of these leads to them."""
    lacking = [paper for paper in _papers(row, facts) if not (paper.url or paper.pdf)]
    papers = len(_papers(row, facts))
    if 0 < len(lacking) < papers:
        have = "papers have no link, this one among them" if len(lacking) > 1 else "papers has no link: this one"
        words = f"{len(lacking)} of the {papers} {have}."
        yield Found("url", words, (row.key,), at=lacking[0].key, about="links")  # however many


@check("hint", "section")
def no_paper_with_link(row: Section, facts: Facts) -> Iterator[Found]:
    """A list of papers of which none has a link."""
    papers = _papers(row, facts)
    if papers and not any(paper.url or paper.pdf for paper in papers):
        yield Found("url", "No paper of this list has a link.", (row.key,), at=papers[0].key)


def _papers(section: Section, facts: Facts) -> Sequence[Any]:
    return facts.page.rows_of[section.id] if section.kind == Paper.__tablename__ else ()
