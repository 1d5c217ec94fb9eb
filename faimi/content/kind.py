"""What a kind declares of itself: all that other rooms need to know of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from faimi.content import bands, row_order
from faimi.content.base import Item, columns_by_name
from faimi.content.deadlines import passes_at
from faimi.content.forms import ItemForm
from faimi.content.now import utc_now
from faimi.content.reference import Reference
from faimi.content.row_key import RowKey
from faimi.content.row_markdown import MarkdownFormat, as_blocks

if TYPE_CHECKING:
    from faimi.content.bands import Band
    from faimi.content.page import Page

NO_FORMAT = as_blocks((), lambda _row, _page: "", lambda _blocks: [])


@dataclass(frozen=True)
class Kind:
    """One kind of content: its name in URLs, templates and DOM ids, its model and its form, and all that is special.

    `heading` is what it is called in the plural, `empty` what stands there before the first item; its sections stand
    among the others or below the masthead without their heading (`place`), and a row is shown from the moment in its
    column `shown_from` until that in `shown_until`, in UTC. Rows of a kind that is `part_of` another stand in the
    sections of that, beside the rows that these list. `tag` is the element that holds its items, `layout` a list or a
    grid, `groups` the columns by which they are banded, the widest band first, each with the attribute that is
    its name, `note` the column that the template `content/<name>_note.html` before them asks about, if there is one,
    `partial` the fragment that shows a row. Rows of a kind with a date that is `due`, its columns for the day, the hour
    and the zone's rule, stand in order of time; those without a day come last, where a person put them. Those of a kind
    with a `clock`, its columns for the hours at which a row begins and ends, stand in order of time within their wider
    bands, and in one band where two of the narrowest, the lines, run at once. `news` is the attribute that says what is
    told of a row on the cover, too, until it is due, `change` the one that tells it of what a row was before.

    Columns: `pictures` hold a picture's address, `markdown` Markdown, `links` an address, `names` those of people,
    `on_cover` what the cover shows of any row, `choices` one of few values, `recurring` words that other rows have,
    too, such as a track; `playlist` is the one that takes the links of a playlist, `unasked` those,
    with their labels, that no form asks for, `unseen` those that change nothing for visitors of a row that is shown
    before and after. `heads` are other words by which a pasted table
    may call the column of a field, the likeliest first. A new edition takes its rows over where `rolls_over`, with
    `days` moved and `cleared` empty.
    `correctable` tells which columns of a row visitors may suggest corrections for, if any.
    Those rows have a page of their own that have one of the values of `paged` in each of its columns; none where it is
    None.

    `tell_changes` says what a change did to rows whose columns it gets in pairs, as they were and became, JSON values:
    moved by 10 min; empty for what is just a change.

    `json_key` is its list in edition.json, `to_json` what a row of a page is there; `markdown_format`, how rows are
    written.
    """

    name: str
    model: type[Any]
    form: type[ItemForm]
    noun: str
    heading: str = ""
    empty: str = ""
    tag: str = "ul"
    layout: Literal["list", "grid"] = "list"
    place: Literal["section", "masthead"] = "section"
    part_of: str = ""
    shown_from: str = ""
    shown_until: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    partial: str = "_item.html"
    due: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    news: str = ""
    change: str = ""
    on_cover: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    markdown: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    recurring: tuple[str, ...] = ()
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    heads: Mapping[str, Sequence[str]] = field(default_factory=dict)
    playlist: str = ""
    unasked: Mapping[str, str] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    rolls_over: bool = False
    days: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    correctable: Callable[[Any], tuple[str, ...]] | None = None
    paged: Mapping[str, Collection[str]] | None = None
    tell_changes: Callable[[Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]], str] = lambda _pairs: ""
    json_key: str = ""
    to_json: Callable[[Any, "Page"], dict[str, Any]] = lambda _row, _page: {}
    markdown_format: MarkdownFormat = NO_FORMAT

    @property
    def references(self) -> tuple[Reference, ...]:
        """What a row may name."""
        return self.model.refers_to if issubclass(self.model, Item) else ()

    def column_of(self, name: str) -> str:
        """The column that holds what an attribute of a row says: of a row that it names by name, that of its id."""
        return columns_by_name(self.model).get(name, name)

    @property
    def spoken(self) -> list[str]:
        """The columns for which a row that is named may speak."""
        return list(dict.fromkeys(own for reference in self.references for own in reference.words))

    @property
    def moments(self) -> list[Any]:
        """The columns with the moments at which a row begins or ceases to be shown."""
        return [getattr(self.model, name) for name in (self.shown_from, self.shown_until) if name]

    def is_shown(self, row: Any, at: datetime | None = None) -> bool:
        """Whether visitors see a row at a moment in UTC, or now."""
        at = at or utc_now()
        since, until = (getattr(row, name) if name else None for name in (self.shown_from, self.shown_until))
        return (since is None or since <= at) and (until is None or at < until)

    def has_page(self, row: Any) -> bool:
        """Whether a row has a page of its own, where visitors see it."""
        return self.paged is not None and all(getattr(row, name) in values for name, values in self.paged.items())

    def has_ended(self, row: Any) -> bool:
        """Whether the moment until which a row is shown has passed."""
        until = getattr(row, self.shown_until) if self.shown_until else None
        return until is not None and until <= utc_now()

    @property
    def item_tag(self) -> str:
        """The element of one row: the form that takes its place is one of the same."""
        if not issubclass(self.model, Item) or self.part_of:
            return "header"
        return "article" if self.tag == "div" else "li"

    @property
    def names_heads_by(self) -> list[str]:
        """The attribute with the row of another kind by which a row’s narrowest band is called, if there is one."""
        return [to.attribute for to in self.references if to.is_by_name and [*self.groups][-1:] == [to.kind]]

    def heads_of(self, rows: Sequence[Any]) -> list[Any]:
        """The rows of another kind by which the narrowest bands of rows are called, each once."""
        return [*dict.fromkeys(head for name in self.names_heads_by for row in rows if (head := getattr(row, name)))]

    def group(self, row: Any) -> tuple[Any, ...]:
        """What a row has in common with those of its band; nothing for a kind without bands."""
        return tuple([getattr(row, name) for name in self.groups])  # quicker than of a generator

    def bands(self, items: Sequence[Any]) -> list["Band"]:
        """The items, in their order, in runs that stand under the same names."""
        return bands.bands_of(self, items)

    def lines(self, items: Sequence[Any]) -> list[str]:
        """What the narrowest bands are called, each once: in the order of the rows that they are called by, if any."""
        names = dict.fromkeys(str(getattr(row, name)) for name in [*self.groups.values()][-1:] for row in items)
        places = {str(head): head.position for head in self.heads_of(items) if head.position is not None}
        return sorted(names, key=lambda name: places.get(name, -1))

    @property
    def parent(self) -> str:
        """The attribute that holds what a row of this kind hangs on."""
        return "section" if issubclass(self.model, Item) else "edition"

    def dom_id_of_new(self, parent_number: int) -> str:
        """Where the form of a new row stands that comes last: at the end of its list, else beside that."""
        return f"{RowKey(self.parent, parent_number)}-new" + (f"-{self.name}" if self.part_of else "")

    def siblings(self, parent: Any) -> list[Any]:
        """All rows of this kind on one parent, in their order."""
        return row_order.siblings_of(self, parent)

    def due_at(self, row: Any) -> datetime | None:
        """The moment (in UTC) by which a row stands in order of time; None where a person says where it stands."""
        if not self.due:
            return None
        day, clock, rule = (getattr(row, name) for name in self.due)
        return passes_at(day, clock, rule, row.edition.timezone)

    def has_passed(self, row: Any) -> bool:
        """Whether the moment by which a row stands in order of time has passed."""
        at = self.due_at(row)
        return at is not None and at <= utc_now()

    def news_of(self, row: Any) -> str:
        """What is told of a row on the cover now; empty for nothing."""
        at = self.due_at(row) if self.news else None
        return str(getattr(row, self.news)) if at is not None and at > utc_now() else ""

    def is_timed(self, row: Any) -> bool:
        """Whether its time says where a row stands among those of its band, and no person does."""
        return self.due_at(row) is not None or any(getattr(row, name) is not None for name in self.clock[:1])

    def in_order(self, rows: Sequence[Any]) -> list[Any]:
        """Rows, given by their places, in the order in which they stand."""
        return row_order.in_order(self, rows)
