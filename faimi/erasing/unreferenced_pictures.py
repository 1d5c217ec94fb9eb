"""The pictures that nothing names any more: which they are, and how they go."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import JSON, String, cast, delete, select, union_all

from faimi.content import EDITABLE
from faimi.content.now import utc_now
from faimi.editor.pictures import tidies_pictures
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import ADDRESS, Picture, Rendition
from faimi.suggestions.models import Suggestion

MIN_AGE = timedelta(days=7)  # until then a form with it may be open


@tidies_pictures
def remove_unreferenced() -> int:
    """How many pictures were removed that nothing names, such as those of forms that were given up; commits."""
    removed = sum(_remove(id_) for id_ in unreferenced())
    db.session.commit()
    return removed


def unreferenced() -> set[str]:
    """The ids of the pictures that nothing names, those that were just taken in, too."""
    return {*db.session.scalars(select(Picture.id))} - _named()


def _remove(picture_id: str) -> int:
    """How many pictures were removed: one, or none where it was taken in less than a week ago."""
    old = delete(Picture).where(Picture.id == picture_id, Picture.taken_in_at < utc_now() - MIN_AGE)
    return db.session.connection().execute(old).rowcount


def _named() -> set[str]:
    """The ids of the pictures that a text names, by their own address or by that of one of their renditions."""
    named = {match["id"] for text in _texts() for match in ADDRESS.finditer(text)}
    renditions = db.session.execute(select(Rendition.picture_id, Rendition.name))
    return named | {picture_id for picture_id, name in renditions if name.partition(".")[0] in named}


def _texts() -> Iterator[str]:
    """The texts that may name a picture: of rows, of how they were, and of how visitors would have them."""
    models = [kind.model for kind in EDITABLE.values()] + [Revision, Suggestion]
    columns = [
        column for model in models for column in model.__table__.columns if isinstance(column.type, String | JSON)
    ]
    texts = [cast(column, String) for column in columns]
    yield from db.session.scalars(union_all(*(select(text).where(text.contains("/media/")) for text in texts)))
