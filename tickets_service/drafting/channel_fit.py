"""Making a text fit its channel without losing what it says: what a model is told, what came of it, and the cut that is
offered when nothing did. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tickets_service.channels import BreakKind, Channel, Fit, check, cut, take_apart
from tickets_service.errors import Invalid
from tickets_service.facts import FactSheet, Verdict
from tickets_service.facts import check as check_facts
from tickets_service.finding import find_links
from tickets_service.finding.spans import Span
from tickets_service.markup.plain import tidy

AIM = 0.95
"""Of what the channel takes: models count badly."""
NUMBERED = re.compile(r"[^\s()\[\]„“”\"»«<>]*\d[^\s()\[\]„“”\"»«<>]*")
"""A word with a digit: a number, an amount, a date, a tracking number."""
WORD = re.compile(r"\w")
AROUND = ".,;:!?…'\N{RIGHT SINGLE QUOTATION MARK}"
NAMED = {
    BreakKind.link: "links",
    BreakKind.email: "e-mail addresses",
    BreakKind.phone: "phone numbers",
    BreakKind.social: "names of social networks",
}
NOTHING_LEFT = {
    BreakKind.link: (
        "It cannot be made to fit: its channel allows no links, and no sentence would be left without them."
    ),
    BreakKind.email: (
        "It cannot be made to fit: its channel allows no e-mail addresses, and no sentence would be left without them."
    ),
    BreakKind.phone: (
        "It cannot be made to fit: its channel allows no phone numbers, and no sentence would be left without them."
    ),
    BreakKind.social: (
        "It cannot be made to fit: its channel allows no social networks, and no sentence would be left without them."
    ),
    BreakKind.phrase: (
        "It cannot be made to fit: its channel does not allow some of its words, and no sentence would be left "
        "without them."
    ),
    BreakKind.auto_reply: (
        "It cannot be made to fit: its words sound like an automatic reply, and no sentence would be left without them."
    ),
}
TOO_LONG = "It cannot be made to fit: it is too long for its channel, and no sentence of it is short enough."
LOST_SHOWN = 8


@dataclass(frozen=True)
class Attempt:
    """*lost* are passages of the former text whose facts are not in this one."""

    text: str
    fit: Fit
    lost: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return self.says_anything and self.fit.is_fit and not self.lost

    @property
    def says_anything(self) -> bool:
        """More than a greeting and a closing."""
        return any(WORD.search(sentence) for sentence in take_apart(self.text).sentences)


@dataclass(frozen=True)
class Target:
    """*text* is to keep the rules of *channel*; *sheet* None: nothing is known of an order."""

    text: str
    channel: Channel
    sheet: FactSheet | None

    def reached_by(self, text: str) -> Attempt:
        return Attempt(text, check(text, self.channel), tuple(self._lost(text)))

    def task(self, last: Attempt | None) -> str:
        """What a model is to do; *last* is what it made before, and what was wrong with that is named."""
        fit = check(self.text, self.channel)
        wishes = [self._length_wish(fit), *self._content_wishes(fit)]
        told = f"make it fit its channel: {'; '.join(wish for wish in wishes if wish)}."
        told += " Leave out repetition and pleasantries first; keep greeting, closing and every fact."
        return f"{told} {self._complaint(last)}".strip() if last else told

    def cut(self, tries: Sequence[Attempt]) -> Attempt:
        """Of the last text that lost nothing, else of the former one. Raises Invalid where nothing would be left."""
        whole = [tried.text for tried in tries if tried.says_anything and not tried.lost]
        made = self.reached_by(cut(whole[-1] if whole else self.text, self.channel))
        if not made.says_anything:
            raise Invalid(self._in_the_way())
        return made

    def _in_the_way(self) -> str:
        """What goes whole sentences at a time comes before the length, which only shortens."""
        broken = {one.kind for one in check(self.text, self.channel).breaks}
        return next((sentence for kind, sentence in NOTHING_LEFT.items() if kind in broken), TOO_LONG)

    def _most(self, fit: Fit) -> int | None:
        """Characters of the text itself, without what the channel counts beside them."""
        return None if fit.limit is None else max(1, int((fit.limit - fit.length + len(tidy(self.text))) * AIM))

    def _length_wish(self, fit: Fit) -> str:
        most = self._most(fit)
        return "" if most is None else f"at most {most} characters, with blanks and line breaks"

    def _content_wishes(self, fit: Fit) -> Iterator[str]:
        broken = {one.kind for one in fit.breaks}
        if unwanted := [name for kind, name in NAMED.items() if kind in broken]:
            yield f"no {' and no '.join(unwanted)}"
        if phrases := self._excerpts(fit, BreakKind.phrase, BreakKind.auto_reply):
            yield f"without the words {phrases}"

    def _complaint(self, last: Attempt) -> str:
        most = self._most(check(self.text, self.channel))
        said = [f"what was lost: {', '.join(last.lost)}"] if last.lost else []
        if any(one.kind is BreakKind.length for one in last.fit.breaks):
            said.append(f"{len(last.text)} characters, where {most} are the most")
        if any(one.kind is not BreakKind.length for one in last.fit.breaks):
            said.append("something the channel does not allow was still in it")
        return f"A first try failed: {'; '.join(said)}." if said else ""

    def _excerpts(self, fit: Fit, *kinds: BreakKind) -> str:
        found = dict.fromkeys(self.text[one.start : one.end] for one in fit.breaks if one.kind in kinds)
        return ", ".join(f'"{excerpt}"' for excerpt in found)

    def _lost(self, text: str) -> list[str]:
        """What must go is not missed."""
        forbidden = [one for one in check(self.text, self.channel).breaks if one.kind is not BreakKind.length]
        kept = {span.value for span in _facts_in(text, self.sheet)}
        missing = [
            self.text[span.start : span.end]
            for span in sorted(_facts_in(self.text, self.sheet))
            if span.value not in kept and not any(one.start < span.end and span.start < one.end for one in forbidden)
        ]
        return list(dict.fromkeys(missing))[:LOST_SHOWN]


def _facts_in(text: str, sheet: FactSheet | None) -> Iterator[Span]:
    """Words with a digit and links by their letters, and what agrees with the order by the fact it agrees with."""
    for match in NUMBERED.finditer(text):
        word = match[0].strip(AROUND)
        start = match.start() + match[0].index(word)
        yield Span(start, start + len(word), word)
    yield from (Span(link.start, link.end, link.value) for link in find_links(text))
    for found in check_facts(text, sheet) if sheet is not None else ():
        if found.verdict is Verdict.VERIFIED and found.fact is not None:
            yield Span(found.start, found.end, f"fact {found.fact.id}")
