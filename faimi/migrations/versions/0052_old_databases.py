"""Databases that were begun before 0001, 0003 and the states had their present form get what those lack."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None

NUMBERED = ('section', 'date', 'keynote', 'organizer', 'paper', 'text', 'award', 'slot')


def upgrade() -> None:
    """Applies this step."""
    bind = op.get_bind()
    if bind.dialect.name == 'sqlite':
        for table in NUMBERED:
            made = bind.scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {'name': table})
            if 'AUTOINCREMENT' not in made:
                with op.batch_alter_table(table, recreate='always', table_kwargs={'sqlite_autoincrement': True}):
                    pass
                _keep_numbers_apart(bind, table)
    if sa.inspect(bind).get_pk_constraint('rendition')['constrained_columns'] == ['name']:
        with op.batch_alter_table('rendition') as batch_op:
            batch_op.drop_index('ix_rendition_picture_id')
            batch_op.drop_constraint('pk_rendition', type_='primary')
            batch_op.create_primary_key('pk_rendition', ['name', 'picture_id'])
    _give_states(bind)


def _keep_numbers_apart(bind: sa.Connection, table: str) -> None:
    """Has new rows begin above every id that a row ever had, also one that only the history knows."""
    known = [0, bind.scalar(sa.text(f'SELECT max(id) FROM "{table}"')) or 0]  # noqa: S608  # the names are ours
    for change in _changes(bind):
        for rows in (change.before, change.after):
            known += [int(key.rpartition('-')[2]) for key in rows if key.rpartition('-')[0] == table]
    bind.execute(sa.text('DELETE FROM sqlite_sequence WHERE name = :name'), {'name': table})
    bind.execute(sa.text('INSERT INTO sqlite_sequence VALUES (:name, :last)'), {'name': table, 'last': max(known)})


def _give_states(bind: sa.Connection) -> None:
    """Has an edition that is over, and that was made before there were states, stand among the past ones."""
    edition = sa.table('edition', sa.column('id'), sa.column('starts_on', sa.Date), sa.column('state'))
    chosen = {
        change.edition_id
        for change in _changes(bind)
        if 'state' in change.after.get(f'edition-{change.edition_id}', {})
    }
    over = sa.and_(edition.c.state == 'current', edition.c.starts_on < date.today())
    for edition_id in bind.scalars(sa.select(edition.c.id).where(over)).all():
        if edition_id not in chosen:
            bind.execute(edition.update().where(edition.c.id == edition_id).values(state='past'))


def _changes(bind: sa.Connection) -> Any:
    columns = (sa.column('edition_id'), sa.column('before', sa.JSON), sa.column('after', sa.JSON))
    return bind.execute(sa.select(*sa.table('revision', *columns).c))


def downgrade() -> None:
    """Takes nothing back: what was lacking was lacking by mistake."""
