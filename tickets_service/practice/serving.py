"""Running a practice server in a thread of its own, on loopback alone."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

LOOPBACK = "127.0.0.1"
STARTS_WITHIN_SECONDS = 15


@contextmanager
def run_in_thread(app: Any, *, port: int = 0) -> Iterator[str]:
    """Yields the base URL. Port 0 takes any free one."""
    listening = socket.create_server((LOOPBACK, port), backlog=512)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", interface="asgi3", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        _wait_until(lambda: server.started or not thread.is_alive())
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(STARTS_WITHIN_SECONDS)
        listening.close()


def _wait_until(condition: Any) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("The practice server did not start.")
        time.sleep(0.005)
