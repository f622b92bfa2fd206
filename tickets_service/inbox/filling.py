"""Templates in the composer: which of them apply to a ticket, and their text with what is known put in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting.order_facts import kept_facts
from tickets_service.errors import NotFound
from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role
from tickets_service.inbox.languages import FALLBACK, LANGUAGES, N_, Sentence, translated
from tickets_service.inbox.wording import Wording
from tickets_service.knowledge import articles, blocks, templates
from tickets_service.knowledge.ranking import Scope
from tickets_service.language import language_of
from tickets_service.models import AIResponseDB, ArticleKind, Direction, Preferences, Ticket, TicketMessage
from tickets_service.tickets.schemas import TicketOut

MAIN_ORDER = "order:1"
USUAL = "de"
"""What customers whose language is not known are written in."""
NAMES = {
    "customer_name": N_("the customer's name"),
    "first_name": N_("the customer's first name"),
    "order_number": N_("the order number"),
    "order_date": N_("the date of the order"),
    "order_total": N_("the total of the order"),
    "items": N_("the items"),
    "carrier": N_("the carrier"),
    "tracking_number": N_("the tracking number"),
    "tracking_link": N_("the tracking link"),
    "shipped_date": N_("the date of shipping"),
    "shop_name": N_("the name of the shop"),
    "agent_name": N_("your name"),
}
MISSING = {
    1: N_("Not known here, please fill in: %(a)s."),
    2: N_("Not known here, please fill in: %(a)s, %(b)s."),
    3: N_("Not known here, please fill in: %(a)s, %(b)s, %(c)s."),
}
MORE_MISSING = N_("Not known here, please fill in: %(a)s, %(b)s, %(c)s and %(more)s more.")


@dataclass(frozen=True)
class TemplateLine:
    key: str
    title: str


@dataclass(frozen=True)
class FilledIn:
    """*missing* names what stands in brackets in the text; None when all is known."""

    text: str
    missing: Sentence | None


async def templates_for(session: AsyncSession, ticket: TicketOut) -> list[TemplateLine]:
    scope, spoken = Scope(ticket.plenty_id, ticket.source), await _spoken(session, ticket.id, ticket.language)
    found = await articles.applying(session, ArticleKind.TEMPLATE, scope, spoken)
    return [TemplateLine(article.key, article.title) for article in found]


async def filled_in(session: AsyncSession, ticket_id: int, key: str, *, agent_name: str) -> FilledIn:
    """From what was last read of the order: nothing is asked of Plenty or of a model."""
    ticket = await session.get(Ticket, ticket_id)
    if ticket is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    scope, spoken = Scope(ticket.plenty_id, ticket.source), await _spoken(session, ticket_id, ticket.language)
    texts = await articles.texts_of(session, ArticleKind.TEMPLATE, scope, spoken)
    if key not in texts:
        raise NotFound("This template is not there any more.")
    known = await kept_facts(session, ticket_id)
    shop = await session.get_one(Preferences, 1)
    values = order_values(known.sheet, Wording(spoken if spoken in LANGUAGES else FALLBACK))
    name = ticket.customer_name or ""
    values |= {"customer_name": name, "first_name": name.partition(" ")[0]}
    values |= {"shop_name": shop.shop_name, "agent_name": agent_name}
    is_ours = spoken in LANGUAGES and spoken != FALLBACK
    names = {place: translated(spoken, words) for place, words in NAMES.items()} if is_ours else {}
    filled = templates.fill(texts[key], values, names)
    ready = await articles.texts_of(session, ArticleKind.BLOCK, scope, spoken)
    return FilledIn(blocks.place(filled.text, ready).text, _named(filled.missing))


async def _spoken(session: AsyncSession, ticket_id: int, known: str | None) -> str:
    """The language of the ticket, else that of a draft, else of what the customer wrote last."""
    if known:
        return known
    drafted = select(AIResponseDB.language).where(
        AIResponseDB.ticket_id == ticket_id, AIResponseDB.language.is_not(None)
    )
    if found := await session.scalar(drafted.order_by(AIResponseDB.id.desc()).limit(1)):
        return found
    written = select(TicketMessage.text).where(
        TicketMessage.ticket_id == ticket_id, TicketMessage.direction == Direction.CUSTOMER
    )
    newest = await session.scalar(written.order_by(TicketMessage.created_at.desc()).limit(1))
    return (await asyncio.to_thread(language_of, newest) if newest else None) or USUAL


def order_values(sheet: FactSheet, wording: Wording) -> dict[str, str]:
    """Of the order the ticket is about; a parcel on its way back is none of the shop's."""
    facts = [fact for fact in sheet.facts if fact.id == MAIN_ORDER or MAIN_ORDER in sheet.owners_of(fact)]
    parcels = [fact for fact in facts if fact.kind == FactKind.TRACKING_NUMBER and not fact.id.endswith(".back")]
    links = [part for parcel in parcels for part in sheet.parts_of(parcel.id) if part.kind == FactKind.LINK]
    return {
        "order_number": _joined(fact for fact in facts if fact.id == MAIN_ORDER),
        "order_date": _on(facts, Event.ORDERED, wording),
        "order_total": next((_money(fact, wording) for fact in facts if fact.role == Role.TOTAL), ""),
        "items": "\n".join(_item(sheet, fact, wording) for fact in _items(facts)),
        "carrier": _joined(fact for fact in facts if fact.kind == FactKind.CARRIER),
        "tracking_number": _joined(parcels),
        "tracking_link": "\n".join(dict.fromkeys(link.shown_value for link in links)),
        "shipped_date": _on(facts, Event.SENT, wording),
    }


def _items(facts: list[Fact]) -> Iterator[Fact]:
    return (fact for fact in facts if fact.kind == FactKind.ITEM and fact.of == MAIN_ORDER)


def _item(sheet: FactSheet, item: Fact, wording: Wording) -> str:
    quantity = next((part.value for part in sheet.parts_of(item.id) if part.kind == FactKind.QUANTITY), Decimal(1))
    return f"{wording.number(quantity) if isinstance(quantity, Decimal) else quantity} x {item.shown_value}"


def _on(facts: list[Fact], event: Event, wording: Wording) -> str:
    days = [fact.value for fact in facts if fact.kind == FactKind.DATE and fact.event == event]
    return next((wording.day(day) for day in days if isinstance(day, date)), "")


def _money(fact: Fact, wording: Wording) -> str:
    return wording.money(fact.value, fact.currency) if isinstance(fact.value, Decimal) else ""


def _joined(facts: Iterator[Fact] | list[Fact]) -> str:
    return ", ".join(dict.fromkeys(fact.shown_value for fact in facts))


def _named(missing: tuple[str, ...]) -> Sentence | None:
    if not missing:
        return None
    names = [Sentence(NAMES[name]) if name in NAMES else name for name in missing]
    values = dict(zip("abc", names, strict=False))
    return Sentence(MISSING.get(len(names), MORE_MISSING), values | {"more": len(names) - len(values)})
