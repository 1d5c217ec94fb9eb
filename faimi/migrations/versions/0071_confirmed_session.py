"""A session remembers when its person last showed who they are."""

import sqlalchemy as sa
from alembic import op

revision = '0071'
down_revision = '0070'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('session', sa.Column('confirmed_at', sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('session', 'confirmed_at')
