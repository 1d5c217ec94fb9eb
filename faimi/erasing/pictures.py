"""The pictures that an edition shows, or ever showed."""

import json
from collections.abc import Iterator

from sqlalchemy import select

from faimi.content import Edition
from faimi.content.base import snapshot
from faimi.extensions import db
from faimi.history import Revision, erasing
from faimi.media import ADDRESS, Picture, Rendition
from faimi.suggestions.models import Suggestion


def pictures_of(edition: Edition) -> list[Picture]:
    """The pictures that rows of an edition name, by their own address or a file's, or did; the newest first."""
    named = {match["id"] for text in _texts(edition) for match in ADDRESS.finditer(text)}
    files = db.session.execute(select(Rendition.picture_id, Rendition.name))
    named |= {picture_id for picture_id, name in files if name.partition(".")[0] in named}
    query = select(Picture).where(Picture.id.in_(named)).order_by(Picture.taken_in_at.desc(), Picture.id)
    return [*db.session.scalars(query)]


def _texts(edition: Edition) -> Iterator[str]:
    """All that rows of an edition say, said before, or would say."""
    for row in erasing.rows_of(edition)[0]:
        yield json.dumps(snapshot(row))
    for model in (Revision, Suggestion):
        columns = select(model.before, model.after).where(model.edition_id == edition.id)
        for before, after in db.session.execute(columns.execution_options(yield_per=10)):
            yield json.dumps([before, after])
