"""What drafts for past tickets cost

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('replay_calls',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('credential_id', sa.BigInteger()),
    sa.Column('model_used', sa.Text(), nullable=False),
    sa.Column('prompt_tokens', sa.BigInteger()),
    sa.Column('cached_tokens', sa.BigInteger()),
    sa.Column('completion_tokens', sa.BigInteger()),
    sa.Column('cost_usd', sa.Numeric(12, 6)),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['openai_credentials.id'], name=op.f('fk_replay_calls_credential_id_openai_credentials'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replay_calls'))
    )
    op.create_index('ix_replay_calls_credential', 'replay_calls', ['credential_id', 'created_at'])


def downgrade() -> None:
    op.drop_table('replay_calls')
