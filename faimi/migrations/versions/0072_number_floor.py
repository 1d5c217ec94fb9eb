"""Numbers and versions go on above those that were given before a backup was restored."""

import sqlalchemy as sa
from alembic import op

revision = '0072'
down_revision = '0071'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'number_floor',
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_number_floor_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('edition_id', 'kind', name=op.f('pk_number_floor')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('number_floor')
