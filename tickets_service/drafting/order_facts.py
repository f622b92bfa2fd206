"""The facts of a ticket's order: as they were last read, read again when they are old, and kept with a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.facts import told
from tickets_service.drafting.orders import Question, Resolved, resolve
from tickets_service.drafting.sheets import Case, sheet_of
from tickets_service.errors import NotFound
from tickets_service.facts import FactSheet
from tickets_service.models import Choice, ChoiceReason, Direction, Ticket, TicketMessage
from tickets_service.plenty import copies
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.source import HelpdeskSource

FRESH_FOR = timedelta(minutes=10)
"""Status, payment, parcels and returns change; what is older is read again before it is relied on."""
MESSAGES_READ = 10
NOT_READ = "Order: it could not be read just now, so nothing is known of it."


@dataclass(frozen=True, slots=True)
class KnownFacts:
    sheet: FactSheet
    case: Case
    now: datetime
    is_late: bool = False
    """Plenty could not be asked just now, so it may say something else by now."""

    @property
    def prompt(self) -> str:
        return told(self.case, self.sheet, now=self.now)

    def for_one_who_writes(self, language: str | None) -> KnownFacts:
        """With the language of the newest message, where that tells one, in place of the ticket's."""
        customer = replace(self.case.customer, language=language or self.case.customer.language)
        return replace(self, case=replace(self.case, customer=customer))

    @property
    def kept(self) -> dict[str, Any]:
        """As columns of the draft that is written from them."""
        return {"facts": self.sheet.as_json(), "order_choice": self.case.choice.as_json()}

    @property
    def is_fresh(self) -> bool:
        read_at = self.case.read_at
        return self.case.order is None or (read_at is not None and self.now - read_at < FRESH_FOR)


async def kept_facts(session: AsyncSession, ticket_id: int) -> KnownFacts:
    """As they were last read; nothing is asked of Plenty."""
    question = await _question(session, ticket_id)
    return _known(await kept_case(session, question))


async def facts_at_hand(session: AsyncSession, ticket_id: int) -> KnownFacts:
    """As they were last read, where Plenty does not answer."""
    known = await kept_facts(session, ticket_id)
    return replace(known, case=replace(known.case, trouble=NOT_READ), is_late=True)


async def fresh_facts(
    sessions: Sessions, source: HelpdeskSource, ticket_id: int, *, lane: Lane = Lane.AGENT
) -> KnownFacts:
    """At most ten minutes old. Asks Plenty only for what is older, as `orders` says; no transaction is open then."""
    async with sessions() as session:
        question = await _question(session, ticket_id)
        known = _known(await kept_case(session, question))
    if question.is_settled and known.case.order is not None and known.is_fresh:
        return known
    resolved = await resolve(source, question, lane=lane)
    async with sessions.begin() as session:
        await _keep(session, question, resolved)
    read_at = datetime.now(UTC) if resolved.order is not None else None
    case = Case(
        question.customer, resolved.choice, resolved.order, resolved.others, read_at, question.source, resolved.trouble
    )
    return _known(case)


async def _question(session: AsyncSession, ticket_id: int) -> Question:
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    texts = await session.scalars(
        select(TicketMessage.text)
        .where(TicketMessage.ticket_id == ticket_id, TicketMessage.direction == Direction.CUSTOMER)
        .order_by(TicketMessage.created_at.desc(), TicketMessage.plenty_message_id.desc())
        .limit(MESSAGES_READ)
    )
    return Question(
        ticket_id=ticket_id,
        customer=Customer(ticket.customer_name, ticket.customer_email, ticket.language, ticket.contact_id),
        title=ticket.title,
        messages=tuple(texts),
        newest_message_id=ticket.last_customer_message_id,
        source=ticket.source,
        standing=ticket.choice,
    )


async def kept_case(session: AsyncSession, question: Question) -> Case:
    choice = question.standing or Choice()
    order = await copies.kept(session, choice.order_id)
    others = [copy for other in choice.others if (copy := await copies.kept(session, other))]
    read = [order, *others] if order is not None else []
    return Case(
        customer=question.customer,
        choice=choice,
        order=order.order if order is not None else None,
        others=tuple(copy.order for copy in others) if order is not None else (),
        read_at=min((copy.read_at for copy in read), default=None),
        source=question.source,
    )


def _known(case: Case) -> KnownFacts:
    now = datetime.now(UTC)
    return KnownFacts(sheet_of(case, now=now), case, now)


async def _keep(session: AsyncSession, question: Question, resolved: Resolved) -> None:
    """What a person or Plenty decided is kept elsewhere already."""
    if resolved.choice.reason not in (ChoiceReason.CHOSEN_BY_AGENT, ChoiceReason.LINKED):
        says_something = resolved.choice.order_id is not None or resolved.choice.elsewhere
        stored = resolved.choice.as_json() if says_something else None
        await session.execute(
            update(Ticket)
            .where(Ticket.id == question.ticket_id, Ticket.order_choice.is_distinct_from(stored))
            .values(order_choice=stored)
        )
    if resolved.order is not None:
        await copies.keep(session, (resolved.order, *resolved.others))
