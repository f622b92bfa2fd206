"""What is looked at before a reply is sent

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('preferences', sa.Column('channel_rules', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False))
    for column in ('own_hosts', 'own_ibans'):
        op.add_column('preferences', sa.Column(column, postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('ai_responses', sa.Column('checks', postgresql.JSONB()))
    op.add_column('openai_credentials', sa.Column('hides_persons', sa.Boolean(), server_default=sa.text('true'), nullable=False))
    op.create_table('draft_prompts',
    sa.Column('ai_response_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('system', sa.Text(), nullable=False),
    sa.Column('request', sa.Text(), nullable=False),
    sa.Column('hidden', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_draft_prompts_ai_response_id_ai_responses'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ai_response_id', name=op.f('pk_draft_prompts'))
    )
    op.create_table('processor_calls',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('ai_response_id', sa.BigInteger()),
    sa.Column('credential', sa.Text(), nullable=False),
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('prompt_tokens', sa.BigInteger()),
    sa.Column('completion_tokens', sa.BigInteger()),
    sa.Column('hidden', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_processor_calls'))
    )
    op.create_index('ix_processor_calls_at', 'processor_calls', ['at'])
    op.add_column('replies', sa.Column('acknowledged', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column('replies', 'acknowledged')
    for table in ('processor_calls', 'draft_prompts'):
        op.drop_table(table)
    op.drop_column('openai_credentials', 'hides_persons')
    op.drop_column('ai_responses', 'checks')
    for column in ('own_ibans', 'own_hosts', 'channel_rules'):
        op.drop_column('preferences', column)
