"""Plenty's own conversation beside a reply nobody could find, so that a person can decide."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import NotFound, TicketsError
from tickets_service.markup import read_message, same_message
from tickets_service.models import Reply, Ticket
from tickets_service.plenty.schemas import Lane, MessageRecord
from tickets_service.plenty.source import HelpdeskSource

CANDIDATES_SHOWN = 10


@dataclass(frozen=True)
class Candidate:
    id: int
    at: datetime | None
    text: str
    is_the_same: bool


@dataclass(frozen=True)
class RemoteThread:
    candidates: list[Candidate]
    trouble: str | None
    """Why Plenty could not be read."""


async def remote_thread(sessions: Sessions, source: HelpdeskSource, ticket_id: int, reply_id: UUID) -> RemoteThread:
    """Messages of ours that appeared after the reply was about to be posted. No transaction waits for Plenty."""
    async with sessions() as session:
        reply, plenty_ticket_id = await _reply(session, ticket_id, reply_id)
    try:
        thread = await source.thread(plenty_ticket_id or 0, lane=Lane.AGENT)
    except TicketsError as refusal:
        return RemoteThread([], refusal.message)
    newer = [each for each in thread.messages if each.is_from_staff and each.id > (reply.fence_id or 0)]
    return RemoteThread(await asyncio.to_thread(_candidates, newer[-CANDIDATES_SHOWN:], reply.body), None)


async def _reply(session: AsyncSession, ticket_id: int, reply_id: UUID) -> tuple[Reply, int | None]:
    reply = await session.get(Reply, reply_id)
    if reply is None or reply.ticket_id != ticket_id:
        raise NotFound(f"There is no reply {reply_id} in ticket {ticket_id}.")
    ticket = await session.get_one(Ticket, ticket_id)
    return reply, ticket.plenty_ticket_id


def _candidates(records: Sequence[MessageRecord], body: str) -> list[Candidate]:
    return [
        Candidate(each.id, each.created_at, read_message(each.text).text, same_message(body, each.text))
        for each in records
    ]
