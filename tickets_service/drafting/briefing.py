"""What is known before a draft is thought about. It crosses the gap instead of rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
from tickets_service.drafting.yardsticks import hosts_in, rules_of
from tickets_service.facts import FactSheet
from tickets_service.guard import Allowed
from tickets_service.models import AIResponseDB, Direction, OpenAICredentialDB, Preferences, Ticket, TicketMessage
from tickets_service.vault import Vault

CUSTOMER, SHOP = "Customer", "Shop"


@dataclass(frozen=True)
class Brief:
    """*history* is oldest first, without *newest*."""

    ai_response_id: int
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
    hint: str | None
    is_automatic: bool
    tries: int

    def yardstick(self, sheet: FactSheet, shelf: Shelf) -> Yardstick:
        """Numbers of the passages may be repeated, as those of the customer may."""
        return Yardstick(
            sheet=sheet,
            channel=self.channel,
            allowed=replace(self.allowed, hosts=(*self.allowed.hosts, *hosts_in(sheet))),
            said=(self.newest.text, *self.earlier_of_customer, *(passage.text for passage in shelf.passages)),
            blocks=shelf.blocks,
        )

    @property
    def earlier_of_customer(self) -> list[str]:
        return [line.text for line in self.history if line.who == CUSTOMER]


async def read_brief(session: AsyncSession, row: AIResponseDB, credential: OpenAICredentialDB, vault: Vault) -> Brief:
    """Raises CannotDraft where there is nothing to answer."""
    ticket = await session.get_one(Ticket, row.ticket_id)
    lines = [
        (message.id, Line(_who(message), f"{message.created_at:%Y-%m-%d %H:%M} UTC", message.text))
        for message in await session.scalars(
            select(TicketMessage)
            .where(TicketMessage.ticket_id == row.ticket_id, TicketMessage.direction != Direction.INTERNAL)
            .order_by(TicketMessage.created_at, TicketMessage.plenty_message_id)
        )
    ]
    if not lines:
        raise CannotDraft("There is no message to answer in this ticket.")
    shop = await session.get_one(Preferences, 1)
    answered = ticket.last_customer_message_id or lines[-1][0]
    newest = next((line for message_id, line in lines if message_id == answered), lines[-1][1])
    return Brief(
        ai_response_id=row.id,
        ticket_id=ticket.id,
        credential_id=credential.id,
        credential_label=credential.label,
        endpoint=credentials.opened(credential, vault),
        context_window=credential.context_window,
        hides_persons=credential.hides_persons,
        shop_name=shop.shop_name,
        house_rules=shop.house_rules,
        voice=await voices.voice_of(session, ticket.plenty_id),
        prices=await price_table(session),
        customer=Customer(ticket.customer_name, ticket.customer_email, ticket.language, ticket.contact_id),
        plenty_id=ticket.plenty_id,
        source=ticket.source,
        channel=rules_of(shop.channel_rules).for_source(ticket.source),
        allowed=Allowed(
            hosts=tuple(shop.own_hosts),
            ibans=tuple(shop.own_ibans),
            emails=(ticket.customer_email,) if ticket.customer_email else (),
            customer_text=newest.text,
        ),
        title=ticket.title,
        history=tuple(line for _, line in lines if line is not newest),
        newest=newest,
        hint=row.hint,
        is_automatic=row.is_automatic,
        tries=row.attempts + 1,
    )


def _who(message: TicketMessage) -> str:
    return CUSTOMER if message.direction is Direction.CUSTOMER else SHOP
