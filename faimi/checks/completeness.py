"""What is not there yet: of a keynote, and the links of papers."""

from collections.abc import Iterator, Mapping

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
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
        told = {one.key: text for one in rows if own and (text := getattr(one, own))}
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


@index
def _linked_papers(facts: Facts) -> Mapping[int, tuple[int, int]]:
    """By section, how many papers have a link, and how many there are."""
    rows = {one.id: facts.page.rows_of[one.id] for one in facts.page.sections if one.kind == Paper.__tablename__}
    return {section: (sum(bool(row.url) for row in papers), len(papers)) for section, papers in rows.items()}


@check("hint", "paper")
def paper_without_link(row: Paper, facts: Facts) -> Iterator[Found]:
    """A paper without a link where most others have one."""
    linked, papers = _linked_papers(facts)[row.section_id]
    if not row.url and 2 * linked > papers:
        yield Found("url", f"“{row}” has no link.")


@check("warning", "section")
def papers_without_link(row: Section, facts: Facts) -> Iterator[Found]:
    """A list of papers of which some have a link and some have none."""
    linked, papers = _linked_papers(facts).get(row.id, (0, 0))
    if 0 < linked < papers:
        lacking = papers - linked
        yield Found("", f"{lacking} of these {papers} papers {'have' if lacking > 1 else 'has'} no link.")


@check("hint", "section")
def no_paper_with_link(row: Section, facts: Facts) -> Iterator[Found]:
    """A list of papers of which none has a link."""
    linked, papers = _linked_papers(facts).get(row.id, (0, 0))
    if papers and not linked:
        yield Found("", "No paper of this list has a link.")
