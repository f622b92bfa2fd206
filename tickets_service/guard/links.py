"""Links lead to the shop or to a carrier, openly, or not at all."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from tickets_service.finding import Span, find_links
from tickets_service.finding.hosts import authority_of, host_of, is_within

_CARRIERS = Path(__file__).with_name("carriers.txt")
_OPEN_SCHEME = re.compile(r"https?://[^\\/]", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9.-]+\.?", re.IGNORECASE)
_ADDRESS_INSIDE = re.compile(r"https?:|[/\\]{2}|%(?:25)*(?:2f|5c|3a)", re.IGNORECASE)
_MOST_DECODINGS = 3


@cache
def carriers() -> frozenset[str]:
    lines = _CARRIERS.read_text(encoding="utf-8").splitlines()
    return frozenset(host for line in lines if not line.startswith("#") for host in line.split())


def foreign_links(text: str, hosts: Iterable[str]) -> Iterator[Span]:
    """*text* is folded, and without addresses of e-mail."""
    allowed = carriers() | {host.lower().removeprefix("www.").rstrip(".") for host in hosts}
    for link in find_links(text):
        if not is_plainly_within(link.value, allowed) or _is_disguised(text[link.start : link.end], link.value):
            yield Span(link.start, link.end, link.value)


def is_plainly_within(address: str, allowed: frozenset[str]) -> bool:
    """No user, no port, no other scheme, no characters that look like others, no second address inside."""
    if _ANY_SCHEME.match(address) and not _OPEN_SCHEME.match(address):
        return False
    authority = authority_of(address)
    if not _HOST.fullmatch(authority) or "xn--" in authority.lower() or "\\" in address:
        return False
    return is_within(host_of(address), allowed) and not _leads_on(address, authority, allowed)


def _leads_on(address: str, authority: str, allowed: frozenset[str]) -> bool:
    """True for https://shop.example/go?to=elsewhere.example, also encoded."""
    rest = address.partition(authority)[2]
    for _ in range(_MOST_DECODINGS):
        rest = unquote(rest)
    if not any(sign in rest for sign in ".:@"):
        return False
    path, _, query = rest.partition("?")
    inner = re.split(r"[?&=;#|,\s]", query + " " + path.partition("#")[2])
    inner += [rest[place.start() :] for place in _ADDRESS_INSIDE.finditer(rest)]
    return any(not is_within(host_of(found.value), allowed) for part in inner for found in find_links(part))


def _is_disguised(written: str, meant: str) -> bool:
    return written.rstrip(".,;:!?)'\"*_…>") != meant
