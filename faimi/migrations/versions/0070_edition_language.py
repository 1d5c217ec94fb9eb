"""An edition may say in which language its text is."""

import sqlalchemy as sa
from alembic import op

revision = '0070'
down_revision = '0069'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('edition', sa.Column('language', sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('edition', 'language')
