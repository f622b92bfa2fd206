"""What may be right but costs money or trouble if it is not: a person acknowledges it."""

import re
from collections.abc import Iterator

from tickets_service.finding import Span
from tickets_service.guard.sentences import joined
from tickets_service.guard.sums import sums_in

_MONEY_VERBS = (
    r"(?:zurück)?erstatt\w*|rückerstatt\w*|zurück(?:zu|ge)?(?:zahl|überw(?:eis|ies)|buch)\w*|gut(?:zu)?schreib\w*"
    r"|gutgeschrieben|entschädig\w*|aus(?:ge)?zahl\w*|ausbezahl\w*"
    r"|überw(?:eis|ies)\w*|vergüt\w*|erlass\w*|refund\w*|reimburs\w*|compensat\w*|credit(?:ed|ing)?|pay(?:ing"
    r"|s)?\s(?:you\s)?back|paid\sback|waive\w*"
)
_MONEY_NOUNS = (
    r"(?:rück)?erstattung\w*|rückzahlung\w*|gutschrift\w*|gutschein\w*|\w*rabatt\w*|nachlass\w*|preisnachlass\w*"
    r"|preisminderung\w*|entschädigung\w*"
    r"|schadens?ersatz\w*|kulanz\w*|ausgleich\w*|bonus|cashback|geld\s+zurück|kostenfrei\w*\s+(?:ersatz\w*"
    r"|zweit\w*)|(?:partial\s|full\s)?refund\w*|discount\w*"
    r"|voucher\w*|coupon\w*|store\scredit|credit\snote|compensation|goodwill|reimbursement|money\sback|geschenkt"
    r"|for\sfree|free\sof\scharge"
)
_WE_GIVE = (
    r"wir|ich|i|we|i'll|we'll|i've|we've|sie\s+(?:erhalten|bekommen|kriegen)|(?:erhalten|bekommen)\s+sie"
    r"|du\s+(?:erhältst|bekommst|kriegst)|(?:erhältst|bekommst)\s+du"
    r"|ihnen|dir|you\s+(?:will|get|receive|are|can|have|qualify)|you'll|(?:is|was|has\sbeen|have\sbeen"
    r"|will\sbe)\s+(?:approved|issued|granted|processed|refunded|credited)"
    r"|(?:wird|werden|wurde[n]?|ist|sind)"
)
_MONEY = re.compile(
    rf"(?<!\w)(?:{_WE_GIVE})(?!\w)[^.!?\n]{{0,120}}?(?<!\w)(?:{_MONEY_VERBS}|{_MONEY_NOUNS})(?!\w)"
    rf"|(?<!\w)(?:{_MONEY_VERBS}|{_MONEY_NOUNS})(?!\w)[^.!?\n]{{0,80}}?(?<!\w)(?:bewilligt|genehmigt|veranlasst"
    rf"|zugesagt|angewiesen|gewähr\w*|angeboten|anbieten|offer\w*|approved|granted"
    r"|issued|processed|completed?|initiated|sent|erledigt|unterwegs|raus|abgeschlossen|eingeleitet|ausgelöst|bestätigt|ver?bucht"
    r"|gebucht|freigegeben|ausgestellt|angestoßen|confirmed|booked|released"
    r"|(?:ist|sind|wurden?)\s(?:\w+\s){{0,4}}?(?:erfolgt|durchgeführt|ausgeführt)|on\s(?:its|the)\sway|wir|ihnen|(?:is|are)\syours)(?!\w)",
    re.IGNORECASE,
)
_MONEY_BY_SENSE = re.compile(
    r"(?<!\w)(?:is|are|was|were|be|been|being|got)\s(?:\w+\s){0,2}?(?:refunded|credited|reimbursed|compensated|paid\s(?:back|out)"
    r"|returned\sto\s(?:\w+\s)?(?:\w+\s)?(?:account|card|paypal|bank))(?!\w)"
    r"|(?<!\w)(?:geld|kaufpreis\w*|betrag\w*|summe|zahlung|money|amount|payment)(?!\w)[^.!?\n]{0,60}?(?<!\w)(?:angewiesen"
    r"|(?:auf\sdem\sweg|unterwegs)\szu\s(?:ihnen|dir)|on\sits\sway)(?!\w)"
    r"|(?<!\w)(?:schreib\w*|buch\w*)(?!\w)[^.!?\n]{0,80}?(?<!\w)gut(?!\w)"
    r"|(?<!\w)(?:geld|kaufpreis\w*|betrag\w*|summe|kosten|money|purchase\sprice|amount"
    r"|payment)(?!\w)[^.!?\n]{0,60}?(?<!\w)(?:zurück|wieder|returned|back)(?!\w)"
    r"|(?<!\w)(?:zahl|buch|überweis|geb|send|pay|give)\w*(?!\w)[^.!?\n]{0,60}?(?:€|euro?|eur|usd|\$|geld|betrag"
    r"|kaufpreis|money)[^.!?\n]{0,30}?(?<!\w)(?:zurück|back)(?!\w)"
    r"|(?<!\w)\w*(?:kosten|porto|gebühr\w*|postage|costs?|charges?"
    r"|fees?)(?!\w)[^.!?\n]{0,40}?(?<!\w)(?:übern(?:ehm|ahm|omm|imm)\w*|covered|on\sus|tragen\swir)(?!\w)"
    r"|(?<!\w)(?:übern(?:ehm|ahm|omm|imm)\w*|cover|bear|absorb|tragen)(?!\w)[^.!?\n]{0,40}?(?<!\w)\w*(?:kosten"
    r"|porto|gebühr\w*|postage|costs?|charges?|fees?)(?!\w)"
    r"|\d{1,3}[ ]?(?:%|prozent|percent)[ ]?(?:off|rabatt|nachlass|günstiger|discount|reduction)(?!\w)"
    r"|(?<!\w)(?:kostenlos\w*|kostenfrei\w*|umsonst|free|no\s(?:extra\s)?(?:cost"
    r"|charge))(?!\w)[^.!?\n]{0,40}?(?<!\w)(?:ersatz\w*|ersetz\w*|(?:aus|um)(?:ge)?tausch\w*|nachliefer\w*"
    r"|neue\w*|replac\w*)(?!\w)"
    r"|(?<!\w)(?:ersatz\w*|ersetz\w*|(?:aus|um)(?:ge)?tausch\w*|nachliefer\w*"
    r"|replac\w*)(?!\w)[^.!?\n]{0,40}?(?<!\w)(?:kostenlos\w*|kostenfrei\w*|umsonst|for\sfree|free\sof\scharge"
    r"|at\sno\s(?:extra\s)?(?:cost|charge))(?!\w)"
    r"|(?<!\w)(?:nichts\s(?:be)?zahlen|kostet\s(?:sie|dich)\snichts|(?:need\snot|don't\s(?:need|have)\sto)\spay"
    r"|behalten\s+(?:dürfen|können))(?!\w)"
    r"|(?<!\w)(?:dürfen|können|kannst|darfst|may|can)\s[^.!?\n]{0,40}?(?<!\w)(?:behalten|keep\s(?:it|the|them))(?!\w)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?<!\w)(?:wir\s+haben|haben\s+wir|ich\s+habe|habe\s+ich|wurden?|ist|sind|worden)(?!\w)[^.!?\n]{0,120}?(?<!\w)"
    r"(?:(?:zurück|rück)?erstattet|(?:zurück)?überwiesen|zurückge(?:zahlt|bucht)|gutgeschrieben|ausgezahlt|ausbezahlt|vergütet)(?!\w)"
    r"|(?<!\w)(?:we\s(?:have\s)?|we've\s|i\s(?:have\s)?|i've\s|was\s|were\s|been\s)(?:\w+\s){0,2}?"
    r"(?:refunded|credited|reimbursed|paid\sback)(?!\w)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?<!\w)(?:nicht(?!\s+nur)|nichts|kein\w*|nie(?:mals)?|not(?!\s+only)|never|\w+n't|ob|falls|wenn|sobald|whether|if|once|until"
    r"|(?:nothing|none)(?=\s+(?:of\s[^.!?,]{1,30}?\s)?(?:has|have|had|was|were|is|will|can)(?!\w))"
    r"|bevor|nachdem|bis|wie|how|when)(?!\w)",
    re.IGNORECASE,
)
"""Less than undoes a promise: `leider` and `nach Prüfung` may stand beside what was done."""
_NO_PROMISE = re.compile(
    r"(?<!\w)(?:nicht(?!\s+nur)|nichts(?=\s+(?:mehr\s+)?(?:zurück|erstatt|gut|ersetz))|\w+n't(?!\s(?:need|have)\sto\spay)|kein\w*|nie(?:mals)?|not(?!\s+only)|never|no|cannot|can'?t|unable|prüf\w*|ob"
    r"|(?:nothing|none)(?=\s+(?:of\s[^.!?,]{1,30}?\s)?(?:has|have|had|was|were|is|will|can)(?!\w))"
    r"|falls|wenn|sobald|whether|if|once|check\w*|leider"
    r"|wie\s+(?:die|der|das|den|ihre?|deine?|eine?|sie|du|man)|how\s+(?:the|your|a|to|you|we|it))(?!\w)",
    re.IGNORECASE,
)
_CHANGED = (
    r"geänder\w*|änder\w*|aktualisier\w*|angepasst|umgeleitet|umleiten|korrigier\w*|hinterleg\w*|umgestellt"
    r"|(?:ist|lautet|is)\s+(?:nun|jetzt|now)|ab\s+(?:jetzt|sofort|heute|nun)|künftig|von\s+nun\s+an|from\s+now\s+on"
    r"|neu\w*|ander\w*|chang\w*|updat\w*|redirect\w*|new|correct\w*|different|amended|lautet\s+(?:nun|jetzt)"
)
_ADDRESS = re.compile(
    rf"(?<!\w)\w*(?:adresse\w*|anschrift\w*|address\w*)(?!\w)[^.!?\n]{{0,80}}?(?<!\w)(?:{_CHANGED})(?!\w)"
    rf"|(?<!\w)(?:{_CHANGED})(?!\w)[^.!?\n]{{0,60}}?(?<!\w)\w*(?:adresse\w*|anschrift\w*|address\w*)(?!\w)"
    r"|(?<!\w)(?:liefer|send|schick|versend|verschick|ship|deliver|redirect)\w*(?!\w)[^.!?\n]{0,60}?(?<!\w)(?:nun"
    r"|jetzt|stattdessen|ab\ssofort|now|instead)(?!\w)[^.!?\n]{0,30}?"
    r"(?<!\w)(?:an\s(?:die|den|das|ihre[nm]?|eine[nm]?)|nach|to)(?!\w)",
    re.IGNORECASE,
)
_BY_THEMSELVES = re.compile(
    r"(?<!\w)(?:selbst|selber|yourself|können\s+sie|sie\s+können|you\s+can)(?!\w)", re.IGNORECASE
)
_BANK_WORDS = (
    r"bankverbindung\w*|bankdaten|kontoverbindung\w*|kontonummer\w*|kontodaten|iban|bic|bank\s(?:details|account"
    r"|data)|account\snumber|sort\scode|bankkonto\w*|blz|bankleitzahl"
)
_BANK = re.compile(
    rf"(?<!\w)(?:{_BANK_WORDS})(?!\w)[^.!?\n]{{0,80}}?(?<!\w)(?:{_CHANGED}|lautet|folgend\w*)(?!\w)"
    rf"|(?<!\w)(?:{_CHANGED}|folgend\w*|unser\w*|our|diese\w*|this)\s+(?:\w+\s){{0,2}}?(?:{_BANK_WORDS}|konto"
    rf"|account)(?!\w)"
    r"|(?<!\w)(?:überweis|zahl)(?:en|e|t)\s+sie[^.!?\n]{0,100}?(?<!\w)(?:auf|an)(?!\w)|(?<!\w)(?:transfer|wire"
    r"|pay|send)\s[^.!?\n]{0,80}?(?<!\w)(?:to\s(?:the|this|our)\s(?:following\s|new\s)?(?:bank\s)?account)(?!\w)"
    r"|(?<!\w)(?:kontonummer|kto\.?(?:-?nr\.?)?|blz)[ :]{1,3}\d",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?<!\w)(?:(?:rechts|fach)?anw[aä]lt\w*|anwaltlich\w*|verklag\w*|klage(?:n|weg|schrift)?|einklag\w*"
    r"|gericht(?:lich\w*|s\w*)?(?=\s+(?:vor|gehen|ziehen|klären|durch|geltend|einreich|\w*schritt|\w*verfahren"
    r"|\w*vollzieher)|s)"
    r"|gerichtlich\w*|vor\s+gericht|(?:zum|beim|dem)\s+(?:amts|land)?gericht|amtsgericht\w*|landgericht\w*"
    r"|mahnbescheid\w*|mahnverfahren\w*|strafanzeige\w*|anzeige\s+(?:erstatt\w*|bei)"
    r"|erstatt\w*\s+(?:\w+\s+)?(?:straf)?anzeige|(?:zeige|zeigen)\s+(?:sie|euch)\s+an"
    r"|werden?\s+(?:sie|euch)\s+(?:\w+\s+)?anzeigen"
    r"|verbraucher(?:zentrale|schutz)\w*|schlichtungs\w*|abmahn\w*|inkasso\w*|rechtliche\w*\s+(?:schritt\w*"
    r"|konsequenz\w*|mittel\w*|weg\w*)|juristisch\w*|rechtsweg\w*|rechtsschutz\w*|rechtsbeistand|polizei\w*"
    r"|betrugs?(?:anzeige|fall)?"
    r"|lawyers?|attorneys?|solicitors?|legal\s(?:action|steps|proceedings|advice|counsel|claim|department)"
    r"|legally|sue[ds]?|suing|lawsuit|in\scourt|to\scourt|small\sclaims|court\s(?:order|case|action)|police"
    r"|trading\sstandards|ombudsman"
    r"|consumer\s(?:protection|rights\sagency|council)|chargebacks?"
    r"|(?:mon|notre|mes|nos)\savocate?s?|(?:engag|contact|consult|mandat|sais|parl|pri[st]|transm)\w*\s(?:\w+\s){0,2}?(?:un|une|à\sl'|l')\s?avocate?"
    r"|port\w*\splainte|plainte\scontre|mise\sen\sdemeure|(?:action|poursuites|voies?)\s(?:en\sjustice|judiciaires?)"
    r"|(?:au|le|du)\stribunal|huissiers?|abogad[oa]s?|avvocat[oi]|denuncia\w*|querela|prawnik\w*|adwokat\w*)(?!\w)",
    re.IGNORECASE,
)


def money_in(text: str) -> Iterator[Span]:
    """Promises and claims of paying; "we check whether" and "unfortunately not" are none."""
    yield from sums_in(text)
    whole = joined(text)
    for match in [*_MONEY.finditer(whole), *_MONEY_BY_SENSE.finditer(whole)]:
        if not _is_undone(whole, match, by=_NO_PROMISE):
            yield Span(match.start(), match.end(), text[match.start() : match.end()])
    for match in _DONE.finditer(whole):
        if not _is_undone(whole, match, by=_NOT_DONE):
            yield Span(match.start(), match.end(), text[match.start() : match.end()])


def _is_undone(text: str, match: re.Match[str], *, by: re.Pattern[str]) -> bool:
    end = re.search(r"[.!?\n]", text[match.end() :])
    rest = text[match.end() : match.end() + (end.start() if end else len(text))][:40]
    start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n,:;") + 1
    if by.search(text[start : match.end()]):
        return True
    return bool(re.match(r"[^,;]*\b(?:nicht|not)\b(?! nur| only)", rest))


def address_changes_in(text: str) -> Iterator[Span]:
    for match in _ADDRESS.finditer(joined(text)):
        start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n") + 1
        if not _BY_THEMSELVES.search(text[start : match.end()]):
            yield Span(match.start(), match.end(), match[0])


def bank_changes_in(text: str) -> Iterator[Span]:
    return _spans(_BANK, text)


def legal_threats_in(text: str) -> Iterator[Span]:
    return _spans(_LEGAL, text)


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end(), match[0])
