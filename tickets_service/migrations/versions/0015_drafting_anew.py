"""A draft that is ready stays while the next one is written

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_index('uq_ai_responses_one_unfinished', 'ai_responses', ['ticket_id'], unique=True, postgresql_where=sa.text("state IN ('QUEUED', 'WRITING')"))
    op.create_index('uq_ai_responses_one_ready', 'ai_responses', ['ticket_id'], unique=True, postgresql_where=sa.text("state IN ('READY')"))
    op.drop_index('uq_ai_responses_one_live', table_name='ai_responses')


def downgrade() -> None:
    """Of two that live only the newer one can stay."""
    op.execute(
        "UPDATE ai_responses SET state = 'DISMISSED' WHERE state = 'READY' AND ticket_id IN"
        " (SELECT ticket_id FROM ai_responses WHERE state IN ('QUEUED', 'WRITING'))"
    )
    op.create_index('uq_ai_responses_one_live', 'ai_responses', ['ticket_id'], unique=True, postgresql_where=sa.text("state IN ('QUEUED', 'WRITING', 'READY')"))
    op.drop_index('uq_ai_responses_one_ready', table_name='ai_responses')
    op.drop_index('uq_ai_responses_one_unfinished', table_name='ai_responses')
