"""What is too much for a parser, found out in linear time and before any parser sees it."""

import re
from collections import Counter

from tickets_service.markup.tags import NO_END_TAG

LARGEST_SOURCE = 256 * 1024  # bytes
LONGEST_READ = 128 * 1024  # characters; what comes after that is cut off
MOST_TAGS = 10_000
DEEPEST_NESTING = 400
MOST_ATTRIBUTES = 100
TOO_SMALL_TO_HURT = 16_384  # characters; below this even quadratic work is a matter of milliseconds
LONGEST_SCAN = 4  # times the length of the source, for tags that begin inside of tags

_EMBEDDED_FILE = re.compile(r"data:[a-z]+/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)

_SPACE = r"[ \t\n\f\r]"
_ATTRIBUTE = (
    rf"(?:[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+))?+)"
)
_TAG_START = re.compile(r"<(?=/?[A-Za-z])")
_TAG = re.compile(rf"<(/?)([A-Za-z][^ \t\n\f\r/>]*+){_ATTRIBUTE}{{0,{MOST_ATTRIBUTES}}}+({_ATTRIBUTE}?)")


def readable_part(source: str) -> str:
    """Without embedded pictures, which can be megabytes and are not shown, and no longer than anyone reads."""
    return _EMBEDDED_FILE.sub("", source)[:LONGEST_READ] if len(source) > LARGEST_SOURCE // 4 else source


def is_too_much(source: str) -> bool:
    """True if cleaning could cost noticeable time: too long, too many tags, too deep, or too many attributes."""
    if len(source) <= TOO_SMALL_TO_HURT:
        return False
    if len(source) > LARGEST_SOURCE or source.count("<") > MOST_TAGS:
        return True
    if len(source) * 4 > LARGEST_SOURCE and len(source.encode("utf-8", "replace")) > LARGEST_SOURCE:
        return True
    return _is_deep_or_crowded(source)


def _is_deep_or_crowded(source: str) -> bool:
    open_tags: Counter[str] = Counter()
    depth = scanned = 0
    for start in _TAG_START.finditer(source):
        tag = _TAG.match(source, start.start())
        if tag is None:
            continue
        scanned += tag.end() - tag.start()
        if tag[3] or scanned > LONGEST_SCAN * len(source):
            return True
        name = tag[2].lower()
        if name in NO_END_TAG:
            continue
        change = -1 if tag[1] else 1
        if change > 0 or open_tags[name]:
            open_tags[name] += change
            depth += change
        if depth > DEEPEST_NESTING:
            return True
    return False
