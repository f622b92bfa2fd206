"""What the writer added, told from what they quoted.

The order of caution: the writer's own words are never lost; a quote left in is only untidy.
"""

# ruff: noqa: RUF001 - dashes, and words in other alphabets that look like Latin letters

import re
from collections.abc import Iterator, Sequence

from tickets_service.markup.attributions import label_of
from tickets_service.markup.headers import find_headers
from tickets_service.markup.lines import MANY_BLANK_LINES, Line
from tickets_service.markup.signatures import MOST_LINES_OF_SIGNATURE, begins_signature, is_device_line

OWN, EMPTY, QUOTE, HEADER, TAIL = "own", "empty", "quote", "header", "tail"

MOST_LINES = 3_000  # of a message; in a longer one nothing is looked for, it would take too long
WRAPPED_FROM = 60  # characters; a shorter quoted line was not broken by a mail program
_HINTS = """
    -- __ == –– —— outlook wrote sent send gesendet envoyé inviato enviado verstuurd verzonden wysłan skickat lähetetty
    отправлено
""".split()  # noqa: SIM905 - read as one line of words
_COLON_LAST = re.compile(r":[ \t*_]*$", re.MULTILINE)
_ONLY_LINK = re.compile(r"\s*[(<\[]?https?://\S+[)>\]]*\s*>*\s*")


def split_quotes(lines: Sequence[Line]) -> tuple[str, str]:
    """The new text, and the history and signature below it. If everything looks quoted, all of it is the text."""
    whole = "\n".join(line.text for line in lines)
    if len(lines) > MOST_LINES:
        return _tidied(whole), ""
    if not any(line.is_quoted for line in lines) and not _may_quote(whole, lines):
        return _tidied(whole), ""
    kinds = _kinds_of(lines)
    own = [index for index, kind in enumerate(kinds) if kind == OWN]
    if not own:
        return _tidied(whole), ""
    shown = _shown(lines, kinds, own[0], own[-1])
    text = "\n".join(shown.get(index, "") for index in range(max(shown) + 1))
    quoted = "\n".join(line.text if index not in shown else "" for index, line in enumerate(lines))
    return _tidied(text), _tidied(quoted)


def _may_quote(text: str, lines: Sequence[Line]) -> bool:
    """False for most messages, which spares looking at each of their lines."""
    lowered = text.lower()
    if any(hint in lowered for hint in _HINTS) or _COLON_LAST.search(text):
        return True
    return ":" in text and any(label_of(line.text) for line in lines)


def _tidied(text: str) -> str:
    return MANY_BLANK_LINES.sub("\n\n", text).strip("\n").rstrip()


def _kinds_of(lines: Sequence[Line]) -> list[str]:
    kinds = [QUOTE if line.is_quoted else OWN if line.text.strip() else EMPTY for line in lines]
    _join_broken_quotes(lines, kinds)
    headers = find_headers(lines, kinds)
    for header in headers:
        is_last = not header.is_followed_by_quote
        end = len(lines) if is_last else header.end
        kinds[header.start : end] = [HEADER] * (end - header.start)
        if is_last:
            break
    _mark_tails(lines, kinds, {header.start for header in headers})
    return kinds


def _join_broken_quotes(lines: Sequence[Line], kinds: list[str]) -> None:
    """A mail program that wraps long quoted lines leaves their ends without a mark."""
    for index in range(1, len(lines) - 1):
        if kinds[index] != OWN or kinds[index - 1] != QUOTE or kinds[index + 1] != QUOTE:
            continue
        before, text = lines[index - 1].text.rstrip(), lines[index].text
        is_wrapped = len(before) >= WRAPPED_FROM and before[-1] not in ".!?:…" and text[:1].islower()
        if is_wrapped or _ONLY_LINK.fullmatch(text):
            kinds[index] = QUOTE


def _mark_tails(lines: Sequence[Line], kinds: list[str], header_starts: set[int]) -> None:
    """A signature reaches down to the next quote; one that is too long is none."""
    for own in _stretches(kinds):
        for position, index in enumerate(own):
            is_signature = len(own) - position <= MOST_LINES_OF_SIGNATURE and begins_signature(lines[index].text)
            if is_signature or _is_device_line(lines, kinds, index, header_starts):
                for tail in own[position:]:
                    kinds[tail] = TAIL
                break


def _stretches(kinds: Sequence[str]) -> list[list[int]]:
    """The writer's own lines, from quote to quote."""
    stretches: list[list[int]] = [[]]
    for index, kind in enumerate(kinds):
        if kind == OWN:
            stretches[-1].append(index)
        elif kind != EMPTY and stretches[-1]:
            stretches.append([])
    return stretches


def _is_device_line(lines: Sequence[Line], kinds: Sequence[str], index: int, header_starts: set[int]) -> bool:
    stands_alone = (index == 0 or kinds[index - 1] != OWN) and (
        index + 1 == len(lines) or kinds[index + 1] != OWN or index + 1 in header_starts
    )
    return stands_alone and is_device_line(lines[index].text)


def _shown(lines: Sequence[Line], kinds: Sequence[str], first: int, last: int) -> dict[int, str]:
    """The lines of the new text. Quotes answered one by one stay, for the answers mean little without them."""
    shown = {index: line.text for index, line in enumerate(lines) if kinds[index] == OWN}
    blocks = list(_quoted_blocks(kinds))
    answered = [block for block in blocks if block[0] < last]
    if len(answered) > 1:
        kept = answered
    else:
        kept = [(start, end) for start, end in blocks[: len(blocks) if answered else -1] if start > first]
        kept = [block for block in kept if not _is_announced(lines, kinds, *block) and block in answered + blocks[:-1]]
    for start, end in kept:
        for index in range(start, end):
            if kinds[index] != TAIL:
                shown[index] = _with_mark(lines[index], kinds[index])
    return shown


def _quoted_blocks(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From the first to after the last line of each quote together with what announces it."""
    start = end = -1
    for index, kind in enumerate(kinds):
        if kind == HEADER and start >= 0 and kinds[end - 1] == QUOTE:
            yield start, end
            start = -1
        if kind in {QUOTE, HEADER}:
            start, end = (index if start < 0 else start), index + 1
        elif kind == OWN and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_announced(lines: Sequence[Line], kinds: Sequence[str], start: int, end: int) -> bool:
    return any(kinds[index] == HEADER or lines[index].is_sure for index in range(start, end))


def _with_mark(line: Line, kind: str) -> str:
    return (
        line.text
        if kind == HEADER or not line.text or line.text.lstrip().startswith(">")
        else f"> {line.text}".rstrip()
    )
