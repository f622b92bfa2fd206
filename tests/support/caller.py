"""One of several processes that read a practice Plenty through the shared budget; each line on stdin is an order."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter

from tickets_service.db import close_engine, open_engine, sessions_of
from tickets_service.errors import Busy, TicketsError
from tickets_service.plenty.manager import PlentyManager
from tickets_service.plenty.schemas import Lane
from tickets_service.vault import Vault


async def read_for(database_url: str, key: str, ticket_id: int, lane: int, seconds: float, at_once: int) -> Counter:
    """Reads one ticket again and again. How often it worked, and how often each error came."""
    engine = open_engine(database_url)
    manager = PlentyManager(engine, sessions_of(engine), Vault.from_texts([key]))
    until, came = time.monotonic() + seconds, Counter()

    async def reader() -> None:
        while (left := until - time.monotonic()) > 0:
            try:
                await manager.ticket(ticket_id, lane=Lane(lane))
                came["read"] += 1
            except Busy as busy:
                came[type(busy).__name__] += 1
                await asyncio.sleep(min(busy.retry_after, left))
            except TicketsError as error:
                came[type(error).__name__] += 1
                await asyncio.sleep(min(1, left))

    await asyncio.gather(*(reader() for _ in range(at_once)))
    await manager.aclose()
    await close_engine(engine)
    return came


def main() -> None:
    tell("ready")
    for line in sys.stdin:
        tell(json.dumps(asyncio.run(read_for(**json.loads(line)))))


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
