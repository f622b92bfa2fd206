"""How long an agent's reads take over HTTP in a large shop, and whether ten times the history makes them slower."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx2

from bench import history
from bench.figures import Figure, percentile
from bench.surroundings import Processes, new_database, postgres, processes
from tickets_service.accounts import tokens
from tickets_service.models import Role

SIZES = (100_000, 1_000_000)
SMALL_SIZES = (2_000, 20_000)
REQUESTS = 200
WARM_UP = 20
MOST_MILLISECONDS = 40.0
MOST_TIMES = 1.5


@dataclass(frozen=True)
class Shop:
    tickets: int
    api: httpx2.Client

    def milliseconds(self, path: str) -> float:
        began = time.perf_counter()
        answer = self.api.get(path)
        took = (time.perf_counter() - began) * 1000
        assert answer.status_code == httpx2.codes.OK, answer.text
        return took


def _ticket(shop: Shop) -> int:
    return random.randint(1, shop.tickets)


def _order(shop: Shop) -> int:
    """Of a ticket that has its order's number in its own column, as seven in ten have."""
    return history.order_of(_ticket(shop) // 10 * 10 + random.randrange(7))


QUESTIONS: dict[str, Callable[[Shop], str]] = {
    "GET /api/tickets": lambda _: "/tickets",
    "GET /api/tickets?status=TODO": lambda _: "/tickets?status=TODO",
    "GET /api/tickets?status=DONE": lambda _: "/tickets?status=DONE",
    "GET /api/tickets, all that are open": lambda _: "/tickets?status=TODO&status=IN_PROGRESS&status=WAITING",
    "GET /api/tickets?q= an order number": lambda shop: f"/tickets?q={_order(shop)}",
    "GET /api/tickets/{id}": lambda shop: f"/tickets/{_ticket(shop)}",
}


def measure(*, is_small: bool) -> list[Figure]:
    sizes = SMALL_SIZES if is_small else SIZES
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        shops = [stack.enter_context(_shop(server, tickets)) for tickets in sizes]
        return [figure for name in QUESTIONS for figure in _measured(name, shops)]


@contextmanager
def _shop(server: str, tickets: int) -> Iterator[Shop]:
    database = new_database(server, f"shop_{tickets}")
    history.fill(database, tickets)
    with processes(database) as started:
        token = asyncio.run(_token(started))
        started.serve("--no-worker")
        headers = {"Authorization": f"Bearer {token}"}
        with httpx2.Client(base_url=f"{started.url}/api", headers=headers, timeout=120) as api:
            yield Shop(tickets, api)


async def _token(started: Processes) -> str:
    async with started.resources() as resources, resources.sessions.begin() as session:
        return (await tokens.add(session, name="bench", role=Role.AGENT)).token


def _measured(name: str, shops: list[Shop]) -> list[Figure]:
    """The shops are asked by turns, so that both meet the same moments of a busy machine."""
    asked = QUESTIONS[name]
    for shop in shops * WARM_UP:
        shop.milliseconds(asked(shop))
    took: dict[int, list[float]] = {shop.tickets: [] for shop in shops}
    for shop in shops * REQUESTS:
        took[shop.tickets].append(shop.milliseconds(asked(shop)))
    reached = {tickets: percentile(milliseconds, 0.95) for tickets, milliseconds in took.items()}
    figures = [
        Figure.at_most(
            f"{name}, {tickets:,} tickets, p95", MOST_MILLISECONDS, reached[tickets],
            f"median {percentile(milliseconds, 0.5):.1f} ms, longest {max(milliseconds):.1f} ms", unit=" ms",
        )
        for tickets, milliseconds in took.items()
    ]  # fmt: skip
    small, large = reached.values()
    growth = Figure.at_most(f"{name}, growth", MOST_TIMES, large / small, f"{small:.1f} to {large:.1f} ms", unit=" x")
    return [*figures, growth]
