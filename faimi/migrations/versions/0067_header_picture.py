"""An edition may have a picture behind its title, with what it shows and the part of it that stays."""

import sqlalchemy as sa
from alembic import op

revision = '0067'
down_revision = '0066'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('edition', sa.Column('picture', sa.String(), server_default='', nullable=False))
    op.add_column('edition', sa.Column('alt', sa.String(), server_default='', nullable=False))
    op.add_column('edition', sa.Column('crop', sa.Integer(), server_default='50', nullable=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_column('edition', 'crop')
    op.drop_column('edition', 'alt')
    op.drop_column('edition', 'picture')
