"""What a replay brought, and the figures of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median

from tickets_service.drafting.judging import Checks, Mark
from tickets_service.drafting.learning import changed_share
from tickets_service.drafting.replay.configurations import BUILT_IN, Configuration


@dataclass(frozen=True)
class Measured:
    """A text for a customer, and how it stands against facts, channel and language."""

    text: str
    checks: Checks
    language: str | None
    wanted: str | None

    def _count(self, *verdicts: str) -> int:
        return sum(mark.verdict in verdicts for mark in self.checks.marks)

    @property
    def contradicted(self) -> int:
        return self._count("contradicted")

    @property
    def unsupported(self) -> int:
        return self._count("unsupported")

    @property
    def breaks(self) -> int:
        """Rules of the channel that are broken, each once however often."""
        return len({mark.key for mark in self.checks.marks if mark.verdict == "breaks_rule"})

    @property
    def flags(self) -> int:
        """Of what the text says itself: those of the customer's message are the same for every answer."""
        return sum(mark.verdict in ("risk", "dangerous") for mark in self.marks)

    @property
    def marks(self) -> list[Mark]:
        """Those with a place in the text."""
        return [mark for mark in self.checks.marks if not mark.is_of_the_customer]

    @property
    def is_language_right(self) -> bool | None:
        """None where one of both cannot be told."""
        return None if self.language is None or self.wanted is None else self.language == self.wanted

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Drafted:
    measured: Measured
    similarity: float
    """To what was sent: difflib's ratio over words, 1 for the same words in the same order."""
    cost_usd: Decimal | None
    """Of all calls; None where the model's price is not known."""
    seconds: float
    """That the model took, asking again among them."""
    calls: int


@dataclass(frozen=True)
class Failed:
    reason: str
    cost_usd: Decimal | None = None
    is_refused: bool = False
    """By the endpoint, for good: the next ticket would meet the same."""


Attempt = Drafted | Failed


@dataclass(frozen=True)
class Setting:
    """A configuration as it was used."""

    configuration: Configuration
    model: str
    prompt_version: str

    @property
    def name(self) -> str:
        return self.configuration.name

    @property
    def prompt_name(self) -> str:
        return self.configuration.instructions.name if self.configuration.instructions else BUILT_IN


@dataclass(frozen=True)
class Replayed:
    """One ticket. *attempts* are filled as they come, by the names of their configurations."""

    ticket_id: int
    title: str
    at: datetime
    question: str
    sent: Measured
    facts_read_at: datetime | None
    """None: nothing is stored of an order."""
    attempts: dict[str, Attempt] = field(default_factory=dict)


@dataclass(frozen=True)
class Replay:
    begun_at: datetime
    credential: str
    settings: tuple[Setting, ...]
    tickets: tuple[Replayed, ...]
    asked_for: int
    is_interrupted: bool

    @property
    def has_a_draft(self) -> bool:
        return any(isinstance(one, Drafted) for ticket in self.tickets for one in ticket.attempts.values())


@dataclass(frozen=True)
class Figures:
    """Sums are of all texts; medians are None where there is no text."""

    texts: int
    failed: int
    contradicted: int
    unsupported: int
    breaks: int
    flags: int
    languages_right: int
    languages_told: int
    similarity: float | None
    words: float | None
    cost_usd: Decimal | None
    unpriced: int
    seconds: float | None


def figures_of(replay: Replay, name: str) -> Figures:
    attempts = [ticket.attempts[name] for ticket in replay.tickets if name in ticket.attempts]
    drafted = [attempt for attempt in attempts if isinstance(attempt, Drafted)]
    costs = [attempt.cost_usd for attempt in attempts if attempt.cost_usd is not None]
    return _figures(
        [one.measured for one in drafted],
        failed=len(attempts) - len(drafted),
        similarity=_median([one.similarity for one in drafted]),
        cost_usd=sum(costs, Decimal(0)) if costs else None,
        unpriced=sum(one.cost_usd is None for one in drafted),
        seconds=_median([one.seconds for one in drafted]),
    )


def figures_of_sent(replay: Replay) -> Figures:
    """Of what people sent."""
    sent = [ticket.sent for ticket in replay.tickets]
    return _figures(sent, failed=0, similarity=None, cost_usd=None, unpriced=0, seconds=None)


def similarity(draft: str, sent: str) -> float:
    return 1 - float(changed_share(draft, sent))


def _figures(
    texts: Sequence[Measured],
    *,
    failed: int,
    similarity: float | None,
    cost_usd: Decimal | None,
    unpriced: int,
    seconds: float | None,
) -> Figures:
    told = [one.is_language_right for one in texts if one.is_language_right is not None]
    return Figures(
        texts=len(texts),
        failed=failed,
        contradicted=sum(one.contradicted for one in texts),
        unsupported=sum(one.unsupported for one in texts),
        breaks=sum(one.breaks for one in texts),
        flags=sum(one.flags for one in texts),
        languages_right=sum(told),
        languages_told=len(told),
        similarity=similarity,
        words=_median([one.words for one in texts]),
        cost_usd=cost_usd,
        unpriced=unpriced,
        seconds=seconds,
    )


def _median(numbers: Sequence[float]) -> float | None:
    return median(numbers) if numbers else None
