"""A running service: the web application, the worker, and a calm end for both."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import structlog
import uvicorn

from tickets_service import worker
from tickets_service.app import create_app
from tickets_service.errors import CannotStart
from tickets_service.resources import Resources
from tickets_service.settings import Settings

log = structlog.get_logger()

OPEN_CONNECTIONS_GET_SECONDS = 5
"""Event streams never end by themselves; a browser reconnects."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are ours: uvicorn would raise them again before the worker and the database have ended."""
        yield


def bind(settings: Settings) -> socket.socket:
    """Taken before anything is started, so that a second start says so at once.

    Without TCP_NODELAY, which asyncio does not set on a socket it is handed, an answer of two packets waits 40 ms.
    """
    _require_usable_certificate(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}): "
            "stop what listens there or set TICKETS_PORT."
        ) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _require_usable_certificate(settings: Settings) -> None:
    if settings.tls_cert is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(settings.tls_cert, settings.tls_key)
    except OSError as error:
        raise CannotStart(
            f"TICKETS_TLS_CERT and TICKETS_TLS_KEY cannot be used ({error.strerror or error}): both are PEM files, and "
            "the key belongs to the certificate."
        ) from error


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
    running = [asyncio.ensure_future(part()) for part in parts]
    log.info("serving", address=announce)
    await asyncio.wait([asyncio.ensure_future(stop.wait()), *running], return_when=asyncio.FIRST_COMPLETED)
    stop.set()
    server.should_exit = True
    await asyncio.gather(*running)


async def run_worker(resources: Resources) -> None:
    await worker.work(resources, stop_on_signals())


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
