"""A figure: what must be reached, what was, and the absolute numbers it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

WIDTH_WHERE_NOBODY_LOOKS = 180


@dataclass(frozen=True)
class Figure:
    name: str
    must: str
    reached: str
    numbers: str
    is_reached: bool

    @classmethod
    def at_least(cls, name: str, bound: float, value: float, numbers: str) -> Figure:
        return cls(name, f">= {bound:.2f}", f"{value:.3f}", numbers, value >= bound)

    @classmethod
    def at_most(cls, name: str, bound: float, value: float, numbers: str, *, unit: str = "") -> Figure:
        return cls(name, f"<= {bound:g}{unit}", f"{value:.2f}{unit}", numbers, value <= bound)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that *share* of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def show(figures: Sequence[Figure]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH_WHERE_NOBODY_LOOKS)
    table = Table("figure", "must reach", "reached", "absolute numbers", "", show_lines=True)
    for figure in figures:
        verdict = "pass" if figure.is_reached else "[bold red]MISSED[/]"
        table.add_row(figure.name, figure.must, figure.reached, figure.numbers, verdict)
    console.print(table)
