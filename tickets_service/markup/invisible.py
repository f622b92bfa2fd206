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
_IDLE_JOINER = re.compile(f"(?!{_JOINER_WITH_A_JOB})[\u200c\u200d]")
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_FORMATS = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0d"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U00013455\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
_TAGS_AND_SELECTORS = "\U000e0000-\U000e0fff"
_SUSPECT = re.compile(
    f"[{_CONTROLS}\u2028\u2029{_FORMATS}{_TAGS_AND_SELECTORS}\u200c\u200d\ud800-\udfff]|[\ufe0e\ufe0f]{{2}}"
)
_NEVER_SEEN = re.compile(f"[{_CONTROLS}{_FORMATS}{_TAGS_AND_SELECTORS}]+")
_REPEATED_STYLE = re.compile("(?<=[\ufe0e\ufe0f])[\ufe0e\ufe0f]+")
_ASCII_CONTROLS = dict.fromkeys([*range(9), *range(0x0B, 0x20), 0x7F])
_VISIBLE_KINDS = frozenset("LNPS")
_BLANK_SYMBOLS = frozenset("\u2800")


def strip_invisible(text: str) -> tuple[str, int]:
    """The text without what cannot be seen, and how many characters that were.

    Line breaks of every kind become a newline; a lone surrogate, which no database takes, becomes U+FFFD and counts.
    """
    if _is_plain_ascii(text) or not _SUSPECT.search(text):
        return text, 0
    text, replaced = _LONE_SURROGATES.subn("\ufffd", _LINE_BREAKS.sub("\n", text))
    length = len(text)
    text = _NEVER_SEEN.sub("", text)
    text = _IDLE_JOINER.sub("", _REPEATED_STYLE.sub("", text))
    return text, replaced + length - len(text)


def _is_plain_ascii(text: str) -> bool:
    """Most text is, and this is found out many times faster than by looking at each character for all that hides."""
    return text.isascii() and len(text.translate(_ASCII_CONTROLS)) == len(text)


def has_visible_text(text: str) -> bool:
    """False for white space, invisible characters and bare accents alone."""
    stripped, _ = strip_invisible(text)
    return any(
        unicodedata.category(character)[0] in _VISIBLE_KINDS and character not in _BLANK_SYMBOLS
        for character in stripped
    )
