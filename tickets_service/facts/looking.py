"""Words by what they look like: counts, plain English nouns, the start of a sentence."""

from __future__ import annotations

from tickets_service.facts.goods import MODIFIER_ROOTS, is_good, is_look, is_ordinary, root
from tickets_service.facts.numbers import number_of
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import words_of
from tickets_service.facts.words.ordinary import NO_NOUNS

BEFORE_NOUNS = words_of(
    "the a an your our my his her their this that these those both no any some each every another one new old of"
)


def is_checked(token: Token) -> bool:
    return is_look(token) or is_good(token) or (token.is_capital and not is_ordinary(token) and not token.has_digit)


def is_a_plain_noun(token: Token) -> bool:
    """An English word in small letters that is neither a verb nor a function word, as far as lists and endings tell."""
    word = token.text
    return (
        word.islower() and word.isascii() and word.isalpha() and len(word) > 2  # noqa: PLR2004
        and word not in NO_NOUNS and (not word.endswith(("ed", "ly", "ing")) or word.endswith("bed")) and not is_ordinary(token)
    )  # fmt: skip


def is_a_count(token: Token) -> bool:
    return len(token.text) < 3 or not token.has_digit if number_of(token.low) is not None else False  # noqa: PLR2004


def starts_a_sentence(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 6) : token.start].rstrip(" \t\"'„“»*-•–")
    return not before or before[-1] in ".!?\n"


def can_stand_before_a_noun(token: Token) -> bool:
    """A determiner, a number, a colour, other goods, or an English adjective by its ending."""
    return (
        token.low in BEFORE_NOUNS or number_of(token.low) is not None or is_look(token) or is_good(token)
        or root(token.text) in MODIFIER_ROOTS
        or token.low.endswith(("ic", "al", "ous", "ful", "less", "able", "ish", "ing"))
    )  # fmt: skip
