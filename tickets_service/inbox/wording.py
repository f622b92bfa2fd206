"""Times, money and numbers as people of a language write them. Plenty is a German system: its clock is Berlin's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent

from tickets_service.facts.sheet import Value
from tickets_service.inbox.languages import LOCALES, translations

UNKNOWN = "\N{EN DASH}"
SHOP_ZONE = ZoneInfo("Europe/Berlin")
DAYS_WITH_A_NAME = 6


class Wording:
    """The filters of the templates in one language."""

    def __init__(self, language: str) -> None:
        self._locale = LOCALES[language]
        self._gettext = translations(language).gettext

    def full(self, moment: datetime) -> str:
        pattern = "d. MMM yyyy, HH:mm" if self._locale == "de_DE" else "d MMM yyyy, HH:mm"
        return str(format_datetime(moment, pattern, tzinfo=SHOP_ZONE, locale=self._locale))

    def clock(self, moment: datetime) -> str:
        """As short as it can be in a list: the time today, then the day's name, then the date."""
        there, today = moment.astimezone(SHOP_ZONE), datetime.now(SHOP_ZONE).date()
        if there.date() == today:
            return str(format_time(there, "HH:mm", tzinfo=SHOP_ZONE, locale=self._locale))
        if there.date() == today - timedelta(days=1):
            return str(self._gettext("Yesterday"))
        if timedelta(0) < today - there.date() <= timedelta(days=DAYS_WITH_A_NAME):
            return str(format_date(there.date(), "EEEE", locale=self._locale))
        return self.day(there.date()) if there.year != today.year else self._short_day(there.date())

    def moment(self, moment: datetime) -> str:
        """The day in words where it is near, and the time."""
        there, today = moment.astimezone(SHOP_ZONE), datetime.now(SHOP_ZONE).date()
        time = format_time(there, "HH:mm", tzinfo=SHOP_ZONE, locale=self._locale)
        if there.date() == today:
            return str(self._gettext("Today, %(time)s")) % {"time": time}
        if there.date() == today - timedelta(days=1):
            return str(self._gettext("Yesterday, %(time)s")) % {"time": time}
        if there.date() == today + timedelta(days=1):
            return str(self._gettext("Tomorrow, %(time)s")) % {"time": time}
        if timedelta(0) < there.date() - today <= timedelta(days=DAYS_WITH_A_NAME):
            return f"{format_date(there.date(), 'EEEE', locale=self._locale)}, {time}"
        return f"{self.day(there.date())}, {time}"

    def within(self, moment: datetime) -> str:
        """The same in the middle of a sentence: `since today, 11:58`."""
        there, today = moment.astimezone(SHOP_ZONE), datetime.now(SHOP_ZONE).date()
        time = format_time(there, "HH:mm", tzinfo=SHOP_ZONE, locale=self._locale)
        if there.date() == today:
            return str(self._gettext("today, %(time)s")) % {"time": time}
        if there.date() == today - timedelta(days=1):
            return str(self._gettext("yesterday, %(time)s")) % {"time": time}
        if there.date() == today + timedelta(days=1):
            return str(self._gettext("tomorrow, %(time)s")) % {"time": time}
        return self.moment(moment)

    def short_moment(self, moment: datetime) -> str:
        """Some days ahead: `Mo., 09:00`."""
        return str(format_datetime(moment, "EEE, HH:mm", tzinfo=SHOP_ZONE, locale=self._locale))

    def day(self, moment: date | datetime) -> str:
        on = moment.astimezone(SHOP_ZONE).date() if isinstance(moment, datetime) else moment
        return str(format_date(on, "dd.MM.yyyy" if self._locale == "de_DE" else "d MMM yyyy", locale=self._locale))

    def span(self, seconds: float) -> str:
        """`12 Minuten`, `3 days`."""
        return str(format_timedelta(timedelta(seconds=abs(seconds)), threshold=1.0, locale=self._locale))

    def ago(self, moment: datetime) -> str:
        seconds = min(0.0, (moment - datetime.now(UTC)).total_seconds())
        if seconds > -60:  # noqa: PLR2004 - a minute
            return str(self._gettext("just now"))
        return str(format_timedelta(timedelta(seconds=seconds), add_direction=True, locale=self._locale))

    def money(self, amount: Decimal, currency: str | None = None) -> str:
        return str(format_currency(amount, currency or "EUR", locale=self._locale))

    def value(self, value: Value, currency: str | None = None) -> str:
        """Of a fact."""
        if isinstance(value, bool):
            return str(self._gettext("yes") if value else self._gettext("no"))
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, Decimal):
            return self.money(value, currency) if currency else self.number(value)
        return value

    def language_name(self, code: str) -> str:
        """`Deutsch`; the code itself where it names no language we know."""
        name = Locale.parse(self._locale).languages.get(code.lower())
        return str(name) if name else code.upper()

    def number(self, value: Decimal | int) -> str:
        return str(format_decimal(value, locale=self._locale))

    def share(self, value: float | None) -> str:
        """A dash for None."""
        return UNKNOWN if value is None else str(format_percent(value, locale=self._locale))

    def dollars(self, amount: Decimal | None) -> str:
        """With the small parts a draft costs; a dash for None."""
        if amount is None:
            return UNKNOWN
        return str(format_currency(amount, "USD", "#,##0.0000 ¤", locale=self._locale, currency_digits=False))

    def _short_day(self, on: date) -> str:
        return str(format_date(on, "d. MMM" if self._locale == "de_DE" else "d MMM", locale=self._locale))
