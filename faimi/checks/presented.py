"""Talks without a paper where others have one, and papers without a talk."""

import re
from collections.abc import Iterator

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Found
from faimi.checks.untied import says_another
from faimi.content import Section
from faimi.content.schedule import Slot

NO_PAPER = re.compile(
    r"\b(?:invited|keynote|panel|tutorial|demo\w*|industr\w+|sponsor\w*|opening|closing|welcome|introduction|remarks"
    r"|discussion|awards?|prizes?|posters?|challenge|hands-on|q ?& ?a|tb[adc])\b",
    re.I,
)
POSTER = re.compile(r"\bposters?\b", re.I)
MAX_TOLD = 3  # papers that are named, of those in no row


@check("warning", "slot")
def talk_of_no_paper(row: Slot, facts: Facts) -> Iterator[Found]:
    """A talk whose paper is in no list, where most talks, and others of its track, are of listed papers."""
    if row in _without_paper(facts) and not says_another(row, facts):
        yield Found("paper", f"The other talks are of papers in the list; this one, “{row}”, is not.")


@check("hint", "section")
def papers_not_presented(row: Section, facts: Facts) -> Iterator[Found]:
    """Papers that no row of the schedule presents, where it presents most of them and there are no posters."""
    if row.kind != "paper" or any(POSTER.search(slot.title) for slot in facts.rows("slot")):
        return
    papers = facts.page.rows_of[row.id]
    left = [paper for paper in papers if "slot" not in facts.page.naming(paper)]
    if left and 2 * len(left) < len(papers):
        titles = ", ".join(f"“{paper}”" for paper in left[:MAX_TOLD]) + (", …" if len(left) > MAX_TOLD else "")
        number = f"{len(left)} of {len(papers)} papers are" if len(left) > 1 else "A paper is"
        yield Found("", f"{number} in no row of the schedule: {titles}.")


@index
def _without_paper(facts: Facts) -> set[Slot]:
    """The talks without a paper, in tracks where others have one; none where most talks have none."""
    talks = [slot for slot in facts.rows("slot") if slot.kind == "talk" and not slot.keynote_id]
    of_paper = [slot for slot in talks if slot.paper_id]
    others = [slot for slot in talks if not (slot.paper_id or NO_PAPER.search(f"{slot.title} {slot.speaker}"))]
    tracks = {slot.track_id for slot in of_paper}
    if len(of_paper) <= len(others):
        return set()
    return {slot for slot in others if slot.track_id in tracks and slot.title and slot.speaker}
