"""When a picture was taken in: of those that are there, now."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '0050'
down_revision = '0042'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('picture', sa.Column('taken_in_at', sa.DateTime(), nullable=True))
    picture = sa.table('picture', sa.column('taken_in_at', sa.DateTime()))
    op.execute(picture.update().values(taken_in_at=datetime.now(UTC).replace(tzinfo=None)))
    with op.batch_alter_table('picture') as batch_op:
        batch_op.alter_column('taken_in_at', existing_type=sa.DateTime(), nullable=False)


def downgrade() -> None:
    """Takes this step back."""
    with op.batch_alter_table('picture') as batch_op:
        batch_op.drop_column('taken_in_at')
