"""Messages that say that nobody is at their desk, and nothing else. Whoever adds a wish or a question gets a draft."""

from __future__ import annotations

import re

from tickets_service.drafting.closings import CLOSING
from tickets_service.drafting.speaking import SALUTATION

WHEN = (
    r"(?:(?:leider|derzeit|aktuell|momentan|zurzeit|zur zeit|currently|now|unfortunately"
    r"|bis|vom|von|ab|seit|zum|einschlie(?:ß|ss)lich"
    r"|einschl|inklusive|inkl|until|till|through|from|since|and|und|to|on|including|the|den|dem|der|nächsten|kommenden|next"
    r"|heute|morgen|today|tomorrow|wieder|da|zurück|erreichbar|back|again|\w+tags?|mittwoch|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|(?:jan|feb|mär|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\w*|woche|week"
    r"|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|20\d\d|\d{1,2}(?:st|nd|rd|th)?)(?:[.,]|\b)\s*)"
)
AWAY = re.compile(
    rf"(?:\b(?:ich bin|wir sind|bin ich)\s+{WHEN}*+"
    r"(?:nicht\s+(?:im\s+(?:büro|buero|haus\w*|dienst)|am\s+arbeitsplatz)|(?:au(?:ß|ss)er\s+haus|abwesend))\s*"
    rf"|\b(?:i am|i'm|i will be|i'll be|we are|we're)\s+{WHEN}*+out\s+of\s+(?:the\s+|my\s+)?office\s*"
    r"|^\W*out\s+of\s+(?:the\s+)?office\s*)"
    rf"(?P<until>{WHEN}*+)(?=\W|$)",
    re.IGNORECASE,
)
BESIDE = re.compile(
    rf"\b(?:i am|i'm|i will be|we are)\s+{WHEN}*+away\s+{WHEN}*+(?=\W|$)"
    r"|\b(?:vielen |herzlichen )?dank für (?:ihre|deine|eure|die) (?:nachricht|e-?mail|mail|anfrage)\b"
    r"|\bthank(?:s| you)(?: very much)? for your (?:message|e-?mail|mail|enquiry|inquiry)\b"
    r"|\b(?:ihre|deine|eure) (?:nachricht|e-?mail|mail|e-?mails|anfrage) (?:wird|werden)\b[^.!?\n]{0,60}"
    r"\bnicht (?:automatisch )?(?:weitergeleitet|gelesen|bearbeitet)\b"
    r"|\byour (?:message|e-?mail|mail) (?:will|is) not (?:be )?(?:being )?(?:forwarded|read)\b"
    r"|\b(?:in|für|bei) dringenden (?:fällen|angelegenheiten)\b[^!?\n]{0,160}"
    r"|\b(?:for|in) urgent (?:matters|cases|issues|enquiries)\b[^!?\n]{0,160}"
    r"|\b(?:ich|wir) (?:werde|werden|melde|melden|antworte|antworten|lese|lesen|beantworte|beantworten)\b[^.!?\n]{0,40}"
    r"\b(?:danach|rückkehr|anschließend|wieder da|zurück|so bald|sobald|schnellstmöglich|umgehend)\b[^.!?\n]{0,60}"
    r"|\b(?:i|we)(?:'ll| will) (?:reply|respond|answer|get back|be back|return|read)\b[^.!?\n]{0,80}"
    r"|\b(?:i|we) (?:have|will have) (?:limited|no) access to\b[^.!?\n]{0,40}",
    re.IGNORECASE,
)
"""What such a message says beside; each a whole clause."""
WORDS = re.compile(r"\w")
LINES_OF_A_CLOSING = 3
WORDS_OF_A_LINE = 4


def is_only_absent(text: str) -> bool:
    """Its title says nothing of it: so every clause must."""
    text = text.strip()
    greeting = SALUTATION.match(text)
    is_greeted = greeting is not None and not AWAY.match(text) and (greeting[0][-1] in ",!:" or "\n" in text)
    body = text[greeting.end() :] if greeting is not None and is_greeted else text
    away, many = AWAY.subn(" ", BESIDE.sub(" ", body))
    if not many:
        return False
    left = [line.strip() for line in away.split("\n") if WORDS.search(line)]
    return not left or (CLOSING.match(left[0]) is not None and _is_signed(left))


def _is_signed(lines: list[str]) -> bool:
    return len(lines) <= LINES_OF_A_CLOSING and all(len(line.split()) <= WORDS_OF_A_LINE for line in lines)
