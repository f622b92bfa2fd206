"""What a bench runs against: a Postgres, practice servers and the service, each a process of its own on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import psycopg
from sqlalchemy.engine import make_url

from tickets_service.db import libpq_url
from tickets_service.embedded import start_embedded
from tickets_service.plenty import connection
from tickets_service.plenty.connection import Offered
from tickets_service.resources import Resources, open_resources
from tickets_service.schema import migrate
from tickets_service.settings import Settings
from tickets_service.vault import new_key

ROOT = Path(__file__).parents[1]
STARTS_WITHIN_SECONDS = 120
STOPS_WITHIN_SECONDS = 40
NEVER_REACHED = 1_000_000_000
"""Limits of a Plenty without limits. Its headers must still come: without them the service assumes the smallest."""
WITHOUT_LIMITS = {f"{window}_{kind}_limit": NEVER_REACHED for window in ("short", "long") for kind in ("read", "write")}

T = TypeVar("T")


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def until(look: Callable[[], T], *, seconds: float, every: float = 0.1) -> T:
    """What *look* returns as soon as it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(every)
    raise TimeoutError("It did not happen in time.")


@contextmanager
def postgres() -> Iterator[str]:
    """An embedded server of its own, durability off. Yields its address; see `new_database`."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder,
        start_embedded(Path(folder), durable=False) as server,
    ):
        yield server.url


def new_database(server: str, name: str) -> str:
    """A database with our schema and nothing in it."""
    with psycopg.connect(libpq_url(server), autocommit=True) as opened:
        opened.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        opened.execute(f"CREATE DATABASE {name}")
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    migrate(url)
    return url


@dataclass
class Processes:
    """Children that share a database, and with it keys and settings. All of them end with `stop`."""

    database_url: str
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.port = free_port()
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TICKETS_")}
        self.environment = inherited | {
            "PYTHONPATH": str(ROOT),
            "TICKETS_DATABASE_URL": self.database_url,
            "TICKETS_DATA_DIR": str(self.folder),
            "TICKETS_SECRET_KEYS": new_key(),
            "TICKETS_PORT": str(self.port),
            "TICKETS_LOG_FORMAT": "json",
            **self.settings,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        log = self.folder / f"{len(self.running)}-{module.rpartition('.')[2]}.log"
        with log.open("wb") as said:
            command = [sys.executable, "-m", module, *arguments]
            child = subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=said, stderr=said)
        self.running.append(child)
        return child

    def serve(self, *arguments: str) -> subprocess.Popen[bytes]:
        child = self.start("tickets_service.cli", "serve", *arguments)
        self.until_answering(f"{self.url}/health/ready", child)
        return child

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("tickets_service.cli", "worker")

    def until_answering(self, url: str, child: subprocess.Popen[bytes]) -> None:
        def answers() -> bool:
            if child.poll() is not None:
                raise RuntimeError(f"A process ended by itself:\n{self.said()}")
            try:
                return httpx2.get(url).is_success
            except httpx2.TransportError:
                return False

        until(answers, seconds=STARTS_WITHIN_SECONDS, every=0.05)

    def run(self, module: str, *arguments: str, cwd: Path = ROOT) -> str:
        """What a child printed that ran to its end."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.environment, cwd=cwd, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def said(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in sorted(self.folder.glob("*.log")))

    def stop(self) -> None:
        for child in self.running:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in self.running:
            try:
                child.wait(STOPS_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running.clear()

    @asynccontextmanager
    async def resources(self) -> AsyncIterator[Resources]:
        """The service's own parts, opened in this process."""
        named = {name: self.environment[name] for name in self.environment if name.startswith("TICKETS_")}
        settings = Settings(_env_file=None, **{name.removeprefix("TICKETS_").lower(): named[name] for name in named})
        async with open_resources(settings) as opened:
            yield opened

    async def connect(self, plenty_url: str) -> None:
        async with self.resources() as opened:
            offered = Offered(plenty_url, "practice", "practice")
            await connection.connect(opened.sessions, opened.vault, opened.plenty.wire, offered, actor="bench")


@contextmanager
def processes(database_url: str, **settings: str) -> Iterator[Processes]:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        started = Processes(database_url, Path(folder), settings)
        try:
            yield started
        finally:
            started.stop()


def rows(database_url: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(libpq_url(database_url), autocommit=True) as opened:
        cursor = opened.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
