"""Gone tickets, alarms, and who waits for whom in the call budget

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('tickets', sa.Column('gone_at', sa.DateTime(timezone=True)))
    op.add_column('sync_state', sa.Column('listed_total', sa.BigInteger()))
    op.add_column('call_budget', sa.Column('opened_at', sa.DateTime(timezone=True)))
    op.add_column('call_budget', sa.Column('sync_until', sa.DateTime(timezone=True)))
    op.create_table('alarms',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True)),
    sa.CheckConstraint("kind IN ('few_tickets_listed', 'many_tickets_gone')", name=op.f('ck_alarms_kind_is_known')),
    sa.PrimaryKeyConstraint('kind', name=op.f('pk_alarms'))
    )
    op.create_table('sweeps',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('pages_listed', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('tickets_listed', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('tickets_missing', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('tickets_gone', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('error', sa.Text()),
    sa.Column('started_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True)),
    sa.CheckConstraint("state IN ('RUNNING', 'DONE', 'FAILED')", name=op.f('ck_sweeps_state_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sweeps'))
    )
    op.create_index('uq_sweeps_one_running', 'sweeps', ['state'], unique=True,
        postgresql_where=sa.text("state = 'RUNNING'"))
    op.create_table('sweep_seen',
    sa.Column('plenty_ticket_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('plenty_ticket_id', name=op.f('pk_sweep_seen'))
    )
    op.create_table('sweep_missed',
    sa.Column('plenty_ticket_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('misses', sa.BigInteger(), nullable=False),
    sa.Column('missed_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('plenty_ticket_id', name=op.f('pk_sweep_missed'))
    )


def downgrade() -> None:
    for table in ('sweep_missed', 'sweep_seen', 'sweeps', 'alarms'):
        op.drop_table(table)
    op.drop_column('call_budget', 'sync_until')
    op.drop_column('call_budget', 'opened_at')
    op.drop_column('sync_state', 'listed_total')
    op.drop_column('tickets', 'gone_at')
