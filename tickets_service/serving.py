"""A running service: the web application, the worker, and a calm end for both."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog
import uvicorn

from tickets_service import worker
from tickets_service.app import create_app
from tickets_service.resources import Resources

log = structlog.get_logger()

OPEN_CONNECTIONS_GET_SECONDS = 5
"""Event streams never end by themselves; a browser reconnects."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours: uvicorn would raise them again before the worker and the database have ended."""
        yield


async def run_web(resources: Resources, listening: socket.socket, *, with_worker: bool, announce: str) -> None:
    stop = stop_on_signals()
    settings = resources.settings
    server = _Server(
        uvicorn.Config(
            create_app(resources),
            log_config=None,
            access_log=False,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            ssl_certfile=settings.tls_cert,
            ssl_keyfile=settings.tls_key,
            timeout_graceful_shutdown=OPEN_CONNECTIONS_GET_SECONDS,
        )
    )
    parts: list[Callable[[], Awaitable[None]]] = [lambda: server.serve(sockets=[listening])]
    if with_worker:
        parts.append(lambda: worker.work(resources, stop))
    leave_what_is_loaded_alone()
    running = [asyncio.ensure_future(part()) for part in parts]
    log.info("serving", address=announce)
    await asyncio.wait([asyncio.ensure_future(stop.wait()), *running], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    resources.live.close()
    server.should_exit = True
    await asyncio.gather(*running)


async def run_worker(resources: Resources) -> None:
    leave_what_is_loaded_alone()
    await worker.work(resources, stop_on_signals())


def leave_what_is_loaded_alone() -> None:
    """Modules, routes and models live as long as the process: the collector need not look through them each time."""
    gc.collect()
    gc.freeze()


def stop_on_signals() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; the second one ends the process as usual."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(number: signal.Signals) -> None:
        log.info("stopping", signal=number.name)
        loop.remove_signal_handler(number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked, number)
    return stop
