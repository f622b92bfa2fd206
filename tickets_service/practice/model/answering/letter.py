"""Writes the reply: sentences chosen by topic, filled only with facts that are known."""

from __future__ import annotations

import string
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from tickets_service.practice.model.answering import hints
from tickets_service.practice.model.answering.dates import spelled
from tickets_service.practice.model.answering.facts import Facts

FEWEST_WORDS = 50
MOST_WORDS = 110
DATES = ("shipped", "delivered", "expected", "ordered")


@dataclass(frozen=True)
class Occasion:
    """What a reply is written for."""

    message: str
    language: str
    topic: str
    facts: Facts
    hint: str = ""
    is_angry: bool = False


@cache
def phrases(language: str) -> dict[str, Any]:
    text = files(__package__).joinpath("phrases", f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write(occasion: Occasion) -> str:
    known = phrases(occasion.language)
    facts = _in_language(occasion.facts, occasion.language)
    salutation = _one_of([*known["named"], *known["unnamed"]], facts, occasion.message)
    paragraphs = _fitted(known, occasion, facts)
    farewell = [known["farewell"]]
    if "shop" in facts:
        farewell.append(known["team"].format(**facts))
    return "\n\n".join(
        [salutation, *(" ".join(paragraph) for paragraph in paragraphs if paragraph), "\n".join(farewell)]
    )


def _fitted(known: dict[str, Any], occasion: Occasion, facts: Facts) -> list[list[str]]:
    """Opening, body and end, between the fewest and the most words."""
    topic = known["topics"][occasion.topic]
    opening = [_one_of(known["thanks_for_writing"], facts, occasion.message)] if topic.get("greets", True) else []
    if occasion.is_angry:
        opening += known["angry"]
    elif hints.wants_apology(occasion.hint):
        opening += known["sorry"]
    body = [_one_of(variants, facts, occasion.message) for variants in topic["say"]]
    asked = [known["missing"][need] for need in topic["needs"] if need not in facts]
    wished = [said] if (said := hints.sentence_from(occasion.hint, occasion.language)) else []
    end = [_one_of(known["closing"], facts, occasion.message)]
    if hints.wants_brief(occasion.hint):
        return [opening[:1] + body[:2] + wished, asked[:1]]
    fillers = list(known["fillers"])
    while _count(opening, body, wished, asked, end) < FEWEST_WORDS and fillers:
        end.insert(-1, fillers.pop(0))
    while _count(opening, body, wished, asked, end) > MOST_WORDS and len(body) > 2:  # noqa: PLR2004 -- what it is about
        body.pop()
    return [opening + body, wished + asked, end]


def _one_of(variants: list[str], facts: Facts, message: str) -> str:
    """Of those that can be filled, the earliest that names most; among equals the message decides."""
    fillable = [variant for variant in variants if _names(variant) <= facts.keys()]
    most = max((len(_names(variant)) for variant in fillable), default=0)
    best = [variant for variant in fillable if len(_names(variant)) == most]
    if most and "delivered" in facts:
        best = [variant for variant in fillable if "delivered" in _names(variant)] or best
    place = int.from_bytes(blake2b(f"{message}{variants[0]}".encode(errors="replace"), digest_size=4).digest(), "big")
    return best[place % len(best)].format(**facts)


def _names(variant: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(variant) if name}


def _in_language(facts: Facts, language: str) -> Facts:
    return {name: spelled(value, language) if name in DATES else value for name, value in facts.items()}


def _count(*paragraphs: list[str]) -> int:
    return sum(len(sentence.split()) for paragraph in paragraphs for sentence in paragraph)
