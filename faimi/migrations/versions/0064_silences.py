"""A finding of the checks may be silenced, with a reason."""

import sqlalchemy as sa
from alembic import op

revision = '0064'
down_revision = '0063'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'silence',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('finding', sa.String(), nullable=False),
        sa.Column('said', sa.String(), nullable=False),
        sa.Column('reason', sa.String(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_silence_edition_id_edition'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_silence')),
        sa.UniqueConstraint('edition_id', 'finding', name=op.f('uq_silence_edition_id')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('silence')
