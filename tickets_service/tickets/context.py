"""What stands beside a conversation: the customer, the order, their other tickets. Read here, refreshed on request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, false, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import NotFound
from tickets_service.models import Contact, OrderCopy, Ticket
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import ContactOrders, ContactRecord, Lane, OrderRecord
from tickets_service.plenty.source import HelpdeskSource
from tickets_service.tickets import mirror
from tickets_service.tickets.context_schemas import ContextOut, CustomerOut, ItemOut, OrderOut, OtherTicket, PackageOut
from tickets_service.tickets.parcels import tracking_url

OTHERS_SHOWN = 10
COUNTED_UP_TO = 99
FRESH_FOR = timedelta(seconds=10)
"""A second press on the button asks nothing."""

T = TypeVar("T")


async def context(session: AsyncSession, ticket_id: int) -> ContextOut:
    """As it was last read; nothing is asked of Plenty."""
    ticket = await _ticket(session, ticket_id)
    contact = await session.get(Contact, ticket.contact_id) if ticket.contact_id is not None else None
    order_id = ticket.order_id or (contact.newest_order_id if contact is not None else None)
    copy = await session.get(OrderCopy, order_id) if order_id is not None else None
    theirs = _same_customer(ticket)
    others = await session.scalars(
        select(Ticket)
        .where(theirs, Ticket.id != ticket.id)
        .order_by(Ticket.last_customer_message_at.desc().nulls_last(), Ticket.id.desc())
        .limit(OTHERS_SHOWN)
    )
    few = select(Ticket.id).where(theirs, Ticket.id != ticket.id).limit(COUNTED_UP_TO + 1).subquery()
    count = (await session.execute(select(func.count()).select_from(few))).scalar_one()
    read_at = [copy.read_at] if copy is not None else []
    read_at += [contact.orders_read_at] if contact is not None and contact.orders_read_at is not None else []
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
        order=_shown(copy) if copy is not None else None,
        other_tickets=[OtherTicket.model_validate(other) for other in others],
        as_of=min(read_at, default=None),
    )


async def refresh(sessions: Sessions, source: HelpdeskSource, ticket_id: int) -> ContextOut:
    """Asks Plenty in the lane of a waiting agent. What Plenty hides or does not have stays as it was."""
    async with sessions() as session:
        before = await context(session, ticket_id)
    if before.as_of is not None and datetime.now(UTC) - before.as_of < FRESH_FOR:
        return before
    contact_id, order_id = before.customer.contact_id, before.order_id
    contact, orders, order = await asyncio.gather(
        _if_any(source.contact(contact_id, lane=Lane.AGENT) if contact_id is not None else None),
        _if_any(source.contact_orders(contact_id, lane=Lane.AGENT) if contact_id is not None else None),
        _if_any(source.order(order_id, lane=Lane.AGENT) if order_id is not None else None),
    )
    async with sessions.begin() as session:
        await _store(session, contact_id, contact, orders)
        if order is None and order_id is None and orders is not None and orders.newest:
            order = orders.newest[0]
        if order is not None:
            await _keep(session, order)
    async with sessions() as session:
        return await context(session, ticket_id)


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
    if contact_id is not None and orders is not None:
        newest = orders.newest[0].id if orders.newest else None
        values = {"orders_count": orders.total, "newest_order_id": newest, "orders_read_at": func.clock_timestamp()}
        await session.execute(update(Contact).where(Contact.plenty_contact_id == contact_id).values(**values))


async def _keep(session: AsyncSession, order: OrderRecord) -> None:
    values = {"facts": _facts(order), "read_at": func.clock_timestamp()}
    await session.execute(
        insert(OrderCopy)
        .values(plenty_order_id=order.id, **values)
        .on_conflict_do_update(index_elements=["plenty_order_id"], set_=values)
    )


def _facts(order: OrderRecord) -> dict[str, Any]:
    shown = OrderOut(
        plenty_order_id=order.id,
        external_id=order.external_id,
        status_name=order.status_name,
        payment_status=order.payment_status,
        created_at=order.created_at,
        paid_at=order.paid_at,
        shipped_at=order.shipped_at or order.completed_at,
        estimated_delivery_at=order.estimated_delivery_at,
        total=order.total,
        currency=order.currency,
        items=[ItemOut.model_validate(item) for item in order.items],
        carrier=order.carrier,
        packages=[PackageOut(number=package.number) for package in order.packages if package.number],
        delivery_address=order.delivery_address,
    )
    return shown.model_dump(mode="json", exclude={"as_of"})


def _shown(copy: OrderCopy) -> OrderOut:
    order = OrderOut.model_validate({**copy.facts, "as_of": copy.read_at})
    for package in order.packages:
        package.tracking_url = tracking_url(order.carrier, package.number)
    return order


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
