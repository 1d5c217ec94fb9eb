"""An organizer has a photo, of which a square keeps a part."""

import sqlalchemy as sa
from alembic import op

revision = '0069'
down_revision = '0068'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('organizer', sa.Column('photo', sa.String(), server_default='', nullable=False))
    op.add_column('organizer', sa.Column('crop', sa.Integer(), server_default='50', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('organizer', 'crop')
    op.drop_column('organizer', 'photo')
