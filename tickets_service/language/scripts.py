"""Languages told by their letters, however little is written."""

from __future__ import annotations

import re

from tickets_service.language.little_words import CYRILLIC, LITTLE_WORDS, WORD

SAYS_NOTHING = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|<[^>]{0,200}>")
"""Addresses and numbers look alike in every language."""
LATIN = re.compile("[A-Za-zÀ-ɏ]")
ELSEWHERE = re.compile("[\u0370-\u1cff\u1f00-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
KANA, HAN, HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u3400-\u9fff]"), re.compile("[\uac00-\ud7af]")
OF_CYRILLIC, OF_ARABIC = re.compile("[\u0400-\u052f]"), re.compile("[\u0600-\u06ff]")
OF_ONE_LANGUAGE = (
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "el"),
    (re.compile("[\u0530-\u058f]"), "hy"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u10a0-\u10ff]"), "ka"),
    (HANGUL, "ko"),
    (HAN, "zh"),
)
CYRILLIC_LETTERS = (
    (re.compile("[іїєґ]"), "uk"),
    (re.compile("[ѓќѕ]"), "mk"),
    (re.compile("[ђћ]"), "sr"),
    (re.compile("[ыэё]|ъ[еюя]"), "ru"),
    (re.compile("ъ(?![еюя])"), "bg"),
)
OF_URDU, OF_PERSIAN = re.compile("[ٹڈڑےں]"), re.compile("[پچژگکی]")
"""The letters of Persian are Urdu's, too."""
WRITTEN_WITHOUT_SPACES_WEIGH = 3
"""A character is a syllable or a word there."""
IN_CYRILLIC = ("bg", "mk", "ru", "sr", "uk")
BY_SCRIPT = (*IN_CYRILLIC, "ar", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "th", "ur", "zh")
LATIN_PER_LETTER = 3
"""So many letters of names and products may stand beside."""
FEWEST_LITTLE_WORDS = 2


def language_by_script(text: str) -> str | None:
    """None for what is written in Latin letters, but for a name or an address."""
    if text.isascii() or ELSEWHERE.search(text) is None:
        return None
    text = SAYS_NOTHING.sub(" ", text)
    found = len(ELSEWHERE.findall(text))
    dense = sum(len(letters.findall(text)) for letters in (KANA, HAN, HANGUL))
    weight = found + dense * (WRITTEN_WITHOUT_SPACES_WEIGH - 1)
    latin = len(LATIN.findall(text))
    if weight * LATIN_PER_LETTER < latin or (weight < latin and _is_told_in_latin(text)):
        return None
    return _of_script(text.lower())


def by_cyrillic_letters(text: str) -> str | None:
    """The language most of the letters are of that only one has; None where there are none."""
    counts = {language: len(letters.findall(text)) for letters, language in CYRILLIC_LETTERS}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None


def _is_told_in_latin(text: str) -> bool:
    return sum(word in LITTLE_WORDS for word in WORD.findall(text.lower())) >= FEWEST_LITTLE_WORDS


def _of_script(text: str) -> str | None:
    """By the script most of it is in: an article's name may be in another one."""
    if KANA.search(text):
        return "ja"
    counts = {language: len(letters.findall(text)) for letters, language in OF_ONE_LANGUAGE}
    counts |= {"ru": len(OF_CYRILLIC.findall(text)), "ar": len(OF_ARABIC.findall(text))}
    best = max(counts, key=lambda language: counts[language])
    if not counts[best]:
        return None
    if best == "ru":
        return by_cyrillic_letters(text) or _cyrillic_by_words(text)
    return _arabic(text) if best == "ar" else best


def _arabic(text: str) -> str:
    if OF_URDU.search(text):
        return "ur"
    return "fa" if OF_PERSIAN.search(text) else "ar"


def _cyrillic_by_words(text: str) -> str:
    said = WORD.findall(text)
    counts = {language: sum(word in words for word in said) for language, words in CYRILLIC.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts["ru"] else "ru"
