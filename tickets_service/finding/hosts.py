"""Where a link leads, read as a browser reads it, and never more kindly."""

import re
from collections.abc import Iterable

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?=[/\\]|[a-z])|(?=[/\\]{2})", re.IGNORECASE)
_PORT = re.compile(r":\d*\Z")


def authority_of(address: str) -> str:
    """User, host and port."""
    scheme = _SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address
    return re.split(r"[/\\?#]", rest.lstrip("/\\"), maxsplit=1)[0]


def host_of(address: str) -> str:
    """In small letters, without user, port and the dot at the end."""
    return _PORT.sub("", authority_of(address).rpartition("@")[2]).rstrip(".").lower()


def is_within(host: str, allowed: Iterable[str]) -> bool:
    """True for the host itself and all below it. What is not plain ASCII is no host that was allowed."""
    return host.isascii() and any(host == one or host.endswith(f".{one}") for one in allowed)
