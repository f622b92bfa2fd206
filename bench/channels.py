"""Replies that break the rules of a marketplace: is any of them called fit? The writer of each knows what it put in."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from bench.channel_texts import PLANTS, planted
from bench.figures import Figure
from bench.replies import reply, sentences_of
from tickets_service.channels import Channel, check, cut, load_rules

TEXTS = 2_000
SEED = 20_260_302
MOST_WRONGLY_MARKED = 0.01
_MARKETPLACES = ("ebay", "amazon", "kaufland", "otto")
_SHOWN = 4


@dataclass(frozen=True)
class Case:
    text: str
    channel: str
    planted: tuple[str, ...]
    is_long: bool

    @property
    def is_broken(self) -> bool:
        return bool(self.planted) or self.is_long


def measure(*, is_small: bool) -> list[Figure]:
    chance = random.Random(SEED)
    rules = load_rules()
    cases = [_case(chance, rules.channels) for _ in range(200 if is_small else TEXTS)]
    called_fit = {number for number, case in enumerate(cases) if check(case.text, rules.channels[case.channel]).is_fit}
    broken = [number for number, case in enumerate(cases) if case.is_broken]
    clean = [number for number, case in enumerate(cases) if not case.is_broken]
    missed = [cases[number] for number in broken if number in called_fit]
    marked = [cases[number] for number in clean if number not in called_fit]
    bad_cuts = [case for case in cases if not _is_good_cut(case, rules.channels[case.channel])]
    return [
        Figure.at_most(
            "channels: fit although they break a rule", 0, len(missed), f"of {len(broken)} {_named(missed)}"
        ),
        Figure.at_most(
            "channels: clean ones marked",
            MOST_WRONGLY_MARKED,
            len(marked) / len(clean),
            f"{len(marked)} of {len(clean)}",
        ),
        Figure.at_most("channels: cuts that are not fit", 0, len(bad_cuts), f"of {len(cases)} {_named(bad_cuts)}"),
    ]


def _case(chance: random.Random, channels: dict[str, Channel]) -> Case:
    channel, language = chance.choice(_MARKETPLACES), chance.choice(["de", "de", "en"])
    sentences = sentences_of(chance, language, chance.randint(1, 4))
    values: list[str] = []
    is_long = False
    if chance.random() < 0.5:
        if channel == "ebay" and chance.random() < 0.3:
            is_long = True
        for kind in chance.sample(list(PLANTS), 0 if is_long else chance.choice([1, 1, 1, 2])):
            sentence, value = planted(chance, kind, language)
            sentences.insert(chance.randint(1, len(sentences)), sentence)
            values.append(value)
    text = reply(chance, language, sentences)
    limit = channels[channel].length.most
    while limit is not None and is_long and len(text) <= limit:
        text = reply(chance, language, sentences := [*sentences, *sentences_of(chance, language, 6)])
    return Case(text, channel, tuple(values), is_long)


def _is_good_cut(case: Case, rules: Channel) -> bool:
    """By what the writer knows: nothing that was planted is left, the length is kept, facts before it are."""
    offered = cut(case.text, rules)
    if any(value in offered for value in case.planted) or (rules.length.most and len(offered) > rules.length.most):
        return False
    greeting = case.text.split("\n", 1)[0]
    return bool(re.match(re.escape(greeting), offered)) and check(offered, rules).is_fit


def _named(cases: list[Case]) -> str:
    return "; ".join(f"{case.channel}: {case.planted}" for case in cases[:_SHOWN])
