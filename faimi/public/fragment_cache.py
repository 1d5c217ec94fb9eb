"""The sections and rows of pages as they were rendered: after an edit only those that it touched are re-rendered."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from faimi.content import KIND, Edition, Item, Kind, Section
from faimi.exchange.row_facts import Items
from faimi.public.addresses import is_frozen

MAX_FRAGMENTS = 20_000  # rows, of about 1 KB each


class Fragments:
    """The sections and rows of an edition as visitors see them.

    What a row looks like depends on its version, on those of the rows that it names and that name it, on the words that
    a hidden one left it, on the masthead, on which sections are public, on where the site is, and on whether anybody
    answers there; a section, on its own version and its rows.
    """

    def __init__(self, edition: Edition, items: Items) -> None:
        self._edition, self._items = edition, items
        self._cache: dict[tuple[str, int], tuple[Hashable, str]] = current_app.extensions.setdefault("fragments", {})
        site, sections = (request.script_root, is_frozen()), [section.id for section in edition.sections]
        self._page = (site, edition.header_version, edition.public_state, sections)
        self._related: dict[Item, list[Hashable]] = defaultdict(list)
        naming = [section for section in edition.sections if KIND[section.kind].references]
        for kind, item in ((KIND[section.kind], item) for section in naming for item in items[section.id]):
            for other in item.references():
                self._related[item].append((type(other), other.id, other.version))
                self._related[other].append((type(item), item.id, item.version))
            self._related[item].append(tuple(getattr(item, name) for name in kind.spoken))

    def section(self, section: Section) -> Markup:
        """A section with its rows."""
        kind, items = KIND[section.kind], self._items[section.id]
        version = (section.version, [(item.id, item.version, self._related.get(item)) for item in items], self._page)
        shown = {"section": section, "kind": kind, "items": items, "fragments": self}
        return Markup(self._render("section", section.id, version, "_section.html", **shown))  # noqa: S704  # it escapes

    def rows(self, kind: Kind, run: Sequence[Any], section: Section) -> Markup:
        """Some rows of a section."""
        html = (
            self._render(
                kind.name,
                item.id,
                (item.version, self._related.get(item), self._page),
                kind.partial,
                kind=kind,
                item=item,
                section=section,
            )
            for item in run
        )
        return Markup("".join(html))  # noqa: S704  # the templates escape

    def _render(self, name: str, row_id: int, version: Hashable, template: str, **shown: Any) -> str:
        kept = self._cache.get((name, row_id))
        if kept is None or kept[0] != version:
            kept = version, render_template(template, edition=self._edition, editing=False, **shown)
            if len(self._cache) >= MAX_FRAGMENTS:
                self._cache.clear()
            self._cache[name, row_id] = kept
        return kept[1]
