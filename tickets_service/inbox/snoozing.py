"""Until when a ticket can be put aside, in the words of a day at work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tickets_service.errors import Invalid
from tickets_service.inbox.wording import SHOP_ZONE

LATER_IS_IN = timedelta(hours=3)
HALF_AN_HOUR = timedelta(minutes=30)
LAST_HOUR_OF_WORK = 20
MORNING = time(9)
MONDAY = 0
DAYS_OF_A_WEEK = 7


class Snooze(StrEnum):
    LATER_TODAY = "later_today"
    TOMORROW = "tomorrow"
    MONDAY = "monday"
    AT = "at"
    WAKE = "wake"


@dataclass(frozen=True)
class SnoozeChoice:
    choice: Snooze
    until: datetime


def choices(now: datetime) -> list[SnoozeChoice]:
    """Each with the time it means just now. Late in the day nothing is later today; on Sundays Monday is tomorrow."""
    today = now.astimezone(SHOP_ZONE).date()
    offered = [SnoozeChoice(each, _moment(each, now)) for each in (Snooze.LATER_TODAY, Snooze.TOMORROW, Snooze.MONDAY)]
    later, tomorrow, monday = offered
    is_today = later.until.date() == today and later.until.hour <= LAST_HOUR_OF_WORK
    return [*([later] if is_today else []), tomorrow, *([monday] if monday.until != tomorrow.until else [])]


def until(choice: Snooze, written: str, now: datetime) -> datetime | None:
    """When that is. *written* is the date and time of a form, in the shop's zone; None wakes the ticket."""
    if choice is Snooze.WAKE:
        return None
    if choice is not Snooze.AT:
        return _moment(choice, now)
    try:
        return datetime.fromisoformat(written).replace(tzinfo=SHOP_ZONE)
    except ValueError:
        raise Invalid("Until when? Choose a date and a time.", at="is no date and time") from None


def _moment(choice: Snooze, now: datetime) -> datetime:
    there = now.astimezone(SHOP_ZONE)
    if choice is Snooze.LATER_TODAY:
        since_midnight = timedelta(hours=there.hour, minutes=there.minute) + LATER_IS_IN
        halves = -(-since_midnight // HALF_AN_HOUR)
        return _at(there.date(), time()) + halves * HALF_AN_HOUR
    if choice is Snooze.TOMORROW:
        return _at(there.date() + timedelta(days=1), MORNING)
    return _at(there.date() + timedelta(days=DAYS_OF_A_WEEK - (there.weekday() - MONDAY)), MORNING)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, SHOP_ZONE)
