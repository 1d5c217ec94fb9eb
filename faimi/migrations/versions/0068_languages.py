"""The site's settings say which languages visitors get beside English."""

import sqlalchemy as sa
from alembic import op

revision = '0068'
down_revision = '0067'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('site', sa.Column('languages', sa.String(), server_default=sa.literal(''), nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('site', 'languages')
