"""How a placeholder is written, and what a model may make of it without losing its meaning."""

import re
from enum import StrEnum


class Kind(StrEnum):
    email = "EMAIL"
    iban = "IBAN"
    card = "CARD"
    account = "ACCOUNT"
    phone = "PHONE"
    address = "ADDRESS"
    name = "NAME"
    text = "TEXT"
    """Words of the source that look like a placeholder themselves."""


_KINDS = "|".join(Kind)
_DIGITS = r"[0-9]{1,5}"
_GAP = r"(?:\\?[_ -]){0,3}"
_DRESS = r"[ \t*`]{0,4}"
_OPEN, _CLOSE = r"(?:&lt;|\{\{|[\[({<«【‹⟨])", r"(?:&gt;|\}\}|[\])}>»】›⟩])"  # noqa: RUF001

_ESCAPED_OPEN, _ESCAPED_CLOSE = r"\\[\[({<]", r"\\[\])}>]"


def _dressed(opening: str, closing: str, suffix: str) -> str:
    return (
        rf"{opening}{_DRESS}(?P<kind{suffix}>{_KINDS}){_GAP}(?P<number{suffix}>{_DIGITS})(?P<spelling{suffix}>[A-Z]{{0,2}})"
        rf"{_DRESS}{closing}"
    )


PLACEHOLDER = re.compile(
    rf"\[(?P<kind>{_KINDS})_(?P<number>{_DIGITS})(?P<spelling>[A-Z]{{0,2}})\]"
    rf"|{_dressed(_OPEN, _CLOSE, '2')}|{_dressed(_ESCAPED_OPEN, _ESCAPED_CLOSE, '3')}"
    rf"|(?<![^\W_])(?P<kind4>{_KINDS})\\?_(?P<number4>{_DIGITS})(?P<spelling4>[A-Z]{{0,2}})(?![^\W_])",
    re.IGNORECASE,
)
LONGEST = 60
"""Characters; no placeholder is longer, whatever a model did to it."""


def placeholder(kind: Kind, number: int, spelling: int) -> str:
    """*spelling* counts the ways one value is written: the first has none, then B, C, …"""
    return f"[{kind}_{number}{_letters(spelling)}]"


def normal_form(match: re.Match[str]) -> str:
    kind, number, spelling = (
        next(filter(None, (match[name + form] for form in ("", "2", "3", "4"))), "")
        for name in ("kind", "number", "spelling")
    )
    return f"[{kind.upper()}_{int(number)}{spelling.upper()}]"


def _letters(spelling: int) -> str:
    if spelling == 0:
        return ""
    first, second = divmod(spelling, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def _prefixes(words: type[Kind]) -> str:
    return "|".join(sorted({word[:length] for word in words for length in range(1, len(word))}, key=len, reverse=True))


def _beginning(*atoms: str) -> str:
    """Any beginning of the sequence of atoms, up to the end of the text."""
    pattern = r"\Z"
    for atom in reversed(atoms):
        pattern = rf"(?:\Z|{atom}{pattern})"
    return pattern


_PART_OPEN = rf"(?:&(?:l(?:t)?)?\Z|\\\Z|{{\Z|\\[\[({{<]|{_OPEN})"
_PART_KIND = rf"(?:(?:{_prefixes(Kind)})\Z|(?:{_KINDS}))"
_PART_CLOSE = r"(?:&(?:g(?:t)?)?|\\|\})"
_REST = (rf"{_GAP}\\?", _DIGITS, r"[A-Z]{0,2}")
BEGUN = re.compile(
    rf"{_PART_OPEN}{_beginning(_DRESS, _PART_KIND, *_REST, _DRESS, _PART_CLOSE)}"
    rf"|(?<![^\W_]){_PART_KIND}{_beginning(*_REST)}",
    re.IGNORECASE,
)
"""What could still become a placeholder, or a longer one, with the next characters."""
