"""Runs the practice model until it is interrupted: python -m tickets_service.practice.model --port 8092."""

from __future__ import annotations

import argparse
import logging

import uvicorn

from tickets_service.practice.model.knobs import Knobs
from tickets_service.practice.model.server import PracticeModel
from tickets_service.practice.serving import end_with_standard_input


def main() -> None:
    parser = argparse.ArgumentParser(prog="practice model", description="A practice model; never for a real shop.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8092)
    parser.add_argument("--latency", type=float, default=0.6, help="seconds a whole answer takes")
    parser.add_argument("--while-stdin-is-open", action="store_true", help="end when standard input is closed")
    wanted = parser.parse_args()
    if wanted.while_stdin_is_open:
        end_with_standard_input()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = PracticeModel(Knobs(latency_seconds=wanted.latency))
    print(f"practice model on http://{wanted.host}:{wanted.port} (practice only)", flush=True)  # noqa: T201
    uvicorn.run(model.app, host=wanted.host, port=wanted.port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
