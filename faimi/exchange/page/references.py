"""Ties what a page names twice: talks to papers, rows to keynotes, awards to papers."""

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from faimi.content import KINDS
from faimi.exchange.draft import Draft, DraftSection
from faimi.exchange.text_matching import essence, same, wording

MIN_TITLE_SIMILARITY = 0.85
ET_AL = re.compile(r"\s*,?\s*\bet al\.?\s*$", re.I)


def tie_references(draft: Draft, parts: list[DraftSection]) -> None:
    """Lets each fact stand once: a row of `parts` that names a paper or keynote takes title and people from there."""
    papers = draft.items("paper")
    by_title = {essence(paper["title"]): paper for paper in papers}
    by_word: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for paper in papers:
        for word in set(essence(paper["title"]).split()):
            by_word[word].append(paper)
    people = {essence(_first(name)) for name in _people(draft)}
    for slot in _untied(parts, "slot"):
        speaker, colon, title = slot["title"].partition(": ")
        if colon and not slot["speaker"] and slot["kind"] == "talk" and essence(speaker) in people:
            draft.report.unsure(f"“{slot['title']}” was read as a talk by {speaker}.", slot["title"])
            slot["speaker"], slot["title"] = speaker, title
        if slot["kind"] == "keynote":
            _tie_keynote(slot, draft)
        elif slot["kind"] == "talk" or essence(slot["title"]) in by_title:
            _tie_paper(slot, by_title, by_word, draft)
    for award in _untied(parts, "award"):
        _tie_award(award, papers, draft)


def _untied(parts: list[DraftSection], kind: str) -> list[dict[str, Any]]:
    items = [item for part in parts if part.kind == kind for item in part.items]
    return [item for item in items if not item.keys() & {"paper", "keynote"}]


def _tie_paper(
    slot: dict[str, Any], by_title: dict[str, Any], by_word: dict[str, list[dict[str, Any]]], draft: Draft
) -> None:
    title = slot["title"]
    speaker, colon, after = title.partition(": ")
    if colon and not slot["speaker"] and essence(after) in by_title:
        slot["speaker"], title = speaker, after
    paper = by_title.get(essence(title))
    if paper is None:
        # Titles that are nearly the same share a word that few others have: no need to compare each with each.
        words = sorted(set(essence(title).split()) & by_word.keys(), key=lambda word: len(by_word[word]))
        near = [other["title"] for word in words[:3] for other in by_word[word][:20]]
        for other in get_close_matches(title, near, n=1, cutoff=MIN_TITLE_SIMILARITY):
            draft.report.unsure(f"“{title}” is nearly “{other}” but not tied to it: is it the same paper?")
        return
    slot["kind"], slot["paper"], slot["title"] = "talk", paper, ""
    whole = ET_AL.search(slot["speaker"]) and same(_first(paper["authors"]), _first(slot["speaker"]))
    if whole or same(paper["authors"], slot["speaker"]):
        slot["speaker"] = ""
    elif slot["speaker"]:
        draft.report.unsure(
            f"“{title}” is presented by {slot['speaker']} in the schedule and listed under {paper['authors']}: "
            "tied to the paper, with a presenter of its own."
        )


def _people(draft: Draft) -> list[str]:
    """Everybody whom the page names elsewhere."""
    return [item[name] for kind in KINDS for name in kind.names for item in draft.items(kind.name) if item[name]]


def _first(people: str) -> str:
    return re.split(r",| and |;| & |\bet al\b", people)[0].strip()


def _tie_keynote(slot: dict[str, Any], draft: Draft) -> None:
    name, _, place = slot["speaker"].partition(", ")
    called = {essence(slot["speaker"]), essence(name)}
    keynote = next((k for k in draft.items("keynote") if essence(k["speaker"]) in called), None)
    if keynote is None:
        return
    if place and not same(keynote["speaker"], slot["speaker"]):
        keynote["affiliation"] = keynote["affiliation"] or place
        if not same(keynote["affiliation"], place):
            draft.report.unsure(f"The schedule says “{place}” of {name}: “{keynote['affiliation']}” is shown.", place)
    slot["keynote"], slot["speaker"] = keynote, ""
    if wording(keynote["title"]) == wording(slot["title"]):
        slot["title"] = ""
    elif keynote["title"]:
        draft.report.unsure(f"The schedule calls “{keynote['title']}” “{slot['title']}”: both are kept.")


def _tie_award(award: dict[str, Any], papers: list[dict[str, Any]], draft: Draft) -> None:
    won = [paper for paper in papers if same(_first(paper["authors"]), _first(award["recipient"]))]
    if len(won) == 1:
        award["paper"] = won[0]
        draft.report.unsure(f"{award['name']}: tied to “{won[0]['title']}”, the paper of {award['recipient']}.")
