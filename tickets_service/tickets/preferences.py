"""What an admin edits for the whole shop rather than sets."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit
from tickets_service.channels import load_rules
from tickets_service.channels.rules import Host
from tickets_service.finding.ibans import LENGTHS, has_right_digits
from tickets_service.models import Preferences, TicketStatus
from tickets_service.models.preferences import MOST_HOUSE_RULES

MOST_OF_ONE_KIND = 100

Cap = Annotated[int, Field(ge=0, le=1_000_000)] | None


def _iban(value: str) -> str:
    plain = "".join(value.split()).upper()
    if not (15 <= len(plain) <= 34 and plain[:2].isalpha() and plain[2:].isalnum() and plain.isascii()):  # noqa: PLR2004 - ISO 13616
        raise ValueError("an IBAN has two letters and 13 to 32 further characters")
    if len(plain) != LENGTHS.get(plain[:2], len(plain)) or not has_right_digits(plain):
        raise ValueError("this is no IBAN: its length or its check digits are wrong")
    return plain


def _rules(overrides: dict[str, Any]) -> dict[str, Any]:
    """Raises Invalid, which names each rule that is wrong."""
    load_rules(overrides)
    return overrides


Hosts = Annotated[list[Host], Field(max_length=MOST_OF_ONE_KIND)]
Ibans = Annotated[list[Annotated[str, AfterValidator(_iban)]], Field(max_length=MOST_OF_ONE_KIND)]


class PreferencesOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    shop_name: str
    house_rules: str
    status_after_reply: TicketStatus | None
    status_after_customer_message: TicketStatus | None
    automatic_drafts_per_day: int
    channel_rules: dict[str, Any]
    own_hosts: list[str]
    own_ibans: list[str]
    drafts_per_ticket: int | None
    """In a day, asked for or not; null: no cap. The same for the next two."""
    drafts_per_hour: int | None
    drafts_per_day: int | None
    held_back_share: float
    """Of all tickets, those that get no draft unasked, so that one sees what drafts are worth."""
    draft_after_seconds: int
    """How long an automatic draft waits for further messages."""


class PreferencesPatch(BaseModel):
    """Null for a status leaves tickets in the status they have; null for a cap means none.

    `channel_rules` has the shape of the file that comes with the service and holds only what is different.
    """

    model_config = ConfigDict(extra="forbid")

    shop_name: Annotated[str, Field(max_length=200)] = ""
    house_rules: Annotated[str, Field(max_length=MOST_HOUSE_RULES)] = ""
    status_after_reply: TicketStatus | None = None
    status_after_customer_message: TicketStatus | None = None
    automatic_drafts_per_day: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    channel_rules: Annotated[dict[str, Any], AfterValidator(_rules)] = {}
    own_hosts: Hosts = []
    own_ibans: Ibans = []
    drafts_per_ticket: Cap = None
    drafts_per_hour: Cap = None
    drafts_per_day: Cap = None
    held_back_share: Annotated[Decimal, Field(ge=0, le=1, decimal_places=3)] = Decimal(0)
    draft_after_seconds: Annotated[int, Field(ge=0, le=600)] = 0


async def of_shop(session: AsyncSession) -> Preferences:
    return await session.get_one(Preferences, 1)


async def change(session: AsyncSession, wanted: PreferencesPatch, *, actor: str) -> Preferences:
    """What is left out stays as it is."""
    row = await session.get_one(Preferences, 1, with_for_update=True)
    changed = wanted.model_dump(exclude_unset=True)
    for name, value in changed.items():
        setattr(row, name, value)
    await session.flush()
    await audit.record(session, actor, "preferences_changed", "preferences", fields=sorted(changed))
    return row
