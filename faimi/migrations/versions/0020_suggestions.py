"""Corrections that authors suggest, and the links by which they are asked."""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'suggestion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('row_id', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.Column('after', sa.JSON(), nullable=False),
        sa.Column('note', sa.String(), nullable=False),
        sa.Column('from_name', sa.String(), nullable=False),
        sa.Column('from_email', sa.String(), nullable=False),
        sa.Column('asked', sa.Boolean(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('state', sa.String(), nullable=False),
        sa.Column('decided_by', sa.Integer(), nullable=True),
        sa.Column('decided_at', sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_suggestion_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.ForeignKeyConstraint(
            ['decided_by'], ['account.id'], name=op.f('fk_suggestion_decided_by_account'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion')),
    )
    op.create_index('ix_suggestion_edition_id_state', 'suggestion', ['edition_id', 'state'])
    op.create_table(
        'suggestion_link',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('edition_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(), nullable=False),
        sa.Column('row_id', sa.Integer(), nullable=False),
        sa.Column('token', sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ['edition_id'], ['edition.id'], name=op.f('fk_suggestion_link_edition_id_edition'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion_link')),
        sa.UniqueConstraint('kind', 'row_id', name=op.f('uq_suggestion_link_kind')),
    )
    op.create_index(op.f('ix_suggestion_link_edition_id'), 'suggestion_link', ['edition_id'])


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('suggestion_link')
    op.drop_table('suggestion')
