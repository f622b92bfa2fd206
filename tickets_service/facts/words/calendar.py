"""Months, weekdays and days by name."""


def numbered(lines: str, *, start: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(lines.split(), start=start) for name in names.split("|")}


MONTH_NAMES = """
januar|jänner|january|jan february|februar|feber|feb märz|maerz|march|mär|mrz|mar april|apr mai|may juni|june|jun
juli|july|jul august|aug september|sept|sep oktober|october|okt|oct november|nov dezember|december|dez|dec
"""
WEEKDAY_NAMES = """
montag|monday|mo|mon dienstag|tuesday|di|tue|tues mittwoch|wednesday|mi|wed donnerstag|thursday|do|thu|thur|thurs
freitag|friday|fr|fri samstag|sonnabend|saturday|sa|sat sonntag|sunday|so|sun
"""
ORDINAL_NAMES = """
ersten|erster|first zweiten|zweiter|second dritten|dritter|third vierten|fourth fünften|fifth sechsten|sixth
siebten|siebenten|seventh achten|eighth neunten|ninth zehnten|tenth elften|eleventh zwölften|twelfth
"""
MONTHS = numbered(MONTH_NAMES, start=1)
WEEKDAYS = numbered(WEEKDAY_NAMES, start=0)
ORDINALS = numbered(ORDINAL_NAMES, start=1)
DAYS_FROM_TODAY = {
    "vorgestern": -2, "gestern": -1, "gestrigen tag": -1, "heute": 0, "morgen": 1, "übermorgen": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0,
}  # fmt: skip
