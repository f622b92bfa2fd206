"""What stands before a noun and says whether one that is known is meant: articles, possessives, numbers, prepositions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tickets_service.facts.numbers import number_of
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import words_of

POSSESSIVES = words_of(
    "ihr ihre ihren ihrem ihrer ihres dein deine deinen deinem deiner deines your sein seine seinen seinem his"
)
DEFINITE = words_of(
    "der die das den dem des vom zum zur am beim the this that both beide beiden diese dieser dieses diesen those these"
)
INDEFINITE = words_of("ein eine einen einem einer eines a an kein keine keinen any some jede jeder jedes every each")
PLACES = words_of(
    "in im ins auf über unter neben hinter vor zwischen on over under inside into onto above below behind near"
)
BY_MEANS = words_of("mit with aus nach per zu without ohne")
OF_SOMETHING = words_of("with mit of zu von für for zum zur")
OURS = words_of("our unser unsere unseren unserem unserer")


def is_a_number(low: str) -> bool:
    """Also the 2x of "2x Tasse"."""
    return number_of(low) is not None or re.fullmatch(r"\d{1,3}[x×]", low) is not None


def is_owned(lows: Sequence[str]) -> bool:
    """ "Your lamp", not "in your lamp"."""
    owned = next((place for place, low in enumerate(lows[:2]) if low in POSSESSIVES), None)
    return owned is not None and not (len(lows) > owned + 1 and lows[owned + 1] in PLACES | OF_SOMETHING)


def determiner_in(before: Sequence[Token]) -> int | None:
    """The place of the article that belongs to what follows: not that of "the ring with glue"."""
    for place, token in enumerate(before):
        if token.low in DEFINITE | POSSESSIVES:
            return place
        if token.low in PLACES | BY_MEANS:
            return None
    return None


def count_in(lows: Sequence[str]) -> int | None:
    """The place of the number that counts what follows."""
    near = lows[: 3 if lows[:1] == ["of"] else 2]
    return next((place for place, low in enumerate(near) if is_a_number(low)), None)
