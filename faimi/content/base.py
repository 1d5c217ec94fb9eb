"""What every kind's rows are made of: a place on a section, a version, and columns that snapshots hold."""

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from sqlalchemy import ForeignKey, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, object_mapper, relationship
from sqlalchemy.orm.exc import ObjectDeletedError

from faimi.content.reference import Reference
from faimi.content.row_key import Keyed
from faimi.extensions import Model

if TYPE_CHECKING:
    from faimi.content.edition import Edition, Section


class Item(Keyed, Model):
    """A row of any kind: it hangs on a section, has a place there, and counts its own versions.

    Its number, given by `content.numbers`, is its name on the edition; its id is known to the database alone.
    """

    __abstract__ = True

    refers_to: ClassVar[tuple[Reference, ...]] = ()
    given_out: ClassVar[tuple[str, ...]] = ()  # columns that others were told, and that files carry

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    number: Mapped[int]
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return UniqueConstraint("edition_id", "number"), {"sqlite_autoincrement": True}  # no id is given twice

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

    def references(self) -> list["Item"]:
        """The items that it names, of which its row shows something."""
        return [item for reference in self.refers_to if (item := getattr(self, reference.attribute))]

    def named_by(self) -> list["Item"]:
        """The items that name it."""
        many = [relation.key for relation in object_mapper(self).relationships if relation.uselist]
        return [item for name in many for item in getattr(self, name)]

    def shown_words(self, reference: Reference) -> dict[str, str]:
        """What it shows in the columns for which the row that it names may speak."""
        return {own: getattr(self, f"shown_{own}") for own in reference.words}

    def detach(self) -> None:
        """Leaves what it shows with the items that name it, before it is removed."""
        for item in self.named_by():
            for reference in item.refers_to:
                if getattr(item, reference.attribute) is self:
                    for name, value in {**item.shown_words(reference), reference.attribute: None}.items():
                        setattr(item, name, value)
                    step_version(item)


def new_uuid() -> str:
    """A UUID (version 4) that nothing has yet."""
    return str(uuid4())


def row_version(row: Model) -> int:
    """The version that an UPDATE of this row compares and swaps."""
    return int(getattr(row, version_column(row)))


def step_version(row: Model) -> None:
    """Counts the row's version up, to be written with its next UPDATE."""
    setattr(row, version_column(row), row_version(row) + 1)


def version_column(row: Model) -> str:
    """The name of the column that counts the row's versions."""
    column = object_mapper(row).version_id_col
    assert column is not None
    assert column.key is not None
    return column.key


def to_json(value: Any) -> Any:
    """A column's value as a JSON value: a date in ISO 8601, a time as HH:MM."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else value


def from_json(type_: type, value: Any) -> Any:
    """The value of a column of this type that `to_json` made a JSON value; ValueError where it is none."""
    return type_.fromisoformat(value) if value is not None and issubclass(type_, date | time) else value


def snapshot(row: Model, committed: bool = False) -> dict[str, Any]:
    """The row's columns as JSON values; `committed`, as they were before the changes not written yet."""
    state = inspect(row)

    def value(name: str) -> Any:
        was = state.attrs[name].history.deleted if committed else ()
        return to_json(was[0] if was else getattr(row, name))

    return {c.key: value(c.key) for c in state.mapper.columns if not c.info.get("counts_changes")}


def row_of(model: type[Any], columns: Mapping[str, Any]) -> Any:
    """The row, in no session, whose snapshot these columns are; one from before there were numbers had its id's."""
    if "number" in model.__table__.columns:
        columns = {"number": columns["id"], **columns}
    return model(**{name: from_json(column_type(model, name), value) for name, value in columns.items()})


def columns_by_name(model: Any) -> dict[str, str]:
    """The attributes of a model by which a row names others by what they are called, with the columns of their ids."""
    return {to.kind: to.column for to in getattr(model, "refers_to", ()) if to.is_by_name}


def is_stored(model: Any, name: str) -> bool:
    """Whether an attribute is a column, or names a row whose id a column holds."""
    return name in model.__table__.columns or name in columns_by_name(model)


def column_type(model: type[Any], name: str) -> type:
    """The type of the values of a column, or of what a row is named by."""
    columns = model.__table__.columns
    return columns[name].type.python_type if name in columns else str
