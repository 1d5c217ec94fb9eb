"""The site has settings; a site with a start page is called what that page is."""

import sqlalchemy as sa
from alembic import op

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

TITLE = "coalesce((SELECT title FROM edition WHERE slug = 'home' AND state != 'draft'), '')"


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'site',
        sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('contact', sa.String(), nullable=False),
        sa.Column('privacy', sa.String(), nullable=False),
        sa.Column('legal', sa.String(), nullable=False),
        sa.Column('new_editors', sa.String(), nullable=False),
        sa.Column('new_sections', sa.String(), nullable=False),
        sa.Column('saved_at', sa.DateTime(), nullable=False),
        sa.Column('saved_by', sa.String(), nullable=False),
        sa.PrimaryKeyConstraint('version', name=op.f('pk_site')),
    )
    op.execute(f"INSERT INTO site SELECT 1, {TITLE}, '', '', '', 'all', 'shown', CURRENT_TIMESTAMP, ''")  # noqa: S608  # the words are ours


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('site')
