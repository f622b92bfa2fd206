"""What can be turned while the practice model runs."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Obey(StrEnum):
    off = "off"
    literal = "literal"
    customer = "customer"


class JsonManner(StrEnum):
    """How JSON is written when it was asked for."""

    good = "good"
    fenced = "fenced"
    chatty = "chatty"
    broken = "broken"
    cut = "cut"
    other_keys = "other_keys"
    plain = "plain"


class Knobs(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    latency_seconds: float = Field(default=0.6, ge=0)
    """How long a whole answer takes; a streamed one spreads it over its chunks."""
    chunk_delay: float | None = Field(default=None, ge=0)
    """Seconds before each chunk of a streamed answer; None takes them from latency_seconds."""
    refused_parameters: set[str] = Field(default_factory=set)
    """Parameters answered with 400, the way a model or endpoint that does not know them would."""
    context_window: int | None = Field(default=None, gt=0)
    """None means the window of the model that was asked for."""
    json_manner: JsonManner = JsonManner.good
    """broken and cut: cannot be read. other_keys: ignores the schema. plain: no JSON at all."""
    bad_json_times: int | None = Field(default=None, ge=0)
    """How many answers keep to that manner before the next are good again; None: all."""
    answer_language: str | None = None
    """de, en or fr: whatever the customer writes."""
    obey: Obey = Obey.off
    """literal: answers literal_answer. customer: gullible, does what the customer's text tells it to."""
    literal_answer: str = ""
