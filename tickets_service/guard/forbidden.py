"""Strings that must not leave the house, found however they are written."""

import base64
import re
from collections.abc import Iterator
from contextlib import suppress

from tickets_service.finding import Span

_SHORTEST = 4
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,4000}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[ :]?){4,2000}")


def forbidden_in(text: str, forbidden: tuple[str, ...]) -> Iterator[Span]:
    """*text* is folded with lookalikes. Spaces, signs and case do not matter; backwards, base64 and hex count too."""
    wanted = {squeezed for one in forbidden if len(squeezed := _squeezed(one)) >= _SHORTEST}
    if not wanted:
        return
    places = [place for place, character in enumerate(text) if character.isalnum()]
    shown = "".join(text[place].casefold()[:1] for place in places)
    for one in wanted:
        for form in {one, one[::-1]}:
            found = shown.find(form)
            if found >= 0:
                yield Span(places[found], places[found + len(form) - 1] + 1, one)
    for encoded in [*_BASE64.finditer(text), *_HEX.finditer(text)]:
        plain = _squeezed(_decoded(encoded[0]))
        for one in wanted:
            if one in plain:
                yield Span(encoded.start(), encoded.end(), one)


def _squeezed(text: str) -> str:
    return "".join(character.casefold()[:1] for character in text if character.isalnum())


def _decoded(text: str) -> str:
    """Both readings, one after the other."""
    bare = text.rstrip("=")
    plain = b""
    with suppress(ValueError):
        plain += bytes.fromhex(text.replace(":", ""))
    with suppress(ValueError):
        plain += base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_" if set(bare) & set("-_") else None)
    return plain.decode("utf-8", "replace")
