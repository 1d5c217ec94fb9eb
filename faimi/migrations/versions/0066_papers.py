"""A paper has an abstract, keywords, and links to its PDF and its code."""

import sqlalchemy as sa
from alembic import op

revision = '0066'
down_revision = '0065'
branch_labels = None
depends_on = None

COLUMNS = ('abstract', 'keywords', 'pdf', 'code')


def upgrade() -> None:
    """Applies this step."""
    for name in COLUMNS:
        op.add_column('paper', sa.Column(name, sa.String(), server_default='', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    for name in reversed(COLUMNS):
        op.drop_column('paper', name)
