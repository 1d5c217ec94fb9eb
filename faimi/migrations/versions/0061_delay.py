"""A row of the schedule may run late, by minutes that are announced beside the plan."""

import sqlalchemy as sa
from alembic import op

revision = '0061'
down_revision = '0060'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('slot', sa.Column('delay', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('slot', 'delay')
