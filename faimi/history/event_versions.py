"""Which version an event is of, for calendars: that of the last change of what it shows."""

from sqlalchemy import ColumnElement, and_, or_, select, update

from faimi.content import EDITABLE, KINDS, Edition
from faimi.content.events import Event
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.revisions import Revision
from faimi.history.snapshots import columns_written

PLACE = {"section_id", "position"}  # which no event shows
VISIBILITY = {"hidden", "appears_at"}


def count_events(edition: Edition, change: Revision) -> None:
    """Writes a change's version and moment to the events that show what it wrote, in one UPDATE a kind.

    The edition's version only rises, so an event's does, too, also where it was removed and comes back.
    """
    written = {RowKey.parse(key): columns_written(key, change).keys() for key in change.after}
    ids = {key: change.after[key]["id"] for key in written}
    turned = [ids[key] for key, columns in written.items() if key.kind == "section" and columns & VISIBILITY]
    for model in (kind.model for kind in KINDS if issubclass(kind.model, Event)):
        own = [ids[key] for key, columns in written.items() if key.kind == model.__tablename__ and columns - PLACE]
        concerned: list[ColumnElement[bool]] = [model.id.in_(own)] if own else []
        for to in model.refers_to:
            shown = [ids[key] for key, columns in written.items() if key.kind == to.kind and columns & to.event_shows]
            concerned += [getattr(model, to.column).in_(shown)] if shown else []
            if to.shown_in_event and turned:  # what an event shows of a row beyond its words, it shows of a public one
                named = EDITABLE[to.kind].model
                concerned.append(getattr(model, to.column).in_(select(named.id).where(named.section_id.in_(turned))))
        here, told = model.edition_id == edition.id, {*written.get(edition.key, ())}
        concerned += [here] if told & {*model.masthead} else []
        showing = [getattr(model, own) == value for name, (own, value) in model.masthead_where.items() if name in told]
        concerned += [and_(here, shows) for shows in showing]
        if concerned:
            counted = update(model).where(or_(*concerned)).values(sequence=change.version, changed_at=change.at)
            db.session.execute(counted.execution_options(synchronize_session=False))
