"""Does the text have somebody pay where no shop is paid: to an address, in gift cards, by calling a dear number?"""

import re
from collections.abc import Iterable, Iterator

from tickets_service.finding import Span
from tickets_service.guard.sentences import joined

_PAY = re.compile(
    r"(?<!\w)(?:(?:be|ein)?zahl(?:en|e)|zahlt|(?:ein|be)zuzahlen|überweis(?:en|e|t)|transferier(?:en|e|t)"
    r"|begleich(?:en|e|t)|pay|transfer|wire|remit"
    r"|(?:um|bitte|please|need|require|erbitten)\s(?:\w+\s){0,3}?(?:zahlung|überweisung|payment))(?!\w)",
    re.IGNORECASE,
)
_SEND = re.compile(
    r"(?<!\w)(?:(?:ver)?send(?:en|e|et)?|(?:ver)?schick(?:en|e|t)?|leist(?:en|e|et)|sende|gib|geben|send|forward|give)(?!\w)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<!\w)(?:geld\w*|\w*betrags?|summe|kaufpreis\w*|zahlung(?:en)?|rest(?:zahlung|betrag)?|anzahlung\w*|gebühr\w*|porto"
    r"|euro?|eur|money|amount|payments?|fees?|deposit|balance|price|funds|usd|dollars?)(?!\w)|[€$£]",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"(?<!\w)\w*(?:nachweis|beleg|bestätigung|quittung|rechnung|kopie|foto|screenshot|proof|receipt|invoice|confirmation|copy"
    r"|photo)(?!\w)(?:\s\w+){0,3}\s\Z",
    re.IGNORECASE,
)
"""Of the money that follows, as in `Beleg über den Betrag`."""
_STRANGE_WAYS = re.compile(
    r"(?<!\w)(?:western\s?union|money\s?gram|pay\s?safe(?:[\s-]?cards?|karten?)?|i?tunes|google[\s-]?play|steam|amazon|apple|xbox)"
    r"[\s-]?(?:geschenk|gutschein|guthaben)?(?:[\s-]?(?:karten?|gutscheine?|codes?|guthaben|gift\s?cards?|vouchers?|cards?))?(?!\w)",
    re.IGNORECASE,
)
_ALWAYS_STRANGE = re.compile(r"western|money\s?gram|safe|kart|gutschein|code|guthaben|card|voucher", re.IGNORECASE)
_FRIENDS = re.compile(
    r"(?<!\w)pay\s?pal\W{0,3}(?:\w+\W{1,3}){0,3}?(?:freunde?n?|friends?|family|familie)(?!\w)"
    r"|(?<!\w)(?:an|to)\s(?:freunde|friends)\b[^.!?\n]{0,30}pay\s?pal",
    re.IGNORECASE,
)
_COMMON_WAYS = re.compile(
    r"(?<!\w)(?:pay\s?pal|(?:geschenk|gutschein|guthaben)karten?|gift\s?cards?|bitcoins?|krypto\w*|crypto\w*|bargeld|cash)(?!\w)",
    re.IGNORECASE,
)
_IN_NO_SHOP = re.compile(r"western|money\s?gram|pay\s?pal|freund|friend", re.IGNORECASE)
_BUY = re.compile(r"(?<!\w)(?:kauf(?:en|e|t)|besorg(?:en|e|t)|buy|purchase|get)(?!\w)", re.IGNORECASE)
_WE = re.compile(r"(?<!\w)(?:wir|ich|we|i|we'll|i'll|we've|i've)(?!\w)", re.IGNORECASE)
_WE_ASK = re.compile(
    r"(?<!\w)(?:bitten|erbitten|erwarten|benötigen|brauchen|ask|request|need|require|expect)(?!\w)", re.IGNORECASE
)
_YOU_MAY = re.compile(
    r"(?<!\w)(?:können|kannst|könnten|sie\s(?:be)?zahlen|möchten|wenn|falls|sofern|can|could|may|if|when)(?!\w)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?<!\w)(?:nie|niemals|nicht|nichts|keine?[nrsm]?|keinesfalls|never|don'?t|not|no|weder)(?!\w)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^.!?\n,;]{1,400}")
_SENTENCE_END = re.compile(r"[.!?\n]")
_MORE_THAN_ONE = re.compile(r"\s(?:und|and|oder|or|sowie)\s", re.IGNORECASE)
_DEAR_NUMBER = re.compile(
    r"(?<![\w+])(?:0|(?:\+|00)[ ]?(?:49|43|41)[ ./-]{0,3}(?:\(0\)[ ]?)?)"
    r"(?:[ ./()-]?(?:9[ ]?0[ ]?[016]|1[ ]?3[ ]?7|1[ ]?9[ ]?0))"
    r"(?:[ ./()-]{0,3}\d){6,8}(?!\d)"
)
_CALLING = re.compile(
    r"(?<!\w)(?:ruf\w*|anruf\w*|an(?:zu)?rufen|tel|telefon\w*|\w*hotline|wähl\w*|(?:ruf|service|handy)?nummer|erreich\w*|call\w*|phone|dial|ring|number)(?!\w)",
    re.IGNORECASE,
)
_NEAR = 120
_CARDS = (
    r"(?:\w*(?:geschenk|gutschein|guthaben|prepaid)[\s-]?karten?|gutscheine|gift\s?cards?|prepaid\s?cards?|vouchers)"
)
_CODES = r"(?:\w*codes?|pins?|(?:karten)?nummern?|numbers?|fotos?|photos?|pictures?)"
_TO_US = (
    r"(?:send|schick|nenn|teil|gib|geb|übermittel|mail|give|tell|text|share)\w*\s"
    r"(?:sie\s)?(?:bitte\s)?(?:uns|mir|us|me)"
)
_CARDS_FOR_CODES = re.compile(
    rf"(?<!\w)(?:kauf(?:en|e|t)|besorg(?:en|e|t)|erwerben|erwirb|buy|purchase|get)(?!\w)[^.!?\n]{{0,80}}?"
    rf"(?<!\w){_CARDS}(?!\w)"
    rf"[^\n]{{0,80}}?(?<!\w){_TO_US}(?!\w)[^.!?\n]{{0,60}}?(?<!\w){_CODES}(?!\w)",
    re.IGNORECASE,
)

_BRANDS = r"(?:i?tunes|google[\s-]?play|steam|amazon|apple|xbox|pay\s?safe)"
_BRANDED_CARD = (
    rf"{_BRANDS}[\s-]?(?:(?:gift|geschenk|gutschein|guthaben|prepaid)[\s-]?)?(?:cards?|karten?|gutschein\w*|vouchers?)"
)
_CODE_OF_BRANDED_CARD = re.compile(
    rf"(?<!\w)(?:{_CODES}|ziffern|digits)\s(?:\w+\s){{0,3}}?(?:on|of|from|auf|von|der|ihrer|deiner)\s(?:\w+\s){{0,2}}?"
    rf"{_BRANDED_CARD}(?!\w)|(?<!\w){_BRANDED_CARD}[\s-]{_CODES}(?!\w)",
    re.IGNORECASE,
)
_WANTED = re.compile(
    rf"\?|(?<!\w)(?:{_TO_US}|what|which|welche[nrs]?|wie\slautet|need|require|brauchen|benötigen|bestätigen\ssie|confirm)(?!\w)",
    re.IGNORECASE,
)


def strange_payments(text: str, emails: Iterable[Span]) -> Iterator[Span]:
    """Whose the address is does not matter: who wrote it may have written it in order to be paid."""
    for clause, start in _clauses(text, emails):
        if _NEVER.search(clause) or (_WE.search(clause) and not _WE_ASK.search(clause)):
            continue
        way = _strange_way(clause)
        if way is not None and any(sign.search(clause) for sign in (_IN_NO_SHOP, _PAY, _SEND, _BUY)):
            yield Span(start + way.start(), start + way.end(), way[0])
        elif "@" in clause and _is_paying(clause):
            yield Span(start + clause.index("@"), start + clause.rindex("@") + 1, "@")


def payments_by_common_ways(text: str, emails: Iterable[Span]) -> Iterator[Span]:
    """`Zahlen Sie per PayPal` may be right, as may `Wir senden das Geld an …`: somebody looks at it."""
    for clause, start in _clauses(text, emails):
        way = _COMMON_WAYS.search(clause) or re.search("@+", clause)
        if way is None or _NEVER.search(clause) or _YOU_MAY.search(clause) or not _is_paying(clause):
            continue
        yield Span(start + way.start(), start + way.end(), way[0])


def dear_numbers(text: str) -> Iterator[Span]:
    """Premium rate numbers; run together they could be anything, so that there a call must be spoken of."""
    for found in _DEAR_NUMBER.finditer(text):
        around = text[max(0, found.start() - _NEAR) : found.start()] + " " + text[found.end() : found.end() + _NEAR]
        if not found[0].isdigit() or _CALLING.search(around):
            yield Span(found.start(), found.end(), found[0])


def codes_of_cards(text: str) -> Iterator[Span]:
    """Cards that are bought for somebody who wants only what stands on them."""
    for found in _CARDS_FOR_CODES.finditer(text):
        before = _SENTENCE_END.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        if not _NEVER.search(before + found[0]):
            yield Span(found.start(), found.end(), found[0])
    for found in _CODE_OF_BRANDED_CARD.finditer(text):
        before = _SENTENCE_END.split(text[max(0, found.start() - _NEAR) : found.start()])[-1]
        end = _SENTENCE_END.search(text, found.end(), found.end() + _NEAR)
        sentence = before + text[found.start() : end.end() if end else found.end() + _NEAR]
        if _WANTED.search(sentence) and not _NEVER.search(sentence):
            yield Span(found.start(), found.end(), found[0])


def _clauses(text: str, emails: Iterable[Span]) -> Iterator[tuple[str, int]]:
    """With at-signs in place of each address: its dots end no sentence."""
    shown = list(joined(text))
    for email in emails:
        shown[email.start : email.end] = "@" * (email.end - email.start)
    whole = "".join(shown)
    for found in _CLAUSE.finditer(whole):
        done = found.start()
        for end in [*(one.start() for one in _MORE_THAN_ONE.finditer(found[0])), len(found[0])]:
            stop = found.start() + end
            yield whole[done:stop], done
            done = stop


def _strange_way(clause: str) -> re.Match[str] | None:
    for found in _STRANGE_WAYS.finditer(clause):
        if _ALWAYS_STRANGE.search(found[0]):
            return found
    return _FRIENDS.search(clause)


def _is_paying(clause: str) -> bool:
    if _PAY.search(clause):
        return True
    sums = (found.start() for found in _MONEY.finditer(clause))
    return bool(_SEND.search(clause)) and any(not _PAPERS.search(clause[:start]) for start in sums)
