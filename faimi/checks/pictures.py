"""Pictures that visitors do not see, cannot hear of, or wait long for."""

from collections.abc import Iterator, Mapping
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Found
from faimi.checks.markdown_links import pictures_of
from faimi.content import EDITABLE
from faimi.content.prose import SERVED_PATH
from faimi.media import ADDRESS, bytes_of

MAX_PICTURE_BYTES = 200_000


@index
def _bytes_by_picture(facts: Facts) -> Mapping[str, int]:
    """How many bytes the largest rendition of each of the page's pictures has, by the picture's address."""
    return bytes_of(facts.page.pictures.values())


@check("error", *EDITABLE)
def missing_picture(row: Any, facts: Facts) -> Iterator[Found]:
    """A picture that is no longer there."""
    for name, shown in dict.fromkeys(pictures_of(row)):
        if ADDRESS.fullmatch(shown.address) and facts.page.picture(shown.address) is None:
            yield Found(name, f"The picture{_of(shown.words)} is not there any more: choose it again.")


@check("hint", *EDITABLE)
def picture_elsewhere(row: Any, facts: Facts) -> Iterator[Found]:
    """A picture of a former or another site, which visitors do not see."""
    for name, shown in dict.fromkeys(pictures_of(row)):
        if not shown.address:
            yield Found(name, f"A picture{_of(shown.words)} is on another site, so that visitors do not see it.")
        elif not ADDRESS.fullmatch(shown.address) and not SERVED_PATH.match(shown.address):
            yield Found(name, f"{shown.address} is a path of a former site: choose the file to show it.")


@check("warning", *EDITABLE)
def picture_without_words(row: Any, facts: Facts) -> Iterator[Found]:
    """A picture in a text without words for those who do not see it."""
    for name, shown in dict.fromkeys(pictures_of(row)):
        if shown.address and not shown.words and name in EDITABLE[row.__tablename__].markdown:
            yield Found(name, f"No words say what the picture {shown.address} shows.")


@check("hint", *EDITABLE)
def heavy_picture(row: Any, facts: Facts) -> Iterator[Found]:
    """A picture that takes long to load."""
    for name, shown in dict.fromkeys(pictures_of(row)):
        if shown.address in facts.page.pictures:
            size = _bytes_by_picture(facts).get(shown.address, 0)
            if size > MAX_PICTURE_BYTES:
                words = f"The picture{_of(shown.words)} takes up to {size // 1000} KB"
                yield Found(name, f"{words}; a part of it, or one with less grain, loads faster.")


def _of(words: str) -> str:
    return f" “{words}”" if words else ""
