"""What a message is about, by the words in it; they stand in topics.toml."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("topics.toml").read_text(encoding="utf-8"))
PATTERNS = {
    topic: re.compile(rf"(?<![a-zà-ÿ])(?:{'|'.join(listed)})", re.IGNORECASE) for topic, listed in LISTS.items()
}
ANGRY = PATTERNS.pop("angry")
WEAK = {"thanks", "product", "late"}  # people thank, ask and mention their parcel whatever it is about
STRENGTH_OF_A_TOPIC = 2


def topic_of(message: str) -> str:
    """The topic most words point at; 'general' when no word says anything."""
    weights = {topic: _weight(topic, pattern, message) for topic, pattern in PATTERNS.items()}
    best = max(weights, key=lambda topic: weights[topic])
    return best if weights[best] else "general"


def is_angry(message: str) -> bool:
    return "!!" in message or ANGRY.search(message) is not None


def _weight(topic: str, pattern: re.Pattern[str], message: str) -> int:
    said = {hit.group().casefold() for hit in pattern.finditer(message)}
    return len(said) * (1 if topic in WEAK else STRENGTH_OF_A_TOPIC)
