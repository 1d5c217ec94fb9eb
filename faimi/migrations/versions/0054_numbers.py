"""Each row gets a number of its edition and kind, which is its name from now on: that of an old row is its id."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None

ITEMS = ('date', 'keynote', 'organizer', 'paper', 'text', 'award', 'slot', 'sponsor', 'notice')
HISTORY = sa.table(
    'revision',
    *(sa.column(name) for name in ('id', 'edition_id', 'kind', 'row_id')),
    *(sa.column(name, sa.JSON) for name in ('before', 'after')),
)


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'last_number',
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_last_number_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('edition_id', 'kind', name=op.f('pk_last_number')),
    )
    for table in ('section', *ITEMS):
        _number(table)
    with op.batch_alter_table('suggestion_link') as batch_op:
        batch_op.drop_index('ix_suggestion_link_edition_id')
        batch_op.drop_constraint('uq_suggestion_link_kind', type_='unique')
        batch_op.create_unique_constraint('uq_suggestion_link_edition_id', ['edition_id', 'kind', 'row_id'])
    _count()


def _number(table: str) -> None:
    """Adds the columns, where SQLite makes the table anew, and would forget the highest id that it gave."""
    bind, last = op.get_bind(), None
    if bind.dialect.name == 'sqlite':
        last = bind.scalar(sa.text('SELECT seq FROM sqlite_sequence WHERE name = :name'), {'name': table})
    op.add_column(table, sa.Column('number', sa.Integer(), nullable=True))
    op.execute(f'UPDATE "{table}" SET number = id')  # noqa: S608  # the names are ours
    if table != 'section':
        op.add_column(table, sa.Column('edition_id', sa.Integer(), nullable=True))
        op.execute(
            f'UPDATE "{table}" SET edition_id = (SELECT edition_id FROM section WHERE section.id = section_id)'  # noqa: S608  # the names are ours
        )
    with op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.alter_column('number', nullable=False)
        batch_op.create_unique_constraint(_unique(table), ['edition_id', 'number'])
        if table != 'section':
            batch_op.alter_column('edition_id', nullable=False)
            batch_op.create_foreign_key(
                f'fk_{table}_edition_id_edition', 'edition', ['edition_id'], ['id'], ondelete='CASCADE'
            )
    if last is not None:
        bind.execute(sa.text('DELETE FROM sqlite_sequence WHERE name = :name'), {'name': table})
        bind.execute(sa.text('INSERT INTO sqlite_sequence VALUES (:name, :last)'), {'name': table, 'last': last})


def _unique(table: str) -> str:
    return 'uq_section_number' if table == 'section' else f'uq_{table}_edition_id'


def _count() -> None:
    """Notes the highest number of each kind, and has the history call each masthead edition-1."""
    bind, highest = op.get_bind(), defaultdict[tuple[int, str], int](int)
    for table in ('section', *ITEMS):
        rows = sa.table(table, sa.column('edition_id'), sa.column('number'))
        for edition_id, number in bind.execute(sa.select(rows.c.edition_id, sa.func.max(rows.c.number)).group_by(rows.c.edition_id)):
            highest[edition_id, table] = number
    for change in _changes(bind):
        renamed = {'before': _renamed(change.before), 'after': _renamed(change.after)}
        for key in (*renamed['before'], *renamed['after']):
            kind, _, number = key.rpartition('-')
            highest[change.edition_id, kind] = max(highest[change.edition_id, kind], int(number))
        if change.kind == 'edition':
            renamed['row_id'] = 1
        if renamed['before'] != change.before or renamed['after'] != change.after or change.kind == 'edition':
            bind.execute(HISTORY.update().where(HISTORY.c.id == change.id).values(renamed))
    counted = sa.table('last_number', sa.column('edition_id'), sa.column('kind'), sa.column('number'))
    for (edition_id, kind), number in highest.items():
        if kind != 'edition':
            bind.execute(counted.insert().values(edition_id=edition_id, kind=kind, number=number))


def _changes(bind: sa.Connection) -> Iterator[Any]:
    """The changes one by one, for together they may not fit into memory."""
    for id_ in bind.scalars(sa.select(HISTORY.c.id)).all():
        yield bind.execute(sa.select(HISTORY).where(HISTORY.c.id == id_)).one()


def _renamed(rows: dict[str, Any]) -> dict[str, Any]:
    return {'edition-1' if key.startswith('edition-') else key: columns for key, columns in rows.items()}


def downgrade() -> None:
    """Takes this step back; what was made since is then called by its id."""
    with op.batch_alter_table('suggestion_link') as batch_op:
        batch_op.drop_constraint('uq_suggestion_link_edition_id', type_='unique')
        batch_op.create_unique_constraint('uq_suggestion_link_kind', ['kind', 'row_id'])
        batch_op.create_index('ix_suggestion_link_edition_id', ['edition_id'])
    for table in ('section', *ITEMS):
        with op.batch_alter_table(table, table_kwargs={'sqlite_autoincrement': True}) as batch_op:
            batch_op.drop_constraint(_unique(table), type_='unique')
            batch_op.drop_column('number')
            if table != 'section':
                batch_op.drop_constraint(f'fk_{table}_edition_id_edition', type_='foreignkey')
                batch_op.drop_column('edition_id')
    op.drop_table('last_number')
