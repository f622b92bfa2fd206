"""Bytes to and from Plenty: one request, one answer, and what the answer means."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import httpx2

from tickets_service.addresses import plenty_may
from tickets_service.egress import GuardedTransport
from tickets_service.plenty import decoding
from tickets_service.plenty.errors import (
    AccessDenied,
    Broken,
    CallsRefused,
    Refused,
    TokenRefused,
    TooManySessions,
    Unclear,
    Unknown,
    Unreachable,
)
from tickets_service.plenty.limits import pause_after_refusal

CONNECT_WITHIN_SECONDS = 5
ANSWER_WITHIN_SECONDS = 30
LARGEST_ANSWER_BYTES = 32 * 1024 * 1024
SEATS_TAKEN_WAIT_SECONDS = 120
TOKEN_REFUSED, ACCESS_DENIED, NOT_THERE, UPSTREAM_BUSY = 401, 403, 404, 429
BAD_REQUESTS = (400, 422)

NEVER_LEFT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
"""Nothing was written: the connection was never made."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: Any
    """Decoded JSON; None when there was none to decode (*is_json* says which)."""
    is_json: bool

    @property
    def is_success(self) -> bool:
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


class Wire:
    """Moves bytes; knows nothing of tokens or budgets. Redirects are not followed, nothing is repeated."""

    def __init__(self, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        self._given = transport
        self._client = self._new_client(20)

    def _new_client(self, keep_connections: int) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            transport=self._given or GuardedTransport(plenty_may, keep_connections=keep_connections),
            timeout=httpx2.Timeout(ANSWER_WITHIN_SECONDS, connect=CONNECT_WITHIN_SECONDS),
            follow_redirects=False,
            trust_env=False,
            headers={"Accept": "application/json", "User-Agent": "service-tickets"},
        )

    async def aclose(self) -> None:
        await self._client.aclose()

    async def send(self, method: str, url: str, *, fresh: bool = False, **options: Any) -> Answer:
        """*fresh* uses a connection of its own, so that no stale one can fail after the bytes left.

        Raises Unreachable when nothing left this machine, Unclear when the connection broke afterwards.
        """
        client = self._new_client(0) if fresh else self._client
        try:
            return _answer(await client.request(method, url, **options))
        except NEVER_LEFT as error:
            raise Unreachable(_why_unreachable(error)) from error
        except (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError) as error:
            raise Broken(f"The connection to Plenty broke ({type(error).__name__}).") from error
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unclear(f"Plenty did not answer ({type(error).__name__}).") from error
        finally:
            if fresh:
                await client.aclose()


def _why_unreachable(error: BaseException) -> str:
    """What a person can do about it."""
    chain: list[BaseException] = []
    step: BaseException | None = error
    while step is not None:
        chain.append(step)
        step = step.__cause__ or step.__context__
    if any(isinstance(each, socket.gaierror) for each in chain):
        return "Plenty cannot be reached: the name in its address is not known. Check the address for typing errors."
    if any(isinstance(each, ssl.SSLError) for each in chain):
        return "Plenty cannot be reached: no secure connection came about. Check that the address is the one of https."
    if any(isinstance(each, ConnectionRefusedError) for each in chain):
        return "Plenty cannot be reached: nothing answers at this address. Check the address and its port."
    return "Plenty cannot be reached from here. Check the address, and whether a firewall lets this machine out."


def _answer(response: httpx2.Response) -> Answer:
    """An empty body is no JSON; that is right for 204 and wrong elsewhere, which the caller decides."""
    body: Any = None
    is_json = False
    if response.content and len(response.content) <= LARGEST_ANSWER_BYTES:
        try:
            body = json.loads(response.content)
            is_json = True
        except (ValueError, RecursionError):
            is_json = False
    headers = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in response.headers.raw}
    return Answer(response.status_code, headers, body, is_json)


def is_over_the_limit(answer: Answer) -> bool:
    return answer.status == UPSTREAM_BUSY and not lacks_a_seat(answer)


def lacks_a_seat(answer: Answer) -> bool:
    """A 429 of its own kind: all seats of the merchant's contract are taken, whatever the call limits say."""
    body = answer.body if isinstance(answer.body, Mapping) else {}
    return answer.status == UPSTREAM_BUSY and body.get("error") == "too_many_concurrent_sessions"


def refuse_too_many_sessions(answer: Answer) -> None:
    if lacks_a_seat(answer):
        seats = answer.body.get("max_current_sessions") or "The"
        raise TooManySessions(
            f"Too many users: {seats} user seats of the Plenty contract are all taken. Log somebody out in Plenty, "
            "or give the service a seat of its own.",
            retry_after=SEATS_TAKEN_WAIT_SECONDS,
        )


def raise_for(answer: Answer, *, is_write: bool) -> None:
    """Returns for a usable answer. What it raises says whether anything can have been written."""
    is_error = isinstance(answer.body, Mapping) and answer.body.get("error")
    if answer.is_success and not is_error:
        return
    refuse_too_many_sessions(answer)
    said = decoding.complaint(answer.body)
    if answer.status == UPSTREAM_BUSY:
        wait = pause_after_refusal(answer.headers, datetime.now(UTC))
        raise CallsRefused(f"Plenty's call limit is reached. {said}".strip(), retry_after=max(1, wait))
    if answer.status == TOKEN_REFUSED:
        raise TokenRefused("Plenty does not accept the token any more.")
    if answer.status == ACCESS_DENIED:
        raise (Refused if is_write else AccessDenied)(f"Plenty denies the API user this call (403). {said}".strip())
    if answer.status == NOT_THERE:
        raise (Refused if is_write else Unknown)(f"Plenty has no such record (404). {said}".strip())
    if answer.status in BAD_REQUESTS:
        raise Refused(f"Plenty refused the call ({answer.status}). {said}".strip())
    if not answer.is_success:
        raise Unclear(f"Plenty answered with status {answer.status}.")
    raise (Unclear if is_write else Refused)(f"Plenty answered 200 with an error. {said}".strip())


def require_json(answer: Answer) -> Any:
    if not answer.is_json:
        raise Unclear("Plenty answered with something that is no JSON.")
    return answer.body
