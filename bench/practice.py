"""The practice servers from outside: started as processes, their knobs turned over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx2

from bench.surroundings import WITHOUT_LIMITS, Processes, free_port


@dataclass(frozen=True)
class Plenty:
    url: str
    control: httpx2.Client

    def turn(self, **knobs: Any) -> None:
        self.control.put("/_practice/knobs", json=knobs).raise_for_status()

    def generate(self, tickets: int, *, each: int = 4, status_id: int = 1, first_id: int = 100_000) -> None:
        wanted = {"tickets": tickets, "messages_each": each, "status_id": status_id, "first_id": first_id}
        self.control.post("/_practice/generate", json=wanted, timeout=120).raise_for_status()

    def calls(self) -> dict[str, Any]:
        """`count`, `refused` and the newest thousand `calls`."""
        return dict(self.control.get("/_practice/calls").raise_for_status().json())


@contextmanager
def practice_plenty(started: Processes, **knobs: Any) -> Iterator[Plenty]:
    """Without limits unless *knobs* say otherwise, with the invented shop's customers and orders."""
    port = free_port()
    child = started.start("tickets_service.practice.plenty", "--port", str(port), "--seeded")
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as control:
        started.until_answering(f"{control.base_url}/_practice/knobs", child)
        plenty = Plenty(f"http://127.0.0.1:{port}", control)
        plenty.turn(**(WITHOUT_LIMITS | knobs))
        yield plenty


@contextmanager
def practice_model(started: Processes, *, latency: float) -> Iterator[httpx2.Client]:
    """A client of its controls; its `base_url` is the server's."""
    port = free_port()
    child = started.start("tickets_service.practice.model", "--port", str(port), "--latency", str(latency))
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as control:
        started.until_answering(f"{control.base_url}/_practice/knobs", child)
        yield control


def arrived_at(call: dict[str, Any]) -> float:
    return datetime.fromisoformat(call["at"]).timestamp()
