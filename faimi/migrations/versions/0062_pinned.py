"""A row of the schedule may be pinned: it stays where it is when others move."""

import sqlalchemy as sa
from alembic import op

revision = '0062'
down_revision = '0061'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('slot', sa.Column('pinned', sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('slot', 'pinned')
