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
    for column in ('facts', 'checks'):
        op.add_column('ai_responses', sa.Column(column, postgresql.JSONB()))
    op.add_column('replies', sa.Column('acknowledged', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column('replies', 'acknowledged')
    for column in ('checks', 'facts'):
        op.drop_column('ai_responses', column)
    for column in ('own_ibans', 'own_hosts', 'channel_rules'):
        op.drop_column('preferences', column)
