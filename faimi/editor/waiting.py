"""What waits for a person on editions, such as suggestions to decide on and findings of the checks, as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from faimi.accounts.permissions import may_change
from faimi.checks import leftovers, other_days
from faimi.content import Edition
from faimi.content.page import load_pages


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

    The number of queries is fixed, whatever the number of editions. Packages above this one add to it by
    `tells_what_waits`.
    """
    found: dict[int, list[Waiting]] = {edition.id: [] for edition in editions}
    for source in _SOURCES:
        for edition_id, one in source(editions).items():
            found[edition_id].append(one)
    return found


@tells_what_waits
def _leftovers_of_drafts(editions: Sequence[Edition]) -> dict[int, Waiting]:
    """What drafts may still hold of another year."""
    drafts = [edition for edition in editions if edition.state == "draft" and may_change(edition)]
    counts = {page.edition: len(leftovers(page)) + len(other_days(page)) for page in load_pages(drafts)}
    return {
        edition.id: Waiting(
            f"{count} {'passage' if count == 1 else 'passages'} may be from another year",
            url_for("editor.show_page", slug=edition.slug, _anchor="leftovers"),
        )
        for edition, count in counts.items()
        if count
    }
