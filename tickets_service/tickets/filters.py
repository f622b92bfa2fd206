"""The parameters of the list, as a query or stored in a view."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from tickets_service.models import TicketStatus
from tickets_service.tickets.listing import DraftFilter, InboxFilter, Sort, ViewName

Number = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Filter(BaseModel):
    status: list[TicketStatus] = []
    q: Annotated[str | None, Field(max_length=500)] = None
    order_id: Number | None = None
    contact_id: Number | None = None
    assignee: Number | None = None
    source: Annotated[str | None, Field(max_length=100)] = None
    language: Annotated[str | None, Field(max_length=20)] = None
    draft_state: DraftFilter | None = None
    view: ViewName | None = None

    def for_viewer(self, user_id: int | None, sort: Sort = Sort.NEWEST) -> InboxFilter:
        """*user_id* is the person who looks; None for a program, whose `mine` is empty."""
        return InboxFilter(
            statuses=tuple(self.status),
            q=self.q,
            order_id=self.order_id,
            contact_id=self.contact_id,
            assignee_id=self.assignee,
            source=self.source,
            language=self.language,
            draft_state=self.draft_state,
            view=self.view,
            viewer_id=user_id,
            sort=sort,
        )


class ListFilter(Filter):
    """The query of the list."""

    sort: Sort = Sort.NEWEST


class StoredFilter(Filter):
    model_config = ConfigDict(extra="forbid")
