"""Drafts and credentials as programs outside see them. A token goes in and never comes out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from tickets_service.drafting.judging import Checks
from tickets_service.models import DraftState, Grounding, Intent, Rating

DEFAULT_MODEL = "gpt-4o-mini"

Label = Annotated[str, Field(min_length=1, max_length=200)]
ModelName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")]
ApiToken = Annotated[SecretStr, Field(min_length=1, max_length=4_000)]
BaseUrl = Annotated[str, Field(min_length=1, max_length=2_000)]
Window = Annotated[int, Field(ge=2_048, le=10_000_000)]


class AIResponseOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    ticket_id: int
    state: DraftState
    generated_text: str
    model_used: str | None
    hint: str | None
    based_on_message_id: int | None
    prompt_tokens: int | None
    completion_tokens: int | None
    cost_usd: Decimal | None
    order_id: int | None
    """The order it was written from; null: none, or it is not written yet."""
    error: str | None
    """Why it failed, or why it waits."""
    created_at: datetime
    finished_at: datetime | None
    intent: Intent | None
    language: str | None
    """What `generated_text` is written in; null where it cannot be told."""
    grounding: Grounding | None
    used_ids: list[str]
    """Facts and articles it relies on."""
    open_questions: list[str]
    promises: list[str]
    marks: list[dict[str, Any]]
    """What to look at before sending: `avoided_word` and `wrong_address` with `text`, `start` and `end` (in characters
    of `generated_text`), `long` with `words` and `most_words`, `wrong_language`, `cut_off`, and
    `old_facts` where the order could not be read for it."""
    prompt_version: str | None
    cached_tokens: int | None
    model_calls: int
    checks: Checks | None
    """What must be looked at before it is sent; null: it was not checked."""


MonthlyCap = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=2)] | None


class CredentialIn(BaseModel):
    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    label: Label
    token: ApiToken
    model: ModelName = DEFAULT_MODEL
    base_url: BaseUrl | None = None
    embedding_model: ModelName | None = None
    context_window: Window | None = None
    monthly_cap_usd: MonthlyCap = None
    hides_persons: bool = True
    """Names, addresses, e-mails, phones and accounts go out as placeholders, and come back as themselves."""


class CredentialPatch(BaseModel):
    """Only what is given changes. A new base URL needs the token again: no endpoint is sent another's secret."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())

    label: Label | None = None
    token: ApiToken | None = None
    model: ModelName | None = None
    base_url: BaseUrl | None = None
    embedding_model: ModelName | None = None
    context_window: Window | None = None
    monthly_cap_usd: MonthlyCap = None
    """Null: no cap."""
    hides_persons: bool | None = None


class CredentialOut(BaseModel):
    model_config = ConfigDict(from_attributes=True, protected_namespaces=())

    id: int
    label: str
    token_hint: str
    model: str
    base_url: str | None
    embedding_model: str | None
    context_window: int | None
    monthly_cap_usd: Decimal | None
    hides_persons: bool
    is_active: bool
    failing_since: datetime | None
    last_error: str | None
    created_at: datetime


class CredentialTest(BaseModel):
    ok: bool
    models: list[str]
    error: str | None


class FeedbackIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rating: Rating
    reason: Annotated[str, Field(max_length=2_000)] | None = None
