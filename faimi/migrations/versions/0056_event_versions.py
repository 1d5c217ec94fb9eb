"""Each event has a version of its own: first that of its edition, which calendars were given last."""

import sqlalchemy as sa
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None

EVENTS = ('slot', 'date')
EDITION = '(SELECT edition_id FROM section WHERE section.id = section_id)'
VERSION = f'SELECT version FROM edition WHERE edition.id = {EDITION}'  # noqa: S608  # the names are ours
LAST = f'SELECT max(at) FROM revision WHERE revision.edition_id = {EDITION}'  # noqa: S608


def upgrade() -> None:
    """Applies this step."""
    for table in EVENTS:
        op.add_column(table, sa.Column('sequence', sa.Integer(), server_default='0', nullable=False))
        op.add_column(table, sa.Column('changed_at', sa.DateTime(), nullable=True))
        op.execute(f'UPDATE {table} SET sequence = ({VERSION}), changed_at = ({LAST})')  # noqa: S608


def downgrade() -> None:
    """Takes this step back."""
    for table in EVENTS:
        op.drop_column(table, 'sequence')
        op.drop_column(table, 'changed_at')
