"""Every 'label: value' of a prompt, whether in lines, tables, tags or attributes."""

from __future__ import annotations

import re
from collections.abc import Callable

from tickets_service.practice.model.answering import words

MARK = r"(?:\[[\w.:-]{1,40}\]\s+)?"
"""Prompts number their facts to have them cited: `[F3]`, `[order.2]`."""
LINE = re.compile(
    rf"^\s*(?:[-*•|>]\s*)?{MARK}(?:\*\*)?([^\W\d_][\w ./'()#-]{{1,45}}?)(?:\*\*)?\s*[:=|](?:\*\*)?\s*(\S[^\n]*)$"
)
ELEMENT = re.compile(r"<([\w.:-]{2,40})>([^<>]{1,300})</\1>")
ATTRIBUTE = re.compile(r"""([\w-]{2,30})=["']([^"'<>]{1,200})["']""")
OPENED = re.compile(r"<([\w.:-]{2,40})\s([^<>]{1,500})>")
PART = re.compile(r"(?:[;,·|]\s+|\()(?=[^\W\d_][\w ./-]{1,30}:\s)")
LONGEST_LINE = 2000  # characters; a longer one is no list of facts

Label = tuple[str, str]


def labels_in(text: str) -> list[Label]:
    """Without those whose value says that there is none."""
    found: list[Label] = []
    for line in text.splitlines():
        if 0 < len(line) <= LONGEST_LINE:
            found += _in_tags(line)
            for part in PART.split(line.strip().strip("|").strip()):
                labelled = LINE.match(part)
                if labelled is not None:
                    found.append((_spaced(labelled[1]), labelled[2].strip().strip("|*)").strip()))
    return [(label, value) for label, value in found if not words.NOTHING.match(value)]


def value_of(labels: list[Label], wanted: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """The first value under a *wanted* label that can be *read*."""
    values = (read(value) for label, value in labels if wanted.search(label))
    return next((value for value in values if value), None)


def found_in(text: str, wanted: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    """The first of the *wanted* that can be *read*."""
    values = (read(hit[1]) for hit in wanted.finditer(text))
    return next((value for value in values if value), None)


def _in_tags(line: str) -> list[Label]:
    if "<" not in line:
        return []
    found = [(_spaced(name), value.strip()) for name, value in ELEMENT.findall(line)]
    for element, attributes in OPENED.findall(line):
        found += [(_spaced(f"{element} {name}"), value) for name, value in ATTRIBUTE.findall(attributes)]
    return found


def _spaced(name: str) -> str:
    return name.replace("_", " ").strip()
