"""What waits for a person on editions, such as suggestions to decide on and findings of the checks, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from faimi.accounts.permissions import may_change
from faimi.content import Edition
from faimi.content.page import load_pages
from faimi.editor.known_findings import find_findings


@dataclass(frozen=True)
class Waiting:
    """Something that waits on an edition: what it is in words, and the path of the page where a person sees to it."""

    words: str
    path: str


Source = Callable[[Sequence[Edition]], Mapping[int, Waiting]]
_SOURCES: list[Source] = []


def tells_what_waits(source: Source) -> Source:
    """Decorates a function that tells what waits for the person, by the ids of editions, in few queries for all."""
    _SOURCES.append(source)
    return source


def waiting_on(editions: Sequence[Edition]) -> dict[int, list[Waiting]]:
    """What waits for the person on editions that they may open, by the edition's id.

    The number of queries is fixed, whatever the number of editions, but for those to come: what is wrong with these is
    asked for each, from memory where nothing has changed. Packages above this one add to it by
    `tells_what_waits`.
    """
    found: dict[int, list[Waiting]] = {edition.id: [] for edition in editions}
    for source in _SOURCES:
        for edition_id, one in source(editions).items():
            found[edition_id].append(one)
    return found


@tells_what_waits
def _findings_on_editions_to_come(editions: Sequence[Edition]) -> dict[int, Waiting]:
    """What checks find on drafts and on what is announced, until it is past."""
    to_come = [one for one in editions if one.public_state in ("draft", "current") and may_change(one)]
    reports = [find_findings(page, page.edition.version) for page in load_pages(to_come)]
    return {
        report.facts.edition.id: Waiting(
            f"{report.summary} to look at",
            url_for("editor.show_page", slug=report.facts.edition.slug, _anchor="findings"),
        )
        for report in reports
        if report.open
    }
