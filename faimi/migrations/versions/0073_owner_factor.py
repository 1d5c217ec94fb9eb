"""A site may ask its owners for a second factor."""

import sqlalchemy as sa
from alembic import op

revision = '0073'
down_revision = '0072'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('site', sa.Column('owner_factor', sa.String(), server_default='optional', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('site', 'owner_factor')
