"""What a suggestion's form is known by when it comes again."""

import sqlalchemy as sa
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    with op.batch_alter_table('suggestion') as batch_op:
        batch_op.add_column(sa.Column('once', sa.String(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_suggestion_once'), ['once'])


def downgrade() -> None:
    """Takes this step back."""
    with op.batch_alter_table('suggestion') as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_suggestion_once'), type_='unique')
        batch_op.drop_column('once')
