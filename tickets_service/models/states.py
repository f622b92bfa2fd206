"""How a state lives in a table: text with a CHECK that knows every allowed word."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, Text
from sqlalchemy.types import TypeDecorator


class StateText(TypeDecorator[StrEnum]):
    """Text in the table, the enum in code; the table itself refuses other words (see *one_of*)."""

    impl = Text
    cache_ok = True

    def __init__(self, states: type[StrEnum]) -> None:
        super().__init__()
        self.states = states

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        return None if value is None else self.states(value).value

    def process_result_value(self, value: Any, _dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.states(value)


def state_column(states: type[StrEnum]) -> StateText:
    return StateText(states)


def one_of(column: str, states: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({quoted(states)})", name=f"{column}_is_known")


def quoted(states: Iterable[StrEnum]) -> str:
    """The states as an SQL list. They are our own constants, never input."""
    return ", ".join(f"'{state.value}'" for state in states)
