"""How long `service-tickets --help` takes once its files are in the page cache."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from bench.figures import Figure
from bench.surroundings import ROOT

MOST_SECONDS = 1.0
RUNS = 9


def measure(*, is_small: bool) -> list[Figure]:
    _help()
    seconds = [_help() for _ in range(3 if is_small else RUNS)]
    numbers = f"median of {len(seconds)}; {min(seconds):.2f} to {max(seconds):.2f} s"
    return [Figure.at_most("service-tickets --help", MOST_SECONDS, statistics.median(seconds), numbers, unit=" s")]


def _help() -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "tickets_service.cli", "--help"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began
