"""How each store of the shop speaks."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row
from tickets_service.models.states import one_of, state_column


class Address(StrEnum):
    """How German customers are addressed."""

    FORMAL = "Sie"
    INFORMAL = "Du"


class VoiceCard(Row):
    """`plenty_id` None is the voice of every store without its own."""

    __tablename__ = "voice_cards"
    __table_args__ = (
        one_of("address", Address),
        CheckConstraint("most_words BETWEEN 20 AND 500", name="length_is_sensible"),
        Index("uq_voice_cards_plenty_id", "plenty_id", unique=True, postgresql_nulls_not_distinct=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plenty_id: Mapped[int | None]
    address: Mapped[Address] = mapped_column(state_column(Address), server_default=text("'Sie'"))
    language: Mapped[str] = mapped_column(server_default=text("'de'"))
    """What greeting, sign-off and words to avoid are written in; in other languages the model follows their sense."""
    greeting: Mapped[str] = mapped_column(server_default=text("''"))
    """`{name}` stands for the customer's name. Empty: as the model finds fit."""
    sign_off: Mapped[str] = mapped_column(server_default=text("''"))
    sign_off_is_added_later: Mapped[bool] = mapped_column(server_default=text("false"))
    """Plenty appends one to every message: the draft has none."""
    tone: Mapped[str] = mapped_column(server_default=text("''"))
    words_to_avoid: Mapped[list[str]] = mapped_column(ARRAY(TEXT), server_default=text("'{}'"))
    most_words: Mapped[int] = mapped_column(server_default=text("90"))
