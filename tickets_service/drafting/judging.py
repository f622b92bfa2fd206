"""What to look at in a text before it is sent: its facts, its blocks, the rules of its channel, what is risky."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from tickets_service import guard
from tickets_service.channels import Break, BreakKind, Channel
from tickets_service.channels import check as check_channel
from tickets_service.facts import FactKind, FactSheet, Finding, Verdict
from tickets_service.facts import check as check_facts
from tickets_service.verbatim import Rephrased, rephrased

FACTS_NOT_FRESH = "fact:facts_not_fresh"
"""The key of the mark that says so."""
CHANGING = frozenset(
    {
        FactKind.EVENT,
        FactKind.DATE,
        FactKind.AMOUNT,
        FactKind.PAYMENT,
        FactKind.CARRIER,
        FactKind.TRACKING_NUMBER,
        FactKind.LINK,
        FactKind.RETURN,
        FactKind.STATUS,
    }
)
"""What an order says today and did not yesterday."""
BY_WORD_ALONE = frozenset({"said", "policy", "other_order"})
"""What is quoted of the customer, the shop's own rules, another order: not this order says so."""
LONGEST_EXCERPT = 80
MOST_MARKS = 200


class FactOut(BaseModel):
    """The fact that stands behind a mark."""

    id: str
    label: str
    value: str
    as_of: datetime | None


class Mark(BaseModel):
    """One place of the text. `key` is what is sent along to acknowledge it."""

    key: str
    of: Literal["fact", "channel", "guard", "block"]
    what: str
    """A kind of fact, of a broken rule, or of a risk; the key of a block."""
    verdict: Literal[
        "verified", "contradicted", "unsupported", "breaks_rule", "risk", "dangerous", "rephrased", "outdated"
    ]
    reason: str
    start: int
    end: int
    excerpt: str
    fact: FactOut | None = None
    verbatim: str | None = None
    """What a block says word for word; null: the mark is of something else."""

    @property
    def must_be_acknowledged(self) -> bool:
        return self.verdict not in ("verified", "unsupported")

    @property
    def is_of_the_customer(self) -> bool:
        """What their message asks for: its place is in that message, not in the text."""
        return self.of == "guard" and self.reason == guard.Where.customer


class Checks(BaseModel):
    """`length` and `limit` as the channel counts; `limit` null: it has none."""

    marks: list[Mark]
    length: int
    limit: int | None
    must_acknowledge: list[str]


@dataclass(frozen=True)
class Yardstick:
    """What a text is held against. *sheet* None: nothing is known of an order, so no fact is judged."""

    sheet: FactSheet | None
    channel: Channel
    allowed: guard.Allowed
    said: tuple[str, ...] = ()
    """What the customer wrote: it may be quoted."""
    other_orders: tuple[str, ...] = ()
    """Numbers of the customer's other orders."""
    policies: tuple[str, ...] = ()
    """Passages of articles: their numbers may be repeated."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Texts of the shop that may be placed and not rephrased, by key. Their numbers may be repeated too."""


def judge(text: str, yardstick: Yardstick) -> Checks:
    fit = check_channel(text, yardstick.channel)
    marks = [
        *_facts(text, yardstick),
        *(_broken(text, one) for one in fit.breaks),
        *(_rephrased(text, one, yardstick.blocks[one.key]) for one in rephrased(text, yardstick.blocks)),
        *(_risk(one) for one in guard.inspect(text, _allowed(yardstick)).findings),
    ]
    needed = dict.fromkeys(mark.key for mark in marks if mark.must_be_acknowledged)
    return Checks(marks=marks[:MOST_MARKS], length=fit.length, limit=fit.limit, must_acknowledge=list(needed))


def _allowed(yardstick: Yardstick) -> guard.Allowed:
    """What its channel lets through, as links to the marketplace, is nothing foreign there; nor is an address that the
    shop's own texts name."""
    return replace(
        yardstick.allowed,
        hosts=(*yardstick.allowed.hosts, *yardstick.channel.links.hosts),
        own_texts=(*yardstick.allowed.own_texts, *yardstick.policies, *yardstick.blocks.values()),
    )


def told_as_old(checks: Checks) -> Checks:
    """With a mark of the whole text, where it tells something of the order that may have changed since it was read."""
    if not any(_may_have_changed(mark) for mark in checks.marks):
        return checks
    old = Mark(
        key=FACTS_NOT_FRESH,
        of="fact",
        what=FactKind.STATUS.value,
        verdict="outdated",
        reason="facts_not_fresh",
        start=0,
        end=0,
        excerpt="",
    )
    needed = [FACTS_NOT_FRESH, *checks.must_acknowledge]
    return checks.model_copy(update={"marks": [old, *checks.marks][:MOST_MARKS], "must_acknowledge": needed})


def _may_have_changed(mark: Mark) -> bool:
    return mark.of == "fact" and mark.what in CHANGING and mark.reason not in BY_WORD_ALONE


def unacknowledged(checks: Checks, acknowledged: Iterable[str]) -> list[Mark]:
    """The marks nobody has answered for yet, one of each key."""
    known = set(acknowledged)
    open_ones = {mark.key: mark for mark in checks.marks if mark.must_be_acknowledged and mark.key not in known}
    return list(open_ones.values())


def stored(checks: Checks | None) -> Mapping[str, Any] | None:
    return checks.model_dump(mode="json") if checks is not None else None


def _facts(text: str, yardstick: Yardstick) -> Iterator[Mark]:
    if yardstick.sheet is None:
        return
    policies = (*yardstick.policies, *yardstick.blocks.values())
    placed = list(_placed(text, yardstick.blocks.values()))
    sheet, said, others = yardstick.sheet, yardstick.said, yardstick.other_orders
    for found in check_facts(text, sheet, said=said, policies=policies, others=others):
        if not any(start <= found.start and found.end <= end for start, end in placed):
            yield _fact(text, found)


def _placed(text: str, blocks: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a block stands word for word: it is the shop's own and says nothing of this order."""
    for block in filter(None, (block.strip() for block in blocks)):
        start = text.find(block)
        if start >= 0:
            yield start, start + len(block)


def _fact(text: str, found: Finding) -> Mark:
    verdict: Any = {Verdict.VERIFIED: "verified", Verdict.CONTRADICTED: "contradicted"}.get(
        found.verdict, "unsupported"
    )
    fact = found.fact
    shown = FactOut(id=fact.id, label=fact.label, value=fact.shown_value, as_of=fact.as_of) if fact else None
    mark = _mark("fact", FactKind(found.kind).value, verdict, found.reason, text, found.start, found.end, shown)
    # The same words may be said of something else: who answered for one wrong date has not answered for every other.
    return mark.model_copy(update={"key": f"{mark.key}:{fact.id}"}) if fact else mark


def _broken(text: str, broken: Break) -> Mark:
    """Too long is one thing however long the text is."""
    mark = _mark("channel", broken.kind.value, "breaks_rule", broken.reason, text, broken.start, broken.end)
    return mark.model_copy(update={"key": f"channel:{broken.reason}"}) if broken.kind is BreakKind.length else mark


def _rephrased(text: str, found: Rephrased, verbatim: str) -> Mark:
    """One for each block, however much of it is said in other words."""
    mark = _mark("block", found.key, "rephrased", "not_verbatim", text, found.start, found.end)
    return mark.model_copy(update={"verbatim": verbatim})


def _risk(found: guard.Finding) -> Mark:
    verdict: Any = "dangerous" if found.level is guard.Level.block else "risk"
    excerpt = found.excerpt[:LONGEST_EXCERPT]
    return Mark(
        key=_key("guard", found.key.value, excerpt),
        of="guard",
        what=found.key.value,
        verdict=verdict,
        reason=found.where.value,
        start=found.start,
        end=found.end,
        excerpt=excerpt,
    )


def _mark(  # noqa: PLR0913 - the fields of one mark
    of: Any, what: str, verdict: Any, reason: str, text: str, start: int, end: int, fact: FactOut | None = None
) -> Mark:
    excerpt = text[start:end][:LONGEST_EXCERPT]
    return Mark(
        key=_key(of, what, excerpt),
        of=of,
        what=what,
        verdict=verdict,
        reason=reason,
        start=start,
        end=end,
        excerpt=excerpt,
        fact=fact,
    )


def _key(of: str, what: str, excerpt: str) -> str:
    return f"{of}:{what}:{' '.join(excerpt.casefold().split())}"
