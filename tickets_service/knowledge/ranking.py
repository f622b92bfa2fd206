"""Which documents of one kind answer a text best: by their words, and with vectors by their meaning too."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.knowledge.languages import CONFIGURATIONS
from tickets_service.models import DocumentKind

LONGEST_QUERY_CHARACTERS = 30_000
MOST_WEIGHTS_OF_A_TERM = 4_000
MOST_WEIGHTS = 40_000
"""Read for one ranking, the rarest terms first and of each the heaviest. A small collection is read whole."""
CANDIDATES = 300
FUSED_FROM = 50
LEAST_SIMILARITY = 0.3
"""Cosine. With the practice model's vectors, two messages to one shop about different things are below 0.34 in nine of
ten pairs. Providers differ: where a model finds everything alike, this keeps nothing out, and words decide."""
FUSION_FLATTENS = 60
"""The constant of reciprocal rank fusion as it was published."""

ASKED = text(f"""
WITH spaces AS MATERIALIZED (
  SELECT kind, language, documents FROM knowledge_spaces
  WHERE kind = ANY(CAST(:kinds AS text[])) AND (language = :language OR kind = 'article' AND EXISTS (
    SELECT FROM knowledge_documents AS filed JOIN knowledge_articles AS article ON article.id = filed.article_id
    WHERE filed.language = knowledge_spaces.language AND article.language IS NULL))),
asked AS MATERIALIZED (
  SELECT language, lexeme, coalesce(array_length(positions, 1), 1) AS times
  FROM (SELECT DISTINCT language FROM spaces) AS spoken
  LEFT JOIN unnest(CAST(:languages AS text[]), CAST(:configurations AS regconfig[])) AS known (code, parser)
    ON known.code = spoken.language
  CROSS JOIN LATERAL unnest(to_tsvector(coalesce(parser, 'simple'),
    translate(left(:query, {LONGEST_QUERY_CHARACTERS}), '/_', '  '))))
SELECT term.kind, term.id, term.documents, asked.times,
  greatest(term.documents, (SELECT sum(documents)::int FROM spaces AS all_of_kind WHERE all_of_kind.kind = space.kind))
FROM spaces AS space JOIN asked USING (language)
CROSS JOIN LATERAL (
  SELECT kind, id, documents FROM knowledge_terms
  WHERE lexeme = asked.lexeme AND language = space.language AND kind = space.kind AND documents > 0
  OFFSET 0) AS term
""")  # noqa: S608 - a constant of ours
"""An article of every language is filed under the one it seems to be in, and asked for in that one's stems."""

ALLOWED = """
LEFT JOIN knowledge_articles AS article ON article.id = document.article_id
LEFT JOIN tickets AS ticket ON ticket.id = document.ticket_id
WHERE (article.id IS NOT NULL AND article.archived_at IS NULL
    AND (article.plenty_id IS NULL OR article.plenty_id = :plenty_id)
    AND (article.source IS NULL OR lower(article.source) = lower(:source))
    AND (article.language IS NULL OR article.language = :language)
  OR ticket.id IS NOT NULL AND NOT ticket.confidential AND ticket.id IS DISTINCT FROM CAST(:not_ticket_id AS bigint))
"""
BY_WORDS = f"""
WITH asked AS MATERIALIZED (
  SELECT * FROM unnest(CAST(:terms AS int[]), CAST(:factors AS real[]), CAST(:takes AS int[]))
    AS asked (term_id, factor, take)),
candidates AS MATERIALIZED (
  SELECT document_id, sum(weight * factor) AS score
  FROM asked CROSS JOIN LATERAL (
    SELECT document_id, weight FROM knowledge_weights WHERE term_id = asked.term_id ORDER BY weight DESC
    LIMIT asked.take) AS heaviest
  GROUP BY document_id ORDER BY score DESC LIMIT {CANDIDATES})
SELECT document.id FROM candidates JOIN knowledge_documents AS document ON document.id = candidates.document_id
{{weighing}} {ALLOWED} ORDER BY {{score}} DESC, document.id LIMIT {FUSED_FROM}
"""  # noqa: S608 - constants of ours
BY_ALL_WORDS = text(BY_WORDS.format(weighing="", score="candidates.score"))
BY_HEAVIEST_WORDS = text(
    BY_WORDS.format(
        weighing="""CROSS JOIN LATERAL (
          SELECT sum(held.weight * asked.factor) AS score
          FROM unnest(document.terms, document.weights) AS held (term_id, weight)
            JOIN asked USING (term_id)) AS whole""",
        score="whole.score",
    )
)
"""Candidates of whom not every term was read are weighed again with all of them."""

LOOK_FURTHER = text("SET LOCAL hnsw.iterative_scan = 'relaxed_order'")
BY_MEANING = {
    DocumentKind.ARTICLE: text(f"""
    WITH held AS MATERIALIZED (
      SELECT document_id, vector FROM knowledge_embeddings
      WHERE model = :model
        AND document_id IN (SELECT id FROM knowledge_documents WHERE kind = 'article'))
    SELECT document.id, 1 - (held.vector <=> CAST(:vector AS halfvec)) AS similarity
    FROM held JOIN knowledge_documents AS document ON document.id = held.document_id
    {ALLOWED} ORDER BY held.vector <=> CAST(:vector AS halfvec) LIMIT {FUSED_FROM}
    """),  # noqa: S608 - constants of ours
    DocumentKind.PRECEDENT: text(f"""
    WITH nearest AS MATERIALIZED (
      SELECT document_id, vector <=> CAST(:vector AS halfvec) AS distance FROM knowledge_embeddings
      WHERE model = :model ORDER BY vector <=> CAST(:vector AS halfvec) LIMIT {2 * FUSED_FROM})
    SELECT document.id, 1 - nearest.distance AS similarity
    FROM nearest JOIN knowledge_documents AS document ON document.id = nearest.document_id
    {ALLOWED} AND document.kind = 'precedent' AND document.language = :language
    ORDER BY nearest.distance LIMIT {FUSED_FROM}
    """),  # noqa: S608 - constants of ours
}


@dataclass(frozen=True)
class Scope:
    """Where the answer is to be used. None finds what applies everywhere, and nothing more particular.

    A *source* is the same in capital letters: Plenty says "ebay" of what everybody writes "eBay".
    """

    plenty_id: int | None = None
    source: str | None = None


EVERYWHERE = Scope()


@dataclass(frozen=True)
class Meaning:
    """A text as an embedding model sees it."""

    model: str
    vector: Sequence[float]


@dataclass(frozen=True)
class Asked:
    """The terms of a question among the documents of one kind: how much each counts, and how many weights to read."""

    terms: tuple[int, ...]
    factors: tuple[float, ...]
    takes: tuple[int, ...]
    is_whole: bool
    """Whether every weight of every term is read."""


def plan(terms: Sequence[tuple[int, int, int, int]]) -> Asked:
    """*terms* are id, documents that have it, times it occurs in the question, documents in all."""
    counted = sorted(
        ((math.log1p((total - have + 0.5) / (have + 0.5)) * times, term, have) for term, have, times, total in terms),
        reverse=True,
    )
    left, takes = MOST_WEIGHTS, []
    for _, _, have in counted:
        takes.append(min(have, MOST_WEIGHTS_OF_A_TERM, left))
        left -= takes[-1]
    return Asked(
        terms=tuple(term for _, term, _ in counted),
        factors=tuple(factor for factor, _, _ in counted),
        takes=tuple(takes),
        is_whole=all(take == have for take, (_, _, have) in zip(takes, counted, strict=True)),
    )


async def asked_of(
    session: AsyncSession, query: str, language: str, kinds: Sequence[DocumentKind]
) -> Mapping[DocumentKind, Asked]:
    known = {"languages": list(CONFIGURATIONS), "configurations": list(CONFIGURATIONS.values())}
    parameters = {"query": query, "language": language, "kinds": [kind.value for kind in kinds], **known}
    rows = (await session.execute(ASKED, parameters)).all()
    return {kind: plan([tuple(row[1:]) for row in rows if row[0] == kind]) for kind in kinds}


async def by_words(session: AsyncSession, asked: Asked, allowed: Mapping[str, object]) -> list[int]:
    """Document ids, best first."""
    if not asked.terms:
        return []
    statement = BY_ALL_WORDS if asked.is_whole else BY_HEAVIEST_WORDS
    parameters = {"terms": list(asked.terms), "factors": list(asked.factors), "takes": list(asked.takes)}
    return list(await session.scalars(statement, {**parameters, **allowed}))


async def by_meaning(
    session: AsyncSession, kind: DocumentKind, sought: Mapping[str, object], *, spoken: Sequence[int]
) -> list[int]:
    """*sought* has the `model` and its `vector` beside what is allowed. What has no word in common with the question,
    and so is not among *spoken*, must at least be like it."""
    await session.execute(LOOK_FURTHER)
    known = set(spoken)
    rows = await session.execute(BY_MEANING[kind], sought)
    return [row.id for row in rows if row.id in known or row.similarity >= LEAST_SIMILARITY]


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Ids with a score up to 1, best first: what is high in more than one ranking wins, whatever each one counts in."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, found in enumerate(ranking):
            share = (FUSION_FLATTENS + 1) / (FUSION_FLATTENS + 1 + rank) / len(rankings)
            scores[found] = scores.get(found, 0) + share
    return sorted(scores.items(), key=lambda item: -item[1])
