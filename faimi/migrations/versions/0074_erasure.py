"""What is erased leaves a record: that, by whom, when and why."""

import sqlalchemy as sa
from alembic import op

revision = '0074'
down_revision = '0073'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'erasure',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('who', sa.String(), nullable=False),
        sa.Column('what', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('places', sa.Integer(), nullable=False),
        sa.Column('brought_back', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure')),
    )
    op.add_column('revision', sa.Column('reason', sa.String(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('revision', 'reason')
    op.drop_table('erasure')
