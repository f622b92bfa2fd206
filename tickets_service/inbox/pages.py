"""What the agent's pages show: one frozen object each, so that templates do no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import queries as drafts
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.models import (
    LIVE_REPLIES,
    OpenAICredentialDB,
    PlentyConnection,
    Reply,
    ReplyKind,
    ReplyState,
    Ticket,
    TicketStatus,
)
from tickets_service.replies import queries as replies
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.queries import InboxFilter, InboxKey
from tickets_service.tickets.schemas import MessageOut, TicketOut

ROWS_PER_PAGE = 50
COPY_IS_OLD_AFTER_SECONDS = 30
REPLIES_SHOWN = 3

REPLY, NOTE = "Reply", "Internal note"
DRAFT_WORDS = {
    "NONE": "no draft",
    "QUEUED": "draft queued",
    "WRITING": "draft being written",
    "READY": "draft ready",
    "FAILED": "draft failed",
}
STATUS_WORDS = {
    TicketStatus.TODO: "To do",
    TicketStatus.IN_PROGRESS: "In progress",
    TicketStatus.WAITING: "Waiting",
    TicketStatus.DONE: "Done",
}
REPLY_WORDS = {
    ReplyState.QUEUED: "will be sent shortly",
    ReplyState.CANCELLED: "cancelled, nothing was sent",
    ReplyState.CLAIMED: "being sent",
    ReplyState.IN_FLIGHT: "being sent",
    ReplyState.SENT: "stored in Plenty",
    ReplyState.STALE: "not sent: the conversation moved on",
    ReplyState.REJECTED: "not sent: Plenty refused it",
    ReplyState.UNKNOWN: "unclear whether it arrived; the conversation in Plenty is being watched",
    ReplyState.NEEDS_HUMAN: "unclear whether it arrived; please look in Plenty and decide",
    ReplyState.ABANDONED: "given up",
}


@dataclass(frozen=True)
class Upstreams:
    """Who cannot be reached, and since when. None: all is well."""

    plenty_failing_since: datetime | None
    plenty_error: str | None
    model_failing_since: datetime | None
    model_error: str | None
    is_connected: bool


@dataclass(frozen=True)
class InboxRow:
    ticket: TicketOut
    status: str
    draft: str


@dataclass(frozen=True)
class InboxView:
    rows: list[InboxRow]
    next_key: InboxKey | None
    filter: InboxFilter
    statuses: dict[TicketStatus, str]
    upstreams: Upstreams


@dataclass(frozen=True)
class ReplyLine:
    id: UUID
    words: str
    state: ReplyState
    kind: str
    text: str
    error: str | None
    send_at: datetime
    may_undo: bool
    is_live: bool
    is_settled: bool


@dataclass(frozen=True)
class Composer:
    """*text* is what stands in the field; *reply_id* is born with the page, so a double click sends once.

    A public reply cannot be sent while another one is on its way, or to a confidential ticket; a note can.
    """

    reply_id: UUID
    based_on_message_id: int | None
    ai_response_id: int | None
    text: str
    is_typed: bool
    """The agent's own words, which the page must not leave by itself."""
    complaint: str | None
    may_send: bool


@dataclass(frozen=True)
class TicketView:
    ticket: TicketOut
    status: str
    statuses: dict[TicketStatus, str]
    messages: list[MessageOut]
    draft: AIResponseOut | None
    draft_words: str
    is_drafting: bool
    reply_lines: list[ReplyLine]
    composer: Composer
    copy_is_old: bool
    upstreams: Upstreams


async def inbox_view(session: AsyncSession, wanted: InboxFilter, after: InboxKey | None) -> InboxView:
    page = await tickets.inbox(session, wanted, limit=ROWS_PER_PAGE, after=after)
    rows = [
        InboxRow(ticket, STATUS_WORDS[ticket.status], DRAFT_WORDS.get(ticket.draft_state, ticket.draft_state))
        for ticket in page.items
    ]
    return InboxView(rows, page.next_key, wanted, STATUS_WORDS, await upstreams(session))


async def ticket_view(
    session: AsyncSession, ticket_id: int, *, typed: str | None = None, complaint: str | None = None
) -> TicketView:
    """*typed* is text the agent wrote that could not be sent; it stays in the field, with the *complaint* above."""
    ticket = await tickets.ticket(session, ticket_id)
    messages, _ = await tickets.messages(session, ticket_id)
    draft = await drafts.current(session, ticket_id)
    last_public_id = await session.scalar(select(Ticket.last_public_message_id).where(Ticket.id == ticket_id))
    reply_lines = await _reply_lines(session, ticket_id)
    is_under_way = any(line.is_live and line.kind == REPLY for line in reply_lines)
    is_ready = draft is not None and draft.state == "READY" and not is_under_way
    composer = Composer(
        reply_id=uuid4(),
        based_on_message_id=last_public_id,
        ai_response_id=draft.id if draft is not None and is_ready else None,
        text=typed if typed is not None else draft.generated_text if draft is not None and is_ready else "",
        is_typed=typed is not None,
        complaint=complaint,
        may_send=not ticket.confidential and not is_under_way,
    )
    return TicketView(
        ticket=ticket,
        status=STATUS_WORDS[ticket.status],
        statuses=STATUS_WORDS,
        messages=messages,
        draft=draft,
        draft_words=DRAFT_WORDS.get(ticket.draft_state, ticket.draft_state),
        is_drafting=draft is not None and draft.state in ("QUEUED", "WRITING"),
        reply_lines=reply_lines,
        composer=composer,
        copy_is_old=_is_old(ticket.synced_at),
        upstreams=await upstreams(session),
    )


async def text_of_cancelled(session: AsyncSession, ticket_id: int, reply_id: UUID) -> str | None:
    """None unless it is a cancelled reply of this ticket."""
    text: str | None = await session.scalar(
        select(Reply.text).where(
            Reply.id == reply_id, Reply.ticket_id == ticket_id, Reply.state == ReplyState.CANCELLED
        )
    )
    return text


async def _reply_lines(session: AsyncSession, ticket_id: int) -> list[ReplyLine]:
    """The newest few, whatever became of them."""
    rows = await replies.list_replies(session, ticket_id, limit=REPLIES_SHOWN)
    return [_line(row) for row in rows[:REPLIES_SHOWN]]


def _line(reply: Reply) -> ReplyLine:
    return ReplyLine(
        id=reply.id,
        words=REPLY_WORDS[reply.state],
        state=reply.state,
        kind=NOTE if reply.kind is ReplyKind.COMMENT else REPLY,
        text=reply.text,
        error=reply.error,
        send_at=reply.send_at,
        may_undo=reply.state is ReplyState.QUEUED,
        is_live=reply.state in LIVE_REPLIES,
        is_settled=reply.state not in (ReplyState.QUEUED, ReplyState.CLAIMED, ReplyState.IN_FLIGHT),
    )


def _is_old(synced_at: datetime | None) -> bool:
    return synced_at is None or (datetime.now(UTC) - synced_at).total_seconds() > COPY_IS_OLD_AFTER_SECONDS


async def upstreams(session: AsyncSession) -> Upstreams:
    connection = await session.get(PlentyConnection, 1)
    credential = await session.scalar(select(OpenAICredentialDB).where(OpenAICredentialDB.is_active))
    return Upstreams(
        plenty_failing_since=connection.failing_since if connection else None,
        plenty_error=connection.last_error if connection else None,
        model_failing_since=credential.failing_since if credential else None,
        model_error=credential.last_error if credential else None,
        is_connected=connection is not None,
    )
