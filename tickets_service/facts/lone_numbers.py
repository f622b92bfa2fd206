"""Numbers that no noun follows: "you were charged for four", "auf der Rechnung stehen vier"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tickets_service.facts.counting_forms import (
    LENGTHS_AND_WEIGHTS,
    NUMBER,
    OF_ALL_UNIT,
    OF_KNOWN_UNIT,
    OF_THEM_UNIT,
    PACKED,
)
from tickets_service.facts.numbers import IN_WORDS

END = r"(?=\s*(?:[.,;:!?)](?!\d)|\Z|\n))"
YOU = r"(?:Sie|du|ihr|euch|Ihnen|dir)"
BOUGHT = r"(?:bestellt|gekauft|geordert|bezahlt|genommen|berechnet)"
PAPER = r"(?:Rechnung|Bestellung|Auftrag|Lieferschein|Packliste)"
ALL = re.compile(
    rf"\b(?:charged|billed|invoiced|paid|asked|order\sis|orders?)\sfor\s(?:all\s|the\s)?({NUMBER}){END}|"
    rf"\b(?:invoice|order|receipt|list|note|records?)\s(?:lists?|shows?|says?|states?|has|have)\s({NUMBER}){END}|"
    rf"\b(?:I\scount|there\sare|you\shave)\s({NUMBER})(?=\s(?:in|on)\s(?:your|this|the)\sorder\b)|"
    rf"\bit\swas\s({NUMBER})(?=\s(?:that\s)?you\s(?:ordered|bought|paid)\b)|"
    rf"\b{YOU}\s(?:haben|hatten|hast|hattest|habt|hattet|wurden)\s({NUMBER})(?=\s{BOUGHT}\b)|"
    rf"\b{BOUGHT}\s(?:haben|hatten|hast|hattest|waren|wurden)\s(?:{YOU}\s)?({NUMBER})(?:(?=\s(?:{PACKED}|{LENGTHS_AND_WEIGHTS}|Stück)\b)|{END})|"
    rf"\b(?:auf|laut|gemäß|in)\s(?:(?:der|dem|Ihrer|Ihrem|deiner|deinem)\s)?{PAPER}\s(?:stehen|sind|waren)\s(?:es\s)?({NUMBER}){END}|"
    rf"\b(?:Bestellung|Auftrag)\süber\s({NUMBER}){END}|"
    rf"\bes\s(?:müssten|sollten)\s({NUMBER})(?=\s(?:sein|drin)\b)|"
    rf"\b(?:jede[srn]?|keine?[srn]?|eine?[srnm]?|Hälfte)\s(?:der|Ihrer|deiner|von|von\sden)\s({IN_WORDS})(?=\s(?:ist|sind|war|waren|kam|kamen|fehlt|fehlen|ging|hat|haben)\b|[.,;!?])|"
    rf"\b(?:an)?statt\s(?:der\s|den\s)?({IN_WORDS})(?=\s(?:kam|kamen|lag|lagen|nur|sind|waren)\b)|"
    rf"\ballen\s({IN_WORDS}){END}",
    re.IGNORECASE,
)
KNOWN = re.compile(
    rf"\b(?:your|Ihre|deine)\s({IN_WORDS})(?=\s(?:arrived|were|are|went|left|have|had|kamen|waren|sind|liegen|gingen)\b)",
    re.IGNORECASE,
)
SENT = r"(?:verschickt|geschickt|gesendet|versendet|versandt|gepackt|verpackt|beigelegt)"
SOME = re.compile(
    rf"\b(?:we|we've|I|I've)\s(?:sent|packed|put|shipped|dispatched)\s(?:you\s)?({NUMBER})(?=\s(?:in|out|off|to)\b|\s*[.;!])|"
    rf"\bthe\s(?:first|other|last)\s({IN_WORDS}){END}|\bdie\s(?:ersten|anderen|letzten)\s({IN_WORDS}){END}|"
    rf"\byou\sshould\shave\s(?:received\s|got\s)?({NUMBER}){END}|"
    rf"(?<=[.!?]\s)({IN_WORDS})(?=\s(?:went\sout|left\s(?:us|our)|arrived|came)\b)|"
    rf"\b(?:wir\shaben|ich\shabe)\s(?:{YOU}\s)?({NUMBER})(?=\s{SENT}\b)|"
    rf"\b{YOU}\s(?:sollten|solltest|müssten)\s({NUMBER})(?=\s(?:bekommen|erhalten)\shaben\b)|"
    rf"\bim\s(?:Paket|Karton)\s(?:sind|liegen|lagen|waren|müssten|sollten)\s({NUMBER})(?=\s(?:liegen|sein)\b|\s*[.,;!])",
    re.IGNORECASE,
)
"""So many at most: the others may come later."""


def lone_numbers(text: str) -> Iterator[tuple[re.Match[str], int, str]]:
    """Where a number stands, its group, and what it is of (a unit of quantities)."""
    for pattern, unit in ((ALL, OF_ALL_UNIT), (KNOWN, OF_KNOWN_UNIT), (SOME, OF_THEM_UNIT)):
        for at in pattern.finditer(text):
            if at.lastindex and at.group(at.lastindex).lower() != "one":
                yield at, at.lastindex, unit
