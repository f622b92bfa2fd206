"""What a customer's message asks for that goes wrong dearly, however short the answer: bank, address, damages."""

import re
from collections.abc import Iterable, Iterator

from tickets_service.finding import Span, find_ibans
from tickets_service.guard.sentences import IN_PLACE_OF_A_DOT, joined
from tickets_service.guard.spacing import spaced_ibans

_NEW = (
    r"(?:neue[nrms]?|andere[nrms]?|geänderte[nrms]?|folgende[nrms]?|new|different|another|other|changed|updated|following"
    r"|nouve(?:au|l|lles?)|autres?|nuev[oa]|otr[oa]|nuov[oae]|altr[oa]|divers[oa]|nieuwe?)"
)
_CHANGED = (
    r"(?:geändert|ändern|ändere|ändert|umändern|abändern|gewechselt|wechseln|aktualisier\w+|korrigier\w+|berichtig\w+|anpassen"
    r"|angepasst|chang(?:e|ed|ing)|updat(?:e|ed|ing)|correct(?:ed)?|amend(?:ed)?|changer|changé\w*|modifi(?:er|é\w*)"
    r"|corriger|wijzigen|gewijzigd|cambiar\w*|modificar\w*)"
)
_GAP = r"(?:(?!(?<!\w)(?:nicht|not|pas)(?!\w)(?!\smehr))[^.!?\n])"
_NEAR = r"(?:(?!(?<!\w)(?:nicht|not|pas)(?!\w))[^.!?\n,;])"

_BANK = (
    r"(?:bankverbindung(?:en)?|bank-?daten|konto-?daten|kontoverbindung(?:en)?|kontonummer|bankkonto|iban|bank\s(?:details|account|data)"
    r"|account\snumber|sort\scode|coordonnées\sbancaires|compte\sbancaire|(?-i:RIB)|cuenta\sbancaria|conto\sbancario|bankrekening)"
)
_PAYING = (
    r"(?:(?:zurück|rück)?(?:erstatt|überweis|zahl|buch)\w*|auszahl\w*|auszuzahlen|gutschreib\w*|gutzuschreiben|schreib\w*|refund\w*"
    r"|transfer\w*|pay|wire|credit|send\s(?:\w+\s){0,2}money|rembours\w*|vire[rz]|vers(?:er|ez))"
)
_ELSEWHERE = (
    rf"(?:auf|an|to|into|onto|sur)\s(?:\w+\s){{0,2}}?(?:{_NEW}|diese[sn]?|this)\s(?:\w+\s)?"
    r"(?:\w*konto|account|\w*karte|card|pay\s?pal[\w-]*|compte|carte)(?!\w)"
)
_BANK_WISHES = re.compile(
    rf"(?<!\w){_NEW}\s(?:\w+\s)?(?:{_BANK}|pay\s?pal[\s-]?(?:adresse|konto|account|address))(?!\w)"
    rf"|(?<!\w){_BANK}(?!\w){_GAP}{{0,60}}?(?<!\w)(?:{_CHANGED}|lautet|nicht\smehr|no\slonger)(?!\w)"
    rf"|(?<!\w){_CHANGED}(?!\w){_NEAR}{{0,40}}?(?<!\w){_BANK}(?!\w)"
    rf"|(?<!\w){_PAYING}(?!\w)[^.!?\n]{{0,100}}?(?<!\w){_ELSEWHERE}"
    rf"|(?<!\w){_ELSEWHERE}[^.!?\n]{{0,40}}?(?<!\w){_PAYING}(?!\w)"
    rf"|(?<!\w){_PAYING}(?!\w)[^.!?\n]{{0,60}}?(?<!\w)(?:konto\s(?:von|meine[rs])|to\smy\s\w+'s\saccount)(?!\w)"
    r"|(?<!\w)(?:mein|unser)\skonto\shat\ssich\s(?:\w+\s)?geändert(?!\w)",
    re.IGNORECASE,
)

_POSTAL = (
    r"(?<!mail )(?<!ip )(?<!return )(?<!returns )(?<![\w-])(?:(?:liefer|rechnungs|versand|wohn|haus|post|privat|firmen"
    r"|heimat)?-?(?:adresse|anschrift)|address|dirección|indirizzo|adres)(?!\w)(?!\se-?mail)"
)
_KIND = r"(?:(?:delivery|shipping|billing|home|postal|invoice|livraison)\s)?"
_SENDING = (
    r"(?:liefer\w*|(?:ver)?send\w*|(?:ver)?schick\w*|zustell\w*|umleit\w*|leite\w*|ship|deliver|redirect"
    r"|forward|sent)"
)
_PLACES = (
    r"(?:(?<!\seine )packstation|(?:an|in|zu|auf|to)\s(?:mein(?:e[nmr]?)?|my)\s(?:arbeit\w*|büro|firma|eltern|mutter"
    r"|nachbar\w*|schwester|tochter|sohn|office|work\w*|parents|mother|neighbour|neighbor|sister|daughter|son))"
)
_ADDRESS_WISHES = re.compile(
    rf"(?<!(?-i:Ihre) )(?<!(?-i:Ihrer) )(?<!your )(?<!keine )(?<!no )(?<!\w){_NEW}\s{_KIND}{_POSTAL}"
    rf"|(?<!your )(?<!(?-i:Ihre) ){_POSTAL}{_GAP}{{0,60}}?(?<!\w)(?:{_CHANGED}|falsch"
    r"|stimmt\snicht(?!\smit)|nicht\skorrekt|wrong|incorrect)(?!\w)"
    rf"|(?<!\w){_CHANGED}(?!\w){_NEAR}{{0,40}}?{_POSTAL}"
    r"|(?<!\w)(?:hausnummer|postleitzahl|house\snumber|post\s?code)(?!\w)[^.!?\n]{0,40}?(?<!\w)(?:falsch|vertippt|vergessen|wrong"
    r"|incorrect|forgot)(?!\w)"
    rf"|(?<!\w)(?:richtige[nr]?|korrekte[nr]?|right|correct)\s{_KIND}{_POSTAL}\s?(?:lautet|ist|wäre|is|:)"
    rf"|(?<!\w)(?:mein\w*|unser\w*|die|my|our|the)\s(?:alte[nr]?|frühere[nr]?|old|previous)\s{_KIND}{_POSTAL}"
    rf"|(?<!\w)falsche[nr]?\s{_POSTAL}\s(?:\w+\s)?(?:an|ein)ge(?:geben|tragen)(?!\w)"
    rf"|(?<!\w)(?:gave|entered|typed|used|put)\s(?:\w+\s){{0,3}}?wrong\s{_KIND}{_POSTAL}"
    r"|(?<!\w)(?:umgezogen|(?:ich\sziehe|wir\sziehen|ziehe\sich|ziehen\swir)\s[^.!?\n,]{0,40}?(?<!\w)um(?!\w)"
    r"|(?:wohne|wohnen)\s(?:ich\s|wir\s)?(?:jetzt|nun|inzwischen|mittlerweile)"
    r"|(?:i|we)(?:'ve|\shave|'m|\sam|'re|\sare)?\s(?:just\s|recently\s)?(?:moved|moving)\s(?:house|home|to|out|address)"
    r"|déménagé)(?!\w)"
    rf"|(?<!\w){_SENDING}(?!\w)[^.!?\n]{{0,60}}?(?<!\w){_PLACES}(?!\w)"
    r"|(?<!\w)an\s(?:(?:die|meine)\s)?packstation\s\d+"
    r"|(?<!\w)(?:ship|deliver|redirect|send)\s(?:it|them|this|(?:the|my)\s\w+)\s(?:\w+\s)?to\s(?!me\s)[^.!?\n]{3,60}?\sinstead(?!\w)",
    re.IGNORECASE,
)

_AMOUNT = r"(?:\d[\d.,·]{0,9}\s?(?:€|(?:euros?|eur|chf|usd|gbp|pounds?|dollars?)(?!\w))|[€$£]\s?\d[\d.,·]{0,9})"
_DAMAGES = (
    r"(?:entschädigung|ausgleichszahlung|wiedergutmachung|kompensation|compensation|damages|dédommagement|indemnisation"
    r"|indemnización|risarcimento)"
)
_DEMAND = (
    r"(?:verlange|fordere|beanspruche|(?:wir|hiermit)\s(?:verlangen|fordern)|(?:verlangen|fordern)\swir|(?:i|we)\s(?:\w+\s)?"
    r"(?:demand|claim|insist\son)|j'exige|(?:je|nous)\s(?:réclame|exige|demande)\w*)"
)
_WISH = (
    r"(?:erwarte[nt]?|möchten?|wollen|will|hätten?|bitte[nt]?|steht\smir|want|expect|would\slike|request|owe\sme"
    r"|voudrais|veux)"
)
_NO = re.compile(r"(?<!\w)(?:kein\w*|nicht|no|not|\w+n't|pas)(?!\w)", re.IGNORECASE)
_DEMANDS = re.compile(
    rf"(?<!\w){_DEMAND}(?!\w)[^.!?\n]{{0,80}}?(?:{_AMOUNT}|(?<!\w)(?:{_DAMAGES}|(?:rück)?erstattung|mein\sgeld|refund"
    r"|my\smoney|remboursement)(?!\w))"
    rf"|(?<!\w){_WISH}(?!\w)[^.!?\n]{{0,60}}?(?<!\w){_DAMAGES}(?!\w)"
    rf"|(?<!\w){_DAMAGES}(?!\w)[^.!?\n]{{0,40}}?(?<!\w)(?:{_DEMAND}|{_WISH})(?!\w)"
    r"|(?<!\w)(?:schadens?ersatz\w*|schmerzensgeld\w*|dommages(?:\set\s|-)intérêts)",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
_STREET_DOT = re.compile(r"(?<=str)\.", re.IGNORECASE)


def bank_wishes(text: str, own: Iterable[str]) -> Iterator[Span]:
    """One at most: where another account is asked for, or else an IBAN that is not among *own*."""
    wish = _BANK_WISHES.search(_running(text))
    if wish is not None:
        yield Span(wish.start(), wish.end(), wish[0])
        return
    known = {re.sub(r"[\W_]", "", iban).upper() for iban in own}
    yield from [iban for iban in [*find_ibans(text), *spaced_ibans(text)] if iban.value not in known][:1]


def address_wishes(text: str) -> Iterator[Span]:
    """One at most. Addresses of e-mail and the shop's own are none."""
    wish = _ADDRESS_WISHES.search(_running(text))
    if wish is not None:
        yield Span(wish.start(), wish.end(), wish[0])


def demands_of_money(text: str) -> Iterator[Span]:
    """One at most: damages, or a sum that is demanded; to ask for a refund is an everyday wish."""
    for demand in _DEMANDS.finditer(whole := _running(text)):
        start = max(whole.rfind(mark, 0, demand.start()) for mark in ".!?\n,;") + 1
        if not _NO.search(whole[start : demand.end()]):
            yield Span(demand.start(), demand.end(), demand[0])
            return


def _running(text: str) -> str:
    """As long as before: a line that was broken for its length goes on."""
    return _LINE_END.sub(" ", _STREET_DOT.sub(IN_PLACE_OF_A_DOT, joined(text)))
