"""Which addresses a customer's link may keep: absolute ones that name their host openly, and plain mail addresses."""

import re
from functools import lru_cache
from urllib.parse import quote

from pydantic import ValidationError
from pydantic_core import Url

LONGEST_ADDRESS = 2_000

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s/\\?#@]+(?:[/?#]|$)", re.IGNORECASE)
_MAIL = re.compile(
    r"mailto:([a-z0-9.!#$%&'*+/=^_`{|}~-]{1,64}@[a-z0-9.-]{1,255}\.[a-z]{2,63})(?:\?.*)?$", re.IGNORECASE
)


@lru_cache(maxsize=2_048)
def safe_link(address: str) -> str | None:
    """The address as a strict parser writes it. None if a browser could take it for anything but another site.

    White space and control characters go before the scheme is looked at, for browsers drop some of them too.
    A mail link keeps its address alone: what would fill in a subject, a body or more recipients is cut.
    """
    address = _UNSEEN.sub("", address).strip()
    if len(address) > LONGEST_ADDRESS:
        return None
    if mail := _MAIL.match(address):
        return "mailto:" + quote(mail[1], safe="@!$&'*+/=^_`{|}~-.")
    if _WEB.match(address):
        return _web_address(address)
    return None


def _web_address(address: str) -> str | None:
    try:
        url = Url(address)
    except ValidationError:
        return None
    if url.scheme not in {"http", "https"} or not url.host or url.username or url.password:
        return None
    return str(url)
