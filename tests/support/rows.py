"""Rows for tests: each states only what matters to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tickets_service.models import (
    ConnectionState,
    Direction,
    PlentyConnection,
    Role,
    Ticket,
    TicketMessage,
    TicketStatus,
    TicketStatusName,
    User,
)

NOW = datetime.now(UTC)


async def add_connection(session, base_url="https://shop.example"):
    session.add(
        PlentyConnection(
            id=1,
            base_url=base_url,
            username="api",
            encrypted_password=b"x",
            state=ConnectionState.OK,
            checked_at=NOW,
        )
    )
    await session.flush()


async def add_ticket(session, plenty_ticket_id, **fields) -> Ticket:
    values = {"title": f"Ticket {plenty_ticket_id}", "status": TicketStatus.TODO, "type_id": 1} | fields
    ticket = Ticket(plenty_ticket_id=plenty_ticket_id, **values)
    session.add(ticket)
    await session.flush()
    return ticket


async def add_message(session, ticket, plenty_message_id, **fields) -> TicketMessage:
    values = {
        "direction": Direction.CUSTOMER,
        "text": "Wo ist mein Paket?",
        "body_hash": b"",
        "created_at": NOW - timedelta(hours=1) + timedelta(seconds=plenty_message_id),
    } | fields
    message = TicketMessage(ticket_id=ticket.id, plenty_message_id=plenty_message_id, **values)
    session.add(message)
    await session.flush()
    ticket.last_message_at = message.created_at
    if message.direction is not Direction.INTERNAL:
        ticket.last_public_message_id = message.id
    if message.direction is Direction.CUSTOMER:
        ticket.last_customer_message_id, ticket.last_customer_message_at = message.id, message.created_at
    await session.flush()
    return message


async def add_user(session, email="anna@example.org", role=Role.AGENT, **fields) -> User:
    user = User(email=email, name=email.split("@")[0], role=role, **fields)
    session.add(user)
    await session.flush()
    return user


async def add_statuses(session):
    """1 new, 2 in progress, 3 done, 4 waiting; all of type 1, all written for their meaning."""
    for number, (name, status) in enumerate(
        [
            ("Neu", TicketStatus.TODO),
            ("In Bearbeitung", TicketStatus.IN_PROGRESS),
            ("Erledigt", TicketStatus.DONE),
            ("Wartet", TicketStatus.WAITING),
        ],
        start=1,
    ):
        session.add(TicketStatusName(plenty_status_id=number, type_id=1, name=name, status=status, is_target=True))
    await session.flush()
