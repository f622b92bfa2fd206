"""Known attacks after cleaning: what could still act or load anything, judged by a parser and a list of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import nh3

from bench.figures import Figure
from bench.live_markup import live_nodes
from bench.surroundings import ROOT
from tickets_service.markup import clean_html, read_message

DATA = ROOT / "tests/data"
OTHERS = {
    "xss": "by lists of their own nh3's defaults leave 5 and bleach 2",
    "blns": "by lists of their own nh3's defaults leave 2 and bleach 0",
}
WAYS: dict[str, Callable[[str], str]] = {"cleaned": clean_html, "as a message": lambda body: read_message(body).html}
_SHOWN = 3


def measure(*, is_small: bool) -> list[Figure]:  # noqa: ARG001 - the attacks are few
    return [figure for name, texts in attacks().items() for figure in _figures(name, texts)]


def attacks() -> dict[str, list[str]]:
    payloads = (DATA / "xss/dompurify.jsonl").read_text(encoding="utf-8").split("\n")
    return {
        "xss": [json.loads(line)["payload"] for line in payloads if line],
        "blns": json.loads((DATA / "blns/blns.json").read_text(encoding="utf-8")),
    }


def _figures(name: str, texts: Sequence[str]) -> list[Figure]:
    raw = sum(bool(live_nodes(text)) for text in texts)
    theirs = sum(bool(live_nodes(nh3.clean(text))) for text in texts)
    beside = (
        f"of {len(texts)}; uncleaned {raw}, with nh3's defaults {theirs} hold what is not allowed here; {OTHERS[name]}"
    )
    figures = []
    for way, clean in WAYS.items():
        alive = [text for text in texts if live_nodes(clean(text))]
        shown = "".join(f"; {text[:60]!r}" for text in alive[:_SHOWN])
        figures.append(Figure.at_most(f"markup left alive, {name}, {way}", 0, len(alive), beside + shown))
    return figures
