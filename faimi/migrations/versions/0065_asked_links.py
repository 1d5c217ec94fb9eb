"""What external addresses answered is kept."""

import sqlalchemy as sa
from alembic import op

revision = '0065'
down_revision = '0064'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'asked_link',
        sa.Column('address', sa.String(), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('address', name=op.f('pk_asked_link')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('asked_link')
