"""Amounts and dates that are no claims about an order: thresholds, fees, other articles' prices, offers, deadlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tickets_service.facts.passages import Passage, Span

THRESHOLD = re.compile(
    r"\b(?:ab(?: (?:einem|einer|dem|nur|etwa|rund|circa|ca\.))?(?: \w*wert(?: von)?| \w*summe(?: von)?| \w*betrag(?: von)?)?|mindest\w*(?: (?:von|ist|beträgt|liegt bei))*|"
    r"(?:bestellungen|einkäufe\w*|aufträge\w*|rechnungen|orders?|purchases?|baskets?|invoices?|spend\w*) (?:über|von über|ab|von mehr als|unter|bis|over|above|of|from|under|worth|exceeding|more than)(?: (?:over|at least|mindestens))?|"
    r"minimum(?: \w+){0,2}?(?: (?:of|is))?|at least|above|over|exceeding|more than|upwards of|spend(?:s|ing)?|starting at|starts? at|(?<!order )(?<!refund )from|"
    r"mehr als|weniger als|less than|unter|below|bis(?: zu(?: (?:einer|einem) \w+(?: von)?)?)?|bis maximal|max(?:imal|\.)?|mind\.|höchstens|up to|versandkostenfrei\w* ab|free (?:shipping|delivery|postage) (?:over|from|on)|starts? at a \w+ value of)[ :]{0,2}\(?$",
    re.IGNORECASE,
)
BEHIND_THRESHOLD = re.compile(
    r"\s?\)?\s?(?:(?:lag|liegt(?! bei)|liegen(?! bei)|übersteigt)\b|bestellwert|einkaufswert|warenwert|mindestbestellwert|or more|and above|and over|minimum|(?:im|pro|je|per|a|each) (?:jahr|monat|tag|year|month|day)|more (?:per|each|a)|mehr|aufpreis|aufschlag)\b",
    re.IGNORECASE,
)
FEES = re.compile(
    r"\b(?:\w*pauschale\w*|\w*gebühr\w*|aufpreis\w*|aufschlag\w*|zuschlag\w*|rückporto\w*|rücksendekosten|rückversand\w*|retouren?kosten|selbstbeteiligung|"
    r"surcharge|fees?|for an (?:extra|additional)|(?:extra|additional) (?:charge|cost)|flat(?: rate)?|return (?:postage|shipping|label)s?|restocking|handling)\b",
    re.IGNORECASE,
)
ORDER_FEES = re.compile(r"\b(?:versand(?:pauschale|gebühr)\w*|(?:shipping|delivery) fees?)\b", re.IGNORECASE)
SERVICES = re.compile(
    r"\b(?:abholung\w*|rücksendung|rücklieferung|montage\w*|aufbau\w*|einbau\w*|(?:zweite|erneute|weitere)\w* (?:zustellung|zustellversuch|anlieferung)|(?:second|another|further) (?:attempt|delivery)|re-?delivery|collection|pick-?up|assembly|installation|fitting|returning|returns?|labels?|etikett\w*|\w*label)\b"
    r"[^.;\n]{0,40}\b(?:kostet|kosten|costs?|for just|is charged|berechnet|verlangt)\b",
    re.IGNORECASE,
)
CHARGING = re.compile(
    r"\b(?:einbehalten|einbehält|berechnen|berechnet|in rechnung stellen|withhold\w*|(?:we|would|will|to) (?:\w+ )?charge|charged extra|mahn\w+|reminder fee|late fee)\b",
    re.IGNORECASE,
)
GIVEN = re.compile(r"\b(?:gives?|giving|free|gratis|kostenlos\w*|schenk\w*|geschenkt)\b", re.IGNORECASE)
WORTH = re.compile(r"\b(?:worth|im wert von)(?: (?:about|ca\.|rund|up to))? ?$", re.IGNORECASE)
COSTING = re.compile(
    r"\b(?:(?:sonst|normalerweise|normally|usually|otherwise) (?:kost(?:et|en)|costs?)|(?:kost(?:et|en)|costs?) (?:\w+ )?(?:sonst|extra|zusätzlich|otherwise|normally)|anfallen|fallen|fielen|schenk\w*|spendier\w*|zieh(?:e|en|t)|abziehen|charge|gives? you|giving you|"
    r"knock\w*|kostet (?:\S+ ){1,2}pro|we (?:sharpen|repair|engrave|clean|service|restring)|(?:for|für) ?(?:[€£$]?\d[\d.,]* ?(?:€|EUR)?) \w+ (?:kann|können))\b|"
    r"\b(?:can|could|may|kann|können|könnten)\b.*\b(?:for|für) ?(?:[€£$]\d|\d+[\d.,]* ?(?:€|EUR))",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:woanders|anderswo|(?:bei )?(?:einem|einer|dem) (?:anderen \w+|mitbewerber|wettbewerber|konkurren\w+)|mitbewerber\w*|"
    r"elsewhere|(?:another|other|different) (?:shop|store|seller|retailer)|competitor\w*)\b",
    re.IGNORECASE,
)
ORDER_COSTS = re.compile(
    r"\b(?:die|der|ihre|den|the|your) (?:(?:liefer|versand)\w*kosten (?:von|in höhe von)|(?:shipping|delivery) (?:costs?|fees?|charges?) of) $",
    re.IGNORECASE,
)
OF_SOMETHING_NEW = re.compile(
    r"\b(?:(?:ein|eine|einen) (?:neue[snr]? |weitere[snr]? |\w*ersatz\w*)|(?:a|an) (?:new|another|spare|replacement)|ersatz\w+|express\w*|spare \w+|eine? \w+)"
    r"[^.;\n]{0,40}\b(?:kostet|kosten|costs?|liegt bei)\b",
    re.IGNORECASE,
)
OFFERED_CREDIT = re.compile(
    r"\b(?:gutschrift|credit|erstattung|teilerstattung|refund|partial refund)\s(?:über|von|in höhe von|of)\s?$|\b(?:gutschrift|credit)\b",
    re.IGNORECASE,
)
PERHAPS = re.compile(
    r"\b(?:wäre|würden?|könnten?|alternativ\w*|möglich|would|could|possible|alternatively|option)\b", re.IGNORECASE
)
FOR_SALE = re.compile(
    r"\b(?:führen wir|wir führen|führen wir|gibt(?:'s| es)(?!\s(?:\w+\s){0,2}(?:zurück|wieder))|erhältlich|verkaufen|im (?:shop|sortiment|angebot)|nachbestell\w*|nachkauf\w*|zukauf\w*|separat|einzeln|optional|"
    r"neupreis|vorrätig|zum preis von|(?:gefallen|gesunken|reduziert) auf|auf \S+ (?:€|euro|eur) (?:gefallen|gesunken|reduziert)|haben wir auch|also have|aktuell (?:für|kostet|bei)|"
    r"we (?:also )?(?:stock|sell|carry)|on (?:the|our) shelf|in stock|dropped to|down to|available|in (?:our|the) (?:shop|store|range)|sold separately|separately|buy one|you can buy|you can get|optional(?:ly)?|on sale)\b",
    re.IGNORECASE,
)
REWARD_WORDS = (
    r"(?:\w*gutschein\w*|\w*nachlass\w*|rabatt\w*|skonto|kulanz\w*|entschädigung\w*|abzug|dankeschön|vouchers?|coupons?|discounts?|"
    r"goodwill \w+|compensation|gift cards?|store credit|deduction|reduction)"
)
REWARD_BEFORE = re.compile(
    rf"\b{REWARD_WORDS}(?: \w+)?\s?(?:von|über|in höhe von|im wert von|of|for|worth|:|\()\s?(?:nur |weitere[nr]? |another |up to |bis zu )?$",
    re.IGNORECASE,
)
REWARD_BEHIND = re.compile(rf"[\s-](?:als |extra |an |as an? |in )?(?:{REWARD_WORDS}\b|off\b|weniger\b)", re.IGNORECASE)
ANOTHER_REWARD = re.compile(
    r"\b(?:gilt|gelten|gültig\w*|einlös\w*|nächst\w*|zweite\w*(?! frage)|weitere\w*(?! frage)|künftig\w*|valid|redeem(?!ed)\w*|next|second(?! question)|another|future)\b",
    re.IGNORECASE,
)
SALE = re.compile(r"\b(?:\w*aktion|sale|\d+ ?(?:%|percent|per cent) off)\b", re.IGNORECASE)
EVERYBODY = re.compile(
    r"\b(?:anything|anyone|everyone|whoever|everything (?:with|that|bought|over)|wer|jede[rs]?|(?:all|alle[rn]?) (?:orders|items|returns|purchases|bestellungen|artikel\w*|einkäufe|käufe|retouren))\b",
    re.IGNORECASE,
)
THE_SUM = re.compile(r"\b(?:die|den|der|dem|des|ihre[nrs]?|deine[nrs]?|the|your|vollen?|full)\s$", re.IGNORECASE)
OF_THIS_ORDER = re.compile(
    r"\b(?:its|their|whose|dessen|deren) (?:price|preis) (?:of|von)\s?$|\b(?:go|goes|went|give you|sent) back for\s?$|\bsum\b[^.;\n]{0,40}\bdown to\s?$|"
    r"\b(?:one|die|der) over\s?$|\bwould give you\s?$",
    re.IGNORECASE,
)
DUTIES = re.compile(
    r"\b(?:zoll|zollgebühr\w*|einfuhr\w*|import (?:duty|duties|charges?|tax)|customs|duty|conversion fee|umrechnung\w*|auslandsentgelt\w*)\b",
    re.IGNORECASE,
)
NO_DUTY = re.compile(r"\b(?:nicht|keine?\w*|ohne|no|not|without|neither|nor)\b|n't\b", re.IGNORECASE)
NO_FEE = re.compile(
    r"\b(?:no|keine\w*|ohne|without) (?:\w+ )?(?:charge|costs?|fees?|gebühr\w*|aufpreis|kosten)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:haben? wir|habe ich|wurden?|worden|hatten?|abgezogen|gutgeschrieben|erstattet|berücksichtigt|eingelöst|we(?:'ve| have)|i(?:'ve| have)|was|were|has been|have been|taken off|deducted|applied|credited|refunded)\b",
    re.IGNORECASE,
)
UNABLE = re.compile(
    r"\b(?:leider nicht|nicht (?:möglich|übernehmen|ersetzen|erstatten)|keine?n? \w+ für|unable|cannot|can't|not able)\b",
    re.IGNORECASE,
)
DEADLINE = re.compile(
    r"\b(?:bis(?: spätestens)?(?: zum| zu| einschließlich| inkl\.?| einschl\.?)?|spätestens(?: am| bis)?(?: zum)?|by|until|till|before|no later than|valid (?:through|to)|ends? on|expires? on|extended to|extended until|verlängert bis|verlängert bis zum|gültig|läuft am|endet am|vor dem)"
    r"(?: (?:\w+tag|\w+day)s?)?,? ?(?:den |dem |the )?$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:gültig\w*|gilt|gelten|einlös\w*|läuft|endet|aktion\w*|bitte|teilen sie|lassen sie|schicken sie|senden sie|schick|sag|melden sie|gib|geben sie|"
    r"valid\w*|expires?|runs?|extended|verlängert|please|let (?:us|me) know|send (?:us|it|them)|tell (?:us|me)|get back|deadline|reply|respond|redeem\w*|offer|möglich|zurückgeben|umtauschen|returned?|exchanged?|rückgabe|umtausch|das geht|geht (?:das|bei uns|noch)|nicht ein|rechtzeitig|in time|nothing|hasn't|haven't|otherwise|lösen wir|release|gelegenheit|entscheid\w*|decide)\b",
    re.IGNORECASE,
)
LETTERS = re.compile(
    r"\b(?:schreiben|brief\w*|e-?mails?|mails?|nachricht\w*|anfrage|anruf\w*|telefonat\w*|gespräch\w*|reklamation|meldung|fotos?|bewertung|fax|letters?|messages?|enquiry|inquiry|call|conversation|complaint|photos?|review|note|chat)\b"
    r"(?:\s\w+){0,2}\s(?:vom|of|from|dated)\s(?:\w+,?\s)?(?:the\s|den\s|dem\s)?$|"
    r"\b(?:anruf\w*|telefonat\w*|gespräch\w*|call|conversation|chat)\s(?:am|on)\s(?:\w+,?\s)?(?:the\s|den\s|dem\s)?$",
    re.IGNORECASE,
)
FEASTS = (
    r"(?:\w*advent\w*|weihnacht\w*|heiligabend|silvester|neujahr\w*|ostern|oster\w+|pfingst\w*|feiertag\w*|betriebsferien|betriebsurlaub|inventur|geschlossen|"
    r"urlaub\w*|black friday|messe|christmas(?: eve| day)?|new year\w*|easter|bank holidays?|holidays?|stock-?taking|closed|annual leave|public holidays?)"
)
A_FEAST = re.compile(
    r"\b(?:wegen|über|während|because of|due to|over|during) (?:der |des |die |the )?(?:\w+ )?(?:\w*feiertag\w*|betriebsferien|inventur|"
    r"(?:bank |public )?holidays?|christmas|stock-?taking|weihnacht\w*|ostern)\b",
    re.IGNORECASE,
)
FEAST_BEFORE = re.compile(
    rf"\b{FEASTS}(?: sunday| monday)?(?:[ ,(]{{1,3}}|ist am|is on|vom|from)(?:am |den |dem |der |on |the )?(?:\w+tag,? |\w+day,? )?$",
    re.IGNORECASE,
)
FEAST_BEHIND = re.compile(
    rf"[\s,)(]{{1,3}}(?:ist |sind |is |are |haben wir |wir haben |we are |we're )?{FEASTS}\b(?!\w*\s?[:\w]*(?:baum|kugel|stern|tree))",
    re.IGNORECASE,
)
HOURS = re.compile(
    r"(?:\.?\s?(?:und|and|bis|to|–|-)\s?\d{1,2}\.?(?:\d{1,2}\.|\s[A-Za-zä]{3,9}))?[\s,(]*(?:(?:jeweils|each day)\s)?(?:(?:von|from|between|zwischen)\s)?\d{1,2}(?:[:.]\d{2})?\s?(?:Uhr|am|pm)?\s?(?:–|-|bis|to|until|and|und)\s?\d{1,2}(?![\d-])",
    re.IGNORECASE,
)
POSTAGE = re.compile(r"\b(?:\w*porto|postage|\w*kosten|costs?)\b", re.IGNORECASE)
BACK = re.compile(r"\s(?:zurück|wieder|back)\b", re.IGNORECASE)
A_WEEK = re.compile(r"\b(?:week (?:commencing|beginning|starting|of)|woche (?:ab|vom))(?: the| dem)?\s$", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:geöffnet|geschlossen|öffnungszeit\w*|opening hours|(?:is|are|be|we're) (?:open|closed))\b", re.IGNORECASE
)
WISHED = re.compile(
    r"\b(?:wunschtermine?\w*|nennen sie|nenn (?:uns|mir)|wählen sie|suits? you|give us (?:a|two|some)|choose|which day)\b",
    re.IGNORECASE,
)
ROUGHLY = re.compile(
    r"\b(?:ca\.|circa|etwa|rund|about|around|roughly|approx\.|approximately|nearly|fast|knapp|über|over)\s$",
    re.IGNORECASE,
)
INVOICED_OVER = re.compile(
    r"\b(?:rechnung|invoice|gutschrift|credit note)\s(?:(?:(?:nr|no)\.?\s)?\S*\d\S*\s)?(?:über|over)\s?$|"
    r"\b(?:quibble|argue|haggle|fuss|fight|dispute)\s(?:\w+\s)?over\s?$",
    re.IGNORECASE,
)
ABOUT_SO_MUCH = re.compile(
    r"\b(?:ca\.|circa|etwa|rund|knapp|fast|gut|ungefähr|um die|about|around|roughly|approximately|nearly|almost|well over|just under)\s$",
    re.IGNORECASE,
)
TALKING = re.compile(r"\b(?:talk|speak|think)\w*\sabout\s$", re.IGNORECASE)
BY_CUSTOMS = re.compile(
    r"\b(?:clear\w*|through|left|passed|held (?:at|by|in)|stuck (?:at|in)|at|durch|beim|im|vom)\s(?:(?:\w+|the|den|dem|deutschen)\s)?(?:customs|Zoll)\b",
    re.IGNORECASE,
)
"""Where a parcel was, not what it cost."""
A_MEASURE = re.compile(r"\s?(?:m²|m2|m³|qm|[a-zäöü]+ (?:pro|per|je)\b|[A-ZÄÖÜ]\w+ (?:pro|je)\b)")
FAR = 70
A_LINE = 90


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a value: right before, in its clause, in its sentence, right behind."""

    before: str
    behind: str
    clause: str
    sentence: str


def place_of(passage: Passage, start: int, end: int) -> Place:
    clause, sentence = passage.clause_at(start), passage.sentence_at(start)
    text = passage.text
    return Place(
        text[max(sentence.start, start - FAR) : start],
        text[end : end + FAR],
        near(text, clause, start, end),
        near(text, sentence, start, end),
    )


def near(text: str, span: Span, start: int, end: int) -> str:
    return text[max(span.start, start - A_LINE) : min(span.end, end + A_LINE)]


def is_of_no_order(at: Place) -> bool:
    """Whether an amount that no fact has claims nothing: "ab 50 €", "about €50", customs."""
    is_rough = ABOUT_SO_MUCH.search(at.before) is not None and TALKING.search(at.before) is None
    return is_a_threshold(at) or is_rough or is_a_duty(at)


@lru_cache(maxsize=1_000)
def is_a_term(at: Place, *, has_discount: bool, has_item: bool) -> bool:
    """Whether an amount that no fact has is offered or charged by the shop: the order can say nothing against it, and
    nothing for it."""
    around = at.before[-FAR // 2 :] + "…" + at.behind[: FAR // 2]
    if UNABLE.search(at.clause) and POSTAGE.search(around):
        return True
    if any(pattern.search(at.before) for pattern in (THE_SUM, ORDER_COSTS, OF_THIS_ORDER)):
        return False
    if FEES.search(at.clause) and not ORDER_FEES.search(around) and not NO_FEE.search(at.clause):
        return True
    if SERVICES.search(at.clause) or (CHARGING.search(at.clause) and not PAST.search(at.clause)):
        return True
    if WORTH.search(at.before) and GIVEN.search(at.clause):
        return True
    if is_of_other_goods(at, has_item=has_item):
        return True
    if FOR_SALE.search(at.clause + at.before[-FAR // 2 :]) and not (PAST.search(at.clause) or BACK.match(at.behind)):
        return True
    is_offered = OFFERED_CREDIT.search(at.clause) is not None and PERHAPS.search(at.clause) is not None
    is_reward = is_offered or REWARD_BEFORE.search(at.before) is not None or REWARD_BEHIND.match(at.behind) is not None
    if has_discount:
        return is_reward and ANOTHER_REWARD.search(at.sentence) is not None
    return is_reward and not PAST.search(at.clause)


def is_of_other_goods(at: Place, *, has_item: bool) -> bool:
    is_general = COSTING.search(at.clause) is not None and not PAST.search(at.clause) and not has_item
    return is_general or OF_SOMETHING_NEW.search(at.clause) is not None or ELSEWHERE.search(at.clause) is not None


def is_a_threshold(at: Place) -> bool:
    """The sum of an invoice "over €50" is none."""
    is_over = THRESHOLD.search(at.before) is not None and INVOICED_OVER.search(at.before) is None
    return is_over or (BEHIND_THRESHOLD.match(at.behind) is not None and REWARD_BEFORE.search(at.before) is None)


def is_a_duty(at: Place) -> bool:
    """Customs and banks take what no order has."""
    said = BY_CUSTOMS.sub("", at.clause + re.split(r"[.;]", at.behind)[0])
    return DUTIES.search(said) is not None and not NO_DUTY.search(said)


def is_a_terms_day(at: Place, *, is_told: bool = False) -> bool:
    """Whether a date that no fact has is a deadline, of a letter or of the calendar. *is_told*: something happened on it."""
    if EVERYBODY.search(at.before) and not PAST.search(at.clause):
        return True
    if SALE.search(at.sentence) and not PAST.search(at.sentence):
        return True
    if A_FEAST.search(at.sentence) and not PAST.search(at.sentence):
        return True
    if not is_told and (OPEN.search(at.sentence) or WISHED.search(at.sentence)):
        return True
    if A_WEEK.search(at.before) or LETTERS.search(at.before) or HOURS.match(at.behind):
        return True
    if FEAST_BEFORE.search(at.before[-40:]) or FEAST_BEHIND.match(at.behind):
        return True
    return DEADLINE.search(at.before) is not None and ASKED.search(at.sentence) is not None


def is_a_measure(at: Place, written: str) -> bool:
    """The 1.05 of "1.05 per square metre"."""
    is_bare = re.fullmatch(r"\d{1,2}\.\d{1,2}", written) is not None
    return is_bare and (ROUGHLY.search(at.before) is not None or A_MEASURE.match(at.behind) is not None)
