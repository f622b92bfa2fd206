"""German, English or French, by the small words nobody writes without."""

from __future__ import annotations

import re
from collections import Counter

SMALL_WORDS = {
    "de": "der die das und ist nicht ich sie mein meine meiner ein eine es wo wann bitte danke habe haben bei mit für "
    "auf noch schon wurde wird kann könnten ihr ihre mir mich auch aber zu von den dem hallo guten tag grüße grüßen "
    "vielen dank wie lange sehr leider aus im am bestellung paket rechnung lieferung",
    "en": "the and is not i you my a an it where when please thanks thank have has with for on still already was will "
    "can could your me but to of hello hi dear how long very unfortunately from in at regards this that there what "
    "order parcel invoice delivery would like",
    "fr": "le la les et est pas je vous mon ma mes un une il où quand merci ai avez avec pour sur encore déjà été sera "
    "peux pouvez votre vos me mais à de du des bonjour comment très malheureusement dans en cordialement ce cette "
    "qui que commande colis facture livraison nous n'est j'ai",
}
WORDS = {language: frozenset(listed.split()) for language, listed in SMALL_WORDS.items()}
ENOUGH = 2
DEMAND = re.compile(
    r"\b(?:write|answer|reply|translate|text)\b[^.\n]{0,70}"
    r"\b(?:in|into) (german|english|french)\b[^.\n]{0,20}[.\n]?\s*\Z",
    re.IGNORECASE,
)
"""As the last thing that is said."""


def demanded_language(request: str) -> str | None:
    told = DEMAND.search(request)
    return {"g": "de", "e": "en", "f": "fr"}[told[1][0].lower()] if told else None


def language_of(message: str, *, prompt: str) -> str:
    """The customer's; the language of the prompt when the message is too short to tell."""
    counted = _count(message)
    best, times = counted.most_common(1)[0]
    if times >= ENOUGH or (times > 0 and list(counted.values()).count(times) == 1):
        return best
    stated = re.search(
        r"(?:language|sprache|langue)\W{1,4}(de|en|fr|german|english|french|deutsch|englisch)\b", prompt, re.IGNORECASE
    )
    if stated is not None:
        return {"g": "de", "d": "de", "e": "en", "f": "fr"}[stated[1][0].lower()]
    return _count(prompt[-20_000:]).most_common(1)[0][0]


def _count(text: str) -> Counter[str]:
    said = re.findall(r"[a-zà-ÿ']+", text.casefold())
    return Counter({language: sum(word in known for word in said) for language, known in WORDS.items()})
