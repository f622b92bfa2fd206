"""The service as its own processes, driven from outside like any program would."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import httpx2
from forking import Forked

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "tickets_service.cli"]
STARTS_WITHIN_SECONDS = 60
NOT_INHERITED = ("TICKETS_", "PYTHONDONTWRITEBYTECODE")
"""Settings of whoever runs the tests; and a dozen processes need not compile the package a dozen times."""


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return listening.getsockname()[1]


class Service:
    """`service-tickets` with a data folder of its own. Every process it started ends with `stop_all`."""

    forked = True
    """False starts an interpreter for each process, as on any machine, and takes seconds more."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(NOT_INHERITED)}
        self.environment = inherited | {
            "TICKETS_DATA_DIR": str(folder / "data"),
            "TICKETS_PORT": str(self.port),
            "TICKETS_UNDO_SECONDS": "0.2",
            "TICKETS_LOG_FORMAT": "json",
            "PYTHONPATH": str(ROOT),
            **settings,
        }
        self.running: list[subprocess.Popen[bytes] | Forked] = []
        self.clients: list[httpx2.Client] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *arguments: str) -> subprocess.Popen[bytes] | Forked:
        log = self.folder / f"{len(self.running)}-{arguments[0]}.log"
        process = self._run(arguments, Path(os.devnull), log, log)
        self.running.append(process)
        return process

    def _run(self, arguments: tuple[str, ...], *streams: Path) -> subprocess.Popen[bytes] | Forked:
        if self.forked:
            return Forked(arguments, self.environment, self.folder, streams)
        typed, printed, complained = (path.open(mode) for path, mode in zip(streams, ("rb", "ab", "ab"), strict=True))
        with typed, printed, complained:
            return subprocess.Popen(
                [*COMMAND, *arguments],
                env=self.environment,
                cwd=self.folder,
                stdin=typed,
                stdout=printed,
                stderr=complained,
            )

    def _take_another_port(self) -> None:
        """Between finding a free one and listening on it, somebody else took it."""
        self.port = free_port()
        self.environment["TICKETS_PORT"] = str(self.port)
        for log in self.folder.glob("*-serve.log"):
            log.unlink()

    def serve(self, *arguments: str) -> subprocess.Popen[bytes] | Forked:
        process = self.start("serve", *arguments)
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                if "Address already in use" not in self.said():
                    raise AssertionError(self.said())
                self._take_another_port()
                process = self.start("serve", *arguments)
            try:
                # Without TLS there is nothing to verify, and a list of authorities takes longer than the answer.
                if httpx2.get(f"{self.url}/health/ready", verify=False).status_code == 200:
                    return process
            except httpx2.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(self.said())

    def command(self, *arguments: str, typed: str = "", succeeds: bool = True) -> str:
        """What it prints; what it complains of when it is to fail."""
        code, printed, complained = self.done(*arguments, typed=typed)
        assert (code == 0) is succeeds, printed + complained
        return printed.strip() if succeeds else complained.strip()

    def doctor(self) -> str:
        """What it prints, whether all is well or not."""
        return self.done("doctor")[1]

    def done(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Its exit code, what it prints and what it complains of."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder) / name for name in ("typed", "printed", "complained")]
            streams[0].write_text(typed)
            code = self._run(arguments, *streams).wait(120)
            return code, streams[1].read_text(), streams[2].read_text()

    def api(self, role: str = "admin") -> httpx2.Client:
        token = self.command("token", "add", f"test-{role}-{time.monotonic_ns()}", "--role", role)
        headers = {"Authorization": f"Bearer {token}"}
        client = httpx2.Client(base_url=f"{self.url}/api", headers=headers, timeout=30, verify=False)
        self.clients.append(client)
        return client

    def said(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-4000:] for path in sorted(self.folder.glob("*.log")))

    def stop_all(self) -> None:
        for client in self.clients:
            client.close()
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(40)
            except (subprocess.TimeoutExpired, TimeoutError):
                process.send_signal(signal.SIGKILL)
                process.wait()


def until(look, *, seconds: float = 30, every: float = 0.1):
    """What *look* returns as soon as it is true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(every)
    raise AssertionError("it did not happen in time")


def refresh(api) -> None:
    """Begins to read what is new in Plenty. One under way may have passed by it, so that one ends first."""
    until(lambda: not api.get("/tickets/sync").json()["running"])
    assert api.post("/tickets/sync", json={"full": False}).status_code == 202
