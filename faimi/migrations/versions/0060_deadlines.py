"""A date may be a deadline, with an hour and its rule."""

import sqlalchemy as sa
from alembic import op

revision = '0060'
down_revision = '0059'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('date', sa.Column('time', sa.Time(), nullable=True))
    op.add_column('date', sa.Column('zone', sa.String(), nullable=True))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('date', 'zone')
    op.drop_column('date', 'time')
