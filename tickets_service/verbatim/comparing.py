"""Texts that must stand word for word: where another text says one of them in other words, or only in part.

Two signs, either is enough. Many runs of words that stand in both; or sentences of the block whose telling words stand
close together in the text, in whatever order and form. A passing mention has neither: it shares a name or a number, not
most of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tickets_service.verbatim.telling import HOW_MANY, Word, telling_of, with_any_period, words_of

RUN, FEWEST_RUNS = 4, 2
"""Words in a row that two texts share, and how often they must."""
SHARED_RUNS = 0.3
"""A block of which this share of runs stands in a text, beside where it stands whole, is said again."""
SHARED_SENTENCES = 0.35
"""Of a block's telling words, those in sentences that are said again."""
SHARED_WORDS, SHARED_WORDS_OF_SHORT = 0.6, 0.75
"""Of the telling words of a sentence; a short one has few that are its own."""
SHARED_WORDS_BESIDE_A_PERIOD = 0.65
"""A number of days is in many sentences: where any of them will do, more of the others must be there."""
SHORT_SENTENCE = 8
FEWEST_WORDS = 4
"""Telling words of a sentence: fewer tell nothing."""
CLOSE_TOGETHER = 0.5
"""Of the telling words of a place, how many are of the sentence."""
MANY_NUMBERS = 0.2
"""Of a block that is numbers as much as words, as an address is: half of them must stand there too, or one beside most
of its words."""
NEAR = 80
"""Characters between two places that are one."""
LONGEST_TEXT = 50_000

_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Rephrased:
    """A place where a block is said in other words."""

    key: str
    start: int
    end: int


def rephrased(text: str, blocks: Mapping[str, str]) -> tuple[Rephrased, ...]:
    """At most one place for each block, beside where it stands whole."""
    said = words_of(text[:LONGEST_TEXT])
    places = ((key, _place(said, block)) for key, block in blocks.items())
    return tuple(Rephrased(key, *place) for key, place in places if place is not None)


def stands_whole(text: str, block: str) -> bool:
    """Whatever its line ends and marks."""
    words = [word.said for word in words_of(text)]
    wanted = [word.said for word in _block(block)[0]]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


def _place(said: Sequence[Word], block: str) -> tuple[int, int] | None:
    whole, sentences = _block(block)
    for part in _apart(said, [word.said for word in whole]):
        found = _by_runs(part, whole) or _by_sentences(part, sentences) or _with_another_period(part, sentences)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _block(block: str) -> tuple[tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """Its words, and those of each sentence; lines of few words, as addresses have, go together."""
    sentences: list[tuple[Word, ...]] = []
    gathered: tuple[Word, ...] = ()
    for sentence in _ENDS.split(block):
        gathered += tuple(words_of(sentence))
        if len(telling_of(gathered)) >= FEWEST_WORDS:
            sentences.append(gathered)
            gathered = ()
    if gathered and sentences:
        sentences[-1] += gathered
    return tuple(words_of(block)), tuple(sentences)


def _apart(said: Sequence[Word], whole: Sequence[str]) -> Iterator[Sequence[Word]]:
    """The text around the places where the block stands word for word."""
    begun = at = 0
    while whole and at <= len(said) - len(whole):
        if said[at].said == whole[0] and [word.said for word in said[at : at + len(whole)]] == list(whole):
            yield said[begun:at]
            begun = at = at + len(whole)
        else:
            at += 1
    yield said[begun:]


def _by_runs(said: Sequence[Word], block: Sequence[Word]) -> tuple[int, int] | None:
    runs = {_run(block, at) for at in range(len(block) - RUN + 1)}
    places = [at for at in range(len(said) - RUN + 1) if _run(said, at) in runs]
    shared = {_run(said, at) for at in places}
    if len(shared) < FEWEST_RUNS or len(shared) / len(runs) < SHARED_RUNS:
        return None
    return _nearest([(said[at].start, said[at + RUN - 1].end) for at in places])


def _with_another_period(said: Sequence[Word], sentences: Sequence[Sequence[Word]]) -> tuple[int, int] | None:
    """`30 Tage` where the block has fourteen: it is still that block."""
    loose = [with_any_period(sentence) for sentence in sentences]
    if not any(word.telling == HOW_MANY for sentence in loose for word in sentence):
        return None
    return _by_sentences(with_any_period(said), loose, least=SHARED_WORDS_BESIDE_A_PERIOD)


def _by_sentences(
    said: Sequence[Word], sentences: Sequence[Sequence[Word]], *, least: float = SHARED_WORDS
) -> tuple[int, int] | None:
    telling = [word for word in said if word.telling is not None]
    everything = telling_of([word for sentence in sentences for word in sentence])
    numbers = {word for word in everything if word.isdecimal()}
    found = [
        (len(wanted), place) for wanted in map(telling_of, sentences) if (place := _said_again(telling, wanted, least))
    ]
    whole = sum(len(telling_of(sentence)) for sentence in sentences)
    place = _nearest([place for _, place in found]) if found else None
    if len(numbers) >= MANY_NUMBERS * len(everything):
        if place is None or len(numbers & _there(telling, place)) * 2 < len(numbers):
            place = _said_again(telling, everything, least)
        return place if place is not None and numbers & _there(telling, place) else None
    return place if sum(length for length, _ in found) >= SHARED_SENTENCES * whole else None


def _there(telling: Sequence[Word], place: tuple[int, int]) -> set[str | None]:
    return {word.telling for word in telling if place[0] <= word.start < place[1]}


def _nearest(places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Of places that follow each other one; of several such the longest."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start - joined[-1][1] <= NEAR:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return max(joined, key=lambda one: one[1] - one[0])


def _said_again(telling: Sequence[Word], wanted: frozenset[str], least: float) -> tuple[int, int] | None:
    """Where the most of *wanted* stands closest together."""
    hits = [at for at, word in enumerate(telling) if word.telling in wanted]
    longest = int(len(wanted) / CLOSE_TOGETHER)
    best: tuple[tuple[int, int], int, int] | None = None
    for place, first in enumerate(hits):
        met: set[str | None] = set()
        for last in hits[place:]:
            if last - first >= longest:
                break
            met.add(telling[last].telling)
            length = last - first + 1
            is_better = best is None or (len(met), -length) > best[0]
            if is_better and len(met) / length >= CLOSE_TOGETHER and _is_most(met, wanted, least):
                best = (len(met), -length), telling[first].start, telling[last].end
    return best[1:] if best else None


def _is_most(met: set[str | None], wanted: frozenset[str], least: float) -> bool:
    share = SHARED_WORDS_OF_SHORT if len(wanted) < SHORT_SENTENCE else least
    return len(met) >= FEWEST_WORDS and len(met) / len(wanted) >= share


def _run(words: Sequence[Word], at: int) -> tuple[str, ...]:
    return tuple(word.said for word in words[at : at + RUN])
