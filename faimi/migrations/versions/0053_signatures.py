"""The name that a person had stays with what they did when their account goes."""

import sqlalchemy as sa
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None

COLUMNS = {'revision': 'account_name', 'suggestion': 'decided_by_name'}


def upgrade() -> None:
    """Applies this step; of what was done without an account, only an import was a command's."""
    for table, column in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column(column, sa.String(), server_default=sa.text("''"), nullable=False))
    op.execute("UPDATE revision SET account_name = 'Someone' WHERE account_id IS NULL AND verb != 'import'")
    op.execute("UPDATE suggestion SET decided_by_name = 'Someone' WHERE decided_by IS NULL AND decided_at IS NOT NULL")


def downgrade() -> None:
    """Takes this step back."""
    for table, column in COLUMNS.items():
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
