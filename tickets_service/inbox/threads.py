"""A conversation as it is shown: the newest messages, notes, and what became of our replies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import name_of
from tickets_service.errors import NotFound
from tickets_service.inbox import people
from tickets_service.models import LIVE_REPLIES, Direction, Reply, ReplyKind, ReplyState, TicketMessage
from tickets_service.replies import queries as replies

MESSAGES_AT_ONCE = 20
REPLIES_SHOWN = 3
UNDELIVERED = (*LIVE_REPLIES, ReplyState.STALE, ReplyState.REJECTED, ReplyState.CANCELLED)
_PICTURE = re.compile(r"<img\b")
_PICTURE_TAG = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_SOURCE = re.compile(r' src="[^"]*"')
_FORMATTED = re.compile(r"<(?:table|ul|ol|b|strong|em|i|u|a|h[1-6]|img)\b")


@dataclass(frozen=True)
class Line:
    """One message. *is_formatted* says that its looks carry more than its words."""

    id: int
    direction: Direction
    author: str | None
    initials: str
    tint: int
    text: str
    quoted_text: str
    is_formatted: bool
    has_pictures: bool
    unseen_characters: int
    """Taken out of it."""
    at: datetime
    is_ours: bool
    """Sent from here, and stored in Plenty."""


@dataclass(frozen=True)
class ReplyLine:
    """A reply that is no message of the thread yet, or never will be."""

    id: UUID
    state: ReplyState
    is_note: bool
    text: str
    error: str | None
    author: str | None
    send_at: datetime
    at: datetime

    @property
    def may_undo(self) -> bool:
        return self.state is ReplyState.QUEUED

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_REPLIES

    @property
    def is_moving(self) -> bool:
        """Something will become of it without a person."""
        return self.state in (ReplyState.QUEUED, ReplyState.CLAIMED, ReplyState.IN_FLIGHT, ReplyState.UNKNOWN)

    @property
    def needs_a_person(self) -> bool:
        return self.state is ReplyState.NEEDS_HUMAN


@dataclass(frozen=True)
class Conversation:
    lines: list[Line]
    earlier: int | None
    """The message before which there are more; None when all are shown."""


async def conversation(
    session: AsyncSession, ticket_id: int, customer: str | None, *, before: int | None = None
) -> Conversation:
    statement = (
        select(TicketMessage)
        .where(TicketMessage.ticket_id == ticket_id)
        .order_by(TicketMessage.created_at.desc(), TicketMessage.plenty_message_id.desc())
        .limit(MESSAGES_AT_ONCE + 1)
    )
    if before is not None:
        first = await message(session, ticket_id, before)
        key = tuple_(TicketMessage.created_at, TicketMessage.plenty_message_id)
        statement = statement.where(key < tuple_(literal(first.created_at), literal(first.plenty_message_id)))
    found = (await session.scalars(statement)).all()
    shown = list(reversed(found[:MESSAGES_AT_ONCE]))
    ours = await _sent_from_here(session, ticket_id, [each.plenty_message_id for each in shown])
    lines = [_line(each, customer, ours) for each in shown]
    return Conversation(lines, lines[0].id if len(found) > MESSAGES_AT_ONCE else None)


async def message(session: AsyncSession, ticket_id: int, message_id: int) -> TicketMessage:
    row = await session.get(TicketMessage, message_id)
    if row is None or row.ticket_id != ticket_id:
        raise NotFound(f"There is no message {message_id} in ticket {ticket_id}.")
    return row


def without_pictures(html: str) -> str:
    """Cleaned HTML whose pictures have no address, so that a browser does not even try to load them."""
    return _PICTURE_TAG.sub(lambda tag: _SOURCE.sub("", tag[0]), html)


async def reply_lines(session: AsyncSession, ticket_id: int) -> list[ReplyLine]:
    """Oldest first: those under way, and the newest one if it came back."""
    rows = await replies.list_replies(session, ticket_id, limit=REPLIES_SHOWN)
    shown = [
        row
        for place, row in enumerate(rows[:REPLIES_SHOWN])
        if row.state in LIVE_REPLIES or (place == 0 and row.state in UNDELIVERED)
    ]
    return [
        ReplyLine(
            id=row.id,
            state=row.state,
            is_note=row.kind is ReplyKind.COMMENT,
            text=row.text,
            error=row.error,
            author=await name_of(session, row.author),
            send_at=row.send_at,
            at=row.created_at,
        )
        for row in reversed(shown)
    ]


async def _sent_from_here(session: AsyncSession, ticket_id: int, plenty_ids: list[int]) -> dict[int, str | None]:
    """Plenty's id of a message → who wrote it here."""
    sent = await session.execute(
        select(Reply.plenty_message_id, Reply.author).where(
            Reply.ticket_id == ticket_id, Reply.plenty_message_id.in_(plenty_ids)
        )
    )
    return {number: await name_of(session, author) for number, author in sent if number is not None}


def _line(row: TicketMessage, customer: str | None, ours: dict[int, str | None]) -> Line:
    author = row.author or ours.get(row.plenty_message_id)
    if author is None and row.direction is Direction.CUSTOMER:
        author = customer
    return Line(
        id=row.id,
        direction=row.direction,
        author=author,
        initials=people.initials(author),
        tint=people.tint(author),
        text=row.text,
        quoted_text=row.quoted_text,
        is_formatted=_FORMATTED.search(row.html) is not None,
        has_pictures=_PICTURE.search(row.html) is not None,
        unseen_characters=row.unseen_characters,
        at=row.created_at,
        is_ours=row.plenty_message_id in ours,
    )
