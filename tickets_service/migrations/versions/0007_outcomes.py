"""What became of each draft

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draft_outcomes',
    sa.Column('ai_response_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('reply_id', sa.Uuid(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('use', sa.Text(), nullable=False),
    sa.Column('changed', sa.Numeric(precision=4, scale=3), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("use IN ('as_is', 'light', 'heavy', 'discarded')", name=op.f('ck_draft_outcomes_use_is_known')),
    sa.CheckConstraint('changed BETWEEN 0 AND 1', name=op.f('ck_draft_outcomes_changed_is_a_share')),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_draft_outcomes_ai_response_id_ai_responses'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['message_id'], ['ticket_messages.id'], name=op.f('fk_draft_outcomes_message_id_ticket_messages'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_draft_outcomes_reply_id_replies'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('ai_response_id', name=op.f('pk_draft_outcomes'))
    )
    op.create_index('ix_draft_outcomes_created_at', 'draft_outcomes', ['created_at'])


def downgrade() -> None:
    op.drop_table('draft_outcomes')
