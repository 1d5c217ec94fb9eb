"""Markdown as it looks, drawn when it is saved."""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'rendering',
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('html', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_rendering')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('rendering')
