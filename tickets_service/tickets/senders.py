"""Who wrote, when Plenty links no contact: what the message itself gives away."""

from __future__ import annotations

import re
from dataclasses import dataclass

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
LABELLED_NAME = re.compile(r"(?im)^[ \t]*(?:name|kunde|customer|nom)[ \t]*:[ \t]*(\S[^\n<@]{1,80}?)[ \t]*$")
HEADER = re.compile(r"(?im)^[ \t]*(?:von|from|de)[ \t]*:[ \t]*(?:([^\n<@]{2,80}?)[ \t]*)?<?([\w.+-]+@[\w.-]+)>?")
SIGN_OFF = re.compile(
    r"(?im)(?:gr[üu](?:ß|ss)e?n?|gru(?:ß|ss)|regards|wishes|cordialement|salutations|danke|thanks)\b[^\n]{0,30}\n+"
    r"[ \t]*((?-i:[A-ZÄÖÜÉ])[\w.'-]+(?:[ \t]+(?-i:[A-ZÄÖÜÉ])[\w.'-]+){0,3})[ \t]*$"
)
LOOKED_AT = 5_000
"""Characters: a name further down is somebody else's."""


@dataclass(frozen=True)
class Sender:
    """None where the message does not say."""

    name: str | None
    email: str | None


def sender_in(text: str) -> Sender:
    looked_at = text[:LOOKED_AT]
    header = HEADER.search(looked_at)
    labelled = LABELLED_NAME.search(looked_at)
    signed = SIGN_OFF.search(looked_at)
    address = EMAIL.search(looked_at)
    name = (labelled and labelled[1]) or (header and header[1]) or (signed and signed[1])
    email = (header and header[2]) or (address and address[0])
    return Sender(name=name.strip() if name else None, email=email or None)
