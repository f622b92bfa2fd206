"""Is it ours? Finding a reply in a thread that was read from Plenty."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.markup import same_message
from tickets_service.models import Quarantined, Reply
from tickets_service.plenty.schemas import Malformed, MessageRecord


@dataclass(frozen=True)
class Base:
    """The newest public message the agent saw; None for both where there was none."""

    plenty_message_id: int | None
    created_at: datetime | None

    def is_before(self, message: MessageRecord) -> bool:
        if self.plenty_message_id is None:
            return True
        if message.id == self.plenty_message_id:
            return False
        if message.created_at is None or self.created_at is None:
            return message.id > self.plenty_message_id
        return (message.created_at, message.id) > (self.created_at, self.plenty_message_id)


def candidates(
    messages: Sequence[MessageRecord],
    *,
    kind: str,
    body: str,
    after_id: int,
    own_user_id: int | None,
    taken: Collection[int],
) -> list[MessageRecord]:
    """Messages that can be this reply: newer by id (no clock involved), of its kind, by our user, with its text."""
    return [
        message
        for message in messages
        if message.id > after_id
        and message.id not in taken
        and message.kind == kind
        and (own_user_id is None or message.user_id in (None, own_user_id))
        and same_message(body, message.text)
    ]


async def taken_ids(session: AsyncSession, ticket_id: int, *, besides: UUID | None = None) -> set[int]:
    """Plenty's ids of messages that replies of this ticket already own."""
    statement = select(Reply.plenty_message_id).where(
        Reply.ticket_id == ticket_id, Reply.plenty_message_id.is_not(None)
    )
    if besides is not None:
        statement = statement.where(Reply.id != besides)
    return {found for found in await session.scalars(statement) if found is not None}


async def are_known(session: AsyncSession, malformed: Sequence[Malformed]) -> bool:
    """Whether every unreadable message of the thread was met by a sync before: then nothing new can hide in it."""
    ids = [record.record_id for record in malformed]
    if None in ids:
        return False
    known = set(
        await session.scalars(
            select(Quarantined.plenty_record_id).where(
                Quarantined.kind == "message", Quarantined.plenty_record_id.in_(ids)
            )
        )
    )
    return set(ids) <= known
