"""A sum of money that goes to the customer, in words that say neither refund nor credit."""

import re
from collections.abc import Iterator

from tickets_service.finding import Span
from tickets_service.guard.sentences import IN_PLACE_OF_A_DOT, joined

_FIGURE = rf"\d[\d.,{IN_PLACE_OF_A_DOT}]{{0,12}}(?:,-{{1,2}})?"
_AMOUNT = (
    rf"(?:(?:€|\$|£|eur|usd|gbp|chf|euros?)[ ]?{_FIGURE}"
    rf"|{_FIGURE}[ ]?(?:€|\$|£|eur|usd|gbp|chf|euros?|dollars?|pounds?)(?!\w))"
)
_WHOLE = (
    r"(?:(?:volle[nrs]?|gesamte[nrs]?|komplette[nrs]?|ganze[nrs]?|restliche[nrs]?|anteilige[nrs]?|full|whole|entire|complete"
    r"|remaining)\s(?:\w+\s)?(?:\w*betrags?|kaufpreis\w*|preis|summe|geld|amount|price|sum|payment|money))"
)
_ANY_SUM = (
    rf"(?:{_AMOUNT}|{_WHOLE}"
    r"|(?<!\w)(?:geld|gelder|betrag|kaufpreis|summe|differenz|money|amount|funds|difference)(?!\w))"
)
_GET = (
    r"(?:erhalten|erhältst|erhält|bekommen|bekommst|bekommt|kriegen|kriegst|kriegt|get|gets|receive|have"
    r"|gibt|geht|gehen|ging|gingen|kommt|kommen)"
)
_MOVED = (
    r"(?:transfer(?:red|ring)?|wired?|paid|pay|remit(?:ted)?|sent|send|returned|return|issued?|deposited|forwarded"
    r"|released)"
)
_TO_YOU = r"(?:(?:to|into|onto|on)\s(?:you|your)|for\syou)"
_AN_SIE = (
    r"(?:an\s(?:sie|dich|euch)|ihnen|dir|euch|auf\s(?:ihr|dein|eur|das)\w*\s(?:\w+\s)?(?:\w*konto|\w*karte|paypal\w*))"
)
_GONE = (
    r"(?:gesendet|geschickt|gesandt|transferiert|gezahlt|gebucht|eingezahlt|angewiesen|abgeschickt|weitergeleitet|raus|zurück"
    r"|freigegeben|unterwegs)"
)
_GAP = r"[^.!?\n]"
_SUMS = re.compile(
    rf"(?<!\w){_GET}(?!\w){_GAP}{{0,40}}?{_ANY_SUM}{_GAP}{{0,60}}?(?<!\w)(?:zurück|wieder|retour|back|raus)(?!\w)"
    rf"|(?<!\w)(?:erhalten|erhältst|bekommen|bekommst|kriegen|kriegst|get|receive)\s(?:(?:sie|du|von\suns|dafür|dann|noch|jetzt|nun|also"
    rf"|natürlich|selbstverständlich|ihre?n?|deine?n?|die|den|das|ganze|vollen?|your|the|a|from\sus)\s){{0,5}}(?:{_AMOUNT}|{_WHOLE})"
    rf"|(?<!\w)(?:we|i|we've|i've|we'll|i'll)\s(?:(?:have|had|will|just|already|also|now|gladly|can|shall|are|am|hereby)\s){{0,3}}{_MOVED}"
    rf"(?!\w){_GAP}{{0,60}}?{_ANY_SUM}"
    rf"|{_ANY_SUM}{_GAP}{{0,60}}?(?<!\w)(?:was|were|is|are|been|being|be|got|gets)\s(?:\w+\s){{0,2}}?{_MOVED}\s{_GAP}{{0,20}}?{_TO_YOU}"
    rf"|{_ANY_SUM}{_GAP}{{0,60}}?(?<!\w){_AN_SIE}(?!\w){_GAP}{{0,40}}?(?<!\w){_GONE}(?!\w)"
    rf"|(?<!\w){_AN_SIE}(?!\w){_GAP}{{0,40}}?{_ANY_SUM}{_GAP}{{0,40}}?(?<!\w){_GONE}(?!\w)"
    rf"|{_ANY_SUM}{_GAP}{{0,40}}?(?<!\w)(?:geht|gehen|ging|gingen|goes|went|is\sgoing)\s{_GAP}{{0,30}}?(?<!\w)(?:{_AN_SIE}|{_TO_YOU})(?!\w)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?<!\w)(?:nicht(?!\s+nur)|nichts|kein\w*|nie(?:mals)?|not(?!\s+only)|never|no|\w+n't|cannot|unable|ob|falls|wenn|sobald"
    r"|whether|if|once|prüf\w*|check\w*)(?!\w)",
    re.IGNORECASE,
)
_PAPERS_OR_GOODS = re.compile(
    r"(?<!\w)\w*(?:rechnung|mahnung|angebot|beleg|quittung|bestätigung|nachweis|invoice|receipt|reminder|confirmation|offer|quote"
    r"|statement|bestellung|auftrag|ware|artikel|paket|lieferung|sendung|order|parcel|package|item|goods)(?:en|e|s)?\s"
    r"(?:(?:\w+\s){0,3}?(?:über|von|of|for|für|zu|in\shöhe|mit|worth)(?!\w)|\()",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"(?<!\w)(?:zahl\w*|überweis\w*|payment|transfer)\s(?:\w+\s){0,2}?(?:über|von|of|for)\s|(?<!\w)(?:an|to)\s(?:uns|us)(?!\w)",
    re.IGNORECASE,
)
"""What the customer paid, not the shop."""
_PRICE = re.compile(
    rf"(?<!\w)(?:costs?|costing|priced\sat|worth|kostet(?:e|en)?|zum\spreis\svon|bought\sfor|gekauft\sfür)\s(?!of\s|von\s)(?:\w+\s)?{_AMOUNT}",
    re.IGNORECASE,
)
"""Of goods: what is sent beside it is not money."""
_CLAUSE_END = re.compile(r"[.!?\n,;:]|\s(?:und|and|sondern|aber|but)\s", re.IGNORECASE)
_AS_FAR_BACK = 200


def sums_in(text: str) -> Iterator[Span]:
    """`Sie erhalten eine Rechnung über 50 €` and `Ihre Zahlung über 50 € haben wir erhalten` give nothing."""
    whole = joined(text)
    for match in _SUMS.finditer(whole):
        start = _clause(whole, match.start())
        said = whole[start : match.end()]
        rest = re.match(r"[^.!?\n,;]{0,40}", whole[match.end() :])
        is_undone = bool(rest and re.search(r"(?<!\w)(?:nicht|not)(?!\w)(?! nur| only)", rest[0]))
        if not (is_undone or any(sign.search(said) for sign in (_NONE, _PAPERS_OR_GOODS, _OURS, _PRICE))):
            yield Span(match.start(), match.end(), text[match.start() : match.end()])


def _clause(text: str, position: int) -> int:
    lowest = max(0, position - _AS_FAR_BACK)
    ends = [found.end() for found in _CLAUSE_END.finditer(text, lowest, position + 1) if found.end() <= position + 1]
    return min(ends[-1], position) if ends else lowest
