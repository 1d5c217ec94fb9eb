"""What is hidden, when it appears, and the links that show it before."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('edition', sa.Column('appears_at', sa.DateTime(), nullable=True))
    op.add_column('section', sa.Column('appears_at', sa.DateTime(), nullable=True))
    op.add_column('section', sa.Column('hidden', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        'preview',
        sa.Column('token', sa.String(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_preview_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('token', name=op.f('pk_preview')),
        sa.UniqueConstraint('edition_id', name=op.f('uq_preview_edition_id')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('preview')
    with op.batch_alter_table('section') as batch:
        batch.drop_column('hidden')
        batch.drop_column('appears_at')
    with op.batch_alter_table('edition') as batch:
        batch.drop_column('appears_at')
