"""BM25 in plain Postgres: each document's terms with their weights, kept in step with the documents.

A weight holds what depends on the document alone: how often the term occurs, how long the document is beside the
average. How rare a term is, is multiplied in when somebody asks, so that is never out of date.
"""

from __future__ import annotations

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.knowledge.languages import CONFIGURATIONS

SATURATION = 2.5
"""BM25's k1: how much a repeated term still adds."""
LENGTH_COUNTS = 0.8
"""BM25's b: how much the terms of a long document lose."""
ONE_AT_A_TIME = 0x6B6E6F77
"""Weighing takes turns: two at once would both make the same new term."""
DOCUMENTS_AT_ONCE = 2_000
WAITED_FOR = 200
"""Documents weighed in a second or less."""
DRIFT = 0.1
"""Weights are made anew when the average length has moved away by more than this share."""
LONGEST_CHARACTERS = 200_000

TAKE_TURNS = text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")

# Postgres would take words with a slash between them for the path of a file.
WEIGH = tuple(
    text(statement)
    for statement in (
        """
        CREATE TEMPORARY TABLE due ON COMMIT DROP AS
        SELECT id, kind, language, terms AS old_terms, weights AS old_weights, length AS old_length, 0 AS length
        FROM knowledge_documents WHERE is_due ORDER BY kind, id LIMIT :most FOR UPDATE
        """,
        f"""
        CREATE TEMPORARY TABLE found ON COMMIT DROP AS
        SELECT d.id AS document_id, d.kind, d.language, lexeme, coalesce(array_length(positions, 1), 1) AS times
        FROM due JOIN knowledge_documents AS d USING (id)
        LEFT JOIN unnest(CAST(:languages AS text[]), CAST(:configurations AS regconfig[])) AS known (code, parser)
          ON known.code = d.language
        CROSS JOIN LATERAL unnest(to_tsvector(coalesce(parser, 'simple'), translate(regexp_replace(
          left(d.title || E'\\n' || d.text, {LONGEST_CHARACTERS}),
          '\\[(email|link|iban|phone|number|address|name)\\]', ' ', 'g'), '/_', '  ')))
        """,  # noqa: S608 - constants of ours
        "ANALYZE due",
        "ANALYZE found",
        """
        UPDATE due SET length = counted.length
        FROM (SELECT document_id, sum(times) AS length FROM found GROUP BY document_id) AS counted
        WHERE counted.document_id = due.id
        """,
        """
        INSERT INTO knowledge_spaces AS space (kind, language, documents, total_length, weighed_with)
        SELECT kind, language, count(*) FILTER (WHERE old_terms IS NULL), sum(length - old_length),
          greatest(1, avg(length))
        FROM due GROUP BY kind, language
        ON CONFLICT (kind, language) DO UPDATE SET documents = space.documents + excluded.documents,
          total_length = space.total_length + excluded.total_length
        """,
        """
        DELETE FROM knowledge_weights AS w USING due, unnest(old_terms, old_weights) AS held (term_id, weight)
        WHERE w.term_id = held.term_id AND w.weight = held.weight AND w.document_id = due.id
        """,
        """
        UPDATE knowledge_terms AS term SET documents = greatest(0, term.documents - gone.documents)
        FROM (SELECT term_id, count(*) AS documents FROM due, unnest(old_terms) AS term_id GROUP BY term_id) AS gone
        WHERE term.id = gone.term_id
        """,
        """
        CREATE TEMPORARY TABLE counted ON COMMIT DROP AS
        SELECT kind, language, lexeme, count(*) AS documents FROM found GROUP BY kind, language, lexeme
        """,
        """
        INSERT INTO knowledge_terms (kind, language, lexeme, documents)
        SELECT kind, language, lexeme, 0 FROM counted LEFT JOIN LATERAL (
          SELECT id FROM knowledge_terms AS term WHERE (term.lexeme, term.language, term.kind)
            = (counted.lexeme, counted.language, counted.kind) OFFSET 0) AS known ON true
        WHERE known.id IS NULL
        """,
        """
        CREATE TEMPORARY TABLE named ON COMMIT DROP AS
        SELECT counted.*, known.id FROM counted CROSS JOIN LATERAL (
          SELECT id FROM knowledge_terms AS term WHERE (term.lexeme, term.language, term.kind)
            = (counted.lexeme, counted.language, counted.kind) OFFSET 0) AS known
        """,
        "ANALYZE named",
        """
        UPDATE knowledge_terms AS term SET documents = term.documents + named.documents
        FROM named WHERE term.id = named.id
        """,
        f"""
        CREATE TEMPORARY TABLE weighed ON COMMIT DROP AS
        SELECT document_id, named.id AS term_id, (times * ({SATURATION} + 1) / (times + {SATURATION} * (
          1 - {LENGTH_COUNTS} + {LENGTH_COUNTS} * due.length / space.weighed_with)))::real AS weight
        FROM found JOIN named USING (kind, language, lexeme)
        JOIN knowledge_spaces AS space USING (kind, language) JOIN due ON due.id = document_id
        """,  # noqa: S608 - constants of ours
        """
        INSERT INTO knowledge_weights (term_id, weight, document_id)
        SELECT term_id, weight, document_id FROM weighed ORDER BY term_id, weight
        """,
        """
        UPDATE knowledge_documents AS document SET is_due = false, length = due.length,
          terms = coalesce(held.terms, '{}'), weights = coalesce(held.weights, '{}')
        FROM due LEFT JOIN (SELECT document_id, array_agg(term_id) AS terms, array_agg(weight) AS weights
          FROM weighed GROUP BY document_id) AS held ON held.document_id = due.id
        WHERE document.id = due.id
        """,
    )
)
DRIFTED = text(f"""
WITH drifted AS (
  UPDATE knowledge_spaces SET weighed_with = greatest(1, total_length::real / documents)
  WHERE documents > 0 AND abs(total_length::real / documents / weighed_with - 1) > {DRIFT}
  RETURNING kind, language)
UPDATE knowledge_documents AS document SET is_due = true
FROM drifted WHERE (document.kind, document.language) = (drifted.kind, drifted.language)
""")  # noqa: S608 - a constant of ours
STILL_DUE = text(f"SELECT id FROM knowledge_documents WHERE is_due LIMIT {WAITED_FOR + 1}")  # noqa: S608
DROPPED = text("DROP TABLE due, found, counted, named, weighed")
RECOUNTED = tuple(
    text(statement)
    for statement in (
        """
        INSERT INTO knowledge_spaces AS space (kind, language, documents, total_length)
        SELECT kind, language, count(*), sum(length) FROM knowledge_documents WHERE terms IS NOT NULL
        GROUP BY kind, language
        ON CONFLICT (kind, language) DO UPDATE SET documents = excluded.documents, total_length = excluded.total_length
        """,
        """
        DELETE FROM knowledge_spaces AS space WHERE NOT EXISTS (
          SELECT FROM knowledge_documents AS d WHERE (d.kind, d.language) = (space.kind, space.language))
        """,
        """
        UPDATE knowledge_terms AS term SET documents = coalesce(counted.documents, 0)
        FROM knowledge_terms AS known
        LEFT JOIN (SELECT term_id, count(*) AS documents FROM knowledge_weights GROUP BY term_id) AS counted
          ON counted.term_id = known.id
        WHERE term.id = known.id AND term.documents <> coalesce(counted.documents, 0)
        """,
        "DELETE FROM knowledge_terms WHERE documents = 0",
        "UPDATE knowledge_learning SET rebuilt_at = now()",
    )
)


async def weigh(session: AsyncSession, *, most: int = DOCUMENTS_AT_ONCE) -> int:
    """Weighs documents that are due, articles first; returns how many those were."""
    await session.flush()
    await session.execute(TAKE_TURNS)
    known = {"most": most, "languages": list(CONFIGURATIONS), "configurations": list(CONFIGURATIONS.values())}
    weighed = 0
    for statement in WEIGH:
        result = await session.execute(statement, {name: known[name] for name in statement.compile().params})
        if statement is WEIGH[0] and isinstance(result, CursorResult):
            weighed = result.rowcount
    await session.execute(DROPPED)
    await session.execute(DRIFTED)
    return weighed


async def weigh_few(session: AsyncSession) -> None:
    """For somebody who waits: the few that are due, and again those whose weights went stale by that, if they are few.
    The rest is left to the worker."""
    await weigh(session, most=WAITED_FOR)
    if len((await session.scalars(STILL_DUE)).all()) <= WAITED_FOR:
        await weigh(session, most=WAITED_FOR)


async def weigh_all(sessions: Sessions) -> int:
    """In steps of a transaction each, so that searches and edits go on beside it."""
    total = 0
    while True:
        async with sessions.begin() as session:
            weighed = await weigh(session)
        total += weighed
        if weighed == 0:
            return total


async def recount(session: AsyncSession) -> None:
    """Counts terms and documents anew: what was erased, or moved to another language, is still in the old counts."""
    await session.execute(TAKE_TURNS)
    for statement in RECOUNTED:
        await session.execute(statement)
    await session.execute(DRIFTED)
