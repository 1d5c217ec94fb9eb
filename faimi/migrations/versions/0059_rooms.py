"""A row of the schedule may have a room, an edition says how one takes part: at a venue called online, online."""

import sqlalchemy as sa
from alembic import op

revision = '0059'
down_revision = '0058'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('edition', sa.Column('attendance', sa.String(), server_default='', nullable=False))
    op.add_column('slot', sa.Column('room', sa.String(), server_default='', nullable=False))
    op.execute("UPDATE edition SET attendance = 'online' WHERE lower(venue) = 'online'")


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('slot', 'room')
    op.drop_column('edition', 'attendance')
