"""What an admin edits in the product rather than in the environment."""

from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row
from tickets_service.models.states import state_column
from tickets_service.models.tickets import TicketStatus

MOST_HOUSE_RULES = 4_000
"""Characters."""


class Preferences(Row):
    """One row, made by the migration."""

    __tablename__ = "preferences"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint(f"char_length(house_rules) <= {MOST_HOUSE_RULES}", name="house_rules_are_short"),
        CheckConstraint("automatic_drafts_per_day >= 0", name="cap_is_not_negative"),
        CheckConstraint("least(drafts_per_ticket, drafts_per_hour, drafts_per_day) >= 0", name="caps_are_not_negative"),
        CheckConstraint("held_back_share BETWEEN 0 AND 1", name="share_is_a_share"),
        CheckConstraint("draft_after_seconds BETWEEN 0 AND 600", name="wait_is_short"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shop_name: Mapped[str] = mapped_column(server_default=text("''"))
    house_rules: Mapped[str] = mapped_column(server_default=text("''"))
    """What every draft keeps to, in the shop's own words."""
    status_after_reply: Mapped[TicketStatus | None] = mapped_column(
        state_column(TicketStatus), server_default=text("'WAITING'")
    )
    """None leaves the status as it is."""
    status_after_customer_message: Mapped[TicketStatus | None] = mapped_column(
        state_column(TicketStatus), server_default=text("'TODO'")
    )
    automatic_drafts_per_day: Mapped[int] = mapped_column(server_default=text("500"))
    drafts_per_ticket: Mapped[int | None] = mapped_column(server_default=text("50"))
    """In a day, asked for or not. None: no cap."""
    drafts_per_hour: Mapped[int | None] = mapped_column(server_default=text("1000"))
    drafts_per_day: Mapped[int | None] = mapped_column(server_default=text("5000"))
    held_back_share: Mapped[Decimal] = mapped_column(Numeric(4, 3), server_default=text("0"))
    """Of all tickets, those that get no draft unasked, so that one sees what drafts are worth."""
    draft_after_seconds: Mapped[int] = mapped_column(server_default=text("2"))
    """How long an automatic draft waits, so that several messages in a row are answered together."""
