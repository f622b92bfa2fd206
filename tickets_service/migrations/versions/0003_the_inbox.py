"""What the inbox keeps for the people who work in it

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.add_column('users', sa.Column('language', sa.Text()))
    op.add_column('users', sa.Column('theme', sa.Text(), server_default=sa.text("'system'"), nullable=False))
    op.add_column('users', sa.Column('single_keys', sa.Boolean(), server_default=sa.text('true'), nullable=False))
    op.add_column('users', sa.Column('keys', postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column('users', sa.Column('undo_seconds', sa.BigInteger()))
    op.create_check_constraint(op.f('ck_users_language_is_known'), 'users', "language IN ('de', 'en')")
    op.create_check_constraint(op.f('ck_users_theme_is_known'), 'users', "theme IN ('light', 'dark', 'system')")
    op.create_check_constraint(op.f('ck_users_undo_seconds_are_offered'), 'users', "undo_seconds IN (0, 5, 8, 20, 30)")
    op.create_table('composer_texts',
    sa.Column('ticket_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('ai_response_id', sa.BigInteger(), nullable=True),
    sa.Column('revision', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('message', 'comment')", name=op.f('ck_composer_texts_kind_is_known')),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_composer_texts_ai_response_id_ai_responses'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_composer_texts_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ticket_id', 'author', 'kind', name=op.f('pk_composer_texts'))
    )


def downgrade() -> None:
    op.drop_table('composer_texts')
    for column in ('undo_seconds', 'keys', 'single_keys', 'theme', 'language'):
        op.drop_column('users', column)
