"""What the rest of the service asks of a helpdesk. The ticket system answers today; the Messenger can tomorrow."""

from __future__ import annotations

from typing import Protocol

from tickets_service.plenty.schemas import (
    Capabilities,
    ContactOrders,
    ContactRecord,
    Lane,
    MessageRecord,
    NewTicket,
    OrderRecord,
    PostPermit,
    StatusRecord,
    Thread,
    TicketPage,
    TicketQuery,
    TicketRecord,
)


class HelpdeskSource(Protocol):
    """Every method may raise the errors of `plenty.errors`; reads are safe to repeat, writes say what is known."""

    @property
    def capabilities(self) -> Capabilities: ...

    async def list_changed(self, query: TicketQuery, page: int, *, lane: Lane) -> TicketPage:
        """Page *page* (from 1) of the list. Newest first as far as upstream allows."""

    async def ticket(self, ticket_id: int, *, lane: Lane) -> TicketRecord:
        """Raises Unknown when Plenty has no such ticket or hides it."""

    async def thread(self, ticket_id: int, *, lane: Lane) -> Thread: ...

    async def own_user_id(self) -> int | None:
        """The Plenty user we are logged in as; None when Plenty never said."""

    async def reserve_post(self) -> PostPermit:
        """What a POST needs beforehand: a fresh token and a call of the write budget. Raises Busy without one."""

    async def post_message(self, ticket_id: int, body: str, permit: PostPermit) -> MessageRecord:
        """One POST, never repeated by this layer, on a fresh connection.

        Nothing was written: TooLate, Unreachable, TokenRefused, CallsRefused (try again later), Refused (do not).
        Perhaps written: Unclear, and any other exception.
        """

    async def post_comment(self, ticket_id: int, body: str, permit: PostPermit) -> MessageRecord:
        """As post_message, but internal: the customer never sees it."""

    async def create_ticket(self, new: NewTicket) -> TicketRecord: ...

    async def set_status(self, ticket_id: int, status_id: int) -> None: ...

    async def set_priority(self, ticket_id: int, priority_id: int) -> None: ...

    async def statuses(self, *, lane: Lane) -> tuple[StatusRecord, ...]: ...

    async def order(self, order_id: int, *, lane: Lane) -> OrderRecord:
        """One call, and raises Unknown when Plenty has no such order or hides it. Its returns are not in it."""

    async def order_by_external_id(self, external_id: str, *, lane: Lane) -> OrderRecord | None:
        """By the marketplace's number: one call, a second where a search tells little. None when there is none."""

    async def complete(self, order: OrderRecord, *, lane: Lane) -> OrderRecord:
        """With its returns, one call, and its documents, another one only where Plenty left them out."""

    async def contact_orders(self, contact_id: int, *, lane: Lane) -> ContactOrders:
        """One call. The returns stand among the orders, and at the sales they belong to."""

    async def contact(self, contact_id: int, *, lane: Lane) -> ContactRecord: ...
