"""The language a message is plainly in, told by its letters and little words: a look-up of each, for an import is full
of them.

`language_of` knows better and takes a hundred times as long, and much memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tickets_service.language.little_words import OTHER, USUAL, WORD, spoken_in
from tickets_service.language.scripts import language_by_script

FEWEST_CHARACTERS = 40
LOOKED_AT = 600
FEWEST_WORDS = 3
TIMES_THE_SECOND = 2
PLAIN_SHARE = 0.25
"""Of little words among all: then no other language is looked for."""
WITH_SISTERS = ("cs", "es")
"""Slovak has many words of Czech and Portuguese of Spanish: some words more tell them from these."""
WORDS_MORE_THAN_A_SISTER = 2
USUAL_BY_WORD, OTHER_BY_WORD = spoken_in(USUAL), spoken_in(OTHER)


def plain_language(text: str) -> str | None:
    """ISO 639-1; None for a short text, and where two languages are near each other."""
    text = text[:LOOKED_AT]
    if (told := language_by_script(text)) is not None:
        return told
    if len(text) < FEWEST_CHARACTERS:
        return None
    words = WORD.findall(text.lower())
    (best, times), (_, second) = _likeliest(words, USUAL, USUAL_BY_WORD)
    usual = best if times >= max(FEWEST_WORDS, TIMES_THE_SECOND * second) else None
    has_sister = usual in WITH_SISTERS
    if usual and not has_sister and times >= PLAIN_SHARE * len(words):
        return usual
    (other, spoken), (_, sister) = _likeliest(words, OTHER, OTHER_BY_WORD)
    wanted = times + WORDS_MORE_THAN_A_SISTER if has_sister else TIMES_THE_SECOND * times
    return other if spoken >= max(FEWEST_WORDS, wanted) and spoken > sister else usual


def _likeliest(
    words: Iterable[str], languages: Iterable[str], by_word: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, int]]:
    """The first two, with how many little words each has."""
    counts = dict.fromkeys(languages, 0)
    for word in words:
        for language in by_word.get(word, ()):
            counts[language] += 1
    return sorted(counts.items(), key=lambda item: -item[1])[:2]
