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
from tickets_service.models import Reply, ReplyKind, Ticket
from tickets_service.plenty.schemas import Lane, MessageRecord
from tickets_service.plenty.source import HelpdeskSource

MESSAGES_SHOWN = 5


@dataclass(frozen=True)
class RemoteMessage:
    id: int
    at: datetime | None
    text: str
    is_ours: bool
    is_note: bool
    is_candidate: bool
    """It may be the reply: ours, of its kind, and newer than what stood there before it was posted."""
    is_the_same: bool


@dataclass(frozen=True)
class RemoteThread:
    """The newest messages as Plenty has them, oldest first."""

    messages: list[RemoteMessage]
    trouble: str | None
    """Why Plenty could not be read."""

    @property
    def has_candidates(self) -> bool:
        return any(message.is_candidate for message in self.messages)


async def remote_thread(sessions: Sessions, source: HelpdeskSource, ticket_id: int, reply_id: UUID) -> RemoteThread:
    """No transaction waits for Plenty."""
    async with sessions() as session:
        reply, plenty_ticket_id = await _reply(session, ticket_id, reply_id)
    try:
        thread = await source.thread(plenty_ticket_id or 0, lane=Lane.AGENT)
    except TicketsError as refusal:
        return RemoteThread([], refusal.message)
    return RemoteThread(await asyncio.to_thread(_messages, _shown(thread.messages, reply), reply), None)


async def _reply(session: AsyncSession, ticket_id: int, reply_id: UUID) -> tuple[Reply, int | None]:
    reply = await session.get(Reply, reply_id)
    if reply is None or reply.ticket_id != ticket_id:
        raise NotFound(f"There is no reply {reply_id} in ticket {ticket_id}.")
    ticket = await session.get_one(Ticket, ticket_id)
    return reply, ticket.plenty_ticket_id


def _shown(records: Sequence[MessageRecord], reply: Reply) -> list[MessageRecord]:
    """The newest, and those which may be the reply even where much was written after them."""
    candidates = [each for each in records if _may_be(each, reply)][-MESSAGES_SHOWN:]
    newest = records[-MESSAGES_SHOWN:]
    return [*(each for each in candidates if each not in newest), *newest]


def _may_be(record: MessageRecord, reply: Reply) -> bool:
    return record.is_from_staff and record.kind == reply.kind.value and record.id > (reply.fence_id or 0)


def _messages(records: Sequence[MessageRecord], reply: Reply) -> list[RemoteMessage]:
    return [
        RemoteMessage(
            id=each.id,
            at=each.created_at,
            text=read_message(each.text).text,
            is_ours=each.is_from_staff,
            is_note=each.kind == ReplyKind.COMMENT.value,
            is_candidate=_may_be(each, reply),
            is_the_same=same_message(reply.body, each.text),
        )
        for each in records
    ]
