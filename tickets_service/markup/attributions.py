"""The sentences and header lines with which mail clients announce a quote, in the languages of our customers."""

# ruff: noqa: RUF001 - dashes, and words in other alphabets that look like Latin letters

import re

LONGEST_ATTRIBUTION = 300  # characters

_BEGINNINGS = "On|In a message dated|Am|Le|Il|In data|El|Op|W dniu|Dnia|Em|Den|Dne|Vào|Vào lúc|Pe"
_VERBS = (
    r"wrote|writes|schrieb|hat\b.{0,80}\bgeschrieben|a [ée]crit|ha scritto|escribió|ha escrito|escreveu|schreef"
    r"|heeft\b.{0,80}\bgeschreven|napisała?(?:\(a\))?|pisze|skrev|kirjoitti|napsala?(?:\(a\))?|írta|написала?(?:\(а\))?"
    r"|пишет|yazdı|đã viết"
)
_DATE_FIRST = re.compile(rf"(?:(?:{_BEGINNINGS})\s+)?(?:[^\W\d_]{{1,12}}[.,]{{0,2}}\s+){{0,3}}\d", re.IGNORECASE)
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)", re.IGNORECASE)
_VERB_LAST = re.compile(rf"(?<!\w)(?:{_VERBS}|het volgende geschreven|folgendes geschrieben)\W*$", re.IGNORECASE)
_VERB_THEN_DATE = re.compile(rf".{{2,80}}?\s(?:{_VERBS})\s+(?:am|on|le|il|el|op|em)\s.{{0,20}}\d", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'=-]{1,100}@[\w.-]{1,100}\w")
_CLOCK_OR_YEAR = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d{2}\b|\b\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_FIRST_PERSON = re.compile(r"\b(?:ich|wir|mir|uns|mich|me|us|we|je|j'ai|nous|moi|ik|wij|mij|I(?!\.))\b")
_FRAME = " \t>*|_–—-"

_LABELS = {
    "from": "from|von|de|da|van|od|från|fra|lähettäjä|от(?: кого)?|mittente|expéditeur|absender|remitente|nadawca",
    "date": (
        "date|sent|gesendet(?: am)?|datum|envoyé(?: le)?|message du|inviato(?: il)?|data(?: invio)?"
        "|enviad[oa](?: el| em)?|fecha|verzonden|wysłan[oey]|skickat|sendt|dato|lähetetty|дата|отправлено"
    ),
    "to": "to|an|à|a|aan|para|do|komu|till|til|vastaanottaja|кому|pour|destinataire|empfänger|destinatario",
    "subject": "subject|betreff|objet|sujet|oggetto|asunto|assunto|onderwerp|temat|ämne|emne|aihe|тема",
    "copy": "b?cc|kopie(?: an)?|copie(?: à)?|copia|kopia|dw|antwort an|reply-to|répondre à|organi[sz]ation",
}
_LABEL = re.compile(
    r"[\s>*_]{0,12}(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")[\s*_]{0,3}:",
    re.IGNORECASE,
)
_ORIGINAL = (
    "original message|forwarded message|original mail|ursprüngliche (?:nachricht|mail|e-mail)|originalnachricht"
    "|weitergeleitete (?:nachricht|mail|e-mail)|message (?:d['’]origine|original|transféré|initial)"
    "|messaggio (?:originale|inoltrato)|mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)"
    "|(?:oorspronkelijk|origineel|doorgestuurd) bericht|(?:oryginalna|przekazana) wiadomość"
    "|wiadomość (?:oryginalna|przekazana)|oprindelig (?:besked|meddelelse)|opprinnelig melding"
    "|(?:ursprungligt|vidarebefordrat) meddelande|původní zpráva|исходное сообщение|пересылаемое сообщение"
)
_SEPARATOR = re.compile(
    rf"[\s>*]*[-_=–—]{{2,}}\s*(?:{_ORIGINAL})\b"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)"
    r"|début du message (?:réexpédié|transféré)|inizio messaggio inoltrato"
    r"|inicio del mensaje reenviado|begin doorgestuurd bericht)\s*:\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*[-_=*–—]{4,}\s*")


def begins_with_date(line: str) -> bool:
    """True also for “Jane Doe wrote on 3 May”."""
    bare = line.strip(_FRAME)
    return _DATE_FIRST.match(bare) is not None or _VERB_THEN_DATE.match(bare) is not None


def may_end_attribution(line: str) -> bool:
    end = line[-40:].rstrip(" \t*_")
    return end.endswith((":", "--")) or _VERB_LAST.search(end) is not None


def is_attribution(sentence: str, *, is_followed_by_quote: bool) -> bool:
    """“On 3 May 2026 at 10:15, Shop <mail@shop.example> wrote:” and its kin.

    Without an address, or with a customer telling when they wrote to us, the quote itself must follow.
    """
    if len(sentence) > LONGEST_ATTRIBUTION:
        return False
    bare = sentence.strip(_FRAME)
    if is_followed_by_quote and (has_address(bare) or _VERB.search(bare)):
        return True
    if not _CLOCK_OR_YEAR.search(bare) or _FIRST_PERSON.search(bare):
        return False
    if has_address(bare):
        return _ends_after_address(bare) or _VERB_THEN_DATE.match(bare) is not None
    is_framed = sentence.endswith("--") and _VERB_LAST.search(bare) is not None
    if is_framed or not bare.endswith(":"):
        return is_framed
    return _DATE_FIRST.match(bare) is not None and _VERB.search(bare) is not None


def _ends_after_address(sentence: str) -> bool:
    rest = _ADDRESS.split(sentence)[-1]
    if _VERB_LAST.search(rest):
        return True
    return sentence.endswith(":") and not any(character.isalnum() for character in rest)


def label_of(line: str) -> str | None:
    """Which line of a mail header this is: from, date, to, subject or copy. None if it is none of them."""
    label = _LABEL.match(line) if ":" in line[:40] else None
    return label.lastgroup if label else None


def has_address(line: str) -> bool:
    return "@" in line and _ADDRESS.search(line) is not None


def is_separator(line: str) -> bool:
    """“-----Original Message-----”, in any of our languages."""
    return _SEPARATOR.match(line) is not None


def is_rule(line: str) -> bool:
    """A line drawn with dashes or underscores."""
    return _RULE.fullmatch(line) is not None
