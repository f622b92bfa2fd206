"""What the shop knows: articles people write, and what a search over them and over solved tickets needs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, REAL, CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from tickets_service.db import Row, now_column
from tickets_service.models.states import one_of, state_column

VECTOR_DIMENSIONS = 1536
"""Shorter vectors are filled up with zeros, which changes no angle between two of them."""


class ArticleKind(StrEnum):
    POLICY = "policy"
    HOW_TO = "how_to"
    BLOCK = "block"
    TEMPLATE = "template"


SEARCHED_ARTICLES = (ArticleKind.POLICY, ArticleKind.HOW_TO)
"""Blocks and templates are put in as they are; nobody searches them for an answer."""


class DocumentKind(StrEnum):
    ARTICLE = "article"
    PRECEDENT = "precedent"


class HalfVector(UserDefinedType[str]):
    """pgvector's half-precision vector, as the text `[0.1,0.2,…]`."""

    cache_ok = True

    def __init__(self, dimensions: int | str | None = None) -> None:
        self.dimensions = None if dimensions is None else int(dimensions)

    def get_col_spec(self, **_: Any) -> str:
        return "halfvec" if self.dimensions is None else f"halfvec({self.dimensions})"


ischema_names["halfvec"] = HalfVector


class Article(Row):
    """`plenty_id`, `source` and `language` say where it applies; None is everywhere. The most specific one wins."""

    __tablename__ = "knowledge_articles"
    __table_args__ = (
        one_of("kind", ArticleKind),
        Index(
            "uq_knowledge_articles_key",
            "key",
            "language",
            "plenty_id",
            "source",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    """Names it for imports, exports and `{{block:…}}`; together with the scope it is unique."""
    kind: Mapped[ArticleKind] = mapped_column(state_column(ArticleKind))
    title: Mapped[str]
    text: Mapped[str]
    language: Mapped[str | None]
    plenty_id: Mapped[int | None]
    source: Mapped[str | None]
    revision: Mapped[int] = mapped_column(server_default=sql("1"))
    created_at: Mapped[datetime] = now_column()
    updated_at: Mapped[datetime] = now_column()
    updated_by: Mapped[str]
    archived_at: Mapped[datetime | None]


class ArticleVersion(Row):
    """How an article stood before a change."""

    __tablename__ = "knowledge_article_versions"

    article_id: Mapped[int] = mapped_column(
        ForeignKey("knowledge_articles.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[ArticleKind] = mapped_column(state_column(ArticleKind))
    title: Mapped[str]
    text: Mapped[str]
    updated_at: Mapped[datetime]
    updated_by: Mapped[str]


class Document(Row):
    """What can be found: an article, or what a customer asked and a person answered, without who it was."""

    __tablename__ = "knowledge_documents"
    __table_args__ = (
        one_of("kind", DocumentKind),
        CheckConstraint("(kind = 'article') = (article_id IS NOT NULL)", name="article_has_its_article"),
        CheckConstraint("(kind = 'precedent') = (ticket_id IS NOT NULL)", name="precedent_has_its_ticket"),
        Index("ix_knowledge_documents_due", "kind", "id", postgresql_where=sql("is_due")),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(state_column(DocumentKind))
    article_id: Mapped[int | None] = mapped_column(ForeignKey("knowledge_articles.id", ondelete="CASCADE"), unique=True)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), unique=True)
    language: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    answer: Mapped[str] = mapped_column(server_default=sql("''"))
    is_due: Mapped[bool] = mapped_column(server_default=sql("true"))
    """Its weights are missing, or those of an older text."""
    length: Mapped[int] = mapped_column(Integer, server_default=sql("0"))
    """Words that count, as of the last weighing, like the terms and their weights."""
    terms: Mapped[list[int] | None] = mapped_column(ARRAY(Integer), deferred=True)
    weights: Mapped[list[float] | None] = mapped_column(ARRAY(REAL), deferred=True)
    changed_at: Mapped[datetime] = now_column()


class Term(Row):
    """A word's stem among the documents of one kind and language, and how many of them have it."""

    __tablename__ = "knowledge_terms"
    __table_args__ = (Index("uq_knowledge_terms_lexeme", "lexeme", "language", "kind", unique=True),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    kind: Mapped[DocumentKind] = mapped_column(state_column(DocumentKind))
    language: Mapped[str]
    lexeme: Mapped[str]
    documents: Mapped[int] = mapped_column(Integer)


class Weight(Row):
    """How much a term says of a document. The key is the way it is read: a term's heaviest documents first.

    No foreign key: a trigger takes the weights of a document along when it goes.
    """

    __tablename__ = "knowledge_weights"

    term_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    weight: Mapped[float] = mapped_column(REAL, primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class Space(Row):
    """All documents of one kind and language: what weights depend on."""

    __tablename__ = "knowledge_spaces"

    kind: Mapped[DocumentKind] = mapped_column(state_column(DocumentKind), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    documents: Mapped[int] = mapped_column(server_default=sql("0"))
    total_length: Mapped[int] = mapped_column(server_default=sql("0"))
    weighed_with: Mapped[float] = mapped_column(REAL, server_default=sql("1"))
    """The average length that weights are made with; it follows the true one when that has moved away."""


class Embedding(Row):
    """A document as the embedding model of the active credential sees it."""

    __tablename__ = "knowledge_embeddings"
    __table_args__ = (
        Index(
            "ix_knowledge_embeddings_vector",
            "vector",
            postgresql_using="hnsw",
            postgresql_ops={"vector": "halfvec_cosine_ops"},
        ),
    )

    document_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("knowledge_documents.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    model: Mapped[str]
    vector: Mapped[str] = mapped_column(HalfVector(VECTOR_DIMENSIONS), deferred=True)
    made_at: Mapped[datetime] = now_column()


class LearningState(Row):
    """How far solved tickets have been learnt from; one row."""

    __tablename__ = "knowledge_learning"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    learnt_up_to: Mapped[int] = mapped_column(server_default=sql("0"))
    """Our id of a message: those before it were looked at."""
    rebuilt_at: Mapped[datetime | None]
