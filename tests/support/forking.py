"""The command as processes of its own that need not import everything again.

Each is forked from one server per test process, which has read the program and the language table beforehand; two
seconds of processor become a fraction. What they do afterwards is the whole command, with its own environment.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing import forkserver
from pathlib import Path
from typing import NoReturn

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["preloaded"])


def _start() -> None:
    """The server looks for what it reads beforehand on the path it inherits, not on this process's."""
    inherited = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    try:
        forkserver.ensure_running()
    finally:
        if inherited is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = inherited


class Forked:
    """As `subprocess.Popen`, as far as the tests want it."""

    def __init__(
        self, arguments: Sequence[str], environment: dict[str, str], folder: Path, streams: Sequence[Path]
    ) -> None:
        _start()
        self._process = FORKS.Process(target=_run, args=(arguments, environment, folder, streams))
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def wait(self, seconds: float | None = None) -> int:
        """The exit code; negative is the signal it died of. TimeoutError when it still runs."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode


def _run(arguments: Sequence[str], environment: dict[str, str], folder: Path, streams: Sequence[Path]) -> NoReturn:
    from tickets_service.cli.main import main  # noqa: PLC0415 - only the child runs it

    for number, path in enumerate(streams):
        opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115 - as long as the process
    sys.argv = ["service-tickets", *arguments]
    main()
