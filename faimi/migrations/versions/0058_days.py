"""An edition may take several days, and each row of a schedule is on one of them: first on the first."""

import sqlalchemy as sa
from alembic import op

revision = '0058'
down_revision = '0057'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('edition', sa.Column('ends_on', sa.Date(), nullable=True))
    op.add_column('slot', sa.Column('day', sa.Integer(), server_default='1', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('slot', 'day')
    op.drop_column('edition', 'ends_on')
