"""Tickets that a person has answered, as they stood just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from tickets_service.drafting import papers
from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.briefing import Brief, brief_of, conversation_in, public_messages
from tickets_service.drafting.order_facts import KnownFacts, kept_case
from tickets_service.drafting.order_numbers import order_numbers
from tickets_service.drafting.orders import Question
from tickets_service.drafting.sheets import Case, sheet_of
from tickets_service.errors import NotFound
from tickets_service.models import (
    Choice,
    ChoiceReason,
    Direction,
    OpenAICredentialDB,
    Ticket,
    TicketMessage,
)
from tickets_service.plenty.schemas import OrderRecord
from tickets_service.vault import Vault

BY_THE_MESSAGE = (
    ChoiceReason.NAMED_IN_MESSAGE,
    ChoiceReason.NAMED_BY_PARCEL,
    ChoiceReason.NAMED_BY_DOCUMENT,
    ChoiceReason.FITS_MESSAGE,
)


@dataclass(frozen=True)
class Answered:
    """A ticket, and the message (our id) with which a person answered it last."""

    ticket_id: int
    answer_id: int


@dataclass(frozen=True)
class Past:
    """*sent* is what the person answered at *at*; *brief* and *facts* know nothing of what came then or later."""

    ticket_id: int
    plenty_ticket_id: int | None
    title: str
    at: datetime
    sent: str
    brief: Brief
    facts: KnownFacts


async def newest_answered(session: AsyncSession, *, most: int) -> Sequence[Answered]:
    """Those whose customers wrote last come first. Confidential tickets, and those gone from Plenty, are left out.

    The answer is the first message of the shop after one of the customer: what follows it is an addition.
    """
    answer, other = aliased(TicketMessage), aliased(TicketMessage)
    place, other_place = (
        tuple_(answer.created_at, answer.plenty_message_id),
        tuple_(other.created_at, other.plenty_message_id),
    )
    came_before = (
        select(other.direction)
        .where(other.ticket_id == answer.ticket_id, other.direction != Direction.INTERNAL, other_place < place)
        .order_by(other.created_at.desc(), other.plenty_message_id.desc())
        .limit(1)
        .correlate(answer)
        .scalar_subquery()
    )
    found = (
        select(answer.id)
        .where(answer.ticket_id == Ticket.id, answer.direction == Direction.AGENT, came_before == Direction.CUSTOMER)
        .order_by(answer.created_at.desc(), answer.plenty_message_id.desc())
        .limit(1)
        .correlate(Ticket)
        .lateral()
    )
    rows = await session.execute(
        select(Ticket.id, found.c.id)
        .join(found, true())
        .where(Ticket.confidential.is_(False), Ticket.gone_at.is_(None))
        .order_by(Ticket.last_customer_message_at.desc().nulls_last(), Ticket.id.desc())
        .limit(most)
    )
    return [Answered(ticket_id, answer_id) for ticket_id, answer_id in rows]


async def past_of(session: AsyncSession, answered: Answered, credential: OpenAICredentialDB, vault: Vault) -> Past:
    """Raises NotFound where the ticket was erased meanwhile."""
    ticket = await session.get(Ticket, answered.ticket_id)
    messages = await public_messages(session, answered.ticket_id)
    place = next((place for place, message in enumerate(messages) if message.id == answered.answer_id), None)
    if ticket is None or place is None or ticket.confidential:
        raise NotFound(f"Ticket {answered.ticket_id} is not there any more.")
    answer, before = messages[place], messages[:place]
    brief = await brief_of(session, ticket, conversation_in(before, None), credential, vault)
    return Past(
        ticket_id=ticket.id,
        plenty_ticket_id=ticket.plenty_ticket_id,
        title=ticket.title,
        at=answer.created_at,
        sent=answer.text,
        brief=replace(brief, answered_before=answer.created_at),
        facts=await facts_then(session, ticket, before, answer.created_at),
    )


async def facts_then(
    session: AsyncSession, ticket: Ticket, messages: Sequence[TicketMessage], moment: datetime
) -> KnownFacts:
    """As they were last read, of orders that were placed by then and that *messages* could lead to.

    Nothing is asked of Plenty. Today is the day of *moment*, or that of the facts where they were read later.
    """
    asked = [message for message in reversed(messages) if message.direction is Direction.CUSTOMER]
    choice, is_later = ticket.choice, False
    if choice is not None and choice.message_id is not None:
        is_later = choice.message_id not in {message.id for message in messages}
        choice = replace(choice, others=(), elsewhere=()) if is_later else choice
    question = Question(
        ticket_id=ticket.id,
        customer=Customer(ticket.customer_name, ticket.customer_email, ticket.language, ticket.contact_id),
        title=ticket.title,
        messages=tuple(message.text for message in asked),
        newest_message_id=asked[0].id if asked else None,
        source=ticket.source,
        standing=choice,
    )
    case = _by_then(await kept_case(session, question), moment)
    if is_later and case.choice.reason in BY_THE_MESSAGE and not _is_named(case.order, question):
        case = _without_order(case)
    now = max(moment, case.read_at or moment)
    return KnownFacts(sheet_of(case, now=now), case, now)


def _by_then(case: Case, moment: datetime) -> Case:
    if case.order is None or not _was_placed(case.order, moment):
        return _without_order(case)
    return replace(case, others=tuple(order for order in case.others if _was_placed(order, moment)))


def _was_placed(order: OrderRecord, moment: datetime) -> bool:
    return order.created_at is None or order.created_at <= moment


def _without_order(case: Case) -> Case:
    return replace(case, choice=Choice(elsewhere=case.choice.elsewhere), order=None, others=(), read_at=None)


def _is_named(order: OrderRecord | None, question: Question) -> bool:
    if order is None:
        return False
    texts = (question.title, *question.messages)
    named = {found.number.casefold() for text in texts for found in order_numbers(text)}
    return bool(named & {str(order.id), (order.external_id or "").casefold()} or papers.named([order], texts))
