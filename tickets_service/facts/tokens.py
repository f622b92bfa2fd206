"""Words with their places, and the stems by which words of two texts are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
A_SIZED_NOUN = re.compile(r"\d{1,4}-(?:[A-ZÄÖÜ]\w*-)+[A-ZÄÖÜ]")
ENDINGS = ("en", "em", "e", "n")
PLURALS = re.compile(
    r"(glas|tuch|brett|bild|kleid|fass|rad|haus|lamp|licht|blatt|schloss|buch|band|dach|schild|fach|horn|strauch|kraut|mann)ern?$"
)
LATIN = re.compile(r"(alb|ari|stadi|centr|zentr)um$")
"""Of an Album, whose plural is Alben."""
NO_PLURALS = ("glas", "haus", "maus", "gras", "reis", "kreis", "preis")
IRREGULAR = {"mice": "mous", "geese": "goos", "feet": "foot", "teeth": "tooth", "children": "child"}
LEAST_STEM = 3
SHORT_WORD = 4
FOLDED = str.maketrans({"ß": "ss", "’": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper() or A_SIZED_NOUN.match(self.text) is not None

    @property
    def has_digit(self) -> bool:
        return any(letter.isdigit() for letter in self.text)


def tokens_of(text: str) -> list[Token]:
    return [Token(found.group(), found.start(), found.end()) for found in WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Lower case, without marks: Stühle is stuhle."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(FOLDED))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Rough, the same for both languages: good enough to know Lampen from Lampe and shelves from shelf."""
    root = folded(word).removesuffix("'s")
    if root in IRREGULAR:
        return IRREGULAR[root]
    if root.endswith("s") and not root.endswith("ss") and is_plural_s(root):
        root = root[:-1]
    root = PLURALS.sub(r"\1", LATIN.sub(r"\1", root))
    for ending in ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= LEAST_STEM and (ending != "n" or root[-2] in "lr"):
            root = root[: -len(ending)]
            break
    if root.endswith("y"):
        return root[:-1] + "i"
    return root[:-1] + "v" if root.endswith("f") and not root.endswith("ff") else root


def is_plural_s(root: str) -> bool:
    """Of mats, not of Glas and Weinglas."""
    if root.endswith(NO_PLURALS):
        return False
    return len(root) > SHORT_WORD or (len(root) == SHORT_WORD and root[-2] not in "aiu")


def stems_of(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(token.text) for text in texts for token in tokens_of(text))
