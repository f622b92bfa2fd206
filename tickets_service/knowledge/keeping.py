"""What the worker does so that what was answered is found, and found well."""

from __future__ import annotations

from tickets_service.db import Sessions
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.knowledge.learning import forget_confidential, learn, learn_new
from tickets_service.knowledge.vectors import Embedder, embed_due, log
from tickets_service.knowledge.weighing import recount, weigh_all, weigh_few

EMBEDDED_AT_ONCE = 2_000
"""Documents of one job: the rest waits for the next."""


async def learn_ticket(sessions: Sessions, ticket_id: int) -> None:
    async with sessions.begin() as session:
        await learn(session, [ticket_id])
        await weigh_few(session)


async def keep(sessions: Sessions, embedder: Embedder | None) -> None:
    """Words first: when the embedding model is away, they are what is left."""
    while await learn_new(sessions):
        await weigh_all(sessions)
    await weigh_all(sessions)
    if embedder is None:
        return
    try:
        await embed_due(sessions, embedder, most=EMBEDDED_AT_ONCE)
    except (Busy, UpstreamFailed) as error:
        log.warning("documents_not_embedded", reason=error.message)


async def rebuild(sessions: Sessions) -> None:
    """Counts anew, and weighs anew where weights have gone stale."""
    async with sessions.begin() as session:
        await forget_confidential(session)
        await recount(session)
    await weigh_all(sessions)
