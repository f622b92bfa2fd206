"""Knowledge: articles, and the search over them and over solved tickets

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tickets_service.models.knowledge import HalfVector

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

FORGETTING = """
CREATE FUNCTION forget_weights() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM knowledge_weights AS w
    USING unnest(OLD.terms, OLD.weights) AS held (term_id, weight)
    WHERE w.term_id = held.term_id AND w.weight = held.weight AND w.document_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER knowledge_documents_forget_weights AFTER DELETE ON knowledge_documents FOR EACH ROW
    WHEN (OLD.terms IS NOT NULL) EXECUTE FUNCTION forget_weights();
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '2s'")
    op.execute('CREATE EXTENSION IF NOT EXISTS vector')
    op.add_column('openai_credentials', sa.Column('embedding_model', sa.Text()))
    op.create_table('knowledge_articles',
    sa.Column('id', sa.BigInteger(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=True),
    sa.Column('plenty_id', sa.BigInteger(), nullable=True),
    sa.Column('source', sa.Text(), nullable=True),
    sa.Column('revision', sa.BigInteger(), server_default=sa.text('1'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_by', sa.Text(), nullable=False),
    sa.Column('archived_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('policy', 'how_to', 'block', 'template')", name=op.f('ck_knowledge_articles_kind_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_articles'))
    )
    op.create_index('uq_knowledge_articles_key', 'knowledge_articles', ['key', 'language', 'plenty_id', 'source'], unique=True, postgresql_nulls_not_distinct=True)
    op.create_table('knowledge_article_versions',
    sa.Column('article_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('revision', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_by', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['knowledge_articles.id'], name=op.f('fk_knowledge_article_versions_article_id_knowledge_articles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('article_id', 'revision', name=op.f('pk_knowledge_article_versions'))
    )
    op.create_table('knowledge_documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('article_id', sa.BigInteger(), nullable=True),
    sa.Column('ticket_id', sa.BigInteger(), nullable=True),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), server_default=sa.text("''"), nullable=False),
    sa.Column('is_due', sa.Boolean(), server_default=sa.text('true'), nullable=False),
    sa.Column('length', sa.Integer(), server_default=sa.text('0'), nullable=False),
    sa.Column('terms', postgresql.ARRAY(sa.Integer()), nullable=True),
    sa.Column('weights', postgresql.ARRAY(sa.REAL()), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint("kind IN ('article', 'precedent')", name=op.f('ck_knowledge_documents_kind_is_known')),
    sa.CheckConstraint("(kind = 'article') = (article_id IS NOT NULL)", name=op.f('ck_knowledge_documents_article_has_its_article')),
    sa.CheckConstraint("(kind = 'precedent') = (ticket_id IS NOT NULL)", name=op.f('ck_knowledge_documents_precedent_has_its_ticket')),
    sa.ForeignKeyConstraint(['article_id'], ['knowledge_articles.id'], name=op.f('fk_knowledge_documents_article_id_knowledge_articles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_knowledge_documents_ticket_id_tickets'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_documents')),
    sa.UniqueConstraint('article_id', name=op.f('uq_knowledge_documents_article_id')),
    sa.UniqueConstraint('ticket_id', name=op.f('uq_knowledge_documents_ticket_id'))
    )
    op.create_index('ix_knowledge_documents_due', 'knowledge_documents', ['kind', 'id'], postgresql_where=sa.text('is_due'))
    op.create_table('knowledge_terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('lexeme', sa.Text(), nullable=False),
    sa.Column('documents', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_terms'))
    )
    op.create_index('uq_knowledge_terms_lexeme', 'knowledge_terms', ['lexeme', 'language', 'kind'], unique=True)
    op.create_table('knowledge_weights',
    sa.Column('term_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('weight', sa.REAL(), autoincrement=False, nullable=False),
    sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('term_id', 'weight', 'document_id', name=op.f('pk_knowledge_weights'))
    )
    op.create_table('knowledge_spaces',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('documents', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('total_length', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('weighed_with', sa.REAL(), server_default=sa.text('1'), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'language', name=op.f('pk_knowledge_spaces'))
    )
    op.create_table('knowledge_embeddings',
    sa.Column('document_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('model', sa.Text(), nullable=False),
    sa.Column('vector', HalfVector(1536), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['knowledge_documents.id'], name=op.f('fk_knowledge_embeddings_document_id_knowledge_documents'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_knowledge_embeddings'))
    )
    op.create_index('ix_knowledge_embeddings_vector', 'knowledge_embeddings', ['vector'], postgresql_using='hnsw', postgresql_ops={'vector': 'halfvec_cosine_ops'})
    learning = op.create_table('knowledge_learning',
    sa.Column('id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('learnt_up_to', sa.BigInteger(), server_default=sa.text('0'), nullable=False),
    sa.Column('rebuilt_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('id = 1', name=op.f('ck_knowledge_learning_only_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_learning'))
    )
    op.bulk_insert(learning, [{'id': 1}])
    op.execute(FORGETTING)


def downgrade() -> None:
    for table in ('learning', 'embeddings', 'spaces', 'weights', 'terms', 'documents'):
        op.drop_table(f'knowledge_{table}')
    op.execute('DROP FUNCTION forget_weights()')
    op.drop_table('knowledge_article_versions')
    op.drop_table('knowledge_articles')
    op.drop_column('openai_credentials', 'embedding_model')
