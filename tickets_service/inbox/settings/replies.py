"""What drafts keep to: the shop's name, its house rules, and how many are written unasked."""

from __future__ import annotations

from collections.abc import Mapping
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
