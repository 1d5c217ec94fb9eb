"""Tries are counted in the database, and the addresses from which people signed in are known."""

import hashlib
from ipaddress import IPv6Network, ip_address

import sqlalchemy as sa
from alembic import op

revision = '0040'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Applies this step."""
    op.create_table(
        'rate_limit',
        sa.Column('key', sa.String(), nullable=False),
        sa.Column('full_at', sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_rate_limit')),
    )
    op.create_index(op.f('ix_rate_limit_full_at'), 'rate_limit', ['full_at'])
    known = op.create_table(
        'known_address',
        sa.Column('account_id', sa.Integer(), nullable=False),
        sa.Column('address', sa.String(), nullable=False),
        sa.Column('seen_at', sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ['account_id'], ['account.id'], name=op.f('fk_known_address_account_id_account'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('account_id', 'address', name=op.f('pk_known_address')),
    )
    found = _from_the_audit()
    if found:
        op.bulk_insert(known, found)


def _from_the_audit() -> list[dict[str, object]]:
    """The 20 addresses from which each account was signed in to last."""
    account = sa.table('account', sa.column('id'), sa.column('email'))
    entry = sa.table(
        'audit_entry', *(sa.column(name) for name in ('id', 'who', 'what', 'address')), sa.column('at', sa.DateTime())
    )
    signed_in = (
        sa.select(account.c.id, entry.c.address, entry.c.at)
        .join(account, account.c.email == entry.c.who)
        .where(entry.c.what.like('Signed in%'), entry.c.address != '')
        .order_by(entry.c.id.desc())
    )
    found: dict[int, dict[str, object]] = {}
    for account_id, address, at in op.get_bind().execute(signed_in):
        seen = found.setdefault(account_id, {})
        if len(seen) < 20:
            seen.setdefault(hashlib.sha256(_network_of(address).encode()).hexdigest(), at)
    return [
        {'account_id': account_id, 'address': address, 'seen_at': at}
        for account_id, seen in found.items()
        for address, at in seen.items()
    ]


def _network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, 'ipv4_mapped', None) or parsed
    return str(parsed) if parsed.version == 4 else str(IPv6Network((int(parsed), 64), strict=False))


def downgrade() -> None:
    """Takes this step back."""
    op.drop_table('known_address')
    op.drop_table('rate_limit')
