"""What may be asked for an agent's text, and what comes back."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tickets_service.language import LanguageCode, english_name

LONGEST_TEXT = 20_000
LONGEST_INSTRUCTION = 1_000


class Way(StrEnum):
    SHORTER = "shorter"
    FRIENDLIER = "friendlier"
    MORE_FORMAL = "more_formal"
    TRANSLATE = "translate"
    INSTRUCTION = "instruction"
    FIT = "fit"
    """Whatever the channel of the ticket demands."""


TASKS = {
    Way.SHORTER: "make it shorter, about two thirds of its length at most.",
    Way.FRIENDLIER: "make it warmer and friendlier, without becoming longer than it needs to.",
    Way.MORE_FORMAL: "make it more formal and matter-of-fact.",
}


class RefinementIn(BaseModel):
    """*start* and *end* count characters of *text* (Unicode code points) and name the part that is to be changed."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    way: Way
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=1)] | None = None
    language: LanguageCode | None = None
    instruction: Annotated[str, Field(max_length=LONGEST_INSTRUCTION)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.way is Way.TRANSLATE) is (self.language is None):
            raise ValueError("a language goes with translate, and with nothing else")
        if (self.way is Way.INSTRUCTION) is not bool((self.instruction or "").strip()):
            raise ValueError("an instruction goes with the way of that name, and with nothing else")
        if (self.start is None) is not (self.end is None):
            raise ValueError("a part has a start and an end")
        if self.way is Way.FIT and self.start is not None:
            raise ValueError("a channel takes the whole text, not a part")
        if not self.part.strip():
            raise ValueError("there is nothing to change in that part of the text")
        return self

    @property
    def part(self) -> str:
        return self.text[self.start : self.end]

    @property
    def task(self) -> str:
        if self.language is not None:
            return f"translate it into {english_name(self.language)}."
        return self.instruction.strip() if self.instruction else TASKS[self.way]


class RefinementOut(BaseModel):
    """*text* is the whole; from *start* to *end* stands what the model made. Nothing of it is stored.

    *is_cut*: no model made it fit, so whole sentences were left out by code. *lost* are facts not in it any more.
    """

    model_config = ConfigDict(protected_namespaces=())

    text: str
    start: int
    end: int
    model_used: str
    cost_usd: Decimal | None
    is_cut: bool = False
    lost: list[str] = []
