"""Does the text ask for what no shop may ask for in a message: passwords, codes, data of cards and accounts?"""

import re
from collections.abc import Iterator

from tickets_service.finding import Span

_SECRETS = re.compile(
    r"(?<![^\W_])(?:pass[\s-]?w(?:o|ö|ue)?r[td]e?s?|kenn[\s-]?w[oö]rte?r?s?|passwd|pwd|pass[\s-]?(?:code|phrase"
    r"|key)s?|(?-i:PIN|[im]?TAN)s?|pin[\s-]?(?:code|nummer|number)s?"
    r"|geheim(?:zahl|nummer|code)|zugangs[\s-]?(?:daten|code|kennung)|log[\s-]?in(?:[\s-]?(?:daten|details"
    r"|credentials|data|informationen|information))"
    r"|anmelde[\s-]?(?:daten|informationen)|credentials|(?:einmal|bestätigungs|sicherheits|verifizierungs"
    r"|freischalt|sms)[\s-]?(?:code|kennwort|passwort|nummer)e?s?"
    r"|otp|(?:one[\s-]?time|verification|confirmation|security|authentication|auth|2fa)[\s-]?(?:code|password|pin"
    r"|number|token)s?"
    r"|codes?\s(?:aus|in|von|from|per|via)\s(?:\w+\s){0,3}?(?:sms|e-?mail|app|text|nachricht|message)"
    r"|codes?,?\s(?:\w+\s){0,6}?(?:sms|whatsapp|handy|smartphone|mobiltelefon|phone|text\s?message)"
    r"|codes?,?\s(?:den|die|that|which|you)\s(?:\w+\s){0,4}?(?:gleich|soeben|gerade|in\skürze|just|shortly)"
    r"|(?:\d|vier|sechs|four|six)[\s-]?(?:stellig\w*|digit)\s(?:\w+\s)?codes?(?!\s(?:auf|an|am|unter|on|at)\s)"
    r"|2fa|access[\s-]?(?:code|token|data)s?|api[\s-]?(?:key|schlüssel|token)s?|sicherheitsfragen?"
    r"|security questions?|mother'?s maiden name|recovery (?:code|phrase)s?|seed phrase)"
    r"(?![^\W_])",
    re.IGNORECASE,
)
_PAYMENT = re.compile(
    r"(?<![^\W_])(?:cvv2?|cvc2?|cvn|karten[\s-]?(?:prüf(?:nummer|ziffer|zahl)|nummer|daten|inhaber|details)n?"
    r"|prüf(?:ziffer|nummer)n?"
    r"|(?:kredit|debit|bank|ec|giro|visa)[\s-]?karten?[\s-]?(?:nummern?|daten|details|informationen|infos?)"
    r"|(?:credit|debit|bank|payment)[\s-]?card[\s-]?(?:numbers?|details|data|info(?:rmation)?)"
    r"|card[\s-]?(?:number|details|data|verification|info(?:rmation)?)|zahlungs[\s-]?(?:daten|informationen)"
    r"|payment[\s-]?(?:details|data|info(?:rmation)?)"
    r"|(?:online[\s-]?)?banking[\s-]?(?:daten|zugang|login|details|pin)?|pay[\s-]?pal[\s-]?(?:daten|zugang|login"
    r"|passwort|konto|account|details)|sozialversicherungsnummer|social security number|ssn"
    r"|(?:ziffern|stellen|digits)\s+(?:ihrer|deiner|der|auf\s+\w+|of\s(?:your|the))\s+(?:\w+\s)?(?:kreditkarte"
    r"|bankkarte|karte|card|credit\scard)"
    r"|(?:ziffern|zahlen|digits|numbers?|code|nummern?)\s+(?:auf|on|at|von)\s+(?:\w+\s){0,2}?(?:rückseite|vorderseite|back|front)"
    r"|(?:kopie|foto|scan|bild|copy|photo|picture)\s+(?:ihres?|deines?|des|of\s+your"
    r"|vom)\s+(?:\w+\s)?(?:personal)?(?:ausweis(?:es)?|pass(?:es)?|passports?|id(?:\s?card)?|kreditkarte"
    r"|credit card))(?![^\W_])",
    re.IGNORECASE,
)
_BANK_CARD = (
    r"(?:\w*kredit|debit|bank|ec|giro|maestro|visa|master|zahlungs|geld|credit|payment)[\s-]?(?:card|karte)[ns]?"
    r"|(?:ihre[rn]?|deine[rn]?|your)\s(?:karte|card)|girocard|mastercard"
)
_CARD_PICTURE = re.compile(
    r"(?<![^\W_])(?:\w*(?:foto|bild|scan|kopie|aufnahme)s?|fotos?|copy|copies|photos?|pictures?|images?|screenshots?"
    r"|abfotografieren|fotografier(?:en|e|t)|photograph"
    rf"|(?:vorder|rück)seite|beide[rn]?\sseiten|both\ssides)(?![^\W_])[^.!?\n]{{0,60}}?(?<![^\W_])(?:{_BANK_CARD})(?![^\W_])",
    re.IGNORECASE,
)
_OWN_ACCOUNT = re.compile(
    r"(?<!auf )(?<!zu )(?<!von )(?<!über )(?<!an )(?<!to )(?<!into )(?<!onto )(?<!on )(?<!from )(?<!in )(?<![^\W_])"
    r"(?:ihr|dein|your|eur)(?:e[nrms]?)?\s+(?:\w+\s+){0,2}?(?:iban|bic|konto(?:nummer|daten|verbindung)?"
    r"|bank(?:verbindung|daten|leitzahl|konto)|bank\s(?:account|details|data)(?:\s(?:number|details))?"
    r"|account\s(?:number|details)"
    r"|sort\scode|routing\snumber|kredit-?karte|bankkarte|credit\scard|debit\scard)(?![^\W_])",
    re.IGNORECASE,
)
_ACCOUNT_TO_US = re.compile(
    r"(?<![^\W_])(?:(?:provide|send|share|give|confirm|submit|with|need|require)\s(?:\w+\s){0,2}?(?:bank|account|card)\sdetails"
    r"|(?:uns|mir)\s(?:\w+\s){0,3}?(?:bankverbindung|bankdaten|kontodaten|iban|kontonummer))(?![^\W_])",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?<![^\W_])(?:send(?:en|est|et|e)?|schick(?:en|st|t|e)?|mail(?:en)?|teil(?:en|e|st|t)|mit(?:zu)?teilen"
    r"|nenn(?:en|e|st|t)?|gib|gebt|geben|gebe|an(?:zu)?geben|ein(?:zu)?geben|eingabe|angabe(?:n)?"
    r"|tipp(?:en|e)|bestätig(?:en|e|st|t|ung)|verifizier(?:en|e|ung)|überprüf(?:en|e|t)|hinterleg(?:en|e)"
    r"|aktualisier(?:en|e|ung)|übermittel(?:n|t|e)|übersend(?:en|e)|zusend(?:en|e)|zuschick(?:en|e)"
    r"|nachreich(?:en|e)"
    r"|benötig(?:en|e|t)|brauch(?:en|e|t)|erforderlich|nötig|notwendig|bitten|erbitten|fordern|anfordern"
    r"|verrat(?:en|e)|verrätst|durchgeben|zukommen|lauten?|lautet|antwort(?:en|e|et)|eintragen|trag(?:en|e)"
    r"|ausfüllen|füll(?:en|e)"
    r"|weiterleiten|leiten|lassen|sag(?:en|e|t|st)|schreib(?:en|e|t|st)|fotografier(?:en|e)|hochladen|laden"
    r"|legitimier(?:en|e)|authentifizier(?:en|e)|mitschicken|beifügen|halten|bereithalten"
    r"|send|provide|give|tell|share|enter|type|confirm|verify|submit|reply|respond|supply|need|require[ds]?"
    r"|forward|text|disclose|reveal|upload|fill|complete|update|validate|authenticate|let\sus\s(?:know|have)"
    r"|what(?:'s|\sis)|may\swe\shave"
    r"|ask(?:ing)?|request(?:ing)?|include|attach|state|write|email|read|pass|(?:wie|was)\s(?:lautet|ist)"
    r"|welche[nmrs]?|which|please|bitte)(?![^\W_])",
    re.IGNORECASE,
)
_REFUSING = re.compile(
    r"(?<![^\W_])(?:nie|niemals|nicht|keine?[nrsm]?|keinesfalls|never|don'?t|not|no|weder|statt|instead\sof"
    r"|vergessen|forgot(?:ten)?|zurück(?:zu)?setzen|reset(?:ting)?)(?![^\W_])",
    re.IGNORECASE,
)
_RESETTING, _BACK = re.compile(r"(?<!\w)setz", re.IGNORECASE), re.compile(r"(?<!\w)(?:zurück|neu)(?!\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n\s*\n")
_LEET = str.maketrans("$@0345€", "saoeas" + "e")
_SPELLED = re.compile(r"(?<![^\W_])(?:[^\W_][ .*_-]{1,2}){3,20}[^\W_](?![^\W_])")
_SECRET_WORDS = ("passwort", "kennwort", "password", "iban", "cvv", "kreditkarte", "creditcard", "pin")
_CLAUSE = re.compile(r"[,;:]|\s-\s|\bund\b|\band\b|\bsondern\b|\bbut\b", re.IGNORECASE)
_LONGEST_SENTENCE = 600


def secret_requests(text: str) -> Iterator[Span]:
    return _requests(text, _SECRETS, spelled=True)


def payment_requests(text: str) -> Iterator[Span]:
    yield from _requests(text, _PAYMENT, spelled=False)
    yield from _requests(text, _OWN_ACCOUNT, spelled=False)
    yield from _requests(text, _ACCOUNT_TO_US, spelled=False)
    for found in _CARD_PICTURE.finditer(text):
        if not _is_refused(text, found):
            yield Span(found.start(), found.end(), found[0])


def _requests(text: str, nouns: re.Pattern[str], *, spelled: bool) -> Iterator[Span]:
    """*text* is folded with lookalikes. Sentences that hold the noun and ask, and do not refuse just there."""
    plain = text.translate(_LEET)
    for source in {text, plain}:
        for noun in nouns.finditer(source):
            if _is_asked_for(text, noun.end() if nouns is _ACCOUNT_TO_US else noun.start(), noun.end()):
                yield Span(noun.start(), noun.end(), noun[0])
    if spelled:
        for run in _SPELLED.finditer(plain):
            if any(word in re.sub(r"[\W_]", "", run[0]).casefold() for word in _SECRET_WORDS):
                yield Span(run.start(), run.end(), run[0])


def _is_refused(text: str, found: re.Match[str]) -> bool:
    """By a word just before, between or just behind."""
    before = _CLAUSE.split(_SENTENCE_END.split(text[max(0, found.start() - _LONGEST_SENTENCE) : found.start()])[-1])[-1]
    after = _CLAUSE.split(_SENTENCE_END.split(text[found.end() : found.end() + _LONGEST_SENTENCE])[0])[0]
    return any(_REFUSING.search(part) for part in (before, found[0], after))


def _is_asked_for(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _LONGEST_SENTENCE) : start]
    after = text[end : end + _LONGEST_SENTENCE]
    first = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
    stop = _SENTENCE_END.search(after)
    sentence_before, sentence_after = before[first:], after[: stop.start() if stop else len(after)]
    if not (_ASKING.search(sentence_before) or _ASKING.search(sentence_after)):
        return after.lstrip().startswith("?")
    clause_before = _CLAUSE.split(sentence_before)[-1]
    clause_after = _CLAUSE.split(sentence_after)[0]
    if _RESETTING.search(clause_before) and _BACK.search(clause_after):
        return False
    return not (_REFUSING.search(clause_before) or _REFUSING.search(clause_after))
