"""A track is a row of its own, which rows of the schedule and rights name: one for each name in a section."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0063'
down_revision = '0062'
branch_labels = None
depends_on = None


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


SECTION = _table('section', 'id', 'edition_id', 'position', 'kind')
TRACK = _table('track', 'id', 'edition_id', 'number', 'section_id', 'position', 'version', 'name', 'room')
SLOT = _table('slot', 'id', 'section_id', 'day', 'position', 'track', 'track_id', 'room')
GRANT = _table('grant', 'id', 'account_id', 'edition_id', 'track', 'track_number')
COUNTED = _table('last_number', 'edition_id', 'kind', 'number')
HISTORY = sa.table(
    'revision',
    *(sa.column(name) for name in ('id', 'kind', 'row_id')),
    *(sa.column(name, sa.JSON) for name in ('before', 'after')),
)
Tracks = dict[tuple[int, str], Any]  # by section and name, as far as that tells tracks apart


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'track',
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('room', sa.String(), server_default='', nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('section_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_track_edition_id_edition'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_track_section_id_section'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_track')),
        sa.UniqueConstraint('edition_id', 'number', name=op.f('uq_track_edition_id')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_track_section_id'), 'track', ['section_id'])
    op.add_column('slot', sa.Column('track_id', sa.Integer(), nullable=True))
    op.add_column('grant', sa.Column('track_number', sa.Integer(), nullable=True))
    tracks = _put_into_tracks(op.get_bind())
    _give_rights(op.get_bind(), tracks)
    _count(op.get_bind(), tracks)
    with _altered('slot') as batch_op:
        batch_op.create_foreign_key('fk_slot_track_id_track', 'track', ['track_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index('ix_slot_track_id', ['track_id'])
        batch_op.drop_column('track')
    op.drop_column('grant', 'track')


@contextmanager
def _altered(table: str) -> Iterator[Any]:
    """Alters a table, which SQLite makes anew, and would forget the highest id that it gave."""
    bind, last = op.get_bind(), None
    if bind.dialect.name == 'sqlite':
        last = bind.scalar(sa.text('SELECT seq FROM sqlite_sequence WHERE name = :name'), {'name': table})
    with op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        yield batch_op
    if last is not None:
        bind.execute(sa.text('DELETE FROM sqlite_sequence WHERE name = :name'), {'name': table})
        bind.execute(sa.text('INSERT INTO sqlite_sequence VALUES (:name, :last)'), {'name': table, 'last': last})


def _essence(name: str) -> str:
    return ' '.join(name.split()).casefold()


def _put_into_tracks(bind: sa.Connection) -> Tracks:
    """Makes the tracks, in the order in which rows name them, and puts the rows into them."""
    tracks: Tracks = {}
    rows = sa.select(SLOT.c.id, SLOT.c.section_id, SECTION.c.edition_id, SLOT.c.track)
    rows = rows.join_from(SLOT, SECTION, SLOT.c.section_id == SECTION.c.id).where(SLOT.c.track != '')
    for row in bind.execute(rows.order_by(SECTION.c.edition_id, SECTION.c.position, SLOT.c.day, SLOT.c.position)).all():
        track = _track(bind, tracks, row, row.track)
        bind.execute(SLOT.update().where(SLOT.c.id == row.id).values(track_id=track.id))
    return tracks


def _track(bind: sa.Connection, tracks: Tracks, place: Any, name: str) -> Any:
    """The track of this name in a section, made where there is none."""
    key = place.section_id, _essence(name)
    if key not in tracks:
        of_edition = [one for one in tracks.values() if one.edition_id == place.edition_id]
        values = {
            'edition_id': place.edition_id,
            'number': max((one.number for one in of_edition), default=0) + 1,
            'section_id': place.section_id,
            'position': sum(one.section_id == place.section_id for one in of_edition),
            'version': 1,
            'name': name,
            'room': '',
        }
        bind.execute(TRACK.insert().values(values))
        own = (TRACK.c.edition_id == place.edition_id) & (TRACK.c.number == values['number'])
        tracks[key] = bind.execute(sa.select(TRACK).where(own)).one()
    return tracks[key]


def _give_rights(bind: sa.Connection, tracks: Tracks) -> None:
    """Has each right on a name be one on the track of that name in each schedule of the edition, made where none is.

    Without any schedule it is one on a track that is not there, which allows nothing.
    """
    for grant in bind.execute(sa.select(GRANT).where(GRANT.c.track.is_not(None))).all():
        schedules = sa.select(SECTION.c.id.label('section_id'), SECTION.c.edition_id).order_by(SECTION.c.position)
        schedules = schedules.where(SECTION.c.edition_id == grant.edition_id, SECTION.c.kind == 'slot')
        places = bind.execute(schedules).all() if grant.track else []
        named = [one for place in places if (one := tracks.get((place.section_id, _essence(grant.track))))]
        named = named or [_track(bind, tracks, place, grant.track) for place in places[:1]]
        first, *more = [one.number for one in named] or [0]
        bind.execute(GRANT.update().where(GRANT.c.id == grant.id).values(track_number=first))
        own = {'account_id': grant.account_id, 'edition_id': grant.edition_id}
        for number in more:
            bind.execute(GRANT.insert().values(own | {'track_number': number}))


def _count(bind: sa.Connection, tracks: Tracks) -> None:
    """Notes the highest number on each edition."""
    highest = defaultdict[int, int](int)
    for track in tracks.values():
        highest[track.edition_id] = max(highest[track.edition_id], track.number)
    for edition_id, number in highest.items():
        bind.execute(COUNTED.insert().values(edition_id=edition_id, kind='track', number=number))


def downgrade() -> None:
    """Takes this step back: each row has the name of its track, and its room."""
    bind = op.get_bind()
    op.add_column('slot', sa.Column('track', sa.String(), server_default='', nullable=False))
    op.add_column('grant', sa.Column('track', sa.String(), nullable=True))
    names = {}
    for track in bind.execute(sa.select(TRACK)).all():
        names[track.id] = track.name
        rows, rights = SLOT.c.track_id == track.id, GRANT.c.edition_id == track.edition_id
        bind.execute(SLOT.update().where(rows).values(track=track.name))
        bind.execute(SLOT.update().where(rows, SLOT.c.room == '').values(room=track.room))
        bind.execute(GRANT.update().where(rights, GRANT.c.track_number == track.number).values(track=track.name))
    gone = GRANT.c.track_number.is_not(None) & GRANT.c.track.is_(None)
    bind.execute(GRANT.update().where(gone).values(track='A track that is gone'))  # none would be all of the edition
    _rename_in_history(bind, names)
    bind.execute(COUNTED.delete().where(COUNTED.c.kind == 'track'))
    with _altered('slot') as batch_op:
        batch_op.drop_index('ix_slot_track_id')
        batch_op.drop_constraint('fk_slot_track_id_track', type_='foreignkey')
        batch_op.drop_column('track_id')
        batch_op.alter_column('track', server_default=None)
    op.drop_column('grant', 'track_number')
    op.drop_index(op.f('ix_track_section_id'), table_name='track')
    op.drop_table('track')


def _rename_in_history(bind: sa.Connection, names: dict[int, str]) -> None:
    """Has the history speak of names; what was about a track is about the masthead, of which it says nothing."""
    for id_ in bind.scalars(sa.select(HISTORY.c.id)).all():  # one by one, for together they may not fit into memory
        change = bind.execute(sa.select(HISTORY).where(HISTORY.c.id == id_)).one()
        for rows in (change.before, change.after):
            names |= {row['id']: row['name'] for key, row in rows.items() if key.startswith('track-')}
        values: dict[str, Any] = {side: _by_name(getattr(change, side), names) for side in ('before', 'after')}
        if change.kind == 'track':
            values |= {'kind': 'edition', 'row_id': 1}
        bind.execute(HISTORY.update().where(HISTORY.c.id == id_).values(values))


def _by_name(rows: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    kept = {key: dict(row) for key, row in rows.items() if not key.startswith('track-')}
    for row in kept.values():
        if 'track_id' in row:
            row['track'] = names.get(row.pop('track_id'), '')
    return kept
