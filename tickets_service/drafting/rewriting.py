"""A question to a model about a text that exists: persons stay here, and what was asked and what it cost is noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.db import Sessions
from tickets_service.drafting import caps, credentials
from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.connections import Endpoint, ModelConnections, Written
from tickets_service.drafting.errors import CutOff, EmptyAnswer
from tickets_service.drafting.filing import clean
from tickets_service.drafting.known_models import Room, room_for
from tickets_service.drafting.prices import PriceTable, price_table
from tickets_service.drafting.prompt import Prompt
from tickets_service.drafting.queueing import refuse_confidential
from tickets_service.drafting.sent import note_call
from tickets_service.drafting.thinking import Usage
from tickets_service.drafting.veil import Veil
from tickets_service.facts import FactSheet
from tickets_service.models import OpenAICredentialDB, Ticket
from tickets_service.vault import Vault


@dataclass(frozen=True)
class Source:
    """Who is asked, and what is hidden from them."""

    credential_id: int
    credential_label: str
    endpoint: Endpoint
    veil: Veil
    room: Room
    prices: PriceTable


@dataclass(frozen=True)
class Rewritten:
    text: str
    model: str
    usage: Usage
    cost_usd: Decimal | None
    """None where the model's price is not known."""


async def source_of(
    session: AsyncSession, credential: OpenAICredentialDB, vault: Vault, ticket: Ticket, sheet: FactSheet | None
) -> Source:
    """Raises Conflict for a confidential ticket, CapReached when the model was asked as often as it may, or has cost
    what it may this month."""
    refuse_confidential(ticket)
    if (full := await caps.reached(session, ticket_id=None, credential=credential)) is not None:
        raise full
    customer = Customer(ticket.customer_name, ticket.customer_email, ticket.language)
    known = sheet or FactSheet((), datetime.now(UTC).date())
    return Source(
        credential_id=credential.id,
        credential_label=credential.label,
        endpoint=credentials.opened(credential, vault),
        veil=Veil.over(customer, known) if credential.hides_persons else Veil(None),
        room=room_for(credential.model, credential.context_window),
        prices=await price_table(session),
    )


@dataclass(frozen=True)
class Rewriter:
    sessions: Sessions
    connections: ModelConnections

    async def ask(self, source: Source, prompt: Prompt, *, purpose: str, ai_response_id: int | None) -> Rewritten:
        """*prompt* is hidden already; the answer comes back restored. No transaction is open while the model thinks."""
        model, written, usage = await self.connections.open_model(), Written(), Usage()
        try:
            async for so_far in model.write(source.endpoint, prompt, answer_tokens=source.room.answer):
                written = so_far
        except CutOff as error:
            raise CutOff(
                "The new text became too long and was cut off; yours stays as it is. Try a part of it."
            ) from error
        except EmptyAnswer as error:
            raise EmptyAnswer("The model gave an empty answer; your text stays as it is. Try it again.") from error
        finally:
            usage = usage.plus(written)
            async with self.sessions.begin() as session:
                await note_call(
                    session,
                    purpose=purpose,
                    ai_response_id=ai_response_id,
                    credential=source.credential_label,
                    endpoint=source.endpoint,
                    usage=usage,
                    hidden=source.veil.counts,
                    cost_usd=source.prices.cost(written.model or source.endpoint.model, usage),
                )
        used = written.model or source.endpoint.model
        text = source.veil.restore(clean(written.text)).strip()
        return Rewritten(text, used, usage, source.prices.cost(used, usage))
