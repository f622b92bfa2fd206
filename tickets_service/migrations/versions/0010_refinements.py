"""What agents asked a model to do with their texts

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('refinements',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('way', sa.Text(), nullable=False),
    sa.Column('asked_by', sa.Text(), nullable=False),
    sa.Column('model_used', sa.Text(), nullable=False),
    sa.Column('credential_id', sa.BigInteger()),
    sa.Column('prompt_tokens', sa.BigInteger()),
    sa.Column('cached_tokens', sa.BigInteger()),
    sa.Column('completion_tokens', sa.BigInteger()),
    sa.Column('cost_usd', sa.Numeric(12, 6)),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['credential_id'], ['openai_credentials.id'], name=op.f('fk_refinements_credential_id_openai_credentials'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_refinements_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refinements'))
    )
    op.create_index('ix_refinements_created_at', 'refinements', ['created_at'])
    op.create_index('ix_refinements_ticket_id', 'refinements', ['ticket_id'])


def downgrade() -> None:
    op.drop_table('refinements')
