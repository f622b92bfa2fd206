"""What embedding requests are made of and cost

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('processor_calls', sa.Column('credential_id', sa.BigInteger()))
    op.add_column('processor_calls', sa.Column('texts', sa.BigInteger()))
    op.add_column('processor_calls', sa.Column('cost_usd', sa.Numeric(12, 6)))
    op.create_index('ix_processor_calls_purpose_id', 'processor_calls', ['purpose', 'id'])


def downgrade() -> None:
    op.drop_index('ix_processor_calls_purpose_id', table_name='processor_calls')
    for column in ('cost_usd', 'texts', 'credential_id'):
        op.drop_column('processor_calls', column)
