"""Rows of a page that were drawn before: after an edit only those are drawn anew that it touched."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from faimi.content import Edition, Item, Kind, Section
from faimi.exchange.programme import Items

MOST = 20_000  # rows, of about 1 KB each
Kept = dict[tuple[str, int], tuple[Hashable, str]]


def rows_of(edition: Edition, items: Items) -> Callable[[Kind, Sequence[Any], Section], Markup]:
    """Gives the function that draws rows of an edition as visitors see them.

    What a row looks like depends on its version, on those of the rows that it names and that name it, on the masthead,
    on which sections are public, and on where the site is.
    """
    drawn: Kept = current_app.extensions.setdefault("drawn", {})
    around = (request.script_root, edition.header_version, edition.public_state, *(one.id for one in edition.sections))

    beside: dict[Item, list[tuple[int, int]]] = defaultdict(list)
    for item in (item for found in items.values() for item in found):
        for other in item.shows():
            beside[item].append((other.id, other.version))
            beside[other].append((item.id, item.version))

    def rows(kind: Kind, run: Sequence[Any], section: Section) -> Markup:
        html = []
        for item in run:
            version = (item.version, beside.get(item), around)
            kept = drawn.get((kind.name, item.id))
            if kept is None or kept[0] != version:
                shown = {"kind": kind, "item": item, "section": section, "edition": edition}
                kept = version, render_template(kind.partial, editing=False, **shown)
                if len(drawn) >= MOST:
                    drawn.clear()
                drawn[kind.name, item.id] = kept
            html.append(kept[1])
        return Markup("".join(html))  # noqa: S704  # our own templates, which escape

    return rows
