"""Notices."""

import sqlalchemy as sa
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'notice',
        sa.Column('text', sa.String(), nullable=False),
        sa.Column('url', sa.String(), nullable=False),
        sa.Column('shown_from', sa.DateTime(), nullable=True),
        sa.Column('shown_until', sa.DateTime(), nullable=True),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('section_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['section_id'], ['section.id'], name=op.f('fk_notice_section_id_section'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_notice_section_id'), 'notice', ['section_id'])


def downgrade() -> None:
    """Takes this step back."""
    op.drop_index(op.f('ix_notice_section_id'), table_name='notice')
    op.drop_table('notice')
