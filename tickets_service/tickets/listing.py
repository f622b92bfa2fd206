"""The inbox list: which tickets, in which order, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal, literal_column, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import (
    AIResponseDB,
    DraftState,
    NoDraft,
    PlentyConnection,
    Ticket,
    TicketStatus,
)
from tickets_service.models.drafts import GONE_DRAFTS
from tickets_service.tickets import excerpts
from tickets_service.tickets.schemas import TicketOut, TicketRow
from tickets_service.tickets.searching import searched

NO_DRAFT = "NONE"
WORKED_OUT = ("draft_state", "plenty_url", "no_draft_reason")
NOBODY = -1
DraftFilter = Literal["NONE", "QUEUED", "WRITING", "READY", "FAILED"]

InboxKey = tuple[datetime | None, int]
"""Where a page of the inbox ended: (last_customer_message_at, id)."""


class ViewName(StrEnum):
    """All but `all`, `done` and `snoozed` leave out what is done and what is snoozed."""

    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    DRAFT_READY = "draft_ready"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    DONE = "done"
    ALL = "all"


class Sort(StrEnum):
    """By the newest customer message. Tickets no customer ever wrote in stand at the end either way."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class InboxFilter:
    """Empty and None let everything through. *viewer_id* is the user who looks; None for a program."""

    statuses: tuple[TicketStatus, ...] = ()
    q: str | None = None
    order_id: int | None = None
    contact_id: int | None = None
    assignee_id: int | None = None
    source: str | None = None
    language: str | None = None
    draft_state: str | None = None
    view: ViewName | None = None
    viewer_id: int | None = None
    ids: tuple[int, ...] | None = None
    """None is all tickets, nothing is none."""
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class InboxPage:
    """*next_key* is None on the last page."""

    items: list[TicketRow]
    next_key: InboxKey | None


async def inbox(session: AsyncSession, wanted: InboxFilter, *, limit: int, after: InboxKey | None) -> InboxPage:
    """First the tickets customers wrote in, then the others: each part is read along an index."""
    statement = select(Ticket, draft_state().label("draft_state")).where(
        *conditions(wanted), *await searched(session, wanted.q)
    )
    rows: list[Any] = []
    for has_customer in (True, False):
        is_over = after is not None and after[0] is None and has_customer
        if not is_over and len(rows) <= limit:
            part = _part(statement, wanted.sort, after, has_customer=has_customer)
            rows += (await session.execute(part.limit(limit + 1 - len(rows)))).all()
    base_url = await session.scalar(select(PlentyConnection.base_url))
    tickets = [shown(ticket, str(state), base_url) for ticket, state in rows[:limit]]
    last = rows[limit - 1][0] if len(rows) > limit else None
    items = await excerpts.as_rows(session, tickets, wanted.q)
    return InboxPage(items, (last.last_customer_message_at, last.id) if last else None)


def _part(
    statement: Select[Ticket, str], sort: Sort, after: InboxKey | None, *, has_customer: bool
) -> Select[Ticket, str]:
    at = Ticket.last_customer_message_at
    statement = statement.where(at.is_not(None) if has_customer else at.is_(None))
    is_newest = sort is Sort.NEWEST
    if after is not None and (after[0] is not None) is has_customer:
        here = tuple_(at, Ticket.id) if has_customer else Ticket.id
        there = tuple_(literal(after[0]), literal(after[1])) if has_customer else literal(after[1])
        statement = statement.where(here < there if is_newest else here > there)
    if is_newest:
        return statement.order_by(at.desc().nulls_last(), Ticket.id.desc())
    return statement.order_by(at.asc().nulls_first(), Ticket.id.asc())


def draft_state() -> ColumnElement[str]:
    """READY where one may be sent, also while the next one is written; else that of the newest that counts, or NONE."""
    newest = (
        select(cast(AIResponseDB.state, Text))
        .where(AIResponseDB.ticket_id == Ticket.id, AIResponseDB.state.not_in(GONE_DRAFTS))
        .order_by((AIResponseDB.state == DraftState.READY).desc(), AIResponseDB.id.desc())
        .limit(1)
        .correlate(Ticket)
        .scalar_subquery()
    )
    return func.coalesce(newest, NO_DRAFT)


def conditions(wanted: InboxFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.statuses:
        found.append(Ticket.status.in_(wanted.statuses))
    if wanted.ids is not None:
        found.append(Ticket.id.in_(wanted.ids))
    exact = {
        Ticket.order_id: wanted.order_id,
        Ticket.contact_id: wanted.contact_id,
        Ticket.assignee_id: wanted.assignee_id,
        Ticket.source: wanted.source,
        Ticket.language: wanted.language,
    }
    found += [column == value for column, value in exact.items() if value is not None]
    if wanted.draft_state is not None:
        found += _drafted(wanted.draft_state)
    if wanted.view is not None:
        found += _in_view(wanted.view, wanted.viewer_id)
    return found


def _drafted(state: str) -> list[ColumnElement[bool]]:
    """Few tickets have a draft in any one state, so they are found by it; most have none.

    One that is ready always counts; one that is not may stand beside it, and a failed one may have been followed.
    """
    exactly = draft_state() == state
    if state == NO_DRAFT:
        return [exactly]
    wanted = DraftState(state)
    having = Ticket.id.in_(
        select(AIResponseDB.ticket_id).where(AIResponseDB.state == literal_column(f"'{wanted.value}'"))
    )
    return [having] if wanted is DraftState.READY else [having, exactly]


def _in_view(view: ViewName, viewer_id: int | None) -> list[ColumnElement[bool]]:
    """Literals where a partial index must be seen to fit."""
    is_open = Ticket.status != literal_column("'DONE'")
    is_awake = or_(Ticket.snoozed_until.is_(None), Ticket.snoozed_until <= func.now())
    narrowed: dict[ViewName, list[ColumnElement[bool]]] = {
        ViewName.OPEN: [is_open, is_awake],
        ViewName.MINE: [Ticket.assignee_id == (NOBODY if viewer_id is None else viewer_id), is_open, is_awake],
        ViewName.UNASSIGNED: [Ticket.assignee_id.is_(None), is_open, is_awake],
        ViewName.DRAFT_READY: [*_drafted(DraftState.READY.value), is_open, is_awake],
        ViewName.WAITING: [Ticket.status == literal_column("'WAITING'"), is_awake],
        ViewName.SNOOZED: [Ticket.snoozed_until > func.now(), is_open],
        ViewName.DONE: [Ticket.status == literal_column("'DONE'")],
        ViewName.ALL: [],
    }
    return narrowed[view]


def shown(ticket: Ticket, state: str, base_url: str | None) -> TicketOut:
    fields = {name: getattr(ticket, name) for name in TicketOut.model_fields if name not in WORKED_OUT}
    return TicketOut(
        **fields,
        draft_state=state,
        plenty_url=plenty_url(ticket, base_url),
        no_draft_reason=_why_no_draft(ticket, state),
    )


def _why_no_draft(ticket: Ticket, state: str) -> NoDraft | None:
    if ticket.confidential:
        return NoDraft.CONFIDENTIAL
    is_about_newest = state == NO_DRAFT and ticket.no_draft_message_id == ticket.last_public_message_id
    return ticket.no_draft_reason if is_about_newest else None


def plenty_url(ticket: Ticket, base_url: str | None) -> str | None:
    """The ticket in Plenty's back end; None while it exists only here."""
    if base_url is None or ticket.plenty_ticket_id is None:
        return None
    return f"{base_url}/plenty/terra/ticket/{ticket.plenty_ticket_id}"
