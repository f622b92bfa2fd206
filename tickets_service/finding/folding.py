"""The text as a reader takes it: wide, styled and invisible characters undone; each place in the source is kept."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SPACES_AND_DASHES = {
    **dict.fromkeys(
        "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n"),
    **dict.fromkeys("\u3002\uff61\u2024\u0701\ua4f8", "."),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    "\u2236": ":",
    "\ua789": ":",
}
_NEVER_SEEN = frozenset({"Cf", "Cc", "Cs", "Co"})
_SELECTORS = frozenset(
    map(chr, [0x034F, 0x20E3, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x3164, 0xFFA0])
)
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁԛԝһӏАВЕКМНОРСТУХІЈЅαοριντυΑΒΕΖΗΙΚΜΝΟΡΤΥΧıɡɩ",
    "aeopcyxijsdqwhlABEKMHOPCTYXIJSaopivtuABEZHIKMNOPTYXigi",
)


@dataclass(frozen=True)
class Folded:
    """*origins* is the place of each character in the source; None where the two are the same."""

    text: str
    origins: tuple[int, ...] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str, *, lookalikes: bool = False) -> Folded:
    """With *lookalikes* Cyrillic and Greek letters become the Latin ones they are taken for."""
    if all(_plain(character) == character for character in set(text)):
        return Folded(text.translate(_LOOKALIKES) if lookalikes else text, None)
    pieces: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        plain = _plain(character)
        pieces.append(plain)
        origins.extend([position] * len(plain))
    folded = "".join(pieces)
    return Folded(folded.translate(_LOOKALIKES) if lookalikes else folded, tuple(origins))


@lru_cache(maxsize=8_192)
def _plain(character: str) -> str:
    """What is seen of one character; empty for what is not."""
    if character in "\n\t" or (character.isascii() and character.isprintable()):
        return character
    if (known := _SPACES_AND_DASHES.get(character)) is not None:
        return known
    if character == "\r":
        return ""
    if _is_invisible(character):
        return ""
    return unicodedata.normalize("NFKC", character) if _is_styled(character) else character


def _is_invisible(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in _NEVER_SEEN
        or character in _SELECTORS
        or 0xFE00 <= code <= 0xFE0F  # noqa: PLR2004 - variation selectors
        or 0xE0000 <= code <= 0xE0FFF  # noqa: PLR2004 - tags and more selectors
    )


def _is_styled(character: str) -> bool:
    """Fullwidth, mathematical, circled, superscript: their plain form is one of letters, digits and signs."""
    plain = unicodedata.normalize("NFKC", character)
    return plain != character and not plain.isspace() and plain.strip() == plain
