"""Sponsors."""

import sqlalchemy as sa
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'sponsor',
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('level', sa.String(), nullable=False),
        sa.Column('url', sa.String(), nullable=False),
        sa.Column('logo', sa.String(), nullable=False),
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('section_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['section_id'], ['section.id'], name=op.f('fk_sponsor_section_id_section'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sponsor')),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f('ix_sponsor_section_id'), 'sponsor', ['section_id'])


def downgrade() -> None:
    """Takes this step back."""
    op.drop_index(op.f('ix_sponsor_section_id'), table_name='sponsor')
    op.drop_table('sponsor')
