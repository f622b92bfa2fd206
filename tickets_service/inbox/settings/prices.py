"""Prices of models as a form: one model at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tickets_service.drafting.prices import PriceIn, PriceOut, PricesIn
from tickets_service.inbox.settings.forms import EMPTY, Form, read

NEW = EMPTY
FIELDS = ("model", "prompt", "cached_prompt", "completion")


def with_one(listed: Iterable[PriceOut], typed: Mapping[str, str]) -> PricesIn:
    """A comma is a decimal point, as Germans write it."""
    wanted = read(PriceIn, {name: typed.get(name, "").replace(",", ".") for name in FIELDS})
    return PricesIn(items=[*_own(listed, but=wanted.model), wanted])


def without_one(listed: Iterable[PriceOut], typed: Mapping[str, str]) -> PricesIn:
    return PricesIn(items=_own(listed, but=typed.get("model", "")))


def form_of(price: PriceOut) -> Form:
    return Form({name: _plain(getattr(price, name)) for name in FIELDS})


def _own(listed: Iterable[PriceOut], *, but: str) -> list[PriceIn]:
    """A cached price that was stored above the other, as was possible once, becomes that."""
    own = [price for price in listed if price.is_own and price.model != but]
    fitting = [price.model_copy(update={"cached_prompt": min(price.cached_prompt, price.prompt)}) for price in own]
    return [PriceIn(**price.model_dump(include=set(FIELDS))) for price in fitting]


def _plain(value: Decimal | str) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value
