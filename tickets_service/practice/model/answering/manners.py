"""The ways a model gets JSON wrong."""

from __future__ import annotations

import json

from pydantic import JsonValue

from tickets_service.practice.model.knobs import JsonManner


def written(value: JsonValue, text: str, manner: JsonManner) -> str:
    """*value* as JSON in that manner; *text* is the reply alone."""
    good = json.dumps(value, ensure_ascii=False)
    ways = {
        JsonManner.good: good,
        JsonManner.fenced: f"```json\n{good}\n```",
        JsonManner.chatty: f"Sure, here is the JSON you asked for:\n\n{good}\n\nLet me know if anything is missing.",
        JsonManner.broken: good.replace('":', '"', 1).replace('"', "'", 2),
        JsonManner.cut: good[: max(1, len(good) * 3 // 5)],
        JsonManner.other_keys: json.dumps({"subject": "Your question to us", "letter": {"lines": text.splitlines()}}),
        JsonManner.plain: text,
    }
    return ways[manner]
