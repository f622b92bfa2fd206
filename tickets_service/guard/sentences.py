"""Sentences with the dots that end none put away, so that a date does not hide what is said around it."""

import re

_NO_END = re.compile(
    r"\d\.(?=\d)|(?<!\d)\d{1,2}\.(?=\s?[^\W\d_])"
    r"|(?<![^\W_])(?:[a-z]|inkl|incl|exkl|excl|zzgl|abzgl|ca|approx|bzw|ggf|ggfs|evtl|vsl|voraus|nr|art|str|st|stk|tel|bspw|usw|etc|mio"
    r"|jan|feb|mär|apr|jun|jul|aug|sep|sept|okt|oct|nov|dez|dec|hr|fr|dr|mr|mrs|ms)\.(?=\s?\w)",
    re.IGNORECASE,
)
IN_PLACE_OF_A_DOT = "\N{MIDDLE DOT}"


def joined(text: str) -> str:
    """As long as before: `am 27.11. auf`, `inkl. Versand` and `z. B.` hold no end of a sentence any more."""
    return _NO_END.sub(lambda found: found[0].replace(".", IN_PLACE_OF_A_DOT), text)
