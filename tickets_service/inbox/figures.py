"""The page of figures: bars for each day, drawn by numbers, and the tables that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tickets_service.drafting.figures import DayUses, Figures, GroupUses, Unused
from tickets_service.inbox.languages import N_
from tickets_service.models import Use

PERIODS = (7, 30, 90)
USUAL_PERIOD = 30
WIDTH, HEIGHT = 720, 180
SHARE_OF_STEP = 0.72
"""The rest of a day's step is the gap to the next."""
STACK = (Use.AS_IS, Use.LIGHT, Use.HEAVY, Use.DISCARDED)
"""From the ground up."""


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
        Group(N_("By intent"), figures.intents),
        Group(N_("By channel"), figures.channels),
        Group(N_("By language"), figures.languages),
        Group(N_("By model"), figures.models),
        Group(N_("By prompt version"), figures.prompt_versions),
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
