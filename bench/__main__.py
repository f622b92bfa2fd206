"""`python -m bench [NAME …]`: measures the named figures, or all, and prints one table. Exit 1 if one is missed."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from importlib import import_module

from bench.figures import Figure, show

NAMES = {
    "start": "bench.starting",
    "import": "bench.importing",
    "refresh": "bench.refreshing",
    "limits": "bench.limits",
    "send": "bench.sending",
    "drafts": "bench.drafting",
    "facts": "bench.facts",
    "read": "bench.reading",
    "retrieval": "bench.retrieving",
    "retrieval-large": "bench.retrieving_large",
    "memory": "bench.memory",
    "looks": "bench.looking",
    "steps": "bench.stepping",
    "lighthouse": "bench.auditing",
    "privacy": "bench.privacy",
    "channels": "bench.channels",
    "hostile": "bench.hostile",
    "obedient": "bench.obeying",
    "quoting": "bench.quoting",
    "markup": "bench.markup",
    "window": "bench.windows",
    "overhead": "bench.overheads",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Measures what the service promises.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; none means all")
    parser.add_argument("--small", action="store_true", help="tries whether they run; the figures mean nothing")
    wanted = parser.parse_args()
    unknown = [name for name in wanted.names if name not in NAMES]
    if unknown:
        parser.error(f"there is no figure {unknown[0]}; there are {', '.join(NAMES)}")
    figures: list[Figure] = []
    for name in wanted.names or NAMES:
        measure: Callable[..., list[Figure]] = import_module(NAMES[name]).measure
        began = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            measured = measure(is_small=wanted.small)
        except Exception as error:  # noqa: BLE001 - what the others measured is still worth printing
            measured = [Figure(name, "to run", "broke", f"{type(error).__name__}: {error}", is_reached=False)]
        figures += measured
        for figure in measured:
            print(f"  {figure.name}: {figure.reached} ({figure.must})", file=sys.stderr, flush=True)
        print(f"{name} took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    show(figures)
    if wanted.small:
        print("Small inputs: these figures only show that the benches run.")
    return int(not all(figure.is_reached for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
