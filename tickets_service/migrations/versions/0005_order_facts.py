"""Which order a ticket is about, and the facts a draft was written from

Revision ID: 0005
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0007'
branch_labels = None
depends_on = None

BEFORE = """title status plenty_ticket_id plenty_status_name priority source confidential contact_id order_id customer_name
customer_email assignee_id language documents_count deadline_at snoozed_until last_message_at last_public_message_id
creation_error gone_at""".split()
SINCE = ["chosen_order_id", "order_choice"]


def tell_when(changed: list[str]) -> None:
    """Open pages follow a ticket when one of these columns changes."""
    old, new = (", ".join(f"{side}.{name}" for name in changed) for side in ("OLD", "NEW"))
    op.execute("DROP TRIGGER tickets_tell_changed ON tickets")
    op.execute(
        f"CREATE TRIGGER tickets_tell_changed AFTER UPDATE ON tickets FOR EACH ROW "
        f"WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION tell_ticket_changed()"
    )


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('tickets', sa.Column('chosen_order_id', sa.BigInteger(), nullable=True))
    op.add_column('tickets', sa.Column('order_choice', postgresql.JSONB(), nullable=True))
    op.add_column('ai_responses', sa.Column('facts', postgresql.JSONB(), nullable=True))
    op.add_column('ai_responses', sa.Column('order_choice', postgresql.JSONB(), nullable=True))
    tell_when(BEFORE + SINCE)


def downgrade() -> None:
    tell_when(BEFORE)
    op.drop_column('ai_responses', 'order_choice')
    op.drop_column('ai_responses', 'facts')
    op.drop_column('tickets', 'order_choice')
    op.drop_column('tickets', 'chosen_order_id')
