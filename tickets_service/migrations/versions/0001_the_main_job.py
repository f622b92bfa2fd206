"""The main job

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


NEVER_BACK_TO_QUEUED = """
CREATE FUNCTION refuse_resending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'reply % is %, it can never be queued again', OLD.id, OLD.state USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER replies_never_back_to_queued BEFORE UPDATE OF state ON replies FOR EACH ROW
    WHEN (OLD.state NOT IN ('QUEUED', 'CLAIMED', 'IN_FLIGHT') AND NEW.state IN ('QUEUED', 'CLAIMED', 'IN_FLIGHT'))
    EXECUTE FUNCTION refuse_resending();
"""

AUDIT_IS_APPEND_ONLY = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW
    EXECUTE FUNCTION refuse_rewriting();
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.create_table('api_tokens',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('token_hint', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("role IN ('admin', 'agent')", name=op.f('ck_api_tokens_role_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_tokens')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_api_tokens_token_hash'))
    )
    op.create_index('uq_api_tokens_name', 'api_tokens', ['name'], unique=True, postgresql_where=sa.text('revoked_at IS NULL'))
    op.create_table('audit_log',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('action', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('detail', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_log'))
    )
    op.create_index('ix_audit_log_subject', 'audit_log', ['subject', 'id'], unique=False)
    op.create_table('call_budget',
    sa.Column('scope', sa.Text(), nullable=False),
    sa.Column('limit', sa.BigInteger(), nullable=False),
    sa.Column('calls_left', sa.BigInteger(), nullable=False),
    sa.Column('resets_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_open', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('is_assumed', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('blocked_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('higher_limit', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('scope', name=op.f('pk_call_budget'))
    )
    op.create_table('contacts',
    sa.Column('plenty_contact_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('name', sa.Text(), nullable=True),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('plenty_contact_id', name=op.f('pk_contacts'))
    )
    op.create_table('erased_tickets',
    sa.Column('plenty_ticket_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('plenty_ticket_id', name=op.f('pk_erased_tickets'))
    )
    op.create_table('login_attempts',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('failures', sa.BigInteger(), nullable=False),
    sa.Column('window_ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_login_attempts'))
    )
    op.create_table('openai_credentials',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('encrypted_token', sa.LargeBinary(), nullable=False),
    sa.Column('token_hint', sa.Text(), nullable=False),
    sa.Column('model', sa.Text(), server_default=sa.text("'gpt-4o-mini'"), nullable=False),
    sa.Column('base_url', sa.Text(), nullable=True),
    sa.Column('context_window', sa.BigInteger(), nullable=True),
    sa.Column('is_active', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('refused_parameters', postgresql.ARRAY(sa.TEXT()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('failing_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('context_window IS NULL OR context_window >= 2048', name=op.f('ck_openai_credentials_window_is_usable')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_openai_credentials'))
    )
    op.create_index('uq_openai_credentials_one_active', 'openai_credentials', ['is_active'], unique=True, postgresql_where=sa.text('is_active'))
    op.create_table('plenty_connection',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('base_url', sa.Text(), nullable=False),
    sa.Column('username', sa.Text(), nullable=False),
    sa.Column('encrypted_password', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('failing_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=True),
    sa.CheckConstraint("state IN ('OK', 'LOGIN_REFUSED', 'TOO_MANY_SESSIONS', 'UNREACHABLE')", name=op.f('ck_plenty_connection_state_is_known')),
    sa.CheckConstraint('id = 1', name=op.f('ck_plenty_connection_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plenty_connection'))
    )
    op.create_table('plenty_tokens',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('encrypted_access_token', sa.LargeBinary(), nullable=True),
    sa.Column('encrypted_refresh_token', sa.LargeBinary(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('generation', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('login_tried_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('plenty_user_id', sa.BigInteger(), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_plenty_tokens_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plenty_tokens'))
    )
    op.create_table('preferences',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('shop_name', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('status_after_reply', sa.Text(), server_default=sa.text("'WAITING'"), nullable=True),
    sa.Column('status_after_customer_message', sa.Text(), server_default=sa.text("'TODO'"), nullable=True),
    sa.Column('automatic_drafts_per_day', sa.BigInteger(), server_default=sa.text('500'), nullable=False),
    sa.CheckConstraint('automatic_drafts_per_day >= 0', name=op.f('ck_preferences_cap_is_not_negative')),
    sa.CheckConstraint('id = 1', name=op.f('ck_preferences_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preferences'))
    )
    op.create_table('sync_quarantine',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('plenty_record_id', sa.BigInteger(), nullable=True),
    sa.Column('plenty_ticket_id', sa.BigInteger(), nullable=True),
    sa.Column('payload', sa.Text(), nullable=False),
    sa.Column('payload_hash', sa.LargeBinary(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('first_seen_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sync_quarantine'))
    )
    op.create_index('uq_sync_quarantine_record', 'sync_quarantine', ['kind', 'plenty_record_id', 'payload_hash'], unique=True, postgresql_nulls_not_distinct=True)
    op.create_table('sync_runs',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('tickets_seen', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('tickets_changed', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('tickets_total', sa.BigInteger(), nullable=True),
    sa.Column('messages_new', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('calls', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('quarantined', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('progress', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('alive_until', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('refresh', 'full')", name=op.f('ck_sync_runs_kind_is_known')),
    sa.CheckConstraint("state IN ('RUNNING', 'DONE', 'FAILED')", name=op.f('ck_sync_runs_state_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sync_runs'))
    )
    op.create_index('ix_sync_runs_finished_at', 'sync_runs', [sa.literal_column('finished_at DESC')], unique=False)
    op.create_index('uq_sync_runs_one_running', 'sync_runs', ['kind'], unique=True, postgresql_where=sa.text("state = 'RUNNING'"))
    op.create_table('sync_state',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('statuses_read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_compared_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_seen_up_to', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_progress', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_sync_state_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sync_state'))
    )
    op.create_table('ticket_statuses',
    sa.Column('plenty_status_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('type_id', sa.BigInteger(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('is_target', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('is_edited', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.CheckConstraint("status IN ('TODO', 'IN_PROGRESS', 'WAITING', 'DONE')", name=op.f('ck_ticket_statuses_status_is_known')),
    sa.CheckConstraint('status IS NOT NULL OR NOT is_target', name=op.f('ck_ticket_statuses_target_has_a_status')),
    sa.PrimaryKeyConstraint('plenty_status_id', name=op.f('pk_ticket_statuses'))
    )
    op.create_index('uq_ticket_statuses_one_target', 'ticket_statuses', ['type_id', 'status'], unique=True, postgresql_where=sa.text('is_target'), postgresql_nulls_not_distinct=True)
    op.create_table('users',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('password_hash', sa.Text(), nullable=True),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("role IN ('admin', 'agent')", name=op.f('ck_users_role_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users'))
    )
    op.create_index('uq_users_email', 'users', [sa.literal_column('lower(email)')], unique=True)
    op.create_table('password_links',
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_password_links_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_password_links'))
    )
    op.create_table('sessions',
    sa.Column('token_hash', sa.LargeBinary(), nullable=False),
    sa.Column('user_id', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('last_used_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_sessions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_sessions'))
    )
    op.create_index('ix_sessions_user_id', 'sessions', ['user_id'], unique=False)
    op.create_table('tickets',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('plenty_ticket_id', sa.BigInteger(), nullable=True),
    sa.Column('client_id', sa.Uuid(), nullable=True),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('plenty_status_id', sa.BigInteger(), nullable=True),
    sa.Column('plenty_status_name', sa.Text(), nullable=True),
    sa.Column('type_id', sa.BigInteger(), nullable=True),
    sa.Column('priority', sa.BigInteger(), nullable=True),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('confidential', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('plenty_id', sa.BigInteger(), nullable=True),
    sa.Column('contact_id', sa.BigInteger(), nullable=True),
    sa.Column('order_id', sa.BigInteger(), nullable=True),
    sa.Column('customer_name', sa.Text(), nullable=True),
    sa.Column('customer_email', sa.Text(), nullable=True),
    sa.Column('assignee_id', sa.BigInteger(), nullable=True),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('documents_count', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('deadline_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resubmission_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_message_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_customer_message_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_customer_message_id', sa.BigInteger(), nullable=True),
    sa.Column('last_public_message_id', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('synced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('listed_open', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('thread_due', sa.Text(), nullable=True),
    sa.Column('messages_read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pending_status', sa.Text(), nullable=True),
    sa.Column('pending_priority', sa.BigInteger(), nullable=True),
    sa.Column('creation_tried_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('creation_error', sa.Text(), nullable=True),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('simple', translate(left(title, 2000) || ' ' || coalesce(left(customer_name, 500), '') || ' ' || coalesce(left(customer_email, 500), ''), '-./@:+_#', '        '))", persisted=True), nullable=False),
    sa.CheckConstraint("status IN ('TODO', 'IN_PROGRESS', 'WAITING', 'DONE')", name=op.f('ck_tickets_status_is_known')),
    sa.ForeignKeyConstraint(['assignee_id'], ['users.id'], name=op.f('fk_tickets_assignee_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tickets')),
    sa.UniqueConstraint('client_id', name=op.f('uq_tickets_client_id')),
    sa.UniqueConstraint('plenty_ticket_id', name=op.f('uq_tickets_plenty_ticket_id'))
    )
    op.create_index('ix_tickets_assignee_id', 'tickets', ['assignee_id'], unique=False, postgresql_where=sa.text('assignee_id IS NOT NULL'))
    op.create_index('ix_tickets_contact_id', 'tickets', ['contact_id'], unique=False, postgresql_where=sa.text('contact_id IS NOT NULL'))
    op.create_index('ix_tickets_inbox', 'tickets', [sa.literal_column('last_customer_message_at DESC NULLS LAST'), sa.literal_column('id DESC')], unique=False)
    op.create_index('ix_tickets_open_read', 'tickets', ['messages_read_at'], unique=False, postgresql_where=sa.text('listed_open'))
    op.create_index('ix_tickets_order_id', 'tickets', ['order_id'], unique=False, postgresql_where=sa.text('order_id IS NOT NULL'))
    op.create_index('ix_tickets_pending', 'tickets', ['id'], unique=False, postgresql_where=sa.text('pending_status IS NOT NULL OR pending_priority IS NOT NULL OR plenty_ticket_id IS NULL'))
    op.create_index('ix_tickets_search', 'tickets', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_tickets_status_inbox', 'tickets', ['status', sa.literal_column('last_customer_message_at DESC NULLS LAST'), sa.literal_column('id DESC')], unique=False)
    op.create_index('ix_tickets_thread_due', 'tickets', ['thread_due', sa.literal_column('updated_at DESC NULLS LAST'), sa.literal_column('id DESC')], unique=False, postgresql_where=sa.text('thread_due IS NOT NULL'))
    op.create_table('ticket_messages',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('plenty_message_id', sa.BigInteger(), nullable=False),
    sa.Column('direction', sa.Text(), nullable=False),
    sa.Column('author', sa.Text(), nullable=True),
    sa.Column('plenty_user_id', sa.BigInteger(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('quoted_text', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('html', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('body_hash', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stored_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('search', postgresql.TSVECTOR(), sa.Computed("to_tsvector('simple', translate(left(text, 100000), '-./@:+_#', '        '))", persisted=True), nullable=False),
    sa.CheckConstraint("direction IN ('customer', 'agent', 'internal')", name=op.f('ck_ticket_messages_direction_is_known')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_ticket_messages_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket_messages')),
    sa.UniqueConstraint('plenty_message_id', name=op.f('uq_ticket_messages_plenty_message_id'))
    )
    op.create_index('ix_ticket_messages_search', 'ticket_messages', ['search'], unique=False, postgresql_using='gin')
    op.create_index('ix_ticket_messages_thread', 'ticket_messages', ['ticket_id', 'created_at', 'plenty_message_id'], unique=False)
    op.create_table('ai_responses',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('generated_text', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('model_used', sa.Text(), nullable=True),
    sa.Column('hint', sa.Text(), nullable=True),
    sa.Column('based_on_message_id', sa.BigInteger(), nullable=True),
    sa.Column('credential_id', sa.BigInteger(), nullable=True),
    sa.Column('is_automatic', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('attempts', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('prompt_tokens', sa.BigInteger(), nullable=True),
    sa.Column('completion_tokens', sa.BigInteger(), nullable=True),
    sa.Column('cost_usd', sa.Numeric(precision=12, scale=6), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("state <> 'FAILED' OR error IS NOT NULL", name=op.f('ck_ai_responses_failed_says_why')),
    sa.CheckConstraint("state <> 'READY' OR generated_text <> ''", name=op.f('ck_ai_responses_ready_has_text')),
    sa.CheckConstraint("state IN ('QUEUED', 'WRITING', 'READY', 'FAILED', 'STALE', 'USED', 'DISMISSED')", name=op.f('ck_ai_responses_state_is_known')),
    sa.ForeignKeyConstraint(['based_on_message_id'], ['ticket_messages.id'], name=op.f('fk_ai_responses_based_on_message_id_ticket_messages'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['credential_id'], ['openai_credentials.id'], name=op.f('fk_ai_responses_credential_id_openai_credentials'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_ai_responses_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ai_responses'))
    )
    op.create_index('ix_ai_responses_automatic', 'ai_responses', ['created_at'], unique=False, postgresql_where=sa.text('is_automatic'))
    op.create_index('ix_ai_responses_ticket_id', 'ai_responses', ['ticket_id', sa.literal_column('id DESC')], unique=False)
    op.create_index('uq_ai_responses_one_live', 'ai_responses', ['ticket_id'], unique=True, postgresql_where=sa.text("state IN ('QUEUED', 'WRITING', 'READY')"))
    op.create_table('ai_response_feedback',
    sa.Column('ai_response_id', sa.BigInteger(), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('rating', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("rating IN ('up', 'down')", name=op.f('ck_ai_response_feedback_rating_is_known')),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_ai_response_feedback_ai_response_id_ai_responses'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('ai_response_id', 'actor', name=op.f('pk_ai_response_feedback'))
    )
    op.create_table('replies',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('ticket_id', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('body_sha256', sa.LargeBinary(), nullable=False),
    sa.Column('based_on_message_id', sa.BigInteger(), nullable=True),
    sa.Column('ai_response_id', sa.BigInteger(), nullable=True),
    sa.Column('close_after', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('author', sa.Text(), nullable=False),
    sa.Column('send_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claim_token', sa.Uuid(), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fence_id', sa.BigInteger(), nullable=True),
    sa.Column('post_deadline', sa.DateTime(timezone=True), nullable=True),
    sa.Column('posted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reads_done', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('read_after', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('plenty_message_id', sa.BigInteger(), nullable=True),
    sa.Column('error', sa.Text(), nullable=True),
    sa.Column('is_duplicate_suspected', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('resolved_by', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("(state IN ('CLAIMED', 'IN_FLIGHT')) = (claim_token IS NOT NULL)", name=op.f('ck_replies_claim_has_a_token')),
    sa.CheckConstraint("kind IN ('message', 'comment')", name=op.f('ck_replies_kind_is_known')),
    sa.CheckConstraint("state <> 'IN_FLIGHT' OR post_deadline IS NOT NULL", name=op.f('ck_replies_in_flight_has_a_deadline')),
    sa.CheckConstraint("state <> 'SENT' OR plenty_message_id IS NOT NULL", name=op.f('ck_replies_sent_has_a_remote_id')),
    sa.CheckConstraint("state IN ('QUEUED', 'CANCELLED', 'CLAIMED', 'IN_FLIGHT', 'SENT', 'STALE', 'REJECTED', 'UNKNOWN', 'NEEDS_HUMAN', 'ABANDONED')", name=op.f('ck_replies_state_is_known')),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_replies_ai_response_id_ai_responses'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['based_on_message_id'], ['ticket_messages.id'], name=op.f('fk_replies_based_on_message_id_ticket_messages'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_replies_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replies')),
    sa.UniqueConstraint('plenty_message_id', name=op.f('uq_replies_plenty_message_id'))
    )
    op.create_index('ix_replies_live', 'replies', ['state'], unique=False, postgresql_where=sa.text("state IN ('QUEUED', 'CLAIMED', 'IN_FLIGHT', 'UNKNOWN', 'NEEDS_HUMAN')"))
    op.create_index('ix_replies_ticket_id', 'replies', ['ticket_id', sa.literal_column('created_at DESC')], unique=False)
    op.create_index('uq_replies_one_live', 'replies', ['ticket_id', 'kind'], unique=True, postgresql_where=sa.text("state IN ('QUEUED', 'CLAIMED', 'IN_FLIGHT', 'UNKNOWN', 'NEEDS_HUMAN')"))
    op.create_table('reply_attempts',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('reply_id', sa.Uuid(), nullable=False),
    sa.Column('phase', sa.Text(), nullable=False),
    sa.Column('detail', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_reply_attempts_reply_id_replies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_attempts'))
    )
    op.create_index('ix_reply_attempts_reply_id', 'reply_attempts', ['reply_id', 'id'], unique=False)
    op.execute("INSERT INTO preferences (id) VALUES (1)")
    op.execute("INSERT INTO sync_state (id) VALUES (1)")
    op.execute(NEVER_BACK_TO_QUEUED)
    op.execute(AUDIT_IS_APPEND_ONLY)
    create_queue()


def create_queue() -> None:
    """The job queue's own schema, through the driver: its functions hold colons and percent signs."""
    op.get_bind().connection.cursor().execute(SchemaManager.get_schema())


def downgrade() -> None:
    raise NotImplementedError("The first revision has no way back: restore a backup instead.")
