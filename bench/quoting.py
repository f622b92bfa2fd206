"""How often the customer's own words are told from what a mail quotes, and whether any of them are lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bench.figures import Figure
from bench.surroundings import ROOT
from tickets_service.markup import read_message

CASES = ROOT / "tests/data/mail-replies/crisp.jsonl"
LEAST_EXACT = 42
LIBRARIES = "mail-parser-reply 20, German 2; email-reply-parser 18, German 1"
_SHOWN = 4


@dataclass(frozen=True)
class Case:
    name: str
    expected: str
    read: str

    @property
    def is_exact(self) -> bool:
        return self.expected == self.read

    @property
    def is_german(self) -> bool:
        return "german" in self.name

    @property
    def loses_text(self) -> bool:
        """What is expected is not all there."""
        return self.expected not in self.read


def measure(*, is_small: bool) -> list[Figure]:  # noqa: ARG001 - fifty mails are few
    cases = read_cases()
    exact = [case for case in cases if case.is_exact]
    others = ", ".join(case.name for case in cases if not case.is_exact)
    german = [case for case in cases if case.is_german]
    german_exact = sum(case.is_exact for case in german)
    lost = [case.name for case in cases if case.loses_text]
    return [
        Figure(
            "quoting: split as expected",
            f">= {LEAST_EXACT} of {len(cases)}",
            f"{len(exact)} of {len(cases)}",
            f"libraries: {LIBRARIES}; not so here: {others or 'none'}",
            len(exact) >= LEAST_EXACT,
        ),
        Figure(
            "quoting: German ones",
            f"{len(german)} of {len(german)}",
            f"{german_exact} of {len(german)}",
            "the best library reaches 2",
            german_exact == len(german) > 0,
        ),
        Figure.at_most(
            "quoting: mails that lose the customer's text", 0, len(lost), f"of {len(cases)}; {', '.join(lost[:_SHOWN])}"
        ),
    ]


def read_cases() -> list[Case]:
    """White space does not count. A case that expects nothing exact is left out."""
    found = []
    for line in CASES.read_text(encoding="utf-8").split("\n"):
        case = json.loads(line) if line else {}
        expected = case.get("expected_visible_text") or case.get("expected_first_fragment")
        if expected:
            found.append(Case(case["id"], _squeezed(expected), _squeezed(read_message(case["text"]).text)))
    return found


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
