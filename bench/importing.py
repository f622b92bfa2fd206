"""Importing a history: the service's full run against the bare script, by turns, from the same practice Plenty."""

from __future__ import annotations

import asyncio

from bench.figures import Figure
from bench.practice import Plenty, practice_plenty
from bench.surroundings import Processes, new_database, postgres, processes, rows
from tickets_service.db import libpq_url

TICKETS = 5_000
MESSAGES_EACH = 4
ROUNDS = 3
LEAST_SHARE = 0.7


def measure(*, is_small: bool) -> list[Figure]:
    tickets, bare, product = 500 if is_small else TICKETS, [], []
    with postgres() as server, processes(server) as started, practice_plenty(started) as plenty:
        plenty.generate(tickets, each=MESSAGES_EACH)
        for _ in range(1 if is_small else ROUNDS):
            bare.append(_bare(started, plenty, new_database(server, "bare")))
            product.append(_product(plenty, new_database(server, "product")))
    (fast, stored), (ours, ours_stored) = min(bare), min(product)
    assert stored == ours_stored, f"the bare script stored {stored}, the service {ours_stored}"
    numbers = f"{tickets:,} tickets x {MESSAGES_EACH} messages: service {ours:.1f} s ({tickets / ours:.0f} tickets/s)"
    numbers += f", bare {fast:.1f} s ({tickets / fast:.0f} tickets/s); best of {len(bare)} each"
    return [Figure.at_least("import, speed against a bare script", LEAST_SHARE, fast / ours, numbers)]


def _bare(started: Processes, plenty: Plenty, database: str) -> tuple[float, list[tuple[int, ...]]]:
    seconds = float(started.run("bench.bare_import", plenty.url, libpq_url(database)))
    return seconds, _stored(database)


def _product(plenty: Plenty, database: str) -> tuple[float, list[tuple[int, ...]]]:
    with processes(database) as started:
        asyncio.run(started.connect(plenty.url))
        seconds = float(started.run("bench.product_import").splitlines()[-1])
    return seconds, _stored(database)


def _stored(database: str) -> list[tuple[int, ...]]:
    """Both must have done the same work."""
    statement = """
      SELECT (SELECT count(*) FROM ticket_messages WHERE html <> ''), count(*), count(last_public_message_id),
        count(customer_name) FILTER (WHERE contact_id > 0), count(last_customer_message_at), sum(length(title))
      FROM tickets"""
    return rows(database, statement)
