"""Which change a change takes back, and who has which rows open."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.add_column('revision', sa.Column('undoes', sa.Integer(), nullable=True))
    op.create_table(
        'presence',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('places', sa.String(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ['account_id'], ['account.id'], name=op.f('fk_presence_account_id_account'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_presence_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('account_id', 'edition_id', name=op.f('pk_presence')),
    )


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('presence')
    with op.batch_alter_table('revision') as batch:
        batch.drop_column('undoes')
