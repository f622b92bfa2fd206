"""Views people saved: which tickets, in which order."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tickets_service.db import Row, now_column


class SavedView(Row):
    """Its owner's own, or everybody's to use."""

    __tablename__ = "saved_views"
    __table_args__ = (
        Index("uq_saved_views_name", "owner", text("lower(name)"), unique=True),
        Index("ix_saved_views_shared", "id", postgresql_where=text("is_shared")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str]
    """`user:7` or `token:3`."""
    name: Mapped[str]
    filter: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """The parameters of the list."""
    sort: Mapped[str] = mapped_column(server_default=text("'newest'"))
    is_shared: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[datetime] = now_column()
