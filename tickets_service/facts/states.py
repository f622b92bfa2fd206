"""A status in quotes, as the shop's system shows it: it says something of an order and names no goods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

QUOTED = r"[„“\"»‚'‘](?P<status>[^\n\"“”„»«]{2,50}?)[“”\"«’‘']"
STATUS_OF = re.compile(
    r"(?:\b\w*status\b(?: (?:ist|lautet|zeigt|steht auf|is|of|shows|reads|noch|jetzt|derzeit|aktuell|now|still|currently)){0,2}|"
    r"\b(?:steht|stand|stehen) (?:\S+ ){0,4}?(?:auf|bei)|\bat (?:the )?(?:stage|status)|\b(?:wird|ist) (?:\w+ )?als(?= [„“\"»‚][^\n“”\"«]+[“”\"«‘] (?:an|geführt|markiert|gekennzeichnet|vermerkt))|"
    r"\b(?:shows?|showing|marked|listed|set|sitting|flagged|appears?) (?:\w+ )?(?:as|at|to|up as))\s?:?\s?" + QUOTED,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class State:
    start: int
    end: int
    value: str


def find_states(text: str) -> Iterator[State]:
    for at in STATUS_OF.finditer(text):
        yield State(at.start("status"), at.end("status"), at.group("status"))
