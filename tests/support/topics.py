"""An embedding model that is no model: it counts words."""

from __future__ import annotations

from dataclasses import dataclass, field

TOPICS = ("liefer versand paket ship parcel", "rechnung invoice", "kaffee coffee")


@dataclass
class Topics:
    """Knows three topics, in any language."""

    model: str = "topics-1"
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)

    async def embed(self, texts):
        self.asked += texts
        if self.error:
            raise self.error
        return [
            [1.0 if any(word in text.lower() for word in topic.split()) else 0.01 for topic in TOPICS] for text in texts
        ]
