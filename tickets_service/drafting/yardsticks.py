"""What the texts of one ticket are held against, read from the database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.channels import Rules, load_rules
from tickets_service.drafting.judging import Checks, Yardstick, judge, unacknowledged
from tickets_service.drafting.order_facts import kept_facts
from tickets_service.drafting.voices import voice_of
from tickets_service.errors import NotFound, Unacknowledged
from tickets_service.facts import FactKind, FactSheet
from tickets_service.finding.hosts import host_of
from tickets_service.guard import Allowed
from tickets_service.models import AIResponseDB, Contact, Direction, Preferences, Ticket, TicketMessage

MOST_MESSAGES = 20
OF_AN_ARTICLE = "article:"
NO_BLOCKS: Mapping[str, str] = {}


@lru_cache(maxsize=8)
def _rules(overrides: str) -> Rules:
    return load_rules(json.loads(overrides))


def rules_of(overrides: Mapping[str, Any]) -> Rules:
    return _rules(json.dumps(overrides, sort_keys=True))


async def checks_of(
    session: AsyncSession,
    ticket_id: int,
    text: str,
    *,
    blocks: Mapping[str, str] = NO_BLOCKS,
    policies: tuple[str, ...] = (),
) -> Checks:
    """*blocks* are those of the shop that apply to the ticket, *policies* what its articles say. Raises NotFound."""
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    held_against = replace(await yardstick(session, ticket), blocks=blocks, policies=(*own_words(ticket), *policies))
    return await asyncio.to_thread(judge, text, held_against)


def own_words(ticket: Ticket) -> tuple[str, ...]:
    """The number under which the shop speaks of the ticket is no order's."""
    return (str(ticket.plenty_ticket_id),) if ticket.plenty_ticket_id else ()


def require_acknowledged(checks: Checks, acknowledged: Sequence[str]) -> None:
    """Raises Unacknowledged, naming what nobody has answered for in a text that began as a draft."""
    missing = unacknowledged(checks, acknowledged)
    if missing:
        raise Unacknowledged([mark.model_dump(mode="json") for mark in missing])


async def yardstick(session: AsyncSession, ticket: Ticket) -> Yardstick:
    """With the facts as they were last read."""
    shop = await session.get_one(Preferences, 1)
    said = tuple(await _said(session, ticket.id))
    known = (await kept_facts(session, ticket.id)).sheet
    return Yardstick(
        sheet=known,
        channel=rules_of(shop.channel_rules).for_source(ticket.source),
        allowed=Allowed(
            hosts=(*shop.own_hosts, *hosts_in(known)),
            ibans=tuple(shop.own_ibans),
            emails=(ticket.customer_email,) if ticket.customer_email else (),
            customer_text=said[0] if said else "",
            own_texts=((await voice_of(session, ticket.plenty_id)).sign_off,),
        ),
        said=said,
        other_orders=await other_orders(session, ticket.contact_id),
    )


async def articles_of_draft(session: AsyncSession, ticket_id: int) -> Sequence[str]:
    """The keys of the articles that the ticket's newest draft says it used."""
    used = await session.scalar(
        select(AIResponseDB.used_ids)
        .where(AIResponseDB.ticket_id == ticket_id, AIResponseDB.generated_text != "")
        .order_by(AIResponseDB.id.desc())
        .limit(1)
    )
    return [source.removeprefix(OF_AN_ARTICLE) for source in used or () if source.startswith(OF_AN_ARTICLE)]


async def sheet_of_draft(session: AsyncSession, ai_response_id: int) -> FactSheet | None:
    """The facts it was written from; None where it has none."""
    stored = await session.scalar(select(AIResponseDB.facts).where(AIResponseDB.id == ai_response_id))
    return FactSheet.from_json(stored) if stored else None


async def other_orders(session: AsyncSession, contact_id: int | None) -> tuple[str, ...]:
    """Of the contact, as they were last read."""
    kept = await session.scalar(select(Contact.recent_orders).where(Contact.plenty_contact_id == contact_id))
    numbers = [(line.get("plenty_order_id"), line.get("external_id")) for line in kept or ()]
    return tuple(str(number) for pair in numbers for number in pair if number)


async def _said(session: AsyncSession, ticket_id: int) -> Sequence[str]:
    """What the customer wrote, newest first."""
    return (
        await session.scalars(
            select(TicketMessage.text)
            .where(TicketMessage.ticket_id == ticket_id, TicketMessage.direction == Direction.CUSTOMER)
            .order_by(TicketMessage.created_at.desc(), TicketMessage.plenty_message_id.desc())
            .limit(MOST_MESSAGES)
        )
    ).all()


def hosts_in(sheet: FactSheet) -> list[str]:
    """Of the links that facts have."""
    return sorted({host_of(str(fact.value)) for fact in sheet.of_kind(FactKind.LINK)})
