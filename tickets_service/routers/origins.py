"""Who really asks, under which name, and from where: forwarded headers, Host, same origin."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tickets_service.routers.problems import Problem, answer
from tickets_service.settings import Network, Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
PORT_OF = {"http": 80, "https": 443}


class TrustedProxies:
    """Forwarded headers count only from the proxies that were named; from anybody else they are taken away."""

    def __init__(self, app: ASGIApp, networks: Sequence[Network]) -> None:
        self.networks = networks
        self.stranger = app
        self.proxied: ASGIApp = ProxyHeadersMiddleware(app, [str(network) for network in networks])  # type: ignore[arg-type, assignment]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.stranger(scope, receive, send)
            return
        peer, headers = _peer(scope), MutableHeaders(scope=scope)
        was_forwarded = any(name in headers for name in FORWARDED)
        scope.setdefault("state", {})["is_local"] = peer is not None and peer.is_loopback and not was_forwarded
        if peer is not None and any(peer in network for network in self.networks):
            if "x-forwarded-host" in headers:
                headers["host"] = headers["x-forwarded-host"].rpartition(",")[2].strip()
            await self.proxied(scope, receive, send)
        else:
            for name in FORWARDED:
                del headers[name]
            await self.stranger(scope, receive, send)


class KnownHosts:
    """A page elsewhere can give its own name our address (DNS rebinding): it is then refused by that name."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_known_host(Headers(scope=scope).get("host", ""), self.settings):
            problem = Problem(421, "This service does not answer to that name; TICKETS_PUBLIC_URL says its own.")
            await answer(scope, problem)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_known_host(host: str, settings: Settings) -> bool:
    """Bound to the outside without TICKETS_PUBLIC_URL we cannot know our name; TLS or the proxy vouches for it."""
    name = _name_in(host)
    if name is None:
        return False
    if name in ("localhost", _name_in(urlsplit(settings.origin).netloc)):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return not settings.is_loopback and settings.public_url is None
    return address.is_loopback or not settings.is_loopback


def is_same_origin(scope: Scope, settings: Settings) -> bool:
    """The browser says so itself, or else its Origin is ours. Saying neither is not enough."""
    headers = Headers(scope=scope)
    sites = headers.getlist("sec-fetch-site")
    if sites:
        return all(site == "same-origin" for site in sites)
    origins = headers.getlist("origin")
    ours = {_normal(settings.origin), _normal(f"{scope['scheme']}://{headers.get('host', '')}")}
    return len(origins) == 1 and (normal := _normal(origins[0])) is not None and normal in ours


def _peer(scope: Scope) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None for a socket without an address."""
    try:
        address = ipaddress.ip_address(scope["client"][0])
    except (TypeError, KeyError, ValueError):
        return None
    return (address.version == 6 and address.ipv4_mapped) or address  # noqa: PLR2004


def _name_in(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        parts.port  # noqa: B018 - raises for nonsense
    except ValueError:
        return None
    is_host_alone = parts.netloc == host and parts.username is None and parts.hostname
    return parts.hostname.rstrip(".") if is_host_alone and parts.hostname else None


def _normal(origin: str) -> tuple[str, str, int] | None:
    """None for what is no web origin, such as `null`."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORT_OF or not parts.hostname or parts.path or parts.query or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port or PORT_OF[parts.scheme]
