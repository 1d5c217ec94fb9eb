"""Editions and changes get UUIDs, of which UIDs and feed ids are made; those that were given out before stay."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None

EVENTS = ('slot', 'date')
SLUG = 'SELECT slug FROM edition JOIN section ON section.edition_id = edition.id WHERE section.id = section_id'


def upgrade() -> None:
    """Applies this step."""
    bind = op.get_bind()
    for table, column in (('edition', 'uuid'), ('edition', 'feed_id'), ('revision', 'uuid'), *((one, 'uid') for one in EVENTS)):
        op.add_column(table, sa.Column(column, sa.String(), nullable=True))
    edition = sa.table('edition', sa.column('id'), sa.column('slug'), sa.column('uuid'), sa.column('feed_id'))
    for id_, slug in bind.execute(sa.select(edition.c.id, edition.c.slug)).all():
        given = {'uuid': str(uuid4()), 'feed_id': f'tag:faimi,2026:{slug}/changes'}
        bind.execute(edition.update().where(edition.c.id == id_).values(given))
    with op.batch_alter_table('edition') as batch_op:
        batch_op.alter_column('uuid', existing_type=sa.String(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_edition_uuid'), ['uuid'])
    for table in EVENTS:
        op.execute(f"UPDATE {table} SET uid = '{table}-' || id || '@' || ({SLUG}) || '.faimi'")  # noqa: S608  # the names are ours
    _change_snapshots(bind, lambda columns, key, slug: columns.update(uid=f'{key}@{slug}.faimi'))


def _change_snapshots(bind: sa.Connection, change: Callable[[dict[str, Any], str, str], Any]) -> None:
    """Has the history know the same of rows, for it brings back those that were removed."""
    names = (sa.column('id'), sa.column('edition_id'), sa.column('before', sa.JSON), sa.column('after', sa.JSON))
    changes, edition = sa.table('revision', *names), sa.table('edition', sa.column('id'), sa.column('slug'))
    joined = sa.select(changes.c.before, changes.c.after, edition.c.slug).join_from(
        changes, edition, edition.c.id == changes.c.edition_id
    )
    for id_ in bind.scalars(sa.select(changes.c.id)).all():
        before, after, slug = bind.execute(joined.where(changes.c.id == id_)).one()
        events = [(row, key) for rows in (before, after) for key, row in rows.items() if key.rpartition('-')[0] in EVENTS]
        for row, key in events:
            change(row, key, slug)
        if events:
            bind.execute(changes.update().where(changes.c.id == id_).values(before=before, after=after))


def downgrade() -> None:
    """Takes this step back."""
    _change_snapshots(op.get_bind(), lambda columns, _key, _slug: columns.pop('uid', None))
    with op.batch_alter_table('edition') as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_edition_uuid'), type_='unique')
        batch_op.drop_column('uuid')
        batch_op.drop_column('feed_id')
    for table, column in (('revision', 'uuid'), *((one, 'uid') for one in EVENTS)):
        op.drop_column(table, column)
