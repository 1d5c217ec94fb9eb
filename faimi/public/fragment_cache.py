"""What was drawn of a page before: after an edit only the sections and rows that it touched are drawn anew."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from faimi.content import KIND, Edition, Item, Kind, Section
from faimi.exchange.programme import Items
from faimi.public.addresses import is_frozen

MOST = 20_000  # rows, of about 1 KB each


class Drawn:
    """The sections and rows of an edition as visitors see them.

    What a row looks like depends on its version, on those of the rows that it names and that name it, on the words that
    a hidden one left it, on the masthead, on which sections are public, on where the site is, and on whether anybody
    answers there; a section, on its own version and its rows.
    """

    def __init__(self, edition: Edition, items: Items) -> None:
        self._edition, self._items = edition, items
        self._kept: dict[tuple[str, int], tuple[Hashable, str]] = current_app.extensions.setdefault("drawn", {})
        site, sections = (request.script_root, is_frozen()), [section.id for section in edition.sections]
        self._around = (site, edition.header_version, edition.public_state, sections)
        self._beside: dict[Item, list[Hashable]] = defaultdict(list)
        naming = [section for section in edition.sections if KIND[section.kind].references]
        for kind, item in ((KIND[section.kind], item) for section in naming for item in items[section.id]):
            for other in item.references():
                self._beside[item].append((type(other), other.id, other.version))
                self._beside[other].append((type(item), item.id, item.version))
            self._beside[item].append(tuple(getattr(item, name) for name in kind.spoken))

    def section(self, section: Section) -> Markup:
        """Gives a section with its rows."""
        kind, items = KIND[section.kind], self._items[section.id]
        version = (section.version, [(item.id, item.version, self._beside.get(item)) for item in items], self._around)
        shown = {"section": section, "kind": kind, "items": items, "drawn": self}
        return Markup(self._once("section", section.id, version, "_section.html", **shown))  # noqa: S704  # it escapes

    def rows(self, kind: Kind, run: Sequence[Any], section: Section) -> Markup:
        """Gives some rows of a section."""
        html = (
            self._once(
                kind.name,
                item.id,
                (item.version, self._beside.get(item), self._around),
                kind.partial,
                kind=kind,
                item=item,
                section=section,
            )
            for item in run
        )
        return Markup("".join(html))  # noqa: S704  # the templates escape

    def _once(self, name: str, row_id: int, version: Hashable, template: str, **shown: Any) -> str:
        kept = self._kept.get((name, row_id))
        if kept is None or kept[0] != version:
            kept = version, render_template(template, edition=self._edition, editing=False, **shown)
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[name, row_id] = kept
        return kept[1]
