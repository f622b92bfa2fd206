"""The shop's blocks beside a text that somebody writes: they may be placed, and not rephrased."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import yardsticks
from tickets_service.drafting.judging import FACTS_NOT_FRESH, Checks, told_as_old
from tickets_service.drafting.order_facts import kept_facts
from tickets_service.errors import NotFound
from tickets_service.knowledge import articles
from tickets_service.knowledge.ranking import Scope
from tickets_service.language import language_of
from tickets_service.models import ArticleKind, Ticket
from tickets_service.verbatim import rephrased

SENTENCE_END = re.compile(r"(?<=[.!?:])[ \t]+|\n")


async def _blocks(session: AsyncSession, ticket_id: int, text: str) -> dict[str, str]:
    """By key: those of the store and channel, in the language of *text*, else in the customer's. Raises NotFound."""
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    language = await asyncio.to_thread(language_of, text) or ticket.language
    return await articles.texts_of(session, ArticleKind.BLOCK, Scope(ticket.plenty_id, ticket.source), language)


async def _policies(session: AsyncSession, ticket_id: int) -> tuple[str, ...]:
    """The articles the ticket's draft rests on, as they are now."""
    keys = await yardsticks.articles_of_draft(session, ticket_id)
    return await articles.texts_by_key(session, keys) if keys else ()


async def checks_of(session: AsyncSession, ticket_id: int, text: str, *, offered: Collection[str] = ()) -> Checks:
    """*offered* are keys that were shown before: that an order could not be read again is known from sending alone."""
    blocks, policies = await _blocks(session, ticket_id, text), await _policies(session, ticket_id)
    checks = await yardsticks.checks_of(session, ticket_id, text, blocks=blocks, policies=policies)
    is_old = FACTS_NOT_FRESH in offered and not (await kept_facts(session, ticket_id)).is_fresh
    return told_as_old(checks) if is_old else checks


async def put_back(session: AsyncSession, ticket_id: int, text: str, key: str) -> str:
    """*text* with the block word for word where it is said in other words; as it is where it is not."""
    blocks = await _blocks(session, ticket_id, text)
    if key not in blocks:
        raise NotFound("This block is not there any more.")
    for place in await asyncio.to_thread(rephrased, text, {key: blocks[key]}):
        start, end = _whole_sentences(text, place.start, place.end)
        text = text[:start] + blocks[key].strip("\n") + text[end:]
    return text


def _whole_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """Of a place the sentences it stands in, within its paragraph: half a sentence left over says nothing."""
    before = [found.end() for found in SENTENCE_END.finditer(text, 0, start)]
    after = SENTENCE_END.search(text, end)
    return before[-1] if before else 0, after.start() if after else len(text)
