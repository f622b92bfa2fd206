"""Embeddings: asked for through whoever has a model, kept beside their documents."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.knowledge.ranking import Meaning
from tickets_service.models import VECTOR_DIMENSIONS, Document, Embedding

log = structlog.get_logger()

AT_ONCE = 64
CHARACTERS_EMBEDDED = 6_000
"""Of a text: within the 8,192 tokens such models read."""
QUESTION_WAITS_SECONDS = 3.0

STORED = text("""
INSERT INTO knowledge_embeddings (document_id, model, vector)
SELECT document_id, :model, CAST(vector AS halfvec)
FROM unnest(CAST(:documents AS int[]), CAST(:vectors AS text[])) AS made (document_id, vector)
JOIN knowledge_documents AS d ON d.id = made.document_id
ON CONFLICT (document_id) DO UPDATE SET model = excluded.model, vector = excluded.vector, made_at = now()
""")


class Embedder(Protocol):
    """An embedding model somewhere. Raises Busy or UpstreamFailed."""

    @property
    def model(self) -> str: ...

    async def embed(self, texts: Sequence[str]) -> list[list[float]]: ...


def as_text(vector: Sequence[float]) -> str:
    """As the database reads it. Filled up with zeros, or cut where it is longer than what is kept."""
    kept = [*vector[:VECTOR_DIMENSIONS], *[0.0] * (VECTOR_DIMENSIONS - len(vector))]
    return f"[{','.join(f'{value:.6g}' for value in kept)}]"


async def meaning_of(embedder: Embedder | None, query: str) -> Meaning | None:
    """None without a model, and when it does not answer in time: then the words alone have to do."""
    if embedder is None or not query.strip():
        return None
    try:
        async with asyncio.timeout(QUESTION_WAITS_SECONDS):
            (vector,) = await embedder.embed([query[:CHARACTERS_EMBEDDED]])
    except (Busy, UpstreamFailed, TimeoutError) as error:
        log.warning("question_not_embedded", reason=type(error).__name__)
        return None
    return Meaning(embedder.model, vector)


async def embed_due(sessions: Sessions, embedder: Embedder, *, most: int) -> int:
    """Embeds documents that have no vector of this model, or an older one; returns how many. Articles come first."""
    done = 0
    while done < most:
        async with sessions() as session:
            due = await _due(session, embedder.model)
        if not due:
            break
        vectors = await embedder.embed([written for _, written in due])
        async with sessions.begin() as session:
            await session.execute(
                STORED,
                {
                    "model": embedder.model,
                    "documents": [document_id for document_id, _ in due],
                    "vectors": [as_text(vector) for vector in vectors],
                },
            )
        done += len(due)
    return done


async def _due(session: AsyncSession, model: str) -> list[tuple[int, str]]:
    rows = await session.execute(
        select(Document.id, Document.title, Document.text)
        .outerjoin(Embedding, (Embedding.document_id == Document.id) & (Embedding.model == model))
        .where((Embedding.document_id.is_(None)) | (Embedding.made_at < Document.changed_at))
        .order_by(Document.kind, Document.id.desc())
        .limit(AT_ONCE)
    )
    return [(row.id, f"{row.title}\n{row.text}"[:CHARACTERS_EMBEDDED].strip() or "-") for row in rows]
