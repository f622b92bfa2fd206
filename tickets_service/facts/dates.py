"""Dates as people write them in German and English, resolved against today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tickets_service.facts.numbers import IN_WORDS, number_of
from tickets_service.facts.words.calendar import DAYS_FROM_TODAY, MONTHS, ORDINALS, WEEKDAYS

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:\d{4}|['’]\d{2})"
ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])")
DOTTED = re.compile(
    r"(?<![\d.,])(\d{1,2})\.[ \u00a0]?(\d{1,2})\.(?:[ \u00a0]?(\d{4}|\d{2})(?![\d.,]?\d)|(?!\d(?!\d)))|(?<![\d.,])(\d{1,2})\.(\d{1,2})(?![\d.,:]|\s?(?:€|EUR|Uhr|%|[x×]))"
)
BEFORE_A_BARE_DATE = re.compile(
    r"(?:\b(?:am|vom|von|seit|bis|zum|den|dem|der|ab|vor|nach|on|of|from|since|until|by|dated|zw\.)(?: dem)?|\b(?:Mo|Di|Mi|Do|Fr|Sa|So|\w+tag|\w+day)[.,]{0,2}|[:(–-]|^)\s?$",
    re.IGNORECASE,
)
SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d/])")
SLASHED_SHORT = re.compile(
    r"\b(?:on|of|by|until|since|dated|before|after|am|vom|bis|seit|zum|den|(?:morning|today|yesterday|heute|gestern),) (\d{1,2})/(\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
ORDINAL_ALONE = re.compile(
    r"\b(?:on|since|until|by|from) the (\d{1,2})(?:st|nd|rd|th)\b(?! (?:of\b|and\b(?! (?:I|we|you|it|was|has|have)\b)|or\b|to\b|[a-z]*(?:day|floor|order|item|time|edition)s?\b))|"
    r"\b(?:am|vom|seit dem|bis zum|zum) (\d{1,2})\.(?= (?!und\b|bis\b|oder\b)[a-zäöü]|[,;)]|$)",
    re.IGNORECASE | re.MULTILINE,
)
DAY_MONTH = re.compile(
    rf"(?<![\d.,])(\d{{1,2}})(?:\.|st|nd|rd|th)?(?:\s+of)?[\s\u00a0-]{{1,2}}({MONTH})\b\.?(?:,?[\s-]({YEAR})(?!\d))?",
    re.IGNORECASE,
)
MONTH_DAY = re.compile(
    rf"\b({MONTH})\b\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d.:]*\d)(?:,?\s({YEAR})(?!\d))?", re.IGNORECASE
)
MONTH_DAYS = re.compile(
    rf"\b({MONTH})\b\.?\s(\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|–|to|and|or|until)\s?(\d{{1,2}})(?:st|nd|rd|th)?\b",
    re.IGNORECASE,
)
ORDINAL_MONTH = re.compile(rf"\b({'|'.join(ORDINALS)})(?:\s+of)?\s+({MONTH})\b", re.IGNORECASE)
BARE_DAY = re.compile(
    r"(?<![\d.,/-])(\d{1,2})(?:\.|st|nd|rd|th)?\s?(?:-|–|und|bis|oder(?: am)?|to|and|or(?: on)?|/|bis zum|until the|and the)\s?(?:dem\s|den\s|the\s)?$",
    re.IGNORECASE,
)
RELATIVE = re.compile(rf"\b({'|'.join(DAYS_FROM_TODAY)})\b", re.IGNORECASE)
NUMBER = rf"\d{{1,2}}|{IN_WORDS}|einem|einer|a"
AGO = re.compile(
    rf"\b(?:vor\s({NUMBER})\s(Tag(?:en)?|Wochen?|Monat(?:en)?)|({NUMBER})\s(days?|weeks?|months?)\sago|seit\s({NUMBER})\s(Tag(?:en)?|Wochen?)(?=\sunterwegs))\b",
    re.IGNORECASE,
)
DAYS_IN = {"t": 1, "d": 1, "w": 7, "m": 30}
ROUNDLY = {"t": 0, "d": 0, "w": 3, "m": 10}
"""How many days a week or a month "ago" may be more or less, for each of them."""
LAST_WEEK = re.compile(
    r"\b(?:letzte[rnm]? Woche|vergangene[rnm]? Woche|vorige[rnm]? Woche|vor einer Woche|last week|a week ago)\b",
    re.IGNORECASE,
)
PARTS_OF_MONTH = {
    "anfang": 5,
    "mitte": 15,
    "ende": 26,
    "early": 5,
    "the beginning of": 5,
    "mid": 15,
    "mid-": 15,
    "late": 26,
    "the end of": 26,
}
PART_OF_MONTH = re.compile(rf"\b({'|'.join(PARTS_OF_MONTH)})\s?({MONTH})\b(?!\.?\s?\d)", re.IGNORECASE)
LAST_MONTH = re.compile(r"\b(?:(?:im )?(?:letzten|vorigen|vergangenen) Monat|last month)\b", re.IGNORECASE)
A_WEEK, TEN_DAYS, A_MONTH, NEAR = 7, 10, 16, 28
WEEKDAY = re.compile(rf"\b({'|'.join(name for name in WEEKDAYS if len(name) > 5)})\b(?!s)", re.IGNORECASE)  # noqa: PLR2004
WEEKDAY_BEFORE = re.compile(
    rf"\b({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\b[.,]?\s\(?(?:(?:den|dem|der|the)\s)?$", re.IGNORECASE
)
CENTURY = 2000
MORNING = re.compile(r"(?:am|guten|heute|gestern|diesen|jeden)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    start: int
    end: int
    value: date | None
    """None where there is no such day."""
    has_year: bool = True
    is_relative: bool = False
    weekday: int | None = None
    """The weekday named beside the date."""
    otherwise: date | None = None
    """How an American would read it."""
    has_month: bool = True
    """False for "on the 25th": the value is the one nearest to today."""
    slack: int = 0
    """How many days it may be off: "two weeks ago" is no exact day. Of a weekday, how many days ago it may be."""


def find_days(text: str, today: date) -> list[Day]:
    written = written_days(text, today)
    return sorted(written + relative_days(text, today, written), key=lambda day: day.start)


def written_days(text: str, today: date) -> list[Day]:
    days = [day_at(at.start(), at.end(), at.group(3), at.group(2), at.group(1), today) for at in ISO.finditer(text)]
    for at in MONTH_DAYS.finditer(text):
        days.append(day_at(at.start(), at.end(2), at.group(2), str(MONTHS[at.group(1).lower()]), None, today))
        days.append(day_at(at.start(3), at.end(), at.group(3), str(MONTHS[at.group(1).lower()]), None, today))
    for at in DAY_MONTH.finditer(text):
        days += with_day_before(text, at, today)
    for at in MONTH_DAY.finditer(text):
        days.append(day_at(at.start(), at.end(), at.group(2), str(MONTHS[at.group(1).lower()]), at.group(3), today))
    for at in ORDINAL_MONTH.finditer(text):
        number = str(ORDINALS[at.group(1).lower()])
        days.append(day_at(at.start(), at.end(), number, str(MONTHS[at.group(2).lower()]), None, today))
    for at in DOTTED.finditer(text):
        day, month = at.group(1) or at.group(4), at.group(2) or at.group(5)
        if at.group(1) is None and not BEFORE_A_BARE_DATE.search(text, max(0, at.start() - 14), at.start()):
            continue
        if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:  # noqa: PLR2004 - else it is a price or a version
            days.append(day_at(at.start(), at.end(), day, month, at.group(3), today))
            days += bare_days(text, at.start(), month, at.group(3), today)
    days += [*slashed_days(text, today), *days_without_month(text, today)]
    days.sort(key=lambda day: (day.start, -day.end))
    return [with_weekday_before(text, day) for day in without_overlaps(days)]


def without_overlaps(days: list[Day]) -> list[Day]:
    kept: list[Day] = []
    for day in days:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def with_day_before(text: str, at: re.Match[str], today: date) -> list[Day]:
    month = str(MONTHS[at.group(2).lower()])
    end = at.end() if at.group(3) else at.end(2)
    day = day_at(at.start(), end, at.group(1), month, at.group(3), today)
    return [day, *bare_days(text, at.start(), month, at.group(3), today)]


def bare_days(text: str, place: int, month: str, year: str | None, today: date) -> list[Day]:
    """The 12 of "12.-14. März"."""
    before = BARE_DAY.search(text, max(0, place - 20), place)
    if before is None:
        return []
    return [day_at(before.start(1), before.end(1), before.group(1), month, year, today)]


def slashed_days(text: str, today: date) -> Iterator[Day]:
    """15/09/2026, or 09/15/2026 as an American writes it; without a year behind "on" and the like."""
    for at in SLASHED.finditer(text):
        day = day_at(at.start(), at.end(), at.group(1), at.group(2), at.group(3), today)
        american = day_at(at.start(), at.end(), at.group(2), at.group(1), at.group(3), today)
        yield replace(day, value=day.value or american.value, otherwise=american.value)
    for at in SLASHED_SHORT.finditer(text):
        day = day_at(at.start(1), at.end(), at.group(1), at.group(2), None, today)
        american = day_at(at.start(1), at.end(), at.group(2), at.group(1), None, today)
        if day.value or american.value:
            yield replace(day, value=day.value or american.value, otherwise=american.value)


def days_without_month(text: str, today: date) -> Iterator[Day]:
    for at in ORDINAL_ALONE.finditer(text):
        group = 1 if at.group(1) else 2
        around = (today + timedelta(days=far if ahead else -far) for far in range(16) for ahead in (False, True))
        value = next((day for day in around if day.day == int(at.group(group))), None)
        if value is not None:
            yield Day(at.start(group), at.end(), value, has_year=False, has_month=False)


def day_at(start: int, end: int, day: str, month: str, year: str | None, today: date) -> Day:
    number = today.year if year is None else int(year.lstrip("'’"))
    if year is not None and number < CENTURY // 20:
        number += CENTURY
    if year is None and int(month) - today.month > 6:  # noqa: PLR2004 - in January, December is the last one
        number -= 1
    elif year is None and today.month - int(month) > 6:  # noqa: PLR2004
        number += 1
    try:
        value = date(number, int(month), int(day))
    except ValueError:
        value = None
    return Day(start, end, value, has_year=year is not None)


def with_weekday_before(text: str, day: Day) -> Day:
    before = WEEKDAY_BEFORE.search(text, max(0, day.start - 20), day.start)
    if before is None:
        return day
    weekday = WEEKDAYS[before.group(1).lower()]
    return replace(day, weekday=weekday)


def relative_days(text: str, today: date, written: list[Day]) -> list[Day]:
    days = []
    with_weekday = {day.start for day in written if day.weekday is not None}
    for at in RELATIVE.finditer(text):
        if at.group(1) == "Morgen" or (
            at.group(1) == "morgen" and MORNING.search(text, max(0, at.start() - 10), at.start())
        ):
            continue
        value = today + timedelta(days=DAYS_FROM_TODAY[at.group(1).lower()])
        days.append(Day(at.start(), at.end(), value, is_relative=True))
    for at in AGO.finditer(text):
        word, unit = [group for group in at.groups() if group]
        number, kind = number_of(word) or 1, unit[0].lower()
        slack = ROUNDLY[kind] * number + (1 if at.group(5) else 0)
        value = today - timedelta(days=DAYS_IN[kind] * number)
        days.append(Day(at.start(), at.end(), value, is_relative=True, slack=slack))
    return days + months(text, today, written) + weekdays(text, with_weekday)


def months(text: str, today: date, written: list[Day]) -> list[Day]:
    """ "At the end of October", "last month": some ten days, or a whole month."""
    days = []
    for at in PART_OF_MONTH.finditer(text):
        day = day_at(
            at.start(),
            at.end(),
            str(PARTS_OF_MONTH[at.group(1).lower()]),
            str(MONTHS[at.group(2).lower()]),
            None,
            today,
        )
        days.append(replace(day, is_relative=True, slack=TEN_DAYS))
    for at in LAST_MONTH.finditer(text):
        middle = (today.replace(day=1) - timedelta(days=1)).replace(day=15)
        days.append(Day(at.start(), at.end(), middle, is_relative=True, slack=A_MONTH))
    taken = {place for day in written for place in range(day.start, day.end)}
    return [day for day in days if taken.isdisjoint(range(day.start, day.end))]


def weekdays(text: str, with_date: set[int]) -> list[Day]:
    """ "On Friday" is one of the last seven days or the next; "on Friday last week" one of the last fourteen."""
    days = []
    for at in WEEKDAY.finditer(text):
        if with_date.isdisjoint(range(at.end(), at.end() + 8)):
            is_last_week = LAST_WEEK.search(text, max(0, at.start() - NEAR), at.end() + NEAR) is not None
            slack = 2 * A_WEEK if is_last_week else A_WEEK
            weekday = WEEKDAYS[at.group(1).lower()]
            days.append(Day(at.start(), at.end(), None, is_relative=True, weekday=weekday, slack=slack))
    return days
