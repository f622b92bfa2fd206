"""Solved tickets: what a customer asked and a person answered becomes something to be found, without who it was."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions, among
from tickets_service.knowledge.languages import USUAL, known, languages_of
from tickets_service.knowledge.masking import mask_all
from tickets_service.models import Direction, Document, DocumentKind, LearningState, Ticket, TicketMessage

MESSAGES_AT_ONCE = 1_000
SETTLED = timedelta(minutes=10)
"""A message's id is given before its transaction ends: an older one may still appear until then."""
LONGEST_PROBLEM, LONGEST_ANSWER = 6_000, 4_000
"""Characters."""
LEAST_ANSWER = 40
"""Characters: a shorter one says nothing to the next customer."""


@dataclass(frozen=True)
class Said:
    direction: Direction
    author: str | None
    text: str


@dataclass(frozen=True)
class Precedent:
    problem: str
    answer: str


def precedent_in(thread: Sequence[Said]) -> Precedent | None:
    """The longest answer that followed something a customer wrote, and all the customer wrote before it.

    None if nobody answered. *thread* is oldest first.
    """
    asked: list[str] = []
    best: Precedent | None = None
    for said in thread:
        if said.direction is Direction.CUSTOMER:
            asked.append(said.text.strip())
        elif said.direction is Direction.AGENT and any(asked) and len(said.text) >= LEAST_ANSWER:
            answer = said.text.strip()[:LONGEST_ANSWER]
            if best is None or len(answer) > len(best.answer):
                best = Precedent("\n\n".join(asked)[:LONGEST_PROBLEM], answer)
    return best


async def learn_new(sessions: Sessions, *, settled: timedelta = SETTLED) -> int:
    """Looks at the tickets of messages stored since the last time; returns at how many messages. 0 when done."""
    async with sessions.begin() as session:
        state = await session.get_one(LearningState, 1, with_for_update=True)
        rows = (
            await session.execute(
                select(TicketMessage.id, TicketMessage.ticket_id, TicketMessage.direction)
                .where(
                    TicketMessage.id > state.learnt_up_to, TicketMessage.stored_at < func.clock_timestamp() - settled
                )
                .order_by(TicketMessage.id)
                .limit(MESSAGES_AT_ONCE)
            )
        ).all()
        if rows:
            await learn(session, sorted({row.ticket_id for row in rows if row.direction is Direction.AGENT}))
            state.learnt_up_to = rows[-1].id
        return len(rows)


async def learn(session: AsyncSession, ticket_ids: Sequence[int]) -> None:
    """Makes or remakes what can be learnt of these tickets; of a confidential one nothing is."""
    tickets = {
        ticket.id: ticket
        for ticket in await session.scalars(
            select(Ticket).where(among(Ticket.id, ticket_ids), Ticket.confidential.is_(False))
        )
    }
    threads: dict[int, list[Said]] = {}
    for row in await session.execute(
        select(TicketMessage.ticket_id, TicketMessage.direction, TicketMessage.author, TicketMessage.text)
        .where(among(TicketMessage.ticket_id, list(tickets)), TicketMessage.direction != Direction.INTERNAL)
        .order_by(TicketMessage.ticket_id, TicketMessage.created_at, TicketMessage.plenty_message_id)
    ):
        threads.setdefault(row.ticket_id, []).append(Said(row.direction, row.author, row.text))
    precedents = {ticket_id: found for ticket_id, thread in threads.items() if (found := precedent_in(thread))}
    gone = [ticket_id for ticket_id in ticket_ids if ticket_id not in precedents]
    if gone:
        await session.execute(delete(Document).where(Document.ticket_id.in_(gone)))
    if precedents:
        told = await languages_of(session, [precedent.problem for precedent in precedents.values()])
        await _store(session, await asyncio.to_thread(_rows, tickets, threads, precedents, told))


def _rows(
    tickets: Mapping[int, Ticket],
    threads: Mapping[int, Sequence[Said]],
    precedents: Mapping[int, Precedent],
    languages: Sequence[str | None],
) -> list[dict[str, object]]:
    """Masking takes some milliseconds a ticket: not where everything else of the process waits for it."""
    return [
        _row(tickets[ticket_id], precedent, threads[ticket_id], language)
        for (ticket_id, precedent), language in zip(precedents.items(), languages, strict=True)
    ]


def _row(ticket: Ticket, precedent: Precedent, thread: Sequence[Said], language: str | None) -> dict[str, object]:
    names = [ticket.customer_name, *{said.author for said in thread}]
    title, problem, answer = mask_all([ticket.title, precedent.problem, precedent.answer], names)
    return {
        "kind": DocumentKind.PRECEDENT,
        "ticket_id": ticket.id,
        "language": language or known(ticket.language) or USUAL,
        "title": title[:300],
        "text": problem,
        "answer": answer,
    }


async def _store(session: AsyncSession, values: list[dict[str, object]]) -> None:
    """What stands already keeps its weights and vectors."""
    statement = insert(Document).values(values)
    new = {name: statement.excluded[name] for name in ("language", "title", "text", "answer")}
    is_new = func.row(*(getattr(Document, name) for name in new)).is_distinct_from(func.row(*new.values()))
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["ticket_id"], set_={**new, "is_due": True, "changed_at": func.now()}, where=is_new
        )
    )


async def forget_confidential(session: AsyncSession) -> None:
    """Tickets that became confidential after something was learnt of them. They are not found meanwhile either."""
    await session.execute(
        delete(Document).where(
            Document.ticket_id.in_(select(Ticket.id).where(Ticket.confidential, Ticket.id == Document.ticket_id))
        )
    )


async def learn_again(session: AsyncSession) -> None:
    """Every ticket is looked at anew, a few thousand messages at a time."""
    await session.execute(update(LearningState).values(learnt_up_to=0))
