"""Which order a ticket is about, and why that one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ChoiceReason(StrEnum):
    LINKED = "linked"
    NAMED_IN_SUBJECT = "named_in_subject"
    NAMED_IN_MESSAGE = "named_in_message"
    NAMED_BY_PARCEL = "named_by_parcel"
    NAMED_BY_DOCUMENT = "named_by_document"
    FITS_MESSAGE = "fits_message"
    """Of the customer's orders the one whose items or date the message speaks of."""
    ONLY_ORDER = "only_order"
    NEWEST_ORDER = "newest_order"
    NUMBER_UNKNOWN = "number_unknown"
    """A guess, though the customer names a parcel or a document: none of their orders is known to have it."""
    CHOSEN_BY_AGENT = "chosen_by_agent"


@dataclass(frozen=True, slots=True)
class Choice:
    order_id: int | None = None
    reason: ChoiceReason | None = None
    """None where there is no order."""
    others: tuple[int, ...] = ()
    """More orders of the same customer that may be meant."""
    elsewhere: tuple[str, ...] = ()
    """Numbers in the text whose orders nothing shows to be this customer's."""
    message_id: int | None = None
    """The customer's message it was made for."""

    def as_json(self) -> dict[str, Any]:
        return {
            "order_id": self.order_id,
            "reason": self.reason,
            "others": list(self.others),
            "elsewhere": list(self.elsewhere),
            "message_id": self.message_id,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Choice:
        reason = stored["reason"]
        return cls(
            stored["order_id"],
            ChoiceReason(reason) if reason is not None else None,
            tuple(stored["others"]),
            tuple(stored["elsewhere"]),
            stored["message_id"],
        )
