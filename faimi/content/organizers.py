"""Organizers: the people listed on the page (those who sign in are accounts)."""

from sqlalchemy.orm import Mapped, mapped_column
from wtforms.validators import DataRequired

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.fields import link, text


class Organizer(Item):
    """A person behind the workshop."""

    name: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")

    def __str__(self) -> str:
        return self.name


class OrganizerForm(ItemForm):
    """An organizer."""

    name = text("Name", DataRequired("An organizer has a name."))
    affiliation = text("Affiliation")
    url = link("Website")


KIND = Kind("organizer", Organizer, OrganizerForm, "organizer", "Organizers", "No organizers yet.")
