"""What is known before a draft is thought about. It crosses the gap instead of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.channels import Channel
from tickets_service.drafting import credentials, voices
from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.connections import Endpoint
from tickets_service.drafting.errors import CannotDraft
from tickets_service.drafting.judging import Yardstick
from tickets_service.drafting.prices import PriceTable, price_table
from tickets_service.drafting.prompt import Line
from tickets_service.drafting.shelf import Shelf
from tickets_service.drafting.speaking import Voice
from tickets_service.drafting.yardsticks import hosts_in, other_orders, own_words, rules_of
from tickets_service.facts import FactSheet
from tickets_service.guard import Allowed
from tickets_service.models import AIResponseDB, Direction, OpenAICredentialDB, Preferences, Ticket, TicketMessage
from tickets_service.vault import Vault

CUSTOMER, SHOP = "Customer", "Shop"


@dataclass(frozen=True)
class Conversation:
    """*history* is oldest first, without *newest*."""

    history: tuple[Line, ...]
    newest: Line


@dataclass(frozen=True)
class Brief:
    """*history* is oldest first, without *newest*."""

    ticket_id: int
    credential_id: int
    credential_label: str
    endpoint: Endpoint
    context_window: int | None
    hides_persons: bool
    shop_name: str
    house_rules: str
    voice: Voice
    prices: PriceTable
    customer: Customer
    plenty_id: int | None
    source: str | None
    channel: Channel
    allowed: Allowed
    title: str
    history: tuple[Line, ...]
    newest: Line
    own_words: tuple[str, ...] = ()
    """What the shop itself calls this ticket."""
    other_orders: tuple[str, ...] = ()
    hint: str | None = None
    instructions: str | None = None
    """Words of the prompt's system part instead of ours."""
    answered_before: datetime | None = None
    """Earlier answers are taken as examples only from before that moment; None: all are."""

    def yardstick(self, sheet: FactSheet, shelf: Shelf) -> Yardstick:
        """Numbers of the passages may be repeated, as those of the customer may."""
        return Yardstick(
            sheet=sheet,
            channel=self.channel,
            allowed=replace(self.allowed, hosts=(*self.allowed.hosts, *hosts_in(sheet))),
            said=(self.newest.text, *self.earlier_of_customer),
            policies=(*self.own_words, *(passage.text for passage in shelf.passages)),
            blocks=shelf.blocks,
            other_orders=self.other_orders,
        )

    @property
    def earlier_of_customer(self) -> list[str]:
        return [line.text for line in self.history if line.who == CUSTOMER]


@dataclass(frozen=True, kw_only=True)
class DraftBrief(Brief):
    """Of a draft that has its row."""

    ai_response_id: int
    is_automatic: bool
    endpoint_is_failing: bool
    """As was known when it began: what goes well from here on clears it."""
    tries: int
    asked_at: datetime


async def read_brief(
    session: AsyncSession, row: AIResponseDB, ticket: Ticket, credential: OpenAICredentialDB, vault: Vault
) -> DraftBrief:
    """Raises CannotDraft where there is nothing to answer."""
    messages = await public_messages(session, ticket.id)
    answered = next((message for message in messages if message.id == ticket.last_customer_message_id), None)
    known = await brief_of(session, ticket, conversation_in(messages, answered), credential, vault)
    return DraftBrief(
        **vars(replace(known, hint=row.hint)),
        ai_response_id=row.id,
        is_automatic=row.is_automatic,
        endpoint_is_failing=credential.failing_since is not None,
        tries=row.attempts + 1,
        asked_at=row.created_at,
    )


async def public_messages(session: AsyncSession, ticket_id: int) -> Sequence[TicketMessage]:
    """What the customer and the shop wrote to each other, oldest first."""
    return (
        await session.scalars(
            select(TicketMessage)
            .where(TicketMessage.ticket_id == ticket_id, TicketMessage.direction != Direction.INTERNAL)
            .order_by(TicketMessage.created_at, TicketMessage.plenty_message_id)
        )
    ).all()


def conversation_in(messages: Sequence[TicketMessage], answered: TicketMessage | None) -> Conversation:
    """*answered* is what is to be answered, by default the last one. Raises CannotDraft where there is nothing."""
    if not messages:
        raise CannotDraft("There is no message to answer in this ticket.")
    newest = answered or messages[-1]
    return Conversation(tuple(_line(message) for message in messages if message is not newest), _line(newest))


async def brief_of(
    session: AsyncSession, ticket: Ticket, said: Conversation, credential: OpenAICredentialDB, vault: Vault
) -> Brief:
    shop = await session.get_one(Preferences, 1)
    voice = await voices.voice_of(session, ticket.plenty_id)
    return Brief(
        ticket_id=ticket.id,
        credential_id=credential.id,
        credential_label=credential.label,
        endpoint=credentials.opened(credential, vault),
        context_window=credential.context_window,
        hides_persons=credential.hides_persons,
        shop_name=shop.shop_name,
        house_rules=shop.house_rules,
        voice=voice,
        prices=await price_table(session),
        customer=Customer(ticket.customer_name, ticket.customer_email, ticket.language, ticket.contact_id),
        plenty_id=ticket.plenty_id,
        source=ticket.source,
        channel=rules_of(shop.channel_rules).for_source(ticket.source),
        allowed=Allowed(
            hosts=tuple(shop.own_hosts),
            ibans=tuple(shop.own_ibans),
            emails=(ticket.customer_email,) if ticket.customer_email else (),
            customer_text=said.newest.text,
            own_texts=(voice.sign_off,),
        ),
        title=ticket.title,
        history=said.history,
        newest=said.newest,
        own_words=own_words(ticket),
        other_orders=await other_orders(session, ticket.contact_id),
    )


def _line(message: TicketMessage) -> Line:
    who = CUSTOMER if message.direction is Direction.CUSTOMER else SHOP
    return Line(who, f"{message.created_at:%Y-%m-%d %H:%M} UTC", message.text)
