"""Cuts a prompt into sections: what stands under a heading, after a speaker's name or in a passage set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tickets_service.practice.model.answering import words
from tickets_service.practice.model.answering.fences import Passage, passages

HEADING = re.compile(
    r"^(?:#{1,6}\s+(?P<hash>.+?)#*|\*\*(?P<bold>[^*]{1,90})\*\*:?|[=*~-]{2,}\s*(?P<rule>\w.{1,88}?)\s*[=*~-]*"
    r"|\[(?P<square>[^\[\]]{3,90})\]:?|(?P<colon>[^:]{2,70}):)$"
)
TURN = re.compile(r"^(?:[-*•]\s+)?(?P<label>[^:]{0,40}(?:\d{1,2}:\d{2})?[^:]{0,50}?):\s+(?P<text>\S.*)$")
SQUARE_TURN = re.compile(r"^\[(?P<label>[^\[\]]{3,90})\]:?\s+(?P<text>\S.*)$")
TURNS_OF_A_TRANSCRIPT = 2
SHARE_OF_A_FRAME = 0.5
DEEPEST_FRAME = 6


@dataclass(frozen=True)
class Section:
    role: str
    heading: str
    text: str
    is_set_apart: bool = False


def sections_of(
    text: str, *, role: str, heading: str = "", customer: str | None = None, depth: int = 0
) -> list[Section]:
    """*customer* is the customer's name, if known: it may stand before what they wrote."""
    lines = text.split("\n")
    found: list[Section] = []
    place = 0
    for passage in passages(lines):
        found += _plain_sections(lines[place : passage.first], role, heading, customer)
        found += _opened(passage, role, customer, depth)
        place = passage.after
    found += _plain_sections(lines[place:], role, heading, customer)
    return [section for section in found if section.text.strip()]


def _opened(passage: Passage, role: str, customer: str | None, depth: int) -> list[Section]:
    """A passage that only frames others, or a whole conversation, is opened; any other is one section."""
    whole = Section(role, passage.lead, passage.text.strip(), is_set_apart=True)
    is_newest = words.NEWEST.search(passage.lead) and not words.SEVERAL.search(passage.lead)
    if is_newest or depth == DEEPEST_FRAME:
        return [whole]
    lines = passage.text.split("\n")
    inner = passages(lines)
    inside = sum(piece.after - piece.first for piece in inner)
    if (
        inside > SHARE_OF_A_FRAME * len([line for line in lines if line.strip()])
        or _turns_in(lines, customer) >= TURNS_OF_A_TRANSCRIPT
    ):
        return sections_of(passage.text, role=role, heading=passage.lead, customer=customer, depth=depth + 1)
    return [whole]


def _plain_sections(lines: list[str], role: str, heading: str, customer: str | None) -> list[Section]:
    found: list[Section] = []
    kept: list[str] = []
    for line in lines:
        start = _heading_of(line, customer)
        if start is None:
            kept.append(line)
        else:
            found.append(Section(role, heading, "\n".join(kept).strip()))
            heading, kept = start[0], [start[1]]
    found.append(Section(role, heading, "\n".join(kept).strip()))
    return found


def _heading_of(line: str, customer: str | None) -> tuple[str, str] | None:
    """The heading and what follows it in the same line; None for an ordinary line."""
    stripped = line.strip()
    heading = HEADING.match(stripped)
    if heading is not None and not words.GREETING.match(stripped):
        return next(part for part in heading.groups() if part), ""
    for turn in (SQUARE_TURN.match(stripped), TURN.match(stripped)):
        if turn is not None and (is_speaker(turn["label"], customer) or words.HINT.search(turn["label"])):
            return turn["label"], turn["text"]
    return None


def is_speaker(label: str, customer: str | None) -> bool:
    if customer is not None and customer.casefold() in label.casefold():
        return True
    speaks = words.CUSTOMER.search(label) or words.STAFF.search(label) or words.NEWEST.search(label)
    return bool(speaks) and not words.FIELD.search(label)


def _turns_in(lines: list[str], customer: str | None) -> int:
    labels = [heading[0] for heading in (_heading_of(line, customer) for line in lines) if heading is not None]
    return sum(is_speaker(label, customer) for label in labels)
