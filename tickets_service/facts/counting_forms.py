"""The forms in which people write how many there are, as patterns."""

from __future__ import annotations

import re

from tickets_service.facts.numbers import IN_WORDS

NUMBER = rf"(?<![\w.,/-])(?:\d{{1,3}}(?!\d)|(?:{IN_WORDS})\b(?!-\w))"
PIECES = r"Stück|Stk\b\.?|Stck\b\.?|(?-i:St\.)|Exemplaren?|Einheit(?:en)?|Packung(?:en)?|Garnitur(?:en)?|Packs?|Rollen?|rolls?|Flaschen?|bottles?|pieces?|pcs\b\.?|units?|Paare?|pairs?|sets?|copies"
GOODS = r"Artikeln?|Positionen|Produkten?|items?|articles?|products?|Teilen?|Geräten?|devices?|goods"
CONTAINERS = (
    r"Säcken?|Netzen?|Strängen?|Fläschchen|Tütchen|Döschen|Gläschen|Röhrchen|Stangen?|Barren|Dosen?|Beuteln?|Tüten?|Gläsern?|Tuben?|Kisten?|Eimern?|Doppelpacks?|Knäueln?|Spulen?|Kanistern?|"
    r"bags?|tins?|cans?|jars?|tubs?|tubes?|sachets?|balls?|spools?|skeins?|cartons?(?=\sof)"
)
PACKED = rf"(?:[a-zäöü]{{3,}}-?)?(?:{CONTAINERS}|Packungen|Päckchen|Flaschen|Rollen)"
"""Also as the end of a German noun: Kilopackungen."""
LENGTHS_AND_WEIGHTS = r"Metern?|metres?|meters?|Laufmetern?|kilos?|kg|Kilogramm|litres?|liters?|Litern?"
PARCELS = r"Paketen?|Päckchen|Sendungen|Teillieferungen|Kartons?|parcels?|packages?|shipments?|boxes|deliveries"
TIMES = re.compile(
    r"(?<![\w.,/-])(\d{1,3})\s?[x×](?!l\b)(?=\s?[^\s\d.,;)])|(?<![\w.,/-])(\d{1,3})\s?mal\b", re.IGNORECASE
)
TIMES_IN_WORDS = re.compile(rf"\b({IN_WORDS})mal(?= (?:EUR |€ ?)?[\dA-ZÄÖÜ])", re.IGNORECASE)
TIMES_BEHIND = re.compile(r"(?<![\w])[x×]\s?(\d{1,3})\b(?!\s?(?:cm|mm|m\b|[x×]|,\d))")
MANY_TIMES_BEHIND = re.compile(
    rf",\s(?:(\d{{1,3}}|{IN_WORDS})\s?mal|({IN_WORDS}|\d{{1,3}})\stimes)(?=\s*(?:[.,;)\n]|\Z)|\sin\s(?:your|Ihrer|deiner)\b)",
    re.IGNORECASE,
)
"""The "dreimal" of a list's "Isomatte Leicht, dreimal"."""
COUNTED = re.compile(rf"({NUMBER})[ \u00a0]?(?:[a-zäöüß]+\s){{0,2}}?({PIECES}|{GOODS}|{PARCELS})(?!\w)", re.IGNORECASE)
OF_MORE = re.compile(r"\b(?:of|von|der|Ihrer|meiner|aus|im|in|am|auf|at)\b", re.IGNORECASE)
DOZENS = re.compile(rf"\b(a|ein|{IN_WORDS})\s(?:dozen|Dutzend)\b", re.IGNORECASE)
A_DOZEN = 12
IN_NUMBER = re.compile(
    rf",\s({NUMBER})\s(?:in number|an der Zahl)\b|,\s(\d{{1,3}})\s?[x×](?!\s?\d)|:\s(\d{{1,3}})(?=\.?[ \t]*(?:\n|\Z|[,;]\s))",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"\b(?:Menge|Bestellmenge|Anzahl|Stückzahl|qty|quantity|number of pieces)\b\.?(?:\s(?:von|of|ist|is)|\s[A-ZÄÖÜ]\w+(?=:))?[:\s]{1,3}(\d{1,3}|"
    + IN_WORDS
    + r")\b",
    re.IGNORECASE,
)
OF_EACH_UNIT = "of each"
OF_THEM_UNIT = "of them"
OF_THEM = re.compile(
    rf"({NUMBER})\s(?:of them|davon)\b|(?<=[.!?]\s)({IN_WORDS})\s(?:were|wurden)\s(?:delivered|shipped|sent|dispatched)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(
    rf"\b(?:all|alle)\s({NUMBER})(?=[.,;!)]|\s(?:are|were|is|or|oder|und|and|will|have|in|of|from|to|at|on|with|for|the|went|left|arrived|came|should|back|again|together|intact|safely|sind|waren|werden|wurden|haben)\b)|"
    rf"\balle\s({NUMBER})(?=\s(?-i:[a-zäöü]))",
    re.IGNORECASE,
)
AS_ORDERED = re.compile(
    rf"\b(?:you|you'd|you've)\s(?:(?:had|have|only)\s){{0,2}}(?:took|taken|ordered|bought|paid\sfor)\s({NUMBER})(?=[.,;:!?]|\sof\s(?:those|them|these|each)\b|\s(?:last|yesterday|then|back|earlier)\b|$)|"
    rf"({NUMBER})\s(?:hätten|sollten)\ses\b|\b(?:out\sof|among)\s({NUMBER})(?=\s(?:should|is|was|are|were|has|have|lies?|and)\b)|"
    rf"(?<!\d\s)\b(?:instead\sof|rather\sthan|statt|anstatt)\s(?:the\s|der\s|den\s)?({NUMBER})(?=[.,;]|\syou\b)|"
    rf"\b(?:davon|von\sden\s\w+)\s(?:hatten|haben|hattest|hast|habt)\s(?:Sie|du|ihr)\s({NUMBER})(?=[.,;!]|\s(?:bestellt|gekauft|genommen|gewählt)\b)|"
    rf"\b(?:Sie|du|ihr)\s(?:haben|hatten|hast|hattest|habt)\s({NUMBER})(?=\s(?-i:[A-ZÄÖÜ]\w+)\s(?:genommen|bestellt|geordert|gekauft|gewählt)\b)|"
    rf"\bthe\s({IN_WORDS})(?=\sfor\syou\b|\s(?:that\s|which\s)?you(?:'ve|\shave|\shad)?\s(?:ordered|bought|paid)\b)|\bdie\s({IN_WORDS})(?=,\sdie\s(?:Sie|du|ihr)\b)|"
    rf"\b(?:insgesamt|zusammen)\s({NUMBER})(?=[.,;!])|({NUMBER})\s(?:in\stotal|in\sall|altogether|all\stold)\b|"
    rf"\b(?:you|you've|you'd)\s(?:(?:originally|had|have|got|already|now|currently)\s){{1,3}}({NUMBER})(?=\sof\s(?:them|those|these)\b(?!\s(?:left|over|spare|unused|unopened|remaining))|,\s(?:each|both|all|at|priced)\b)|"
    rf"\byou've\sgot\s({NUMBER})\sof\b|"
    rf"\b(?:Sie|du|ihr)\s(?:haben|hast|habt|hatten|hattest)\s({NUMBER})(?=,\s(?:eine?[nsr]?|davon|jede[srn]?|alle)\b)|"
    rf"\b(?:Sie|du|ihr)\s({NUMBER})\s(?:(?:{CONTAINERS}|{PIECES})\s(?:davon\s)?|davon\s)(?:haben|hast|habt|hatten|hattest|besitzen|besitzt)\b|"
    rf"\b(?:see|shows?|lists?|says?|sehe|stehen)\s({NUMBER})(?=\s(?:on|auf)\s(?:the|your|my|dem|der|Ihrem|Ihrer|meiner)\s(?:\w+\s)?(?:order|note|invoice|list|Lieferschein|Rechnung|Packliste|Bestellung)\b)|"
    rf"\b(?:of\sthe|of\syour|back\sthe|von\sden|von\sIhren)\s({IN_WORDS})(?=\s(?:ist|fehlt|war)\b|\s(?:from|in|are|is|were|was|should|may|might|can|could|have|has|had|arrived|came|broke|survived|leaked|aus|sind|waren|haben|sollten|kamen)\b|[?,;.])",
    re.IGNORECASE,
)
"""A number alone that can only be that of the order: "as you took five", "how many of the eight are broken"."""
OF_ALL_UNIT = "of all"
OF_KNOWN_UNIT = "of known ones"
A_NUMBER = re.compile(NUMBER, re.IGNORECASE)
CONTAINED = re.compile(rf"({NUMBER})[ \u00a0](?:{CONTAINERS})\b", re.IGNORECASE)
OF_WHAT = re.compile(r"\s(?:of|mit)\s(?:the\s|your\s)?")
OF_EACH = re.compile(rf"({NUMBER})\s(?:of each|von jedem|von jeder)\b", re.IGNORECASE)
KNOWN_CONTAINERS = re.compile(
    rf"\b(?P<which>the|die|der|den|Ihre|deine|your|all|alle|Ihren|deinen|diese|these|with|mit|bei|so|got|received|waren|were)\s({NUMBER})[ \u00a0](?:{PACKED}|sheets|Bögen|Blatt)\b",
    re.IGNORECASE,
)
KNOWN_MEASURES = re.compile(
    rf"\b(?P<which>the|die|der|den|Ihre|Ihren|deine|deinen|your|all|alle)\s({NUMBER})[ \u00a0](?:{LENGTHS_AND_WEIGHTS})\b",
    re.IGNORECASE,
)
IN_BETWEEN = re.compile(r"(?:,|:)?\s(?:mit\s|with\s|in\s|zu\s)?(?:(?:den|Ihren|your|the)\s)?")
HOW_MANY_ORDERED = re.compile(
    rf"({NUMBER})\s(?:(?:Stück|{CONTAINERS})\s)?(?:(?:were|was|had been|have been|wurden?|waren|haben Sie|hattest du|hast du)\s)?(?:(?:mit)?bestellt|geordert|gekauft|ordered|bought|on (?:the|your) order)\b",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    rf"\s\((\d{{1,3}})(?:\s?(?:[x×]|(?:{PIECES}|{PARCELS}|{CONTAINERS}|trays|packets|cans|Schalen|Paletten))\)|\)(?=[,.;]|\s|\Z))",
    re.IGNORECASE,
)
CELL = re.compile(r"\s?\|\s?(\d{1,3})\s?(?=\|)")
BETWEEN = re.compile(
    r"[ \u00a0](?:No\.\s|Nr\.\s)?(?:von (?:Ihnen|dir|euch) )?(?:[a-zäöüß]+e[nr]?,[ \u00a0](?=[a-zäöüß]))?(?:[A-ZÄÖÜ]\w+[ \u00a0](?=\S*\d))?(?:[\w/.-]*\d[\w/.-]*[ \u00a0](?:(?:m|cm|mm|l|ml|kg|g|V|W|Ah|GB|TB|Zoll|inch)[ \u00a0])?){0,2}(?:(?:[a-z]+\s)?of\s(?:the|your|our)\s|the\s|your\s|Ihrer\s|Ihre\s|der\s)?(?:[a-zäöüß-]+[ \u00a0]){0,2}(?:[\"„“»]?[A-ZÄÖÜ][a-zäöüß]+(?:[ \u00a0](?:of|von|mit))?[ \u00a0])?[\"'„“»*]?"
)
PARTS = re.compile(
    r" (?:supports|screws|bolts|feet|hooks|clips|pins|brackets|shades|bulbs|covers|refills|parts|inserts|lids|batteries|castors)\b"
)
BOTH = re.compile(r"\b(both|beiden?)\s(?:of\s)?(?:your\s|the\s|Ihrer?\s|der\s)?$", re.IGNORECASE)
BOTH_UNIT = "both"
NAMED = re.compile(r"N[or]\.\s$")
MEASURED = re.compile(r"\s?(?:m|cm|mm|l|ml|kg|g|W|V|Ah|mAh|GB|TB)\b")
NEAR = 45
