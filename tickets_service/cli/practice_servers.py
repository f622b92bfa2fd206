"""The practice Plenty and the practice model as processes that end with the one that started them."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from tickets_service.errors import CannotStart

FREE_WITHIN_SECONDS = 3
"""Those of a demo that was killed a moment ago are still ending."""
READY_WITHIN_SECONDS = 20
LOOK_EVERY_SECONDS = 0.05


@contextlib.asynccontextmanager
async def running(shop: Path, ports: tuple[int, int]) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Children of this process, in its process group: Ctrl-C reaches them too. Each holds a pipe to us as its standard
    input, which closes when we are gone, however that came about.

    *ports* are Plenty's and the model's. Yields a wait for both to answer. *shop* keeps what was done in the practice
    Plenty, as the database does here.
    """
    plenty_port, model_port = ports
    servers = [
        ("tickets_service.practice.plenty", plenty_port, ["--seeded", "--keep", str(shop)]),
        ("tickets_service.practice.model", model_port, []),
    ]
    await asyncio.gather(*(_require_free(port) for port in ports))
    children = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, "--port", str(port), "--while-stdin-is-open", *more),
            stdin=asyncio.subprocess.PIPE,
        )
        for module, port, more in servers
    ]

    async def are_answering() -> None:
        await asyncio.gather(*(_answering(port) for port in ports))

    try:
        yield are_answering
    finally:
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        await asyncio.gather(*(child.wait() for child in children))


async def _require_free(port: int) -> None:
    deadline = time.monotonic() + FREE_WITHIN_SECONDS
    while (trouble := _trouble_with(port)) is not None:
        if time.monotonic() > deadline:
            raise CannotStart(
                f"Port {port} is taken ({trouble.strerror}), and the practice servers need it: "
                f"end the demo that runs already, or the program that `lsof -i :{port}` names."
            ) from trouble
        await asyncio.sleep(LOOK_EVERY_SECONDS)


def _trouble_with(port: int) -> OSError | None:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        return error
    return None


async def _answering(port: int) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    raise CannotStart(f"The practice server on port {port} did not start within {READY_WITHIN_SECONDS} s.")
