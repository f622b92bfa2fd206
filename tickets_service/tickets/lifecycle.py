"""What people and replies do with a ticket: open, change, erase; and writing the change to Plenty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit, jobs
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.markup import has_visible_text
from tickets_service.models import (
    LIVE_REPLIES,
    ErasedTicket,
    PlentyConnection,
    Preferences,
    Reply,
    ReplyKind,
    ReplyState,
    Ticket,
    TicketStatus,
    User,
)
from tickets_service.tickets import statuses

UNSENT = (ReplyState.QUEUED, ReplyState.NEEDS_HUMAN)


@dataclass(frozen=True)
class TicketChange:
    """Only the fields named in *given* change; `assignee_id` None takes the assignee away."""

    given: frozenset[str]
    status: TicketStatus | None = None
    assignee_id: int | None = None
    priority: int | None = None
    snoozed_until: datetime | None = None
    """None wakes the ticket."""


@dataclass(frozen=True)
class NewTicketText:
    """A ticket an agent starts. Its first text goes the way of every reply."""

    client_id: UUID
    title: str
    contact_id: int | None = None
    order_id: int | None = None
    type_id: int | None = None
    plenty_id: int | None = None


async def change(session: AsyncSession, ticket_id: int, wanted: TicketChange, *, actor: str) -> None:
    """Here at once; status and priority are written to Plenty by a job."""
    ticket = await _locked(session, ticket_id)
    must_push = False
    if "status" in wanted.given:
        if wanted.status is None:
            raise Invalid("A ticket always has a status.", status="must not be null")
        must_push = set_status(ticket, wanted.status)
    if "priority" in wanted.given:
        if wanted.priority is None:
            raise Invalid("A priority cannot be taken away.", priority="must not be null")
        if wanted.priority != ticket.priority:
            ticket.priority = ticket.pending_priority = wanted.priority
            must_push = True
    if "assignee_id" in wanted.given:
        await _assign(session, ticket, wanted.assignee_id)
    if "snoozed_until" in wanted.given:
        await _snooze(session, ticket, wanted.snoozed_until)
    await session.flush()
    await audit.record(session, actor, "ticket_changed", f"ticket:{ticket_id}", fields=sorted(wanted.given))
    if must_push:
        await jobs.push_ticket_later(session, ticket_id)


def set_status(ticket: Ticket, status: TicketStatus) -> bool:
    """True if Plenty has to be told."""
    if ticket.status == status:
        return False
    ticket.status = ticket.pending_status = status
    return True


async def _assign(session: AsyncSession, ticket: Ticket, user_id: int | None) -> None:
    if user_id is not None:
        user = await session.get(User, user_id)
        if user is None or user.disabled_at is not None:
            raise Invalid(f"There is no active user {user_id}.", assignee_id="unknown or disabled user")
    ticket.assignee_id = user_id


async def _snooze(session: AsyncSession, ticket: Ticket, until: datetime | None) -> None:
    if until is not None and until <= (await session.execute(select(func.clock_timestamp()))).scalar_one():
        raise Invalid("A ticket can only be snoozed into the future.", snoozed_until="is not in the future")
    ticket.snoozed_until = until


async def wake_due(session: AsyncSession) -> None:
    """Snoozed tickets whose time has come."""
    await session.execute(
        update(Ticket).where(Ticket.snoozed_until <= func.clock_timestamp()).values(snoozed_until=None)
    )


async def erase(session: AsyncSession, ticket_id: int, *, actor: str) -> None:
    """Removes the local copy for good. Refused while it is not known whether a reply arrived in Plenty."""
    ticket = await _locked(session, ticket_id)
    unsettled = await session.scalar(
        select(func.count())
        .select_from(Reply)
        .where(Reply.ticket_id == ticket_id, Reply.state.in_([s for s in LIVE_REPLIES if s not in UNSENT]))
    )
    if unsettled:
        raise Conflict("A reply of this ticket is on its way: wait until it is sent or settled, then erase.")
    if ticket.plenty_ticket_id is not None:
        await session.execute(
            insert(ErasedTicket).values(plenty_ticket_id=ticket.plenty_ticket_id).on_conflict_do_nothing()
        )
    await session.execute(delete(Ticket).where(Ticket.id == ticket_id))
    await audit.record(session, actor, "ticket_erased", f"ticket:{ticket_id}")


async def open_ticket(session: AsyncSession, new: NewTicketText, *, actor: str) -> tuple[Ticket, bool]:
    """The ticket, and whether it is new: the same client id again gives the first result."""
    if not has_visible_text(new.title):
        raise Invalid("A ticket needs a title.", title="has nothing in it")
    if await session.get(PlentyConnection, 1) is None:
        raise Conflict("No Plenty connection is stored yet: connect one first.")
    created = await session.scalar(
        insert(Ticket)
        .values(
            client_id=new.client_id,
            title=new.title,
            status=TicketStatus.IN_PROGRESS,
            contact_id=new.contact_id,
            order_id=new.order_id,
            type_id=new.type_id,
            plenty_id=new.plenty_id,
            created_at=func.now(),
        )
        .on_conflict_do_nothing(index_elements=["client_id"])
        .returning(Ticket.id)
    )
    ticket = (await session.scalars(select(Ticket).where(Ticket.client_id == new.client_id))).one()
    if created is not None:
        await audit.record(session, actor, "ticket_opened", f"ticket:{ticket.id}")
        await jobs.create_ticket_later(session, ticket.id)
    return ticket, created is not None


async def after_reply(session: AsyncSession, reply: Reply) -> None:
    """A public reply makes the ticket wait for the customer, or closes it, as the agent and the shop want it."""
    if reply.kind is not ReplyKind.MESSAGE:
        return
    ticket = await session.get(Ticket, reply.ticket_id, with_for_update=True)
    wanted = TicketStatus.DONE if reply.close_after else await session.scalar(select(Preferences.status_after_reply))
    if ticket is not None and wanted is not None and set_status(ticket, wanted):
        await session.flush()
        await jobs.push_ticket_later(session, ticket.id)


async def _locked(session: AsyncSession, ticket_id: int) -> Ticket:
    ticket = await session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return ticket


async def status_to_write(session: AsyncSession, ticket: Ticket) -> int | None:
    """Plenty's id for the pending status; None if there is nothing to write or the shop has no such status."""
    if ticket.pending_status is None:
        return None
    names = await statuses.meanings(session)
    now = names.get(ticket.plenty_status_id) if ticket.plenty_status_id is not None else None
    if now is not None and now.status == ticket.pending_status:
        return None
    return await statuses.target_of(session, ticket.type_id, ticket.pending_status)


async def pushed(session: AsyncSession, ticket_id: int, *, status: TicketStatus | None, status_id: int | None) -> None:
    """Plenty has this status now: no longer pending, unless it was changed again meanwhile."""
    names = await statuses.meanings(session)
    values: dict[str, object] = {"pending_status": None}
    if status_id is not None:
        values |= {"plenty_status_id": status_id, "plenty_status_name": names[status_id].name}
        values |= {"listed_open": names[status_id].status is not TicketStatus.DONE}
    await session.execute(
        update(Ticket).where(Ticket.id == ticket_id, Ticket.pending_status == status).values(**values)
    )
