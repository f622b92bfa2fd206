"""A shop's whole history, written by Postgres itself: tickets of some years with four messages each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench import texts
from tickets_service.db import libpq_url

MESSAGES_EACH = 4
FIRST_ORDER, ORDER_STEP = 5_000_000, 7
AT_ONCE = 2
INTERVAL = "5 minutes"
"""Between one ticket and the next."""


def order_of(ticket_id: int) -> int:
    return FIRST_ORDER + ticket_id * ORDER_STEP


def _picked(words: Sequence[str], seed: str, salt: int) -> str:
    """One of the words, always the same for the same *seed* and *salt*."""
    quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"(ARRAY[{quoted}])[1 + abs(hashint8extended({seed}, {salt}) % {len(words)})]"


def _filled(text: str, ticket: str) -> str:
    """Item, order, date, customer and town are the ticket's own, whoever writes."""
    for field, value in {
        "{item}": _picked(texts.ITEMS, ticket, 1),
        "{order}": f"({FIRST_ORDER} + {ticket} * {ORDER_STEP})::text",
        "{date}": f"to_char(date '2026-01-01' + ({ticket} % 300)::int, 'DD.MM.YYYY')",
        "{name}": _name(ticket),
        "{town}": _picked(texts.TOWNS, ticket, 4),
    }.items():
        text = f"replace({text}, '{field}', {value})"
    return text


def _name(ticket: str) -> str:
    return f"{_picked(texts.FIRST_NAMES, ticket, 2)} || ' ' || {_picked(texts.LAST_NAMES, ticket, 3)}"


TICKETS = f"""
INSERT INTO tickets (id, plenty_ticket_id, title, status, type_id, priority, source, plenty_id, contact_id, order_id,
  customer_name, customer_email, language, created_at, updated_at, last_message_at, last_customer_message_at,
  last_public_message_id, last_customer_message_id, synced_at, messages_read_at)
SELECT n, 100000 + n, {_filled(_picked(texts.SUBJECTS, "n", 5), "n")}, meaning, 1, 0, 'email', 65411, n % 400000,
  CASE WHEN n % 10 < 7 THEN {FIRST_ORDER} + n * {ORDER_STEP} END, {_name("n")},
  lower({_picked(texts.LAST_NAMES, "n", 3)}) || n % 400000 || '@example.org', 'de',
  written, written + '3 hours', written + '3 hours', written + '2 hours', n * 4, n * 4 - 1, now(), now()
FROM (
  SELECT n, now() - (:last - n) * interval '{INTERVAL}' - abs(hashint8extended(n, 6) % 5000) * interval '1 minute'
      AS written,
    CASE WHEN abs(hashint8extended(n, 7) % 1000) >= CASE WHEN :last - n < 3000 THEN 600 ELSE 10 END THEN 'DONE'
         ELSE (ARRAY['TODO', 'IN_PROGRESS', 'WAITING'])[1 + n % 3] END AS meaning
  FROM generate_series(:first::bigint, :until::bigint) AS n
) AS drawn"""
"""Most of the newest three thousand are open, and one in a hundred of the others."""

SEED = "n * 8 + k"
BREAK = "chr(10) || chr(10)"
SAID = f"""CASE WHEN k % 2 = 1 THEN {_picked(texts.CUSTOMER, SEED, 2)} || ' ' || {_picked(texts.CUSTOMER, SEED, 3)}
  ELSE {_picked(texts.SHOP, SEED, 4)} END || {BREAK} || {_picked(texts.CLOSINGS, SEED, 5)}"""

MESSAGES = f"""
INSERT INTO ticket_messages (id, ticket_id, plenty_message_id, direction, plenty_user_id, text, html, body_hash,
  created_at)
SELECT id, n, 10000000 + id, CASE WHEN k % 2 = 1 THEN 'customer' ELSE 'agent' END, CASE WHEN k % 2 = 0 THEN 3 END,
  body, '<p>' || body || '</p>', int8send(id), written
FROM (
  SELECT n, k, (n - 1) * {MESSAGES_EACH} + k AS id, t.created_at + k * interval '40 minutes' AS written,
    {_picked(texts.GREETINGS, SEED, 1)} || {BREAK} || {_filled(SAID, "n")} AS body
  FROM (SELECT id AS n, created_at FROM tickets WHERE id BETWEEN :first AND :until) AS t
  CROSS JOIN generate_series(1, {MESSAGES_EACH}) AS k
) AS composed"""


def fill(database: str, tickets: int) -> None:
    """Indexes are built after the rows and the foreign keys not checked row by row; the statistics are fresh."""
    with psycopg.connect(libpq_url(database), autocommit=True) as opened:
        indexes = opened.execute(
            """SELECT indexname, indexdef FROM pg_indexes LEFT JOIN pg_constraint ON conname = indexname
               WHERE tablename IN ('tickets', 'ticket_messages') AND conname IS NULL"""
        ).fetchall()
        for name, _ in indexes:
            opened.execute(f"DROP INDEX {name}")
    for statement in (TICKETS, MESSAGES):
        _together(database, [_bounded(statement, share) for share in _shares(tickets)])
    _together(database, [definition for _, definition in indexes])
    _together(database, ["VACUUM (ANALYZE) ticket_messages", "VACUUM (ANALYZE) tickets"])


def _shares(tickets: int) -> list[dict[str, int]]:
    size = -(-tickets // (AT_ONCE * 4))
    starts = range(1, tickets + 1, size)
    return [{"first": first, "until": min(tickets, first + size - 1), "last": tickets} for first in starts]


def _together(database: str, statements: Sequence[str]) -> None:
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(lambda statement: _execute(database, statement), statements))


def _execute(database: str, statement: str) -> None:
    with psycopg.connect(libpq_url(database), autocommit=True) as opened:
        opened.execute("SET session_replication_role = replica")
        opened.execute("SET maintenance_work_mem = '512MB'")
        opened.execute(statement)


def _bounded(statement: str, share: dict[str, int]) -> str:
    for name, value in share.items():
        statement = re.sub(rf":{name}\b", str(value), statement)
    return statement
