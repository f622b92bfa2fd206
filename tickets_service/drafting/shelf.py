"""What the shop knows beside the order, as drafting asks for it. Who keeps it is not drafting's business."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Passage:
    """*id* begins with `article:` or `precedent:`. *text* of a precedent is masked already."""

    id: str
    title: str
    text: str

    @property
    def told(self) -> str:
        return f"[{self.id}] {self.title}\n{self.text}"


@dataclass(frozen=True)
class Shelf:
    """*blocks* are verbatim texts by key, that a model may place and not rephrase."""

    passages: tuple[Passage, ...] = ()
    blocks: Mapping[str, str] = field(default_factory=dict)

    @property
    def told(self) -> str:
        parts = [passage.told for passage in self.passages]
        if self.blocks:
            keys = ", ".join(f"{{{{block:{key}}}}}" for key in self.blocks)
            parts.append(f"Texts that stand ready; write the mark alone on a line where one belongs: {keys}")
        return "\n\n".join(parts)


NOTHING_KNOWN = Shelf()


@dataclass(frozen=True)
class Wanted:
    """What is being answered, and where."""

    ticket_id: int
    text: str
    plenty_id: int | None
    source: str | None
    language: str | None
    names: tuple[str, ...] = ()
    """Of the customer: no model that only compares texts needs them."""
    answered_before: datetime | None = None
    """Of answers a person gave, only those from before that moment; None: all."""


class Library(Protocol):
    async def look_up(self, wanted: Wanted) -> Shelf:
        """What may help, best first. Never raises: a draft without it is better than none."""
        ...

    def placed(self, text: str, shelf: Shelf) -> str:
        """*text* with the blocks it asks for put in, each once; marks of blocks that do not exist stay to be seen."""
        ...


class EmptyLibrary:
    async def look_up(self, wanted: Wanted) -> Shelf:  # noqa: ARG002 - nothing is known of anything
        return NOTHING_KNOWN

    def placed(self, text: str, shelf: Shelf) -> str:  # noqa: ARG002 - there are no blocks
        return text
