"""The page of figures: bars for each day, drawn by numbers, and the tables that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tickets_service.drafting.figures import DayUses, Figures, GroupUses, Unused
from tickets_service.inbox.languages import N_
from tickets_service.models import Intent, Use

PERIODS = (7, 30, 90)
USUAL_PERIOD = 30
WIDTH, HEIGHT = 720, 180
SHARE_OF_STEP = 0.72
"""The rest of a day's step is the gap to the next."""
STACK = (Use.AS_IS, Use.LIGHT, Use.HEAVY, Use.DISCARDED)
"""From the ground up."""


INTENTS = {
    Intent.WHERE_IS_IT: N_("Where is it?"),
    Intent.DAMAGED: N_("Damaged"),
    Intent.WRONG_ITEM: N_("Wrong item"),
    Intent.MISSING_ITEM: N_("Missing item"),
    Intent.RETURN: N_("Return"),
    Intent.CANCEL: N_("Cancellation"),
    Intent.INVOICE: N_("Invoice"),
    Intent.PAYMENT: N_("Payment"),
    Intent.ADDRESS_CHANGE: N_("Change of address"),
    Intent.PRODUCT_QUESTION: N_("Question about a product"),
    Intent.COMPLAINT: N_("Complaint"),
    Intent.THANKS: N_("Thanks"),
    Intent.OTHER: N_("Other"),
}


class Named(StrEnum):
    """How the names of a group are said."""

    INTENT = "intent"
    CHANNEL = "channel"
    LANGUAGE = "language"
    AS_IT_IS = "as_it_is"


@dataclass(frozen=True)
class Bar:
    use: Use
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Group:
    heading: str
    named: Named
    lines: Sequence[GroupUses]


@dataclass(frozen=True)
class FiguresView:
    days: int
    figures: Figures
    bars: Sequence[Bar]
    most: int
    """Answers of the busiest day."""
    active_days: Sequence[DayUses]
    """Newest first; days without an answer are left out of the table."""
    groups: Sequence[Group]
    periods: Sequence[int] = PERIODS
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def first_day(self) -> date:
        return self.figures.days[0].day

    @property
    def last_day(self) -> date:
        return self.figures.days[-1].day

    @property
    def unused(self) -> Sequence[Unused]:
        return self.figures.unused


def figures_view(figures: Figures, days: int) -> FiguresView:
    groups = (
        Group(N_("By intent"), Named.INTENT, figures.intents),
        Group(N_("By channel"), Named.CHANNEL, figures.channels),
        Group(N_("By language"), Named.LANGUAGE, figures.languages),
        Group(N_("By model"), Named.AS_IT_IS, figures.models),
        Group(N_("By prompt version"), Named.AS_IT_IS, figures.prompt_versions),
    )
    most = max(day.total for day in figures.days)
    active = [day for day in reversed(figures.days) if day.total]
    return FiguresView(days, figures, bars(figures.days), most, active, groups)


def bars(days: Sequence[DayUses]) -> list[Bar]:
    """Stacked from the ground; the busiest day reaches the top."""
    most = max((day.total for day in days), default=0)
    step = WIDTH / max(1, len(days))
    found = []
    for place, day in enumerate(days):
        below = 0
        for use in STACK:
            count = getattr(day, use.value)
            if count:
                below += count
                x, y = place * step + step * (1 - SHARE_OF_STEP) / 2, HEIGHT - HEIGHT * below / most
                found.append(
                    Bar(use, round(x, 2), round(y, 2), round(step * SHARE_OF_STEP, 2), round(HEIGHT * count / most, 2))
                )
    return found
