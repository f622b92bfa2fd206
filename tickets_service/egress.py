"""How requests leave: to the address that was checked, after no redirect, through no proxy of the environment."""

from __future__ import annotations

import ssl
from functools import cache

import httpx2

from tickets_service.addresses import Rule, resolve_allowed


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities the system trusts; reading their list takes 20 ms, so once per process."""
    return httpx2.create_ssl_context(trust_env=False)


class GuardedTransport(httpx2.AsyncBaseTransport):
    """Resolves the name itself and connects to that very address, so that a second answer of the DNS cannot differ."""

    def __init__(self, rule: Rule, *, keep_connections: int = 20) -> None:
        self._rule = rule
        self._inner = httpx2.AsyncHTTPTransport(
            verify=_trusted(), trust_env=False, limits=httpx2.Limits(max_keepalive_connections=keep_connections)
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = request.url.host
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            address = await resolve_allowed(host, port, self._rule)
        except OSError as error:
            raise httpx2.ConnectError(f"{host} cannot be resolved", request=request) from error
        if address != host:
            request.extensions = {**request.extensions, "sni_hostname": host}
            request.url = request.url.copy_with(host=address)
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()
