"""Runs the practice Plenty until it is interrupted: python -m tickets_service.practice.plenty --port 8017 --seeded."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import uvicorn

from tickets_service.practice.plenty.server import PracticePlenty
from tickets_service.practice.serving import LOOPBACK, end_with_standard_input


def main() -> None:
    parser = argparse.ArgumentParser(prog="practice plenty", description="A practice Plenty; never for a real shop.")
    parser.add_argument("--port", type=int, default=8017)
    parser.add_argument("--seeded", action="store_true", help="with the invented shop")
    parser.add_argument("--keep", type=Path, help="a file in which the shop is kept from one start to the next")
    parser.add_argument("--while-stdin-is-open", action="store_true", help="end when standard input is closed")
    wanted = parser.parse_args()
    if wanted.while_stdin_is_open:
        end_with_standard_input()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s practice plenty: %(message)s")
    plenty = PracticePlenty(seeded=wanted.seeded, keep=wanted.keep)
    logging.getLogger(__name__).info(
        "PRACTICE server on http://%s:%s, %s tickets", LOOPBACK, wanted.port, len(plenty.tickets)
    )
    uvicorn.run(
        plenty.app,
        host=LOOPBACK,
        port=wanted.port,
        interface="asgi3",
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main()
