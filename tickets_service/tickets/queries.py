"""Reading tickets: the inbox list, one ticket, its messages, the runs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    cast,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import NotFound
from tickets_service.models import (
    AIResponseDB,
    PlentyConnection,
    Quarantined,
    RunKind,
    RunState,
    Sweep,
    SyncRun,
    Ticket,
    TicketMessage,
    TicketStatus,
)
from tickets_service.models.drafts import GONE_DRAFTS
from tickets_service.tickets.schemas import Backfill, MessageOut, SyncOverview, SyncRunOut, TicketOut

NO_DRAFT = "NONE"
DraftFilter = Literal["NONE", "QUEUED", "WRITING", "READY", "FAILED"]
LONGEST_QUERY_WORDS = 12
FEW_FOUND = 1000
BIGGEST_ID = 2**63 - 1

InboxKey = tuple[datetime | None, int]
"""Where a page of the inbox ended: (last_customer_message_at, id)."""


@dataclass(frozen=True)
class InboxFilter:
    """Empty and None let everything through."""

    statuses: tuple[TicketStatus, ...] = ()
    q: str | None = None
    order_id: int | None = None
    contact_id: int | None = None
    assignee_id: int | None = None
    source: str | None = None
    draft_state: str | None = None


@dataclass(frozen=True)
class InboxPage:
    """*next_key* is None on the last page."""

    items: list[TicketOut]
    next_key: InboxKey | None


def _draft_state() -> ColumnElement[str]:
    """The state of the newest draft that still counts; NONE without one."""
    newest = (
        select(cast(AIResponseDB.state, Text))
        .where(AIResponseDB.ticket_id == Ticket.id, AIResponseDB.state.not_in(GONE_DRAFTS))
        .order_by(AIResponseDB.id.desc())
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )
    return func.coalesce(newest, NO_DRAFT)


async def inbox(session: AsyncSession, wanted: InboxFilter, *, limit: int, after: InboxKey | None) -> InboxPage:
    """Newest customer activity first; tickets no customer ever wrote in stand at the end."""
    statement = (
        select(Ticket, _draft_state().label("draft_state"))
        .where(*_conditions(wanted), *await _searched(session, wanted.q))
        .order_by(Ticket.last_customer_message_at.desc().nulls_last(), Ticket.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        statement = statement.where(_comes_after(after))
    base_url = await session.scalar(select(PlentyConnection.base_url))
    rows = (await session.execute(statement)).all()
    items = [shown(ticket, str(draft_state), base_url) for ticket, draft_state in rows[:limit]]
    last = rows[limit - 1][0] if len(rows) > limit else None
    return InboxPage(items, (last.last_customer_message_at, last.id) if last else None)


def _comes_after(key: InboxKey) -> ColumnElement[bool]:
    at, ticket_id = key
    if at is None:
        return and_(Ticket.last_customer_message_at.is_(None), Ticket.id < ticket_id)
    return or_(
        tuple_(Ticket.last_customer_message_at, Ticket.id) < tuple_(literal(at), literal(ticket_id)),
        Ticket.last_customer_message_at.is_(None),
    )


def _conditions(wanted: InboxFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(Ticket.status.in_(wanted.statuses))
    exact = {
        Ticket.order_id: wanted.order_id,
        Ticket.contact_id: wanted.contact_id,
        Ticket.assignee_id: wanted.assignee_id,
        Ticket.source: wanted.source,
    }
    conditions += [column == value for column, value in exact.items() if value is not None]
    if wanted.draft_state is not None:
        conditions.append(_draft_state() == wanted.draft_state)
    return conditions


async def _searched(session: AsyncSession, q: str | None) -> list[ColumnElement[bool]]:
    """A few hits are looked up by their ids: Postgres takes every word for one of many, and would read all tickets."""
    if not q or not q.strip():
        return []
    ways = _ways(q)
    if not ways:
        return [false()]
    all_of_them = union_all(*ways).cte("found").prefix_with("MATERIALIZED")
    found = (await session.scalars(select(all_of_them.c[0]).limit(FEW_FOUND + 1))).all()
    if len(found) <= FEW_FOUND:
        return [Ticket.id.in_(set(found))]
    return [Ticket.id.in_(select(union(*ways).subquery().c[0]))]


def _ways(q: str) -> list[Select[Any]]:
    """Each finds tickets: whose title, customer or messages hold every word (or its beginning), or that number."""
    numbers = [int(word) for word in re.findall(r"\d{1,18}", q) if int(word) <= BIGGEST_ID]
    words = " & ".join(f"{word}:*" for word in re.findall(r"[^\W_]+", q.lower())[:LONGEST_QUERY_WORDS])
    ways = []
    if words:
        query = func.to_tsquery("simple", words)
        ways += [
            select(Ticket.id).where(Ticket.search.op("@@")(query)),
            select(TicketMessage.ticket_id).where(TicketMessage.search.op("@@")(query)),
        ]
    if numbers:
        ways += [select(Ticket.id).where(or_(Ticket.order_id.in_(numbers), Ticket.plenty_ticket_id.in_(numbers)))]
    return ways


def shown(ticket: Ticket, draft_state: str, base_url: str | None) -> TicketOut:
    fields = {
        name: getattr(ticket, name) for name in TicketOut.model_fields if name not in ("draft_state", "plenty_url")
    }
    return TicketOut(**fields, draft_state=draft_state, plenty_url=plenty_url(ticket, base_url))


def plenty_url(ticket: Ticket, base_url: str | None) -> str | None:
    """The ticket in Plenty's back end; None while it exists only here."""
    if base_url is None or ticket.plenty_ticket_id is None:
        return None
    return f"{base_url}/plenty/terra/ticket/{ticket.plenty_ticket_id}"


async def ticket(session: AsyncSession, ticket_id: int) -> TicketOut:
    row = (await session.execute(select(Ticket, _draft_state()).where(Ticket.id == ticket_id))).one_or_none()
    if row is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return shown(row[0], str(row[1]), await session.scalar(select(PlentyConnection.base_url)))


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
        tickets_done=full.tickets_seen,
        tickets_total=full.tickets_total,
        started_at=full.started_at,
    )
    return SyncOverview(
        last_run=SyncRunOut.model_validate(last) if last else None, running=running is not None, backfill=backfill
    )


async def newest_sweep(session: AsyncSession) -> Sweep | None:
    found: Sweep | None = await session.scalar(select(Sweep).order_by(Sweep.id.desc()).limit(1))
    return found


async def quarantined(session: AsyncSession, *, limit: int, after: int | None) -> Sequence[Quarantined]:
    """Newest first; *after* is the id the page before ended with. One row more than *limit* says that more follow."""
    statement = select(Quarantined).order_by(Quarantined.id.desc()).limit(limit + 1)
    if after is not None:
        statement = statement.where(Quarantined.id < after)
    return (await session.scalars(statement)).all()
