"""Plenty's REST routes, one method each. Every call is reserved in the budget first and made with the shared token."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Mapping
from typing import Any

from tickets_service.errors import TicketsError, UpstreamFailed
from tickets_service.plenty.auth import Pass, Tokens
from tickets_service.plenty.budget import CallBudget
from tickets_service.plenty.errors import AccessDenied, Broken, BudgetSpent, TokenRefused, TooLate
from tickets_service.plenty.reservations import Kind, Reserved
from tickets_service.plenty.schemas import Lane, MessageKind, PostPermit
from tickets_service.plenty.wire import TOKEN_REFUSED, Answer, Wire, is_over_the_limit, raise_for, require_json

PERMIT_HOLDS_SECONDS = 5.0
A_MOMENT_SECONDS = 2.5
COMES_BACK_EARLY_SECONDS = 2.0
"""The queue looks once a second and counts whole seconds."""
PATIENCE_SECONDS = 10.0
TICKETS_PER_PAGE = 250
ORDERS_PER_PAGE = 10
WITH_AN_ORDER = ("addresses", "shippingPackages", "shippingInformation", "documents", "orderItems.variation")

Params = Mapping[str, str | int]


class PlentyClient:
    def __init__(self, tokens: Tokens, budget: CallBudget, wire: Wire) -> None:
        self._tokens, self._budget, self._wire = tokens, budget, wire

    # The ticket system: all twelve operations of its REST surface.

    async def tickets(self, params: Params, *, lane: Lane) -> Any:
        return await self.read("/rest/tickets", {"itemsPerPage": TICKETS_PER_PAGE, **params}, lane=lane)

    async def ticket(self, ticket_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/tickets/{ticket_id}", lane=lane)

    async def messages(self, ticket_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/tickets/{ticket_id}/messages", lane=lane)

    async def public_messages(self, ticket_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/tickets/{ticket_id}/messages/message", lane=lane)

    async def comments(self, ticket_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/tickets/{ticket_id}/messages/comment", lane=lane)

    async def message(self, message_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/tickets/messages/{message_id}", lane=lane)

    async def type_names(self, *, lane: Lane) -> Any:
        return await self.read("/rest/tickets/types/names", lane=lane)

    async def status_names(self, *, lane: Lane) -> Any:
        return await self.read("/rest/tickets/status/names", lane=lane)

    async def status_type_names(self, *, lane: Lane) -> Any:
        return await self.read("/rest/tickets/status/type/names", lane=lane)

    async def create_ticket(self, fields: Mapping[str, Any]) -> Any:
        return require_json(await self.write("POST", "/rest/tickets", fields, lane=Lane.SEND))

    async def update_ticket(self, ticket_id: int, fields: Mapping[str, Any], *, lane: Lane) -> None:
        await self.write("PUT", f"/rest/tickets/{ticket_id}", fields, lane=lane)

    async def permit(self) -> PostPermit:
        """Reserves the call and makes sure of the token, so that nothing but the POST itself is left to do."""
        pass_ = await self._tokens.current()
        reserved = await self._budget.reserve("write", Lane.SEND)
        expires_at = time.monotonic() + PERMIT_HOLDS_SECONDS
        return PostPermit(expires_at, pass_.base_url, pass_.token, pass_.generation, reserved)

    async def create_message(self, ticket_id: int, kind: MessageKind, text: str, permit: PostPermit) -> Any:
        """`POST /rest/tickets/{id}` with `{type, text}`, once, on a connection of its own."""
        if time.monotonic() > permit.expires_at:
            raise TooLate("The permit for this reply ran out before it was sent.")
        pass_ = Pass(permit.base_url, permit.access_token, permit.generation)
        reserved = permit.reserved if isinstance(permit.reserved, Reserved) else Reserved("write", {})
        try:
            answer = await self._wire.send(
                "POST",
                f"{pass_.base_url}/rest/tickets/{ticket_id}",
                fresh=True,
                headers=_headers(pass_),
                json={"type": kind, "text": text},
            )
        except UpstreamFailed:
            with contextlib.suppress(Exception):
                await self._budget.give_back(reserved)
            raise
        await self._note_answer(pass_, reserved, answer)
        raise_for(answer, is_write=True)
        return require_json(answer)

    async def _note_answer(self, pass_: Pass, reserved: Reserved, answer: Answer) -> None:
        """What a POST answered counts more than a budget or a token that could not be renewed just now."""
        with contextlib.suppress(Exception):
            await self._budget.learn(reserved, answer.headers, was_refused=is_over_the_limit(answer))
            if answer.status == TOKEN_REFUSED:
                await self._tokens.renew(pass_)

    # What a draft and the context of a ticket need.

    async def order(self, order_id: int, *, lane: Lane) -> Any:
        params = {"with[]": WITH_AN_ORDER, "addOrderItems": "true"}
        return await self.read(f"/rest/orders/{order_id}", params, lane=lane)

    async def order_packages(self, order_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/orders/{order_id}/shipping/packages", lane=lane)

    async def orders(self, params: Params, *, lane: Lane) -> Any:
        """Without `lazyLoaded=false` a search gives out no relations, not even the items."""
        whole = {"with[]": WITH_AN_ORDER, "lazyLoaded": "false", "itemsPerPage": ORDERS_PER_PAGE}
        return await self.read("/rest/orders/search", {**whole, **params}, lane=lane)

    async def orders_of_contact(self, contact_id: int, *, lane: Lane) -> Any:
        params = {"with[]": WITH_AN_ORDER, "itemsPerPage": ORDERS_PER_PAGE}
        return await self.read(f"/rest/orders/contacts/{contact_id}", params, lane=lane)

    async def invoices(self, order_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/orders/{order_id}/documents/invoice", lane=lane)

    async def order_statuses(self, *, lane: Lane) -> Any:
        return await self.read("/rest/orders/statuses/all", lane=lane)

    async def contact(self, contact_id: int, *, lane: Lane) -> Any:
        return await self.read(f"/rest/accounts/contacts/{contact_id}", {"with": "options"}, lane=lane)

    async def me(self, *, lane: Lane) -> Any:
        return await self.read("/rest/users/me", lane=lane)

    async def logout(self) -> None:
        await self.write("POST", "/rest/logout", {}, lane=Lane.AGENT)

    # How all of them are made.

    async def read(self, path: str, params: Mapping[str, Any] | None = None, *, lane: Lane) -> Any:
        """Reads are safe to repeat: once after a broken connection, once with a new token after 401 or 403.

        A new token on 403, because rights that were changed in Plenty reach only new tokens.
        """
        pass_ = await self._tokens.current()
        try:
            return await self._read_once(pass_, path, params, lane)
        except Broken:
            return await self._read_once(pass_, path, params, lane)
        except TokenRefused:
            return await self._read_once(await self._tokens.renew(pass_), path, params, lane)
        except AccessDenied as denied:
            try:
                renewed = await self._tokens.renew(pass_)
            except TicketsError:
                raise denied from None
            return await self._read_once(renewed, path, params, lane)

    async def _read_once(self, pass_: Pass, path: str, params: Mapping[str, Any] | None, lane: Lane) -> Any:
        answer = await self._call(pass_, "GET", path, lane=lane, params=params)
        raise_for(answer, is_write=False)
        return require_json(answer)

    async def write(self, method: str, path: str, body: Mapping[str, Any], *, lane: Lane) -> Answer:
        """Once. After a 401 the token is renewed and the call made again: nothing was written."""
        pass_ = await self._tokens.current()
        answer = await self._call(pass_, method, path, lane=lane, json=body)
        if answer.status == TOKEN_REFUSED:
            answer = await self._call(await self._tokens.renew(pass_), method, path, lane=lane, json=body)
        raise_for(answer, is_write=True)
        return answer

    async def _call(self, pass_: Pass, method: str, path: str, *, lane: Lane, **options: Any) -> Answer:
        kind: Kind = "read" if method == "GET" else "write"
        reserved = await self._reserve(kind, lane)
        while reserved.is_old():
            reserved = await self._reserve(kind, lane)
        try:
            answer = await self._wire.send(method, f"{pass_.base_url}{path}", headers=_headers(pass_), **options)
        except UpstreamFailed:
            await self._budget.give_back(reserved)
            raise
        await self._budget.learn(reserved, answer.headers, was_refused=is_over_the_limit(answer))
        return answer

    async def _reserve(self, kind: Kind, lane: Lane) -> Reserved:
        """A wait of a moment is held here. A longer one is the queue's, which comes back a little early."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return await self._budget.reserve(kind, lane)
            except BudgetSpent as spent:
                if spent.retry_after > A_MOMENT_SECONDS or time.monotonic() > patience:
                    early = max(0.1, spent.retry_after - COMES_BACK_EARLY_SECONDS)
                    raise BudgetSpent(spent.message, retry_after=early) from spent
                await asyncio.sleep(spent.retry_after)


def _headers(pass_: Pass) -> dict[str, str]:
    return {"Authorization": f"Bearer {pass_.token}"}
