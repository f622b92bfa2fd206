"""Dates as people and machines write them."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "jan feb mär apr mai jun jul aug sep okt nov dez", "jan feb mar apr may jun jul aug sep oct nov dec",
    "janv févr mars avr mai juin juil août sept oct nov déc",
)  # fmt: skip
SPELLED = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
DATE = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ](?P<t>\d\d:\d\d))?"
    r"|(?P<d2>\d{1,2})[./](?P<m2>\d{1,2})[./](?P<y2>20\d\d)(?:,? +(?P<t2>\d\d:\d\d))?"
    r"|(?P<d3>\d{1,2})\.? (?P<name>[A-Za-zÀ-ÿ]{3,9})\.? (?P<y3>20\d\d)"
    r"|(?P<name4>[A-Z][a-z]{2,8})\.? (?P<d4>\d{1,2}), (?P<y4>20\d\d))"
)


def first_date(text: str) -> str | None:
    """In a form that sorts, with the time if there is one; None when no date stands in *text*."""
    for found in DATE.finditer(text):
        day = _day(found)
        if day is not None:
            return f"{day.isoformat()} {found['t'] or found['t2'] or ''}".strip()
    return None


def spelled(moment: str, language: str) -> str:
    day = date.fromisoformat(moment[:10])
    month = SPELLED[language].split()[day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"


def _day(found: re.Match[str]) -> date | None:
    name = found["name"] or found["name4"]
    month = _month(name) if name else int(found["m"] or found["m2"])
    year = int(found["y"] or found["y2"] or found["y3"] or found["y4"])
    day = int(found["d"] or found["d2"] or found["d3"] or found["d4"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """0 for a word that is no month."""
    for names in MONTHS:
        for place, month in enumerate(names.split(), start=1):
            if name.casefold().startswith(month):
                return place
    return 0
