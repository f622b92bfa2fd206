"""The customer's other orders, and why there is no draft for a confidential ticket

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

CHECK = 'ck_tickets_no_draft_reason_is_known'
REASONS = "'thanks', 'bounce', 'auto_reply', 'system_notice', 'spam', 'own_outbound', 'held_back', 'over_cap'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('contacts', sa.Column('recent_orders', postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False))
    op.drop_constraint(op.f(CHECK), 'tickets')
    op.create_check_constraint(op.f(CHECK), 'tickets', f"no_draft_reason IN ({REASONS}, 'confidential')")


def downgrade() -> None:
    op.execute("UPDATE tickets SET no_draft_reason = NULL, no_draft_message_id = NULL WHERE no_draft_reason = 'confidential'")
    op.drop_constraint(op.f(CHECK), 'tickets')
    op.create_check_constraint(op.f(CHECK), 'tickets', f'no_draft_reason IN ({REASONS})')
    op.drop_column('contacts', 'recent_orders')
