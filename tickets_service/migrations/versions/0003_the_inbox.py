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
    op.add_column('tickets', sa.Column('snoozed_until', sa.DateTime(timezone=True)))
    newest_first: list[str | sa.ColumnElement[object]] = [sa.literal_column('last_customer_message_at DESC NULLS LAST'), sa.literal_column('id DESC')]
    op.create_index('ix_tickets_assignee_open', 'tickets', ['assignee_id', *newest_first],
        postgresql_where=sa.text("assignee_id IS NOT NULL AND status <> 'DONE'"))
    op.create_index('ix_tickets_unassigned_open', 'tickets', newest_first,
        postgresql_where=sa.text("assignee_id IS NULL AND status <> 'DONE'"))
    op.create_index('ix_tickets_snoozed', 'tickets', ['snoozed_until'],
        postgresql_where=sa.text('snoozed_until IS NOT NULL'))
    op.create_index('ix_ai_responses_state', 'ai_responses', ['state', 'ticket_id'],
        postgresql_where=sa.text("state NOT IN ('STALE', 'USED', 'DISMISSED')"))
    op.create_table('saved_views',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('filter', postgresql.JSONB(), nullable=False),
    sa.Column('sort', sa.Text(), server_default=sa.text("'newest'"), nullable=False),
    sa.Column('is_shared', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_views'))
    )
    op.create_index('uq_saved_views_name', 'saved_views', ['owner', sa.literal_column('lower(name)')], unique=True)
    op.create_index('ix_saved_views_shared', 'saved_views', ['id'], postgresql_where=sa.text('is_shared'))
    op.create_table('presence',
    sa.Column('ticket_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('doing', sa.Text(), nullable=False),
    sa.Column('typing_since', sa.DateTime(timezone=True)),
    sa.Column('seen_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("doing IN ('viewing', 'typing')", name=op.f('ck_presence_doing_is_known')),
    sa.CheckConstraint("(doing = 'typing') = (typing_since IS NOT NULL)", name=op.f('ck_presence_typing_has_a_beginning')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_presence_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ticket_id', 'actor', name=op.f('pk_presence'))
    )
    op.create_index('ix_presence_seen_at', 'presence', ['seen_at'])
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
    op.drop_table('presence')
    op.drop_table('saved_views')
    op.drop_index('ix_ai_responses_state', table_name='ai_responses')
    for index in ('ix_tickets_snoozed', 'ix_tickets_unassigned_open', 'ix_tickets_assignee_open'):
        op.drop_index(index, table_name='tickets')
    op.drop_column('tickets', 'snoozed_until')
    for column in ('undo_seconds', 'keys', 'single_keys', 'theme', 'language'):
        op.drop_column('users', column)
