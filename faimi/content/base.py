"""What every kind is made of: a row on a section, its form, and the Kind that ties them together."""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from sqlalchemy import ForeignKey, inspect, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, object_mapper, relationship
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField

from faimi.extensions import Model, db

if TYPE_CHECKING:
    from faimi.content.edition import Edition, Section

LARGEST_ID = 2**31  # what PostgreSQL's integer holds
ONCE = re.compile(r"[\w-]{1,40}")  # the token of a form


class Item(Model):
    """A row of any kind: it hangs on a section, has a place there, and counts its own versions."""

    __abstract__ = True
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012  # an id is never another row's later

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr
    def section(cls) -> Mapped["Section"]:
        """The section that lists this item."""
        return relationship("Section")

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "version_id_generator": False}

    @property
    def edition(self) -> "Edition":
        """The edition this item is on; raises ObjectDeletedError where its section was removed since it was read."""
        if self.section is None:
            raise ObjectDeletedError(inspect(self))
        return self.section.edition

    def related(self) -> list["Item"]:
        """The other items that show something of this one."""
        return []

    def shows(self) -> list["Item"]:
        """The items that it names, of which its row shows something."""
        return []

    def let_go(self) -> None:
        """Leaves what it shows with the items that name it, before it is removed; most kinds have none."""


def utc_now() -> datetime:
    """Gives this moment in UTC, as the database keeps moments: without a time zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def id_in(text: str) -> int:
    """Gives the id, or the version, that a text holds; ValueError for one that is none of any row."""
    number = int(text)
    if not 0 <= number < LARGEST_ID:
        raise ValueError
    return number


def row_version(row: Model) -> int:
    """Gives the version that an UPDATE of this row compares and swaps."""
    return int(getattr(row, version_column(row)))


def step_version(row: Model) -> None:
    """Counts the row's version up, to be written with its next UPDATE."""
    setattr(row, version_column(row), row_version(row) + 1)


def version_column(row: Model) -> str:
    """Gives the name of the column that counts the row's versions."""
    column = object_mapper(row).version_id_col
    assert column is not None
    assert column.key is not None
    return column.key


def plain(value: Any) -> Any:
    """Gives a column's value as a JSON value: a date in ISO 8601, a time as HH:MM."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def unplain(type_: type, value: Any) -> Any:
    """Gives the value of a column of this type that `plain` made a JSON value; ValueError where it is none."""
    return type_.fromisoformat(value) if value is not None and issubclass(type_, date | time) else value


def snapshot(row: Model, committed: bool = False) -> dict[str, Any]:
    """Gives the row's columns as JSON values; `committed`, as they were before the changes not written yet."""
    state = inspect(row)

    def value(name: str) -> Any:
        history = state.attrs[name].history
        return plain(history.deleted[0] if committed and history.deleted else getattr(row, name))

    return {c.key: value(c.key) for c in state.mapper.columns if not c.info.get("counts_changes")}


def row_of(model: type[Any], columns: Mapping[str, Any]) -> Any:
    """The row, in no session, whose snapshot these columns are."""
    types = {name: model.__table__.columns[name].type.python_type for name in columns}
    return model(**{name: unplain(types[name], value) for name, value in columns.items()})


class TextForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of texts alone: a file or JSON in their place is no text, and so is left out."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """How what was posted gets into the form."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Gives what was posted as a form, unless it was given already."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return (form.is_submitted() and request.form) or None


def once_field() -> HiddenField:
    """The field for the token of a form, a new one for what is none: sent twice, it makes or changes something once."""
    return HiddenField(filters=[lambda sent: sent if ONCE.fullmatch(sent or "") else secrets.token_urlsafe(12)])


class ItemForm(TextForm):
    """The form of a kind: field names are the JSON keys; `version` is the row's when it was opened."""

    version = HiddenField()
    once = once_field()
    hints: ClassVar[dict[str, str]] = {}

    def offer(self, edition: "Edition", row: Any) -> None:
        """Fills the choices that depend on the edition, or on the row (`None` for a new one)."""

    def follow(self, row: Any) -> None:
        """Fills in what a new row takes over from the `row` before it; most kinds take nothing."""

    def populate_obj(self, obj: Any) -> None:
        """Writes what a person filled in, and nothing else: the row counts its versions itself."""
        for field in self.inputs:
            field.populate_obj(obj, field.name)

    @property
    def inputs(self) -> list[Field]:
        """The fields that a person fills in."""
        return [field for field in self if field.type not in ("HiddenField", "CSRFTokenField")]


@dataclass(frozen=True)
class Kind:
    """One kind of content: its name in URLs, templates and DOM ids, its model and its form.

    `heading` is what it is called in the plural, `empty` what stands there before the first item;
    `tag` is the element that holds its items, `groups` the column by which they are banded,
    `note` whether the template `content/<name>_note.html` stands before them,
    `partial` the fragment that shows a row.
    """

    name: str
    model: type[Any]
    form: type[ItemForm]
    noun: str
    heading: str = ""
    empty: str = ""
    tag: str = "ul"
    groups: str | None = None
    note: bool = False
    partial: str = "_item.html"

    @property
    def item_tag(self) -> str:
        """The element of one row: the form that takes its place is one of the same."""
        if not issubclass(self.model, Item):
            return "header"
        return "article" if self.tag == "div" else "li"

    def grouped(self, items: Sequence[Any]) -> list[tuple[str, list[Any]]]:
        """Gives the items in runs of the same group, with its name; a kind without groups has one run."""
        if not (self.groups and items):
            return [("", list(items))]
        return [(name, list(run)) for name, run in groupby(items, attrgetter(self.groups))]

    @property
    def parent(self) -> str:
        """The attribute that holds what a row of this kind hangs on."""
        return "section" if issubclass(self.model, Item) else "edition"

    def siblings(self, parent: Any) -> list[Any]:
        """Gives all rows of this kind on one parent, in their order."""
        model = self.model
        on = getattr(model, f"{self.parent}_id") == parent.id
        return list(db.session.scalars(select(model).where(on).order_by(model.position, model.id)))
