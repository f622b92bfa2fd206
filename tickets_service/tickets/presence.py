"""Who is on which ticket. A page says so every few seconds; who falls silent is gone by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import NotFound
from tickets_service.models import Doing, Presence, Ticket
from tickets_service.models.states import state_column
from tickets_service.tickets.schemas import PersonOut, PresenceOut

GONE_AFTER = timedelta(seconds=45)
"""Three heartbeats of a page."""


@dataclass(frozen=True)
class Person:
    """Who is there: `user:7` and their name."""

    actor: str
    name: str


async def say(session: AsyncSession, ticket_id: int, who: Person, doing: Doing) -> PresenceOut:
    """Somebody who goes on typing keeps the moment they began."""
    now = func.clock_timestamp()
    began = now if doing is Doing.TYPING else None
    source = select(
        Ticket.id,
        literal(who.actor),
        literal(who.name),
        literal(doing, state_column(Doing)),
        case((literal(doing.value) == Doing.TYPING.value, now)),
        now,
    ).where(Ticket.id == ticket_id)
    columns = ["ticket_id", "actor", "name", "doing", "typing_since", "seen_at"]
    statement = insert(Presence).from_select(columns, source)
    goes_on = (Presence.doing == Doing.TYPING) & (Presence.seen_at > now - GONE_AFTER)
    renewed = {
        "name": who.name,
        "doing": doing,
        "typing_since": None if began is None else case((goes_on, Presence.typing_since), else_=began),
        "seen_at": now,
    }
    noted = await session.scalar(
        statement.on_conflict_do_update(index_elements=["ticket_id", "actor"], set_=renewed)
        .returning(Presence.ticket_id)
        .execution_options(synchronize_session=False)
    )
    if noted is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    return await on_ticket(session, ticket_id)


async def take_over(session: AsyncSession, ticket_id: int, who: Person) -> PresenceOut:
    """Whoever types there now comes after *who*."""
    await session.execute(
        update(Presence)
        .where(Presence.ticket_id == ticket_id, Presence.actor != who.actor)
        .values(doing=Doing.VIEWING, typing_since=None)
        .execution_options(synchronize_session=False)
    )
    return await say(session, ticket_id, who, Doing.TYPING)


async def leave(session: AsyncSession, ticket_id: int, actor: str) -> None:
    await session.execute(delete(Presence).where(Presence.ticket_id == ticket_id, Presence.actor == actor))


async def forget_the_silent(session: AsyncSession) -> None:
    await session.execute(delete(Presence).where(Presence.seen_at <= func.clock_timestamp() - GONE_AFTER))


async def on_ticket(session: AsyncSession, ticket_id: int) -> PresenceOut:
    found = await on_tickets(session, [ticket_id])
    return found.get(ticket_id) or PresenceOut(ticket_id=ticket_id, people=[], locked_by=None)


async def on_tickets(session: AsyncSession, ticket_ids: Sequence[int]) -> dict[int, PresenceOut]:
    """Only tickets somebody is on."""
    return await _grouped(session, _there().where(Presence.ticket_id.in_(ticket_ids)))


async def everywhere(session: AsyncSession) -> list[PresenceOut]:
    return list((await _grouped(session, _there())).values())


def _there() -> Select[Presence]:
    """Whoever began to type first comes first."""
    return (
        select(Presence)
        .where(Presence.seen_at > func.clock_timestamp() - GONE_AFTER)
        .order_by(Presence.ticket_id, Presence.typing_since.asc().nulls_last(), Presence.actor)
        .execution_options(populate_existing=True)
    )


async def _grouped(session: AsyncSession, statement: Select[Presence]) -> dict[int, PresenceOut]:
    found: dict[int, PresenceOut] = {}
    for row in await session.scalars(statement):
        kind, _, number = row.actor.partition(":")
        person = PersonOut(kind=kind, id=int(number), name=row.name, doing=row.doing)
        there = found.setdefault(row.ticket_id, PresenceOut(ticket_id=row.ticket_id, people=[], locked_by=None))
        if not there.people and person.doing is Doing.TYPING:
            there.locked_by = person
        there.people.append(person)
    return found
