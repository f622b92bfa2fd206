"""The one way a reply changes its state: from a state that allows it, by whoever holds the claim."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import Reply, ReplyAttempt, ReplyState
from tickets_service.replies import composing

S = ReplyState
LEGAL: dict[ReplyState, frozenset[ReplyState]] = {
    S.QUEUED: frozenset({S.CANCELLED, S.CLAIMED}),
    S.CLAIMED: frozenset({S.QUEUED, S.SENT, S.STALE, S.REJECTED, S.IN_FLIGHT}),
    S.IN_FLIGHT: frozenset({S.SENT, S.QUEUED, S.REJECTED, S.UNKNOWN}),
    S.UNKNOWN: frozenset({S.SENT, S.NEEDS_HUMAN}),
    S.NEEDS_HUMAN: frozenset({S.SENT, S.ABANDONED}),
    S.SENT: frozenset(),
    S.CANCELLED: frozenset(),
    S.STALE: frozenset(),
    S.REJECTED: frozenset(),
    S.ABANDONED: frozenset(),
}
"""Nothing leads from an unclear result back to QUEUED: the table has a trigger that says the same."""

HELD = frozenset({S.CLAIMED, S.IN_FLIGHT})
GIVEN_BACK = frozenset({S.CANCELLED, S.STALE, S.REJECTED, S.ABANDONED})
"""It will not go out: its author gets the text back."""

NOTE = insert(cast("Table", ReplyAttempt.__table__))
"""Into the table, not by the class: that takes the mapper three times as long, at every step of every reply."""


async def move(
    session: AsyncSession,
    reply_id: UUID,
    source: ReplyState,
    target: ReplyState,
    *,
    token: UUID | None = None,
    detail: str | None = None,
    **values: Any,
) -> Reply | None:
    """The row as it is now; None if it was not in *source*, or is not held by *token*: somebody else was faster."""
    assert target in LEGAL[source], f"{source} never becomes {target}"  # noqa: S101 - a bug of ours, not a refusal
    statement = update(Reply).where(Reply.id == reply_id, Reply.state == source)
    if token is not None and source in HELD:
        statement = statement.where(Reply.claim_token == token)
    if target not in HELD:
        values = {"claim_token": None, "lease_until": None, **values}
    row: Reply | None = await session.scalar(
        statement.values(state=target, **values)
        .returning(Reply)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    if row is not None:
        await note(session, reply_id, target.value, detail)
        if target in GIVEN_BACK:
            await composing.give_back(session, row)
    return row


async def note(session: AsyncSession, reply_id: UUID, phase: str, detail: str | None = None) -> None:
    await session.execute(NOTE, {"reply_id": reply_id, "phase": phase, "detail": detail})
