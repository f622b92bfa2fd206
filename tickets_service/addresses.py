"""Which addresses upstreams may have: checked when one is saved and again on every connection."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from tickets_service.errors import Invalid, UpstreamFailed

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Rule = Callable[[Address], bool]

NAMES_OF_METADATA = ("metadata.google.internal", "metadata.goog", "instance-data")
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(UpstreamFailed):
    """The name leads to an address that this upstream may not have."""


def plenty_may(address: Address) -> bool:
    """Public addresses, and loopback for trying out."""
    real = _embedded(address)
    return real.is_loopback or (real.is_global and not real.is_multicast)


def model_may(address: Address) -> bool:
    """Loopback and private addresses too (Ollama, vLLM); never link-local, where clouds serve their metadata."""
    real = _embedded(address)
    return not (real.is_link_local or real.is_multicast or real.is_unspecified or _is_metadata(real) or _is_odd(real))


def _is_odd(address: Address) -> bool:
    return address.is_reserved and not address.is_loopback


def _is_metadata(address: Address) -> bool:
    return str(address) in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")


def _embedded(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one (mapped, NAT64, 6to4): it is where the packets go."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.sixtofour is not None:
            return address.sixtofour
    return address


def check_plenty_url(url: str) -> str:
    """The normal form of Plenty's base URL: no `/rest`, no trailing slash. Raises Invalid naming `base_url`."""
    normal = _normal(url, strip="/rest")
    host = urlsplit(normal).hostname or ""
    if normal.startswith("http://") and not _is_loopback_name(host):
        raise _invalid("Plenty is reached over https; http is allowed for this machine alone.")
    literal = _literal(host)
    if literal is not None and not plenty_may(literal):
        raise _invalid("This address is private or special, so no Plenty system can be there.")
    return normal


def check_model_url(url: str) -> str:
    """The normal form of a model's base URL. Raises Invalid naming `base_url`."""
    normal = _normal(url)
    host = urlsplit(normal).hostname or ""
    literal = _literal(host)
    if host in NAMES_OF_METADATA or (literal is not None and not model_may(literal)):
        raise _invalid("This address is link-local or special, so no model can be there.")
    return normal


def _normal(url: str, *, strip: str = "") -> str:
    text = url.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _invalid("This is not an address.") from None
    if parts.scheme not in ("http", "https") or not host or any(mark in text for mark in "\\ \t\r\n"):
        raise _invalid("An address starts with https:// and names a host.")
    if port == 0:
        raise _invalid("There is no port 0.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise _invalid("An address holds no user, password, query or fragment.")
    path = parts.path.rstrip("/")
    if strip and path.lower().endswith(strip):
        path = path[: -len(strip)].rstrip("/")
    named = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{named}:{port}" if port else named, path, "", ""))


def _literal(host: str) -> Address | None:
    """The address a host is, in any spelling the system accepts (2130706433, 0x7f.1); None for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return (
            ipaddress.IPv4Address(socket.inet_aton(host)) if host and host[-1].isalnum() and host[0].isdigit() else None
        )
    except OSError:
        return None


def _is_loopback_name(host: str) -> bool:
    literal = _literal(host)
    return host == "localhost" or (literal is not None and _embedded(literal).is_loopback)


def _invalid(sentence: str) -> Invalid:
    return Invalid(sentence, base_url=sentence)


@lru_cache(maxsize=64)
def _spelled_plainly(host: str) -> Address | None:
    """The address that *host* is the usual spelling of. Asked once a request, about the few hosts of this service."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return address if str(address) == host else None


async def _looked_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


async def resolve_allowed(host: str, port: int, rule: Rule) -> str:
    """One address of *host* to connect to. Raises AddressRefused if any of its addresses breaks the *rule*, OSError if
    there is none: a name that also leads somewhere forbidden is not trusted at all."""
    plain = _spelled_plainly(host)
    addresses = [host] if plain is not None else await _looked_up(host, port)
    for address in addresses:
        if not rule(plain or ipaddress.ip_address(address.partition("%")[0])):
            raise AddressRefused(f"{host} leads to an address that is not allowed for this service.")
    if not addresses:
        raise OSError(f"{host} has no address")
    return next((address for address in addresses if ":" not in address), addresses[0])
