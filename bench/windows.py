"""Does every request fit the model's window? Counted by the real tokenizer on what goes over the wire."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bench.figures import Figure
from bench.window_texts import write
from tickets_service.drafting.known_models import Room, room_for
from tickets_service.drafting.prompt import Prompt, build, in_language, mending
from tickets_service.drafting.results import SCHEMA
from tickets_service.drafting.thinking import SPARE_TOKENS
from tickets_service.markup import strip_invisible
from tickets_service.tokenizer import tokenizer

HISTORIES = 10_000
AT_ONCE = 2
SEED = 20_261_127
MODELS = (
    ("llama3", 2_048),
    ("qwen2.5", 4_096),
    ("gpt-4", 8_192),
    ("mistral", None),
    ("gpt-3.5-turbo", 16_385),
    ("mistral-small", 32_768),
    ("gpt-4o-mini", 128_000),
    ("gpt-5", 400_000),
)
"""With the window each really has; None is one nobody knows, taken to be 8,192."""
UNKNOWN = 8_192
PER_MESSAGE, PER_REPLY = 4, 3
LONGEST_PIECE = 100_000
ASKED_AGAIN_ONE_IN = 5
"""Histories whose draft is asked for in another language, and once more because it cannot be read."""
BEGINNING = 4
"""Characters of the newest message that must be there whatever its length."""


@dataclass(frozen=True)
class Look:
    """*slack*: tokens of the window left by the longest request this history makes and its answer."""

    model: str
    slack: int
    tokens: int
    has_newest: bool
    is_newest_whole: bool
    messages: int


def measure(*, is_small: bool) -> list[Figure]:
    wanted = 200 if is_small else HISTORIES
    with ProcessPoolExecutor(AT_ONCE) as processes:
        looks = list(processes.map(look, range(wanted), chunksize=20))
    fitting = sum(each.slack >= 0 for each in looks)
    tightest = min(looks, key=lambda each: each.slack)
    longest, most = max(each.tokens for each in looks), max(each.messages for each in looks)
    there, whole = sum(each.has_newest for each in looks), sum(each.is_newest_whole for each in looks)
    numbers = (
        f"histories of 1 to {most} messages, {len(MODELS)} windows; the longest request {longest:,} tokens; "
        f"smallest slack {tightest.slack} ({tightest.model})"
    )
    return [
        _all("window: requests that fit with their answer", fitting, wanted, numbers),
        _all("window: newest message in the request", there, wanted, f"{whole} of them whole, the rest head and tail"),
    ]


def _all(name: str, count: int, wanted: int, numbers: str) -> Figure:
    return Figure(name, f"{wanted:,} of {wanted:,}", f"{count:,}", numbers, count == wanted)


def look(number: int) -> Look:
    chance = random.Random(f"{SEED}-{number}")
    material = write(chance)
    model, window = MODELS[number % len(MODELS)]
    room = room_for(model, window)
    prompt = build(material, room=room.prompt - SPARE_TOKENS)
    asked = _requests(prompt, room, chance) if number % ASKED_AGAIN_ONE_IN == 0 else (prompt,)
    most = max(_tokens(each) for each in asked)
    newest = strip_invisible(material.newest.text)[0].strip()
    return Look(
        model=f"{model}, {window or UNKNOWN:,}",
        slack=(window or UNKNOWN) - room.answer - most,
        tokens=most,
        has_newest=newest[:BEGINNING].rstrip() in prompt.request,
        is_newest_whole=newest in prompt.request,
        messages=len(material.history) + 1,
    )


def _requests(prompt: Prompt, room: Room, chance: random.Random) -> Iterable[Prompt]:
    """All that one draft may ask: the draft, it again in another language, and what could not be read again."""
    yield prompt
    yield in_language(prompt, wanted="de", found="en")
    answer = '{"reply": "' + write_answer(chance, room.answer)
    yield mending(prompt, answer, room=room.prompt)


def write_answer(chance: random.Random, tokens: int) -> str:
    """As long as it may be."""
    return " ".join(chance.choice(("Paket", "und", "wir", "\\n", "Straße")) for _ in range(tokens))


def _tokens(prompt: Prompt) -> int:
    """Of the messages, and of the schema that goes with them."""
    said = _count(prompt.system) + _count(prompt.request) + 2 * PER_MESSAGE + PER_REPLY
    return said + _count(json.dumps(SCHEMA, separators=(",", ":")))


def _count(text: str) -> int:
    pieces = (text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE))
    return sum(len(tokenizer().encode(piece)) for piece in pieces)
