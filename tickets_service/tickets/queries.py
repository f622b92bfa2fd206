"""Reading tickets: one of them, its messages, the runs. The list stands in `listing`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import NotFound
from tickets_service.models import (
    PlentyConnection,
    Quarantined,
    RunKind,
    RunState,
    Sweep,
    SyncRun,
    Ticket,
    TicketMessage,
    User,
)
from tickets_service.tickets.listing import (
    DraftFilter,
    InboxFilter,
    InboxKey,
    InboxPage,
    conditions,
    draft_state,
    inbox,
    shown,
)
from tickets_service.tickets.schemas import Backfill, MessageOut, SyncOverview, SyncRunOut, TicketOut

__all__ = [
    "DraftFilter",
    "InboxFilter",
    "InboxKey",
    "InboxPage",
    "assignees",
    "conditions",
    "inbox",
    "messages",
    "newest_sweep",
    "quarantined",
    "refreshed_at",
    "require_ticket",
    "sync_overview",
    "sync_runs",
    "ticket",
    "tickets_done",
]


async def ticket(session: AsyncSession, ticket_id: int) -> TicketOut:
    row = (await session.execute(select(Ticket, draft_state()).where(Ticket.id == ticket_id))).one_or_none()
    if row is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return shown(row[0], str(row[1]), await session.scalar(select(PlentyConnection.base_url)))


async def assignees(session: AsyncSession) -> dict[int, str]:
    """Whom a ticket may be given to: id → name."""
    rows = await session.execute(select(User.id, User.name).where(User.disabled_at.is_(None)).order_by(User.name))
    return {number: name for number, name in rows}  # noqa: C416 - rows are no pairs to mypy


async def require_ticket(session: AsyncSession, ticket_id: int) -> None:
    if await session.scalar(select(Ticket.id).where(Ticket.id == ticket_id)) is None:
        raise NotFound(f"There is no ticket {ticket_id}.")


MessageKey = tuple[datetime, int]


async def messages(
    session: AsyncSession, ticket_id: int, *, limit: int | None = None, after: MessageKey | None = None
) -> tuple[list[MessageOut], MessageKey | None]:
    """Oldest first by (created_at, plenty_message_id). *limit* None gives all of them."""
    await require_ticket(session, ticket_id)
    statement = (
        select(TicketMessage, Ticket.customer_name, Ticket.customer_email)
        .join(Ticket, Ticket.id == TicketMessage.ticket_id)
        .where(TicketMessage.ticket_id == ticket_id)
        .order_by(TicketMessage.created_at, TicketMessage.plenty_message_id)
    )
    if after is not None:
        statement = statement.where(
            tuple_(TicketMessage.created_at, TicketMessage.plenty_message_id)
            > tuple_(literal(after[0]), literal(after[1]))
        )
    if limit is not None:
        statement = statement.limit(limit + 1)
    rows = (await session.execute(statement)).all()
    page = rows if limit is None else rows[:limit]
    more = len(rows) > len(page)
    items = [_message(message, name or email) for message, name, email in page]
    return items, (page[-1][0].created_at, page[-1][0].plenty_message_id) if more else None


def _message(row: TicketMessage, customer: str | None) -> MessageOut:
    message = MessageOut.model_validate(row)
    if message.author is None:
        if row.direction == "customer":
            message.author = customer
        elif row.plenty_user_id:
            message.author = f"Plenty user {row.plenty_user_id}"
    return message


async def sync_overview(session: AsyncSession) -> SyncOverview:
    last = await session.scalar(
        select(SyncRun).where(SyncRun.finished_at.is_not(None)).order_by(SyncRun.finished_at.desc()).limit(1)
    )
    running = await session.scalar(select(SyncRun.id).where(SyncRun.state == RunState.RUNNING).limit(1))
    full = await session.scalar(
        select(SyncRun).where(SyncRun.kind == RunKind.FULL).order_by(SyncRun.id.desc()).limit(1)
    )
    backfill = full and Backfill(
        state=full.state,
        tickets_done=await tickets_done(session, full),
        tickets_total=full.tickets_total,
        started_at=full.started_at,
    )
    return SyncOverview(
        last_run=SyncRunOut.model_validate(last) if last else None,
        running=running is not None,
        backfill=backfill,
        refreshed_at=await refreshed_at(session),
    )


async def tickets_done(session: AsyncSession, run: SyncRun) -> int:
    """Listed, and their messages read too; of an import under way that is less than it has seen."""
    if run.kind is RunKind.REFRESH or run.state is not RunState.RUNNING:
        return run.tickets_seen
    due = await session.scalar(select(func.count()).select_from(Ticket).where(Ticket.thread_due == RunKind.FULL))
    return max(0, run.tickets_seen - (due or 0))


async def refreshed_at(session: AsyncSession) -> datetime | None:
    """How old the tickets can be; None before the first refresh that succeeded."""
    found: datetime | None = await session.scalar(
        select(func.max(SyncRun.finished_at)).where(
            SyncRun.kind == RunKind.REFRESH, SyncRun.state == RunState.DONE, SyncRun.finished_at.is_not(None)
        )
    )
    return found


async def sync_runs(session: AsyncSession, *, kind: RunKind | None, limit: int, after: int | None) -> Sequence[SyncRun]:
    """Newest first; *after* is the id the page before ended with. One row more than *limit* says that more follow."""
    statement = select(SyncRun).order_by(SyncRun.id.desc()).limit(limit + 1)
    if kind is not None:
        statement = statement.where(SyncRun.kind == kind)
    if after is not None:
        statement = statement.where(SyncRun.id < after)
    return (await session.scalars(statement)).all()


async def newest_sweep(session: AsyncSession) -> Sweep | None:
    found: Sweep | None = await session.scalar(select(Sweep).order_by(Sweep.id.desc()).limit(1))
    return found


async def quarantined(session: AsyncSession, *, limit: int, after: int | None) -> Sequence[Quarantined]:
    """Newest first; *after* is the id the page before ended with. One row more than *limit* says that more follow."""
    statement = select(Quarantined).order_by(Quarantined.id.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(Quarantined.id < after)
    return (await session.scalars(statement)).all()
