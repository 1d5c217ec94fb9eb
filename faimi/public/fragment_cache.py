"""What was rendered is kept: after an edit only the covers, sections and rows that it touched are re-rendered."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from flask import current_app, render_template, request
from markupsafe import Markup

from faimi.content import EDITABLE, KIND, Item, Kind, Section
from faimi.content.bands import Band
from faimi.content.cover import Span, cover
from faimi.content.languages import locale
from faimi.content.page import Page
from faimi.public.addresses import absolute, is_frozen

MAX_FRAGMENTS = 20_000  # rows, of about 1 KB each
Made = TypeVar("Made")


def rendered_once(template: str) -> Markup:
    """A template that needs nothing, as it was rendered first in the language of the request."""
    kept: dict[str, Markup] = current_app.extensions.setdefault(f"templates in {locale().language}", {})
    if template not in kept:
        kept[template] = Markup(render_template(template))  # noqa: S704  # it escapes
    return kept[template]


class RenderedCover(NamedTuple):
    """A cover as it is during a span of time, and whether that is a day of the programme."""

    version: object
    span: Span
    html: Markup
    is_day: bool


class Fragments:
    """The sections and rows of a page as visitors see them, in the language that they asked for.

    What a row looks like depends on its version, on those of the rows that it names, and whether they are on the page,
    on the same of the rows of the page that name it, on where it stands among lines that run at once, on whether its
    date has passed, on the masthead, on where the site is, and on whether anybody answers there; a section, on its own
    version, its rows and those beside them.
    """

    def __init__(self, page: Page) -> None:
        self._page, edition = page, page.edition
        self._cache: dict[tuple[str, int], tuple[Hashable, Any]]
        self._cache = current_app.extensions.setdefault(f"fragments in {locale().language}", {})
        self._covers: dict[int, RenderedCover]
        self._covers = current_app.extensions.setdefault(f"covers in {locale().language}", {})
        self._everywhere = (
            request.script_root,
            absolute("/"),
            is_frozen(),
            edition.header_version,
            edition.public_state,
        )
        self._versions: dict[Item, tuple[int, int, Any]] = {}  # of rows: the id, its own, what it depends on
        self._related: dict[Item, list[Hashable]] = defaultdict(list)
        for section in (one for one in page.sections if KIND[one.kind].references):
            for row in page.rows_of[section.id]:
                others = {to.kind: other for to in row.refers_to if (other := getattr(row, to.attribute))}
                named = [(name, one.id, one.version, page.named(row, name) is one) for name, one in others.items()]
                self._related[row] += named
                for other in others.values():
                    self._related[other].append((section.kind, row.id, row.version, named))

    @cached_property
    def cover(self) -> RenderedCover:
        """What stands beside the masthead; it depends on the rows of some kinds, and on which moments have passed."""
        sections = [section for section in self._page.sections if KIND[section.kind].on_cover]
        rows = [row for section in sections for row in self._page.rows_of[section.id]]
        versions = [(row.id, row.version, self._related.get(row)) for row in rows]
        version = (versions, [(section.id, section.version) for section in self._page.sections], self._everywhere)
        kept = self._covers.get(self._page.edition.id)
        if kept is None or kept.version != version or not kept.span.is_now:
            told = cover(self._page)
            shown = {"page": self._page, "edition": self._page.edition, "editing": False, "cover": told}
            html = Markup(render_template("_cover.html", **shown))  # noqa: S704  # it escapes
            kept = self._covers[self._page.edition.id] = RenderedCover(version, told.span, html, told.is_day)
        return kept

    @property
    def contents(self) -> Markup:
        """The table of contents."""
        version = ([(one.id, one.version) for one in self._page.sections], self.cover.is_day, self._everywhere)
        shown = {"sections": self._page.sections, "kinds": EDITABLE, "cover": self.cover}
        html = self._render("contents", self._page.edition.id, version, "_contents.html", **shown)
        return Markup(html)  # noqa: S704  # it escapes

    def section(self, section: Section) -> Markup:
        """A section with its rows."""
        kind, items = KIND[section.kind], self._page.rows_of[section.id]
        rows = [(item.id, item.version, self._related.get(item)) for item in items]
        self._versions |= zip(items, rows, strict=True)
        passed = [kind.has_passed(item) for item in items] if kind.due else []
        beside = [(part.id, part.version) for part in self._page.parts_of[section.id]]
        version = (section.version, rows, passed, beside, self._everywhere)
        shown = {"section": section, "kind": kind, "items": items, "fragments": self}
        return Markup(self._render("section", section.id, version, "_section.html", **shown))  # noqa: S704  # it escapes

    def rows(self, kind: Kind, band: Band, section: Section) -> Markup:
        """The rows of a band of a section."""
        spots = band.grid.spots
        html = (
            self._render(
                kind.name,
                (own := self._versions[item])[0],
                (own, bool(kind.due) and kind.has_passed(item), self._everywhere, spot := spots.get(own[0])),
                kind.partial,
                kind=kind,
                item=item,
                section=section,
                spot=spot,
            )
            for item in band.rows
        )
        return Markup("".join(html))  # noqa: S704  # the templates escape

    def remembered(self, what: str, item: Item, make: Callable[[], Made]) -> Made:
        """What is made of a row, the rows that it names and the masthead, by what that is."""
        key, version = (
            (f"{what} of {item.key.kind}", item.id),
            (item.version, self._related.get(item), self._everywhere),
        )
        kept = self._cache.get(key)
        return kept[1] if kept is not None and kept[0] == version else self._keep(key, version, make())

    def _render(self, name: str, row_id: int, version: Hashable, template: str, **shown: Any) -> str:
        kept = self._cache.get((name, row_id))
        if kept is not None and kept[0] == version:
            html: str = kept[1]
            return html
        shown |= {"page": self._page, "edition": self._page.edition, "editing": False}
        return self._keep((name, row_id), version, render_template(template, **shown))

    def _keep(self, key: tuple[str, int], version: Hashable, made: Made) -> Made:
        if len(self._cache) >= MAX_FRAGMENTS:
            self._cache.clear()
        self._cache[key] = version, made
        return made
