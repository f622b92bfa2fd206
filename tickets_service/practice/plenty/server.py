"""The practice Plenty as a server: the door (limits, tokens, rights), the routes, and faults on the way out."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from starlette.types import ASGIApp, Receive, Scope, Send

from tickets_service.practice.plenty import control, keeping, messenger, seeding
from tickets_service.practice.plenty.answers import Answer, Request, not_found
from tickets_service.practice.plenty.faults import Fault
from tickets_service.practice.plenty.knobs import Knobs
from tickets_service.practice.plenty.orders import ShopRoutes
from tickets_service.practice.plenty.records import Message, Ticket, now
from tickets_service.practice.plenty.sessions import Sessions
from tickets_service.practice.plenty.store import Call, Store, User
from tickets_service.practice.plenty.tickets import TicketRoutes
from tickets_service.practice.plenty.windows import CallCounter, Window
from tickets_service.practice.serving import run_in_thread

LARGEST_BATCH = 20
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LONGEST_CALL_LOG = 200_000


@dataclass(frozen=True)
class Route:
    method: str
    path: re.Pattern[str]
    right: str
    act: Callable[..., Answer]


class PracticePlenty:
    """Everything of one practice system. `app` is the server; the rest is for tests in the same process."""

    def __init__(self, knobs: Knobs | None = None, *, seeded: bool = False, keep: Path | None = None) -> None:
        """*keep* is the file in which the shop is kept from one start to the next."""
        self.knobs = knobs or Knobs()
        self.keep = keep
        kept = keeping.load(keep) if keep is not None else None
        self.store = kept or Store()
        self.messenger = messenger.Messenger()
        if seeded and kept is None:
            seeding.plant(self.store)
        self.sessions = Sessions(self.knobs, self.store.users)
        self.counter = CallCounter(self.knobs)
        self.faults: list[Fault] = []
        self.late: set[asyncio.Task[None]] = set()
        self.routes = self._routes()
        self.app: ASGIApp = self.serve

    @property
    def tickets(self) -> dict[int, Ticket]:
        return self.store.tickets

    @property
    def calls(self) -> list[Call]:
        return self.store.calls

    def add_fault(self, kind: str, **detail: Any) -> None:
        self.faults.append(Fault(kind, **detail))

    def customer_opens(self, text: str, **fields: Any) -> Ticket:
        moment = now()
        title = fields.pop("title", text[:60])
        ticket = self.store.put(Ticket(self.store.next_ticket_id(), title, moment, moment, **fields))
        self.store.write(ticket, text)
        return ticket

    def customer_writes(self, ticket_id: int, text: str, *, bump: bool = True) -> Message:
        return self.store.write(self.tickets[ticket_id], text, bump=bump)

    def staff_writes(self, ticket_id: int, text: str, *, kind: str = "message", user_id: int = 9) -> Message:
        return self.store.write(self.tickets[ticket_id], text, kind=kind, user_id=user_id)

    def messages(self, ticket_id: int) -> list[Message]:
        return self.store.messages(self.tickets[ticket_id])

    def _routes(self) -> list[Route]:
        tickets, shop = TicketRoutes(self.store), ShopRoutes(self.store)
        table: Sequence[tuple[str, str, str, Callable[..., Answer]]] = (
            ("GET", "/tickets", "tickets", tickets.listed),
            ("POST", "/tickets", "tickets", tickets.create),
            ("GET", "/tickets/types/names", "tickets", tickets.type_names),
            ("GET", "/tickets/status/names", "tickets", lambda asked: tickets.status_names(asked, with_type=False)),
            ("GET", "/tickets/status/type/names", "tickets", lambda asked: tickets.status_names(asked, with_type=True)),
            ("GET", "/tickets/messages/(\\d+)", "tickets", tickets.message),
            ("GET", "/tickets/(\\d+)", "tickets", tickets.one),
            ("PUT", "/tickets/(\\d+)", "tickets", tickets.update),
            ("POST", "/tickets/(\\d+)", "tickets", tickets.write),
            ("GET", "/tickets/(\\d+)/messages", "tickets", tickets.messages),
            ("GET", "/tickets/(\\d+)/messages/message", "tickets", lambda a, i: tickets.messages(a, i, "message")),
            ("GET", "/tickets/(\\d+)/messages/comment", "tickets", lambda a, i: tickets.messages(a, i, "comment")),
            ("GET", "/orders/search", "orders", shop.search),
            ("POST", "/orders/search", "orders", shop.search),
            ("GET", "/orders/statuses(?:/all)?", "orders", shop.statuses),
            ("GET", "/orders/statuses/([\\d.]+)", "orders", shop.status),
            ("GET", "/orders/contacts/(\\d+)", "orders", shop.of_contact),
            ("GET", "/orders/(\\d+)", "orders", shop.order),
            ("GET", "/orders/(\\d+)/status-history", "orders", shop.history),
            ("GET", "/orders/(\\d+)/shipping/packages", "orders", shop.packages),
            ("GET", "/orders/(\\d+)/documents(?:/(\\w+))?", "orders", shop.documents),
            ("GET", "/comments/order/(\\d+)", "orders", shop.comments),
            ("GET", "/accounts/contacts/(\\d+)", "contacts", shop.contact),
            ("GET", "/accounts/contacts", "contacts", shop.contacts),
            *self._messenger_routes(),
            ("GET", "/session_limits", "", lambda _: Answer(200, {"limit": self.knobs.seat_limit})),
            ("GET", "/users/me", "", self._me),
            ("POST", "/batch", "", self._batch),
            ("GET", "/batch", "", self._batch),
        )
        return [Route(method, re.compile(f"/rest{path}"), right, act) for method, path, right, act in table]

    def _messenger_routes(self) -> Sequence[tuple[str, str, str, Callable[..., Answer]]]:
        chat, one = self.messenger, f"({UUID})"
        batches = "close|read|type_status|priority|tags|owner"
        return (
            ("GET", "/conversations", "tickets", chat.listed),
            ("POST", "/conversations/search", "tickets", chat.listed),
            ("POST", "/conversations", "tickets", chat.create),
            ("GET", "/conversations/totals", "tickets", chat.totals),
            ("GET", "/conversations/inboxes", "tickets", lambda _: Answer(200, list(messenger.INBOXES))),
            ("GET", "/conversations/categories", "tickets", messenger.listing(messenger.CATEGORIES)),
            ("GET", "/conversations/types", "tickets", messenger.listing(messenger.KINDS)),
            ("GET", "/conversations/statuses", "tickets", messenger.listing(messenger.STATUSES)),
            ("GET", "/conversations/roles", "tickets", messenger.listing(messenger.ROLES)),
            ("PUT", f"/conversations/(?:{batches})", "tickets", chat.update_many),
            ("GET", f"/conversations/{one}", "tickets", chat.one),
            ("PUT", f"/conversations/{one}", "tickets", chat.update),
            ("GET", "/messages/forConversation", "tickets", chat.messages_of),
            ("GET", f"/messages/{one}", "tickets", chat.message),
            ("GET", f"/messages/{one}/attachments(?:/all)?", "tickets", chat.attachments),
            ("POST", "/messages", "tickets", chat.write),
        )

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = await _body_of(receive)
        try:
            await self._serve(scope, body, receive, send)
        finally:
            if self.keep is not None and scope["method"] != "GET":
                keeping.save(self.store, self.keep)

    async def _serve(self, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith("/rest"):
            await _send(send, control.answer(self, scope["method"], scope["path"], body))
            return
        at = datetime.now(UTC).isoformat()
        call = Call(len(self.calls) + 1, at, scope["method"], scope["path"], scope["query_string"].decode())
        if len(self.calls) < LONGEST_CALL_LOG:
            self.calls.append(call)
        if self.knobs.latency_seconds:
            await asyncio.sleep(self.knobs.latency_seconds)
        fault = next((one for one in self.faults if one.fits(call.method, call.path)), None)
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if fault is None:
            answer = self.answer(call, headers, body)
            call.status = answer.status
            await _send(send, answer)
        else:
            fault.times -= 1
            await self._misbehave(fault, call, headers, body, receive, send)

    def answer(self, call: Call, headers: dict[str, str], body: bytes) -> Answer:
        """Limits first (a refused call does nothing), then the token, the rights and the route."""
        query = dict(parse_qsl(call.query, keep_blank_values=True))
        if "with[]" in query:
            query["with[]"] = ",".join(value for name, value in parse_qsl(call.query) if name == "with[]")
        fields = _json(body)
        if call.path.rstrip("/") == "/rest/login" or call.path.startswith("/rest/login/"):
            return self._login(call, fields | query)
        user = self.sessions.user_of(headers.get("authorization", ""))
        windows, exhausted = self._count(user.username if user else "nobody", call.method)
        limit_headers = self._limit_headers(windows, exhausted)
        if exhausted is not None:
            refusal = self._throttled(exhausted, call.method)
        elif user is None:
            refusal = self._unauthorised()
        else:
            if call.path == "/rest/logout":
                self.sessions.log_out(headers.get("authorization", ""))
                return Answer(200, {}, limit_headers)
            refusal = self._routed(call, query, fields, user)
        refusal.headers |= limit_headers
        return refusal

    def _routed(self, call: Call, query: dict[str, str], fields: dict[str, Any], user: User) -> Answer:
        for route in self.routes:
            match = route.path.fullmatch(call.path)
            if match and route.method == call.method:
                if route.right and route.right not in user.rights:
                    return Answer(403, {"error": {"message": "The user lacks the right for this call."}})
                asked = Request(call.method, call.path, query, fields, self.knobs, user.id)
                groups = [
                    int(group) if group.isdigit() and "statuses" not in call.path else group for group in match.groups()
                ]
                with self.store.lock:
                    try:
                        return route.act(asked, *groups)
                    except (ValueError, TypeError):
                        return Answer(500, {"error": {"code": 500, "message": "Internal error."}})
        return not_found()

    def _login(self, call: Call, fields: dict[str, Any]) -> Answer:
        username = str(fields.get("username", ""))
        windows, exhausted = (
            self._count(username or "nobody", "POST") if self.knobs.login_counts_as_write else ([], None)
        )
        headers = self._limit_headers(windows, exhausted)
        if exhausted is not None:
            answer = self._throttled(exhausted, "POST")
        elif call.path.rstrip("/") == "/rest/login/refresh":
            answer = Answer(*self.sessions.refresh(str(fields.get("refreshToken") or fields.get("refresh_token"))))
        else:
            answer = Answer(*self.sessions.log_in(username, str(fields.get("password", ""))))
        answer.headers |= headers
        return answer

    def _count(self, user: str, method: str) -> tuple[list[Window], Window | None]:
        if self.knobs.unlimited:
            return [], None
        with self.store.lock:
            return self.counter.count(user, "read" if method == "GET" else "write")

    def _limit_headers(self, windows: list[Window], exhausted: Window | None) -> dict[str, str]:
        return {} if self.knobs.limit_headers == "absent" else self.counter.headers(windows, exhausted)

    def _throttled(self, window: Window, method: str) -> Answer:
        text = f"{window.name} period {'read' if method == 'GET' else 'write'} limit reached"
        return Answer(429, {"error": text if self.knobs.throttle_body == "error_string" else {"message": text}})

    def _unauthorised(self) -> Answer:
        if self.knobs.unauth_body == "empty":
            return Answer(401, raw=b"")
        if self.knobs.unauth_body == "html":
            return Answer(401, raw=b"<html><body>401 Unauthorized</body></html>", media_type="text/html")
        said = "The resource owner or authorization server denied the request."
        return Answer(401, {"error": "access_denied", "message": said})

    def _me(self, asked: Request) -> Answer:
        user = next(user for user in self.store.users if user.id == asked.user_id)
        return Answer(200, {"id": user.id, "username": user.username})

    def _batch(self, asked: Request) -> Answer:
        if self.knobs.batch_method not in ("both", asked.method):
            return not_found()
        user = next(user for user in self.store.users if user.id == asked.user_id)
        results = []
        for one in list(asked.body.get("payloads", []))[:LARGEST_BATCH]:
            path, _, query = str(one.get("resource", "")).partition("?")
            method = str(one.get("method", "GET"))
            self._count(user.username, method)
            inner = self._routed(Call(0, "", method, f"/{path.lstrip('/')}", query), dict(parse_qsl(query)), {}, user)
            results.append({"resource": one.get("resource"), "method": method, "content": json.dumps(inner.body)})
        return Answer(200, results)

    async def _misbehave(
        self, fault: Fault, call: Call, headers: dict[str, str], body: bytes, receive: Receive, send: Send
    ) -> None:
        kind = fault.kind
        does_it = kind.endswith("_after") or kind in ("truncated", "malformed", "empty")
        answer = self.answer(call, headers, body) if does_it else Answer(0)
        call.status = answer.status
        if kind == "late":
            task = asyncio.create_task(self._later(fault.seconds, call, headers, body))
            self.late.add(task)
            task.add_done_callback(self.late.discard)
        if kind.startswith("timeout"):
            await _hang(receive, fault.seconds)
        elif kind.startswith("reset") or kind == "late":
            await _cut_off(send)
        else:
            await _send(send, _spoilt(fault, answer, call))

    async def _later(self, seconds: float, call: Call, headers: dict[str, str], body: bytes) -> None:
        await asyncio.sleep(seconds)
        self.answer(call, headers, body)


def _spoilt(fault: Fault, answer: Answer, call: Call) -> Answer:
    kind = fault.kind
    if kind[:3].isdigit():
        return Answer(int(kind[:3]), {"error": {"message": f"Practice fault {kind}."}})
    if kind.startswith("html"):
        return Answer(200, raw=b"<!doctype html><html><body>Wartungsarbeiten</body></html>", media_type="text/html")
    if kind == "truncated":
        whole = json.dumps(answer.body).encode()
        return Answer(answer.status, headers=answer.headers, raw=whole[: max(1, len(whole) // 2)])
    if kind == "empty":
        return Answer(200, headers=answer.headers, raw=b"")
    if kind == "malformed":
        listed = answer.body["entries"] if isinstance(answer.body, dict) and "entries" in answer.body else answer.body
        broken = listed[0] if isinstance(listed, list) and listed else listed
        if isinstance(broken, dict):
            broken.update(fault.record or {"id": None})
        return answer
    made_up = {"id": 999_999_999, "type": "message", "text": "", "createdAt": now().isoformat(), "ticketId": 0}
    return Answer(200, made_up if call.method == "POST" else {})


async def _send(send: Send, answer: Answer) -> None:
    content = answer.raw if answer.raw is not None else json.dumps(answer.body, ensure_ascii=False).encode()
    headers = {
        "content-type": answer.media_type,
        "content-length": str(len(content)),
        "x-practice": "true",
        **answer.headers,
    }
    encoded = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": content})


async def _cut_off(send: Send) -> None:
    """Promises more than it sends, so the server drops the connection."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})


async def _hang(receive: Receive, seconds: float) -> None:
    """Says nothing until the caller gives up."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    await asyncio.wait([asyncio.ensure_future(gone())], timeout=seconds)


async def _body_of(receive: Receive) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        return dict(parse_qsl(body.decode("utf-8", "replace")))
    return found if isinstance(found, dict) else {"payloads": found}


@dataclass(frozen=True)
class RunningPlenty:
    url: str
    plenty: PracticePlenty


@contextmanager
def run_practice_plenty(*, port: int = 0, seeded: bool = False, knobs: Knobs | None = None) -> Iterator[RunningPlenty]:
    plenty = PracticePlenty(knobs, seeded=seeded)
    with run_in_thread(plenty.app, port=port) as url:
        yield RunningPlenty(url, plenty)
