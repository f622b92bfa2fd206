"""Finding tickets by words and numbers, and showing where a word was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select, union, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.models import Ticket, TicketMessage

LONGEST_QUERY_WORDS = 12
FEW_FOUND = 1000
BIGGEST_ID = 2**63 - 1
SHOWN_BEFORE_A_HIT, SHOWN_IN_ALL = 25, 200
"""Characters of a message: the list shows one line, and the hit has to stand in it."""


@dataclass(frozen=True)
class Query:
    """What somebody typed, taken apart. Every word must be there, or its beginning."""

    words: tuple[str, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, typed: str) -> Query:
        words = re.findall(r"[^\W_]+", typed.lower())[:LONGEST_QUERY_WORDS]
        numbers = [int(word) for word in re.findall(r"\d{1,18}", typed) if int(word) <= BIGGEST_ID]
        return cls(tuple(words), tuple(numbers))

    @property
    def tsquery(self) -> str:
        return " & ".join(f"{word}:*" for word in self.words)

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Where a word of the query begins a word of the text. None without words."""
        if not self.words:
            return None
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})", re.IGNORECASE)


async def searched(session: AsyncSession, typed: str | None) -> list[ColumnElement[bool]]:
    """A few hits are looked up by their ids: Postgres takes every word for one of many, and would read all tickets."""
    if not typed or not typed.strip():
        return []
    ways = _ways(Query.of(typed))
    if not ways:
        return [false()]
    all_of_them = union_all(*ways).cte("found").prefix_with("MATERIALIZED")
    found = (await session.scalars(select(all_of_them.c[0]).limit(FEW_FOUND + 1))).all()
    if len(found) <= FEW_FOUND:
        return [Ticket.id.in_(set(found))]
    return [Ticket.id.in_(select(union(*ways).subquery().c[0]))]


def _ways(query: Query) -> list[Select[Any]]:
    """Each finds tickets: whose title, customer or messages hold every word (or its beginning), or that number."""
    ways = []
    if query.words:
        wanted = func.to_tsquery("simple", query.tsquery)
        ways += [
            select(Ticket.id).where(Ticket.search.op("@@")(wanted)),
            select(TicketMessage.ticket_id).where(TicketMessage.search.op("@@")(wanted)),
        ]
    if query.numbers:
        of_it = or_(Ticket.order_id.in_(query.numbers), Ticket.plenty_ticket_id.in_(query.numbers))
        ways += [select(Ticket.id).where(of_it)]
    return ways


def marked(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was searched for. Empty when nothing of it was."""
    pieces = list(_pieces(text, pattern))
    return pieces if any(is_hit for _, is_hit in pieces) else []


def excerpt(text: str, pattern: re.Pattern[str]) -> list[tuple[str, bool]]:
    """As `marked`, cut to the surroundings of the first hit."""
    text = " ".join(text.split())
    first = pattern.search(text)
    if first is None:
        return []
    start = max(0, first.start() - SHOWN_BEFORE_A_HIT)
    start = text.find(" ", start, first.start()) + 1 or first.start() if start else 0
    shown = text[start : start + SHOWN_IN_ALL]
    return marked(("… " if start else "") + shown + ("…" if start + len(shown) < len(text) else ""), pattern)


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    position = 0
    for hit in pattern.finditer(text):
        if hit.start() > position:
            yield text[position : hit.start()], False
        yield hit[0], True
        position = hit.end()
    if position < len(text):
        yield text[position:], False
