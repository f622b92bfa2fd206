"""Characters nobody sees: they smuggle text past a reader, break comparisons, and NUL cannot be stored at all."""

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

# Joiners shape words in Arabic and Indic scripts and hold composed emoji together; anywhere else they only hide.
_PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
_SHAPED_SCRIPT = "\u0600-\u1aff"
_JOINER_WITH_A_JOB = (
    f"(?<=[{_PICTURE}])\u200d(?=[{_PICTURE}])|(?<=[{_SHAPED_SCRIPT}])[\u200c\u200d](?=[{_SHAPED_SCRIPT}])"
)
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_FORMATS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_TAGS_AND_SELECTORS = "\U000e0000-\U000e0fff"
_NEVER_SEEN = f"[{_CONTROLS}{_FORMATS}{_TAGS_AND_SELECTORS}]"
_SUSPECT = re.compile(f"{_NEVER_SEEN}|[\ufe0e\ufe0f]{{2}}")
_INVISIBLE = re.compile(f"({_JOINER_WITH_A_JOB})|{_NEVER_SEEN}|(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]")

_VISIBLE_KINDS = frozenset("LNPS")
_BLANK_SYMBOLS = frozenset("\u2800")


def strip_invisible(text: str) -> tuple[str, int]:
    """The text without what cannot be seen, and how many characters that were.

    Line breaks of every kind become a newline; a lone surrogate, which no database takes, becomes U+FFFD and counts.
    """
    if text.isascii() and text.isprintable():
        return text, 0
    text, replaced = _LONE_SURROGATES.subn("\ufffd", _LINE_BREAKS.sub("\n", text))
    removed = 0
    while _SUSPECT.search(text):
        stripped = _INVISIBLE.sub(r"\1", text)
        if stripped == text:
            break
        removed += len(text) - len(stripped)
        text = stripped
    return text, replaced + removed


def has_visible_text(text: str) -> bool:
    """False for white space, invisible characters and bare accents alone."""
    stripped, _ = strip_invisible(text)
    return any(
        unicodedata.category(character)[0] in _VISIBLE_KINDS and character not in _BLANK_SYMBOLS
        for character in stripped
    )
