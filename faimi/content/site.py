"""The settings of the whole site: what it is called, where its footer leads, and what begins how."""

import re
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import literal, select
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field, HiddenField, RadioField
from wtforms.validators import Optional, ValidationError

from faimi.content.edition import Edition
from faimi.content.fields import EMAIL, LINK, link, text
from faimi.content.forms import TextForm
from faimi.content.languages import LANGUAGES
from faimi.content.now import utc_now
from faimi.content.ticks_field import TicksField
from faimi.extensions import Model, db

UNNAMED = _("Workshops")  # what a site without a name is called where it has to be called something
NEW_EDITORS = {"all": "Every page", "some": "Only what is ticked in the invitation"}
NEW_SECTIONS = {"shown": "Shown to visitors at once", "hidden": "Hidden until somebody shows them"}
OWNER_FACTORS = {
    "optional": "A password, and a second factor where they chose one",
    "required": "A password and a second factor",
}
FURTHER_LANGUAGES = dict([*LANGUAGES.items()][1:])
CHOICES = {
    "languages": FURTHER_LANGUAGES,
    "new_editors": NEW_EDITORS,
    "new_sections": NEW_SECTIONS,
    "owner_factor": OWNER_FACTORS,
}
SETTINGS = {
    "name": "Name of the site",
    "contact": "Contact",
    "privacy": "Privacy",
    "legal": "Legal notice",
    "languages": "Languages beside English",
    "new_editors": "Newly invited editors may change",
    "new_sections": "New sections are",
    "owner_factor": "Owners sign in with",
}


class Site(Model):
    """The settings as they were saved once. The highest version counts; those before it stay, to be put back."""

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    privacy: Mapped[str] = mapped_column(default="")
    legal: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="", server_default=literal(""))
    new_editors: Mapped[str] = mapped_column(default="all")
    new_sections: Mapped[str] = mapped_column(default="shown")
    owner_factor: Mapped[str] = mapped_column(default="optional", server_default=literal("optional"))
    saved_at: Mapped[datetime] = mapped_column(default=utc_now)
    saved_by: Mapped[str] = mapped_column(default="")

    @property
    def title(self) -> str:
        """What the site is called where it has to be called something."""
        return self.name or str(UNNAMED)

    @property
    def offered(self) -> list[str]:
        """The codes of the languages that visitors get, English the first."""
        return [code for code in LANGUAGES if code in ("en", *self.languages.split())]

    @property
    def links(self) -> dict[str, str]:
        """Where the foot of each page leads, by its words."""
        is_address = re.fullmatch(EMAIL, self.contact) and not LINK.fullmatch(self.contact)
        contact = f"mailto:{self.contact}" if is_address else self.contact
        links = [(_("Contact"), contact), (_("Privacy"), self.privacy), (_("Legal notice"), self.legal)]
        return {str(words): url for words, url in links if url}


_LATEST = select(Site).order_by(Site.version.desc()).limit(1)  # made once: every page asks


def current_site() -> Site:
    """The settings that count."""
    return db.session.scalars(_LATEST).one()


def values_of(site: Site) -> dict[str, str]:
    """The settings by name."""
    return {name: getattr(site, name) for name in SETTINGS}


def unknown_site() -> Site:
    """Settings that say nothing, where those that count cannot be read."""
    chosen = {"new_editors": "all", "new_sections": "shown", "owner_factor": "optional"}
    return Site(name="", contact="", privacy="", legal="", languages="", **chosen)


def address_or_link(_form: Any, field: Field) -> None:
    """Refuses what is neither an e-mail address nor a link."""
    if field.data and not re.fullmatch(EMAIL, field.data) and not LINK.fullmatch(field.data):
        raise ValidationError("Enter an e-mail address, or a link that starts with https:// (or / for a page here).")


class SiteForm(TextForm):
    """The settings; `version` is that of the settings when it was opened."""

    version = HiddenField()
    name = text(
        SETTINGS["name"],
        description="Such as the workshop series. It is shown at the sign-in, in mails, in authenticator apps, where a "
        f"link is shared, and on a start page without an introduction (while it is empty: “{UNNAMED}”).",
    )
    contact = text(
        SETTINGS["contact"],
        Optional(),
        address_or_link,
        longest=2000,
        description="An e-mail address or a link. This and the next two stand at the foot of every page, unless empty.",
    )
    privacy = link(
        SETTINGS["privacy"], description="A link, such as https://example.org/privacy, or /privacy/ for a page here."
    )
    legal = link(SETTINGS["legal"], description="A link to the imprint, where the law asks for one.")
    languages = TicksField(
        SETTINGS["languages"],
        choices=FURTHER_LANGUAGES,
        description="Visitors choose one at the foot of a page, for labels and dates. What you wrote stays as it is.",
    )
    new_editors = RadioField(SETTINGS["new_editors"], choices=NEW_EDITORS)
    new_sections = RadioField(SETTINGS["new_sections"], choices=NEW_SECTIONS)
    owner_factor = RadioField(
        SETTINGS["owner_factor"],
        choices=OWNER_FACTORS,
        description="An owner who has none, you too, sets one up at their next click, and can do nothing else before.",
    )

    def validate_languages(self, field: Field) -> None:
        """Refuses a language whose pages would be where an edition is."""
        codes = {*FURTHER_LANGUAGES}.intersection(field.data.split())
        taken = db.session.scalars(select(Edition.slug).where(Edition.slug.in_(codes))).all()
        if taken:
            raise ValidationError(f"Its pages would begin with /{taken[0]}/, which an edition has. Move that first.")
