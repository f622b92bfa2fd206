"""What models cost: what is known of them, unless an admin says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.drafting.known_models import EMBEDDING_PRICES, MILLION, MODELS, named
from tickets_service.drafting.schemas import ModelName
from tickets_service.drafting.thinking import Usage
from tickets_service.errors import Invalid
from tickets_service.models import ModelPrice

Dollars = Annotated[Decimal, Field(ge=0, le=100_000, max_digits=12, decimal_places=6)]
MOST_PRICES = 500


class PriceIn(BaseModel):
    """US dollars for a million tokens. Without `cached_prompt` cached tokens cost what others do, and never more."""

    model_config = ConfigDict(extra="forbid")

    model: ModelName
    prompt: Dollars
    cached_prompt: Dollars | None = None
    completion: Dollars

    @field_validator("cached_prompt")
    @classmethod
    def _is_no_more(cls, cached: Decimal | None, known: ValidationInfo) -> Decimal | None:
        if cached is not None and cached > known.data.get("prompt", cached):
            raise PydanticCustomError("cached_costs_more", "Cached tokens cost at most what others cost.")
        return cached


class PricesIn(BaseModel):
    """All prices of the shop's own: those left out become the known ones again."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[PriceIn], Field(max_length=MOST_PRICES)]


class PriceOut(BaseModel):
    model: str
    prompt: Decimal
    cached_prompt: Decimal
    completion: Decimal
    is_own: bool
    """Said by an admin rather than known."""


@dataclass(frozen=True)
class PriceTable:
    prices: Mapping[str, PriceOut]

    def cost(self, model: str, usage: Usage) -> Decimal | None:
        """US dollars; None when the price or the tokens are not known. A dated variant costs what its base does."""
        name = named(model, self.prices)
        if name is None or usage.prompt is None or usage.completion is None:
            return None
        price, cached = self.prices[name], min(usage.cached or 0, usage.prompt)
        exact = (
            (usage.prompt - cached) * price.prompt + cached * price.cached_prompt + usage.completion * price.completion
        )
        return (exact / MILLION).quantize(Decimal("0.000001"))


async def price_table(session: AsyncSession) -> PriceTable:
    known = {
        name: PriceOut(
            model=name,
            prompt=model.prompt_price,
            cached_prompt=model.cached_price,
            completion=model.completion_price,
            is_own=False,
        )
        for name, model in MODELS.items()
    } | {
        name: PriceOut(model=name, prompt=price, cached_prompt=price, completion=Decimal(0), is_own=False)
        for name, price in EMBEDDING_PRICES.items()
    }
    own = {
        row.model: PriceOut(
            model=row.model,
            prompt=row.prompt,
            cached_prompt=row.cached_prompt,
            completion=row.completion,
            is_own=True,
        )
        for row in await session.scalars(select(ModelPrice))
    }
    return PriceTable(known | own)


async def listed(session: AsyncSession) -> Sequence[PriceOut]:
    prices = (await price_table(session)).prices
    return [prices[name] for name in sorted(prices)]


async def replace_own(session: AsyncSession, wanted: PricesIn, *, actor: str) -> Sequence[PriceOut]:
    models = [price.model for price in wanted.items]
    if len(set(models)) < len(models):
        raise Invalid("A model has one price.", items="name a model twice")
    await session.execute(delete(ModelPrice))
    for price in wanted.items:
        cached = price.prompt if price.cached_prompt is None else price.cached_prompt
        session.add(
            ModelPrice(model=price.model, prompt=price.prompt, cached_prompt=cached, completion=price.completion)
        )
    await session.flush()
    await audit.record(session, actor, "prices_changed", "prices", models=sorted(models))
    return await listed(session)
