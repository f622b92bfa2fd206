"""Structured results, voices, why there is no draft, prices and caps

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

INTENTS = "'where-is-it', 'damaged', 'wrong-item', 'missing-item', 'return', 'cancel', 'invoice', 'payment', 'address-change', 'product-question', 'complaint', 'thanks', 'other'"
REASONS = "'thanks', 'bounce', 'auto_reply', 'system_notice', 'spam', 'own_outbound', 'held_back', 'over_cap'"
EMPTY_LISTS = ('used_ids', 'open_questions', 'promises', 'marks')
OF_DRAFTS = ('cached_tokens', 'model_calls', 'intent', 'language', 'grounding', *EMPTY_LISTS, 'prompt_version')
OF_PREFERENCES = ('drafts_per_ticket', 'drafts_per_hour', 'drafts_per_day', 'held_back_share', 'draft_after_seconds')


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    _results()
    _voices()
    _prices_and_caps()
    op.add_column('tickets', sa.Column('no_draft_reason', sa.Text()))
    op.add_column('tickets', sa.Column('no_draft_message_id', sa.BigInteger()))
    op.create_check_constraint(op.f('ck_tickets_no_draft_reason_is_known'), 'tickets', f'no_draft_reason IN ({REASONS})')
    op.add_column('users', sa.Column('reads_languages', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{de,en}'"), nullable=False))


def _results() -> None:
    op.add_column('ai_responses', sa.Column('cached_tokens', sa.BigInteger()))
    op.add_column('ai_responses', sa.Column('model_calls', sa.BigInteger(), server_default=sa.text('0'), nullable=False))
    for column in ('intent', 'language', 'grounding', 'prompt_version'):
        op.add_column('ai_responses', sa.Column(column, sa.Text()))
    for column in EMPTY_LISTS:
        op.add_column('ai_responses', sa.Column(column, postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False))
    op.create_check_constraint(op.f('ck_ai_responses_intent_is_known'), 'ai_responses', f'intent IN ({INTENTS})')
    op.create_check_constraint(op.f('ck_ai_responses_grounding_is_known'), 'ai_responses', "grounding IN ('order_fact', 'policy', 'precedent', 'inferred')")
    op.create_index('ix_ai_responses_created_at', 'ai_responses', ['created_at'])
    op.create_index('ix_ai_responses_credential', 'ai_responses', ['credential_id', 'created_at'], postgresql_include=['cost_usd'])
    op.create_table('draft_translations',
    sa.Column('ai_response_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('model_used', sa.Text(), nullable=False),
    sa.Column('credential_id', sa.BigInteger()),
    sa.Column('prompt_tokens', sa.BigInteger()),
    sa.Column('cached_tokens', sa.BigInteger()),
    sa.Column('completion_tokens', sa.BigInteger()),
    sa.Column('cost_usd', sa.Numeric(12, 6)),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['ai_response_id'], ['ai_responses.id'], name=op.f('fk_draft_translations_ai_response_id_ai_responses'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['credential_id'], ['openai_credentials.id'], name=op.f('fk_draft_translations_credential_id_openai_credentials'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('ai_response_id', 'language', name=op.f('pk_draft_translations'))
    )
    op.create_index('ix_draft_translations_created_at', 'draft_translations', ['created_at'])


def _voices() -> None:
    op.create_table('voice_cards',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('plenty_id', sa.BigInteger()),
    sa.Column('address', sa.Text(), server_default=sa.text("'Sie'"), nullable=False),
    sa.Column('language', sa.Text(), server_default=sa.text("'de'"), nullable=False),
    sa.Column('greeting', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('sign_off', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('sign_off_is_added_later', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    sa.Column('tone', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('words_to_avoid', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('most_words', sa.BigInteger(), server_default=sa.text('90'), nullable=False),
    sa.CheckConstraint("address IN ('Sie', 'Du')", name=op.f('ck_voice_cards_address_is_known')),
    sa.CheckConstraint('most_words BETWEEN 20 AND 500', name=op.f('ck_voice_cards_length_is_sensible')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_voice_cards'))
    )
    op.create_index('uq_voice_cards_plenty_id', 'voice_cards', ['plenty_id'], unique=True, postgresql_nulls_not_distinct=True)


def _prices_and_caps() -> None:
    op.create_table('model_prices',
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('prompt', sa.Numeric(12, 6), nullable=False),
    sa.Column('cached_prompt', sa.Numeric(12, 6), nullable=False),
    sa.Column('completion', sa.Numeric(12, 6), nullable=False),
    sa.CheckConstraint('least(prompt, cached_prompt, completion) >= 0', name=op.f('ck_model_prices_prices_are_not_negative')),
    sa.PrimaryKeyConstraint('model', name=op.f('pk_model_prices'))
    )
    for column, usual in (('drafts_per_ticket', 50), ('drafts_per_hour', 1000), ('drafts_per_day', 5000)):
        op.add_column('preferences', sa.Column(column, sa.BigInteger(), server_default=sa.text(str(usual))))
    op.add_column('preferences', sa.Column('held_back_share', sa.Numeric(4, 3), server_default=sa.text('0'), nullable=False))
    op.add_column('preferences', sa.Column('draft_after_seconds', sa.BigInteger(), server_default=sa.text('2'), nullable=False))
    op.create_check_constraint(op.f('ck_preferences_caps_are_not_negative'), 'preferences', 'least(drafts_per_ticket, drafts_per_hour, drafts_per_day) >= 0')
    op.create_check_constraint(op.f('ck_preferences_share_is_a_share'), 'preferences', 'held_back_share BETWEEN 0 AND 1')
    op.create_check_constraint(op.f('ck_preferences_wait_is_short'), 'preferences', 'draft_after_seconds BETWEEN 0 AND 600')
    op.add_column('openai_credentials', sa.Column('monthly_cap_usd', sa.Numeric(12, 2)))
    op.create_check_constraint(op.f('ck_openai_credentials_cap_is_not_negative'), 'openai_credentials', 'monthly_cap_usd >= 0')


def downgrade() -> None:
    op.drop_column('users', 'reads_languages')
    op.drop_column('tickets', 'no_draft_message_id')
    op.drop_column('tickets', 'no_draft_reason')
    op.drop_column('openai_credentials', 'monthly_cap_usd')
    for constraint in ('caps_are_not_negative', 'share_is_a_share', 'wait_is_short'):
        op.drop_constraint(op.f(f'ck_preferences_{constraint}'), 'preferences')
    for column in OF_PREFERENCES:
        op.drop_column('preferences', column)
    for table in ('model_prices', 'voice_cards', 'draft_translations'):
        op.drop_table(table)
    op.drop_index('ix_ai_responses_credential', table_name='ai_responses')
    op.drop_index('ix_ai_responses_created_at', table_name='ai_responses')
    for column in OF_DRAFTS:
        op.drop_column('ai_responses', column)
