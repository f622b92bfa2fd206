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


TELLING = """
CREATE FUNCTION tell_live(kind text, ticket_ids bigint[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO live_changes (kind, ticket_ids) VALUES (kind, ticket_ids);
    SELECT pg_notify('service_tickets_live', '');
$$;

CREATE FUNCTION tell_ticket_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_live('ticket', ARRAY[NEW.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER tickets_tell_changed AFTER UPDATE ON tickets FOR EACH ROW WHEN (
    (OLD.title, OLD.status, OLD.plenty_ticket_id, OLD.plenty_status_name, OLD.priority, OLD.source, OLD.confidential,
     OLD.contact_id, OLD.order_id, OLD.customer_name, OLD.customer_email, OLD.assignee_id, OLD.language,
     OLD.documents_count, OLD.deadline_at, OLD.snoozed_until, OLD.last_message_at, OLD.last_public_message_id,
     OLD.creation_error, OLD.gone_at)
    IS DISTINCT FROM
    (NEW.title, NEW.status, NEW.plenty_ticket_id, NEW.plenty_status_name, NEW.priority, NEW.source, NEW.confidential,
     NEW.contact_id, NEW.order_id, NEW.customer_name, NEW.customer_email, NEW.assignee_id, NEW.language,
     NEW.documents_count, NEW.deadline_at, NEW.snoozed_until, NEW.last_message_at, NEW.last_public_message_id,
     NEW.creation_error, NEW.gone_at)
) EXECUTE FUNCTION tell_ticket_changed();

CREATE FUNCTION tell_tickets() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed bigint[] := (SELECT array_agg(id) FROM rows);
BEGIN
    IF changed IS NOT NULL THEN
        PERFORM tell_live('ticket', changed);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tickets_tell_new AFTER INSERT ON tickets REFERENCING NEW TABLE AS rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_tickets();
CREATE TRIGGER tickets_tell_gone AFTER DELETE ON tickets REFERENCING OLD TABLE AS rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_tickets();

CREATE FUNCTION tell_of_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_live(TG_ARGV[0], ARRAY[CASE WHEN TG_OP = 'DELETE' THEN OLD.ticket_id ELSE NEW.ticket_id END]);
    RETURN NULL;
END $$;
CREATE TRIGGER ai_responses_tell_new AFTER INSERT ON ai_responses FOR EACH ROW EXECUTE FUNCTION tell_of_ticket('draft');
CREATE TRIGGER ai_responses_tell_state AFTER UPDATE OF state ON ai_responses FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_of_ticket('draft');
CREATE TRIGGER replies_tell_new AFTER INSERT ON replies FOR EACH ROW EXECUTE FUNCTION tell_of_ticket('reply');
CREATE TRIGGER replies_tell_state AFTER UPDATE OF state ON replies FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_of_ticket('reply');
CREATE TRIGGER presence_tell_who AFTER INSERT OR DELETE ON presence FOR EACH ROW
    EXECUTE FUNCTION tell_of_ticket('presence');
CREATE TRIGGER presence_tell_what AFTER UPDATE ON presence FOR EACH ROW
    WHEN ((OLD.doing, OLD.typing_since) IS DISTINCT FROM (NEW.doing, NEW.typing_since))
    EXECUTE FUNCTION tell_of_ticket('presence');

CREATE FUNCTION tell_of_the_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_live(TG_ARGV[0], '{}');
    RETURN NULL;
END $$;
CREATE TRIGGER alarms_tell AFTER INSERT OR UPDATE OR DELETE ON alarms FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('alarm');
CREATE TRIGGER plenty_connection_tell_new AFTER INSERT OR DELETE ON plenty_connection FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('plenty');
CREATE TRIGGER plenty_connection_tell AFTER UPDATE ON plenty_connection FOR EACH ROW
    WHEN ((OLD.state, OLD.failing_since, OLD.last_error, OLD.base_url)
        IS DISTINCT FROM (NEW.state, NEW.failing_since, NEW.last_error, NEW.base_url))
    EXECUTE FUNCTION tell_of_the_whole('plenty');
CREATE TRIGGER openai_credentials_tell_new AFTER INSERT OR DELETE ON openai_credentials FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('model');
CREATE TRIGGER openai_credentials_tell AFTER UPDATE ON openai_credentials FOR EACH ROW
    WHEN ((OLD.is_active, OLD.failing_since, OLD.last_error) IS DISTINCT FROM (NEW.is_active, NEW.failing_since, NEW.last_error))
    EXECUTE FUNCTION tell_of_the_whole('model');
CREATE TRIGGER sync_runs_tell_new AFTER INSERT ON sync_runs FOR EACH ROW EXECUTE FUNCTION tell_of_the_whole('sync');
CREATE TRIGGER sync_runs_tell_state AFTER UPDATE OF state ON sync_runs FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION tell_of_the_whole('sync');
CREATE TRIGGER saved_views_tell AFTER INSERT OR UPDATE OR DELETE ON saved_views FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('view');
CREATE TRIGGER sessions_tell_end AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION tell_of_the_whole('account');
CREATE TRIGGER api_tokens_tell_end AFTER UPDATE OF revoked_at ON api_tokens FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('account');
CREATE TRIGGER users_tell_end AFTER UPDATE OF disabled_at ON users FOR EACH ROW
    EXECUTE FUNCTION tell_of_the_whole('account');
"""
TELLERS = {
    'tickets': ('tell_changed', 'tell_new', 'tell_gone'), 'ai_responses': ('tell_new', 'tell_state'),
    'replies': ('tell_new', 'tell_state'), 'presence': ('tell_who', 'tell_what'), 'alarms': ('tell',),
    'plenty_connection': ('tell_new', 'tell'), 'openai_credentials': ('tell_new', 'tell'),
    'sync_runs': ('tell_new', 'tell_state'), 'saved_views': ('tell',), 'sessions': ('tell_end',),
    'api_tokens': ('tell_end',), 'users': ('tell_end',),
}
TELLING_FUNCTIONS = (
    'tell_of_the_whole()', 'tell_of_ticket()', 'tell_tickets()', 'tell_ticket_changed()', 'tell_live(text, bigint[])',
)


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
    op.add_column('preferences', sa.Column('house_rules', sa.Text(), server_default=sa.text("''"), nullable=False))
    op.create_check_constraint(op.f('ck_preferences_house_rules_are_short'), 'preferences', 'char_length(house_rules) <= 4000')
    op.add_column('tickets', sa.Column('snoozed_until', sa.DateTime(timezone=True)))
    op.add_column('ticket_statuses', sa.Column('listed_at', sa.DateTime(timezone=True)))
    newest_first: list[str | sa.ColumnElement[object]] = [sa.literal_column('last_customer_message_at DESC NULLS LAST'), sa.literal_column('id DESC')]
    op.create_index('ix_tickets_assignee_open', 'tickets', ['assignee_id', *newest_first],
        postgresql_where=sa.text("assignee_id IS NOT NULL AND status <> 'DONE'"))
    op.create_index('ix_tickets_unassigned_open', 'tickets', newest_first,
        postgresql_where=sa.text("assignee_id IS NULL AND status <> 'DONE'"))
    op.create_index('ix_tickets_open', 'tickets', newest_first, postgresql_where=sa.text("status <> 'DONE'"))
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
    for column in ('orders_count', 'newest_order_id'):
        op.add_column('contacts', sa.Column(column, sa.BigInteger()))
    op.add_column('contacts', sa.Column('orders_read_at', sa.DateTime(timezone=True)))
    op.create_table('order_copies',
    sa.Column('plenty_order_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('facts', postgresql.JSONB(), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('plenty_order_id', name=op.f('pk_order_copies'))
    )
    op.create_index('ix_tickets_customer_email', 'tickets', [sa.literal_column('lower(customer_email)')],
        postgresql_where=sa.text('customer_email IS NOT NULL'))
    op.create_index('ix_sync_runs_kind', 'sync_runs', ['kind', sa.literal_column('id DESC')])
    op.create_index('ix_sync_runs_done', 'sync_runs', ['kind', sa.literal_column('finished_at DESC')],
        postgresql_where=sa.text("state = 'DONE'"))
    op.create_table('live_changes',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('xid', sa.BigInteger(), server_default=sa.text('(pg_current_xact_id()::text::bigint)'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('ticket_ids', postgresql.ARRAY(sa.BigInteger()), server_default=sa.text("'{}'"), nullable=False),
    sa.CheckConstraint("kind IN ('ticket', 'draft', 'reply', 'presence', 'alarm', 'plenty', 'model', 'sync', 'view', 'account')", name=op.f('ck_live_changes_kind_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_live_changes'))
    )
    op.create_index('ix_live_changes_xid', 'live_changes', ['xid'])
    op.create_index('ix_live_changes_at', 'live_changes', ['at'])
    op.execute(TELLING)
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
    for table, triggers in TELLERS.items():
        for trigger in triggers:
            op.execute(f'DROP TRIGGER {table}_{trigger} ON {table}')
    for function in TELLING_FUNCTIONS:
        op.execute(f'DROP FUNCTION {function}')
    op.drop_table('live_changes')
    op.drop_index('ix_tickets_customer_email', table_name='tickets')
    op.drop_table('order_copies')
    for column in ('orders_read_at', 'newest_order_id', 'orders_count'):
        op.drop_column('contacts', column)
    for index in ('ix_sync_runs_done', 'ix_sync_runs_kind'):
        op.drop_index(index, table_name='sync_runs')
    op.drop_table('presence')
    op.drop_table('saved_views')
    op.drop_index('ix_ai_responses_state', table_name='ai_responses')
    for index in ('ix_tickets_snoozed', 'ix_tickets_open', 'ix_tickets_unassigned_open', 'ix_tickets_assignee_open'):
        op.drop_index(index, table_name='tickets')
    op.drop_column('preferences', 'house_rules')
    op.drop_column('ticket_statuses', 'listed_at')
    op.drop_column('tickets', 'snoozed_until')
    for column in ('undo_seconds', 'keys', 'single_keys', 'theme', 'language'):
        op.drop_column('users', column)
