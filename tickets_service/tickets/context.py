"""What stands beside a conversation: the customer, the order, their other tickets. Read here, refreshed on request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import NotFound
from tickets_service.models import Choice, ChoiceReason, Contact, Ticket
from tickets_service.plenty import copies
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.parcels import tracking_url
from tickets_service.plenty.schemas import ContactOrders, ContactRecord, Lane, OrderRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror
from tickets_service.tickets.context_schemas import (
    ContextOut,
    CustomerOut,
    DocumentOut,
    ItemOut,
    OrderChoiceOut,
    OrderLine,
    OrderOut,
    OtherTicket,
    PackageOut,
    ReturnOut,
)

OTHERS_SHOWN = 10
COUNTED_UP_TO = 99
FRESH_FOR = timedelta(seconds=10)
"""A second press on the button asks nothing."""

T = TypeVar("T")


async def context(session: AsyncSession, ticket_id: int) -> ContextOut:
    """As it was last read; nothing is asked of Plenty."""
    ticket = await _ticket(session, ticket_id)
    contact = await session.get(Contact, ticket.contact_id) if ticket.contact_id is not None else None
    choice = _choice(ticket, contact)
    copy = await copies.kept(session, choice.order_id) if choice is not None else None
    theirs = _same_customer(ticket)
    others = await session.scalars(
        select(Ticket)
        .where(theirs, Ticket.id != ticket.id)
        .order_by(Ticket.last_customer_message_at.desc().nulls_last(), Ticket.id.desc())
        .limit(OTHERS_SHOWN)
    )
    few = select(Ticket.id).where(theirs, Ticket.id != ticket.id).limit(COUNTED_UP_TO + 1).subquery()
    count = (await session.execute(select(func.count()).select_from(few))).scalar_one()
    orders_read_at = contact.orders_read_at if contact is not None else None
    read_at = [moment for moment in (copy.read_at if copy is not None else None, orders_read_at) if moment is not None]
    is_whole = ticket.contact_id is None or orders_read_at is not None
    return ContextOut(
        customer=CustomerOut(
            contact_id=ticket.contact_id,
            name=ticket.customer_name,
            email=ticket.customer_email,
            language=ticket.language,
            orders_count=contact.orders_count if contact is not None else None,
            other_tickets_count=min(count, COUNTED_UP_TO),
            other_tickets_more=count > COUNTED_UP_TO,
        ),
        order_id=ticket.order_id,
        order=shown(copy.order, copy.read_at) if copy is not None else None,
        order_choice=_told(choice, ticket, copy) if choice is not None else None,
        other_orders=_other_orders(contact, choice),
        other_tickets=[OtherTicket.model_validate(other) for other in others],
        as_of=min(read_at, default=None) if is_whole else None,
    )


async def refresh(sessions: Sessions, source: HelpdeskSource, ticket_id: int) -> ContextOut:
    """Asks Plenty in the lane of a waiting agent. What Plenty hides or does not have stays as it was."""
    async with sessions() as session:
        before = await context(session, ticket_id)
    if before.as_of is not None and datetime.now(UTC) - before.as_of < FRESH_FOR:
        return before
    contact_id = before.customer.contact_id
    contact, orders = await asyncio.gather(
        _if_any(source.contact(contact_id, lane=Lane.AGENT) if contact_id is not None else None),
        _if_any(source.contact_orders(contact_id, lane=Lane.AGENT) if contact_id is not None else None),
    )
    order = await _order(source, before.order_choice.order_id if before.order_choice is not None else None, orders)
    async with sessions.begin() as session:
        await _store(session, contact_id, contact, orders)
        if order is not None:
            await copies.keep(session, [order])
    async with sessions() as session:
        return await context(session, ticket_id)


async def _order(source: HelpdeskSource, order_id: int | None, orders: ContactOrders | None) -> OrderRecord | None:
    """Read by itself only where it is not among the customer's. Without one to look for, the customer's newest."""
    sales = orders.sales if orders is not None else ()
    if order_id is None:
        return sales[0] if sales else None
    known = next((order for order in sales if order.id == order_id), None)
    order = known or await _if_any(source.order(order_id, lane=Lane.AGENT))
    return order if order is None or order is known else await source.complete(order, lane=Lane.AGENT)


def _choice(ticket: Ticket, contact: Contact | None) -> Choice | None:
    """Until a draft was asked for, the customer's newest stands for what is not linked. It does not for another order
    that they name."""
    standing, newest = ticket.choice, contact.newest_order_id if contact is not None else None
    if newest is None or (standing is not None and (standing.order_id is not None or standing.elsewhere)):
        return standing
    return Choice(newest, ChoiceReason.NEWEST_ORDER)


def _told(choice: Choice, ticket: Ticket, copy: copies.KeptOrder | None) -> OrderChoiceOut:
    told = OrderChoiceOut.model_validate(choice)
    if copy is None or choice.reason is not ChoiceReason.CHOSEN_BY_AGENT:
        return told
    return told.model_copy(update={"is_elsewhere": _is_elsewhere(copy.order, ticket)})


def _is_elsewhere(order: OrderRecord, ticket: Ticket) -> bool:
    """False also where the order, or the ticket, does not say whose it is."""
    if order.contact_id is not None and ticket.contact_id is not None:
        return order.contact_id != ticket.contact_id
    email, known = (ticket.customer_email or "").casefold(), {one.casefold() for one in order.emails}
    return bool(email and known) and email not in known


def _other_orders(contact: Contact | None, choice: Choice | None) -> list[OrderLine]:
    lines = [OrderLine.model_validate(line) for line in contact.recent_orders] if contact is not None else []
    return [line for line in lines if choice is None or line.plenty_order_id != choice.order_id]


async def _if_any(asked: Awaitable[T] | None) -> T | None:
    if asked is None:
        return None
    try:
        return await asked
    except (Unknown, AccessDenied):
        return None


async def _store(
    session: AsyncSession, contact_id: int | None, contact: ContactRecord | None, orders: ContactOrders | None
) -> None:
    if contact is not None:
        await mirror.take_contact(session, contact)
    if contact_id is None:
        return
    values: dict[str, Any] = {"orders_read_at": func.clock_timestamp()}
    if orders is not None:
        lines = [_line(order).model_dump(mode="json") for order in orders.sales]
        newest = orders.sales[0].id if orders.sales else None
        values |= {"orders_count": orders.total, "newest_order_id": newest, "recent_orders": lines}
    await session.execute(
        insert(Contact)
        .values(plenty_contact_id=contact_id, read_at=func.clock_timestamp(), **values)
        .on_conflict_do_update(index_elements=["plenty_contact_id"], set_=values)
    )


def _line(order: OrderRecord) -> OrderLine:
    return OrderLine(
        plenty_order_id=order.id,
        external_id=order.external_id,
        created_at=order.created_at,
        total=order.total,
        currency=order.currency,
    )


def shown(order: OrderRecord, read_at: datetime) -> OrderOut:
    return OrderOut(
        plenty_order_id=order.id,
        external_id=order.external_id,
        status_name=order.status_name,
        is_cancelled=order.is_cancelled,
        payment_status=order.payment_status,
        created_at=order.created_at,
        paid_at=order.paid_at,
        shipped_at=order.shipped_at or order.completed_at,
        estimated_delivery_at=order.estimated_delivery_at,
        total=order.total,
        currency=order.currency,
        items=[ItemOut.model_validate(item) for item in order.items],
        carrier=order.carrier,
        packages=[
            PackageOut(number=package.number, tracking_url=tracking_url(order.carrier, package.number))
            for package in order.packages
            if package.number
        ],
        delivery_address=order.delivery_address,
        invoice_address=order.invoice_address,
        returns=[
            ReturnOut(plenty_order_id=one.id, status_name=one.status_name, created_at=one.created_at)
            for one in order.returns
        ],
        documents=[DocumentOut.model_validate(document) for document in order.documents or ()],
        as_of=read_at,
    )


def _same_customer(ticket: Ticket) -> ColumnElement[bool]:
    """By Plenty's contact, else by address: marketplaces write without a contact."""
    if ticket.contact_id is not None:
        return Ticket.contact_id == ticket.contact_id
    if ticket.customer_email:
        return func.lower(Ticket.customer_email) == ticket.customer_email.lower()
    return false()


async def _ticket(session: AsyncSession, ticket_id: int) -> Ticket:
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return ticket
