"""What of a person still goes to the model, what comes back, and which facts of orders were taken for a person's."""

from __future__ import annotations

import random
import re
from collections import Counter

from bench.figures import Figure
from bench.privacy_texts import PERSONAL, Text, write
from tickets_service.privacy import Pseudonyms

TEXTS = 1_000
LEAST_SHARE = 0.99
SEED = 20_260_301
_SHOWN = 5


def measure(*, is_small: bool) -> list[Figure]:
    chance = random.Random(SEED)
    texts = [write(chance) for _ in range(100 if is_small else TEXTS)]
    there: Counter[str] = Counter()
    hidden: Counter[str] = Counter()
    restored = 0
    lost: list[str] = []
    left: list[str] = []
    for text in texts:
        pseudonyms = Pseudonyms()
        sent = pseudonyms.hide(text.text)
        restored += pseudonyms.restore(sent) == text.text
        lost += [fact for fact in text.facts if fact not in sent]
        for kind, value in text.personal:
            there[kind] += 1
            is_hidden = _is_hidden(value, sent, text)
            hidden[kind] += is_hidden
            left += [] if is_hidden else [value]
    figures = [
        Figure.at_least(
            f"privacy: {kind}s replaced", LEAST_SHARE, hidden[kind] / there[kind], f"{hidden[kind]} of {there[kind]}"
        )
        for kind in PERSONAL
    ]
    facts = sum(len(text.facts) for text in texts)
    named = "; ".join(left[:_SHOWN])
    return [
        *figures,
        Figure.at_least(
            "privacy: texts restored",
            1,
            restored / len(texts),
            f"{restored} of {len(texts)}; left in: {named or 'nothing'}",
        ),
        Figure.at_most("privacy: order facts replaced", 0, len(lost), f"of {facts}; {'; '.join(lost[:_SHOWN])}"),
    ]


def _is_hidden(value: str, sent: str, text: Text) -> bool:
    """Neither the value nor a longer piece of it, unless a fact of the order happens to hold the same digits."""
    if value in sent:
        return False
    pieces = [piece for piece in re.findall(r"\w{3,}", value) if any(map(str.isdigit, piece))]
    facts = " ".join(text.facts)
    return not any(re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", sent) and piece not in facts for piece in pieces)
