"""Running a practice server in a thread or a process of its own, on loopback alone."""

from __future__ import annotations

import os
import signal
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


def end_with_standard_input() -> None:
    """This process ends, as on SIGTERM, once nobody holds the other end any more: also when its parent was killed."""
    threading.Thread(target=_end_when_closed, name="end-with-standard-input", daemon=True).start()


def _end_when_closed() -> None:
    """Below `sys.stdin`, whose lock a thread that waits in it would keep from the end of the interpreter."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _wait_until(condition: Any) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("The practice server did not start.")
        time.sleep(0.005)
