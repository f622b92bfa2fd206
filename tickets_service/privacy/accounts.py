"""Accounts and cards beyond their plain form: by the words before them, and written letter by letter."""

import re
from collections.abc import Iterator

from tickets_service.finding import Span, find_cards, find_emails, find_ibans
from tickets_service.finding.spans import masked

ACCOUNT = re.compile(
    r"(?<!\w)(?:Konto(?:nummer|-?[Nn]r\.?)?|Kto\.?(?:[ -]?Nr\.?)?|BLZ"
    r"|Bankleitzahl)[ ]?:?[ ]?(\d(?:[ ]?\d){4,12})(?!\w)"
    r"|(?<!\w)(?:BIC|SWIFT)[ ]?:?[ ]?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)"
    r"|(?<!\w)(?i:sort[ -]?code)(?:[ ]is)?[ ]?:?[ ]?(\d{2}[ -]?\d{2}[ -]?\d{2})(?!\w)"
    r"(?:[ ,;/\n]{1,3}(?:and[ ])?(?i:a/c|acc(?:(?:oun)?t)?\.?)(?i:[ ](?:number|no\.?|nr\.?))?(?:[ ]is)?"
    r"[ ]?:?[ ]?(\d{6,10})(?!\w))?"
    r"|(?<!\w)(?i:bank[ ]account|account[ ](?:number|no\.?))(?i:[ ](?:number|no\.?))?(?:[ ]is)?"
    r"[ ]?:?[ ]?(\d{7,10})(?!\w)"
    r"|(?<!\w)(?i:routing[ ](?:number|no\.?))(?:[ ]is)?[ ]?:?[ ]?(\d{9})(?!\w)"
)
HANDLE = re.compile(
    r"(?<![\w.@/+-])@(?!(?i:home|team|all|alle|support|service|shop)(?!\w))[A-Za-z_](?:[\w.]{1,28}\w)(?![\w@])"
    r"|(?<!\w)(?i:insta(?:gram)?|telegram|tik[ ]?tok|snap(?:chat)?|facebook|fb|ig|twitter|skype|discord|threema|twitch)"
    r"(?i:[ -]?(?:name|account|id|profil))?[ ]?(?::|(?i:ist|is|unter|als|as)(?!\w))[ ]{1,2}"
    r"((?=\w{0,28}[_\d.])[A-Za-z][\w.]{2,28}\w)(?![\w@])"
)
"""Of somebody on a network."""
SECURITY_CODE = re.compile(
    r"(?<!\w)(?i:CV[CVN]2?|CID|Kartenprüf(?:nummer|ziffer|code)|Sicherheitscode|security[ ]code|cryptogramme)"
    r"(?i:[ ]?(?:-?Code|-?Nummer|-?Nr\.?)?(?:[ ](?:ist|lautet|is))?)[ ]?[:=]?[ ]?(\d{3,4})(?!\w)"
)
_EXPIRY = r"(?:0[1-9]|1[0-2])[ ]?[/-][ ]?(?:20)?\d{2}(?!\w)"
_EXPIRES = re.compile(
    r"(?<!\w)(?i:gültig|gueltig|gilt|ablauf(?:datum)?|läuft[ ]ab|verfall(?:sdatum)?|exp(?:iry|ires|\.)?|valid"
    r"|scadenza|vence"
    rf"|caducidad|geldig|expire)(?i:[ ](?:bis|am|im|until|thru|date|on|tot|le))?[ ]?:?[ ]?({_EXPIRY})"
)
_BESIDE = re.compile(rf"[ ]?[,;/|\n]?[ \n]?({_EXPIRY})(?:[ ]?[,;/|]?[ ](\d{{3,4}})(?![\w.,]))?")
_BEHIND_DIGITS = re.compile(rf"(?<=\d{{3}})[ ]{_EXPIRY}")
_NEAR_A_CARD = 120
_LETTERS = re.compile(r"(?<![^\s:(])(?:[A-Za-z0-9][ ]){14,40}[A-Za-z0-9](?!\w)")
_SPACED_EMAIL = re.compile(
    r"(?<![^\s:(<])(?:[\w+-](?:[ ]|[ ]?[.][ ]?)){1,40}@[ ]?"
    r"(?:(?:[\w-][ ]){1,40}[.](?:[ ][a-z]){2,6}|(?:[\w-]{1,40}[ ]?[.][ ]?){1,3}[a-z]{2,12})(?!\w)"
)


def find_all_cards(text: str) -> list[Span]:
    """Those too that are followed by their month and year."""
    return find_cards(masked(text, [Span(*match.span(), "") for match in _BEHIND_DIGITS.finditer(text)]))


def find_card_details(text: str, cards: list[Span]) -> Iterator[tuple[int, int]]:
    """Until when a card is valid, and its code: what is dated like that elsewhere may be a voucher."""
    for card in cards:
        lowest, highest = max(0, card.start - _NEAR_A_CARD), card.end + _NEAR_A_CARD
        for match in _EXPIRES.finditer(text, lowest, highest):
            yield match.span(1)
        if beside := _BESIDE.match(text, card.end):
            yield from (beside.span(number) for number in (1, 2) if beside[number])


def find_spaced(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """E-mails and IBANs written with a space after each letter: start, end, plain form, and whether it is an e-mail."""
    for match in _SPACED_EMAIL.finditer(text):
        plain = match[0].replace(" ", "")
        if any(span.end - span.start == len(plain) for span in find_emails(plain)):
            yield match.start(), match.end(), plain.lower(), True
    for match in _LETTERS.finditer(text):
        for span in find_ibans(match[0][::2]):
            yield match.start() + 2 * span.start, match.start() + 2 * span.end - 1, span.value, False
