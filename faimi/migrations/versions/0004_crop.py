"""Which part of a keynote's photo a square keeps."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step; upright photos go on being shown from above their middle, as they were."""
    op.add_column('keynote', sa.Column('crop', sa.Integer(), server_default='50', nullable=False))
    op.execute("UPDATE keynote SET crop = 25 WHERE photo IN (SELECT '/media/' || id FROM picture WHERE height > width)")


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('keynote', 'crop')
