"""What drafts keep to: the shop's name, its house rules, and how many are written unasked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from tickets_service.inbox.settings.forms import Form, read
from tickets_service.models import Preferences
from tickets_service.models.preferences import MOST_HOUSE_RULES
from tickets_service.tickets.preferences import PreferencesPatch


class RepliesForm(BaseModel):
    shop_name: Annotated[str, Field(max_length=200)] = ""
    house_rules: Annotated[str, Field(max_length=MOST_HOUSE_RULES)] = ""
    automatic_drafts_per_day: Annotated[int, Field(ge=0, le=1_000_000)]


def form_of(shop: Preferences) -> Form:
    drafts = str(shop.automatic_drafts_per_day)
    return Form({"shop_name": shop.shop_name, "house_rules": shop.house_rules, "automatic_drafts_per_day": drafts})


def wanted_from(typed: Mapping[str, str]) -> PreferencesPatch:
    return PreferencesPatch(**read(RepliesForm, typed).model_dump())


CAPS = ("drafts_per_ticket", "drafts_per_hour", "drafts_per_day")


class CapsForm(BaseModel):
    """A share is written in percent. A blank cap is none."""

    drafts_per_ticket: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    drafts_per_hour: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    drafts_per_day: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    held_back_percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=1)]
    draft_after_seconds: Annotated[int, Field(ge=0, le=600)]


def caps_of(shop: Preferences) -> Form:
    caps = {name: "" if getattr(shop, name) is None else str(getattr(shop, name)) for name in CAPS}
    percent = f"{(shop.held_back_share * 100).normalize():f}"
    return Form(caps | {"held_back_percent": percent, "draft_after_seconds": str(shop.draft_after_seconds)})


def caps_from(typed: Mapping[str, str]) -> PreferencesPatch:
    percent = typed.get("held_back_percent", "").replace(",", ".")
    wanted = read(CapsForm, dict(typed) | {"held_back_percent": percent})
    caps = {name: getattr(wanted, name) for name in CAPS}
    share = wanted.held_back_percent / 100
    return PreferencesPatch(**caps, held_back_share=share, draft_after_seconds=wanted.draft_after_seconds)
