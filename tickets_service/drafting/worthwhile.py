"""Messages nobody waits for an answer to. In doubt there is a draft: a real question is never left out.

Each sort needs a sign of its own and nothing that could be a question or a wish beside it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from tickets_service.drafting.speaking import CLOSING, SALUTATION
from tickets_service.models import NoDraft

LOOKED_AT = 6_000
"""Characters. What is longer is never just thanks or a notice."""
MOST_WORDS_OF_THANKS = 60
WORDS_OF_A_NAME = 4
LINES_AFTER_A_CLOSING = 3

SIGNS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("signs.toml").read_text(encoding="utf-8"))


def _signs(name: str, around: str = "{}") -> re.Pattern[str]:
    return re.compile(around.replace("{}", f"(?:{'|'.join(SIGNS[name])})"), re.IGNORECASE)


BOUNCE_TITLE, BOUNCE_BODY = _signs("bounce_title"), _signs("bounce_body")
AUTO_TITLE, AUTO_BODY = _signs("auto_title", r"^\W*{}\b"), _signs("auto_body")
NOTICE_BODY, OUTBOUND = _signs("notice_body"), _signs("outbound")
POLITE_QUESTIONS = _signs("polite_questions", r"{}\s?\?")
SPAM_OFFERS, SPAM_APPROACH = _signs("spam_offers"), _signs("spam_approach")
OF_THE_SHOP = _signs("of_the_shop", r"\b{}\b|\d{5,}")
MACHINE_SENDER = re.compile(r"^(?:mailer-daemon|postmaster|bounces?|mail-daemon)\b[^@]*@", re.IGNORECASE)
ASKS = re.compile(r"[?¿]")
ONE_PERSON = re.compile(r"\b(?:ich|mich|mir|mein\w*|i|i'm|i've|my|me|mine|je|j'ai|mon|ma|mes|moi)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(rf"{ONE_PERSON.pattern}|\b(?:wir|uns|unser\w*|we|our|nous)\b", re.IGNORECASE)
SPEAKS_OF_ITSELF = re.compile(r"\b(?:ich|mein\w*|my|je|mon|ma)\b", re.IGNORECASE)
WISHES = re.compile(r"\b(?:bitte|please|svp|merci de|veuillez)\b", re.IGNORECASE)
COMPLAINS = re.compile(
    r"\b(?:nicht\w*|kein\w*|leider|immer noch|seit|fehlt|defekt|kaputt|not|never|still|missing|pas|rien|jamais)\b",
    re.IGNORECASE,
)
FORM_FIELD = re.compile(
    r"^\W*(?:nachricht|message|anliegen|kommentar|comment|frage|question|vor- und nachname|name|nom)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
ASKS_BY_ORDER = re.compile(
    r"(?:^|[.!,;:\n\u2013-])\s*(?:und |and |et )?"
    r"(?:ist|sind|hat|haben|kommt|wird|geht|is|are|has|have|did|does|do|will|can|est)\s+"
    r"(?:das|die|der|es|sie|mein\w*|ihr\w*|alles|auch|the|it|my|you|your|everything|all|this|that|le|la|mon|ma|tout)\b",
    re.IGNORECASE,
)
"""A question without its mark begins with its verb."""


@dataclass(frozen=True)
class Incoming:
    title: str
    text: str
    """What is visible, without quotes."""
    sender: str | None = None
    """An e-mail address, where it is known."""


def why_no_draft(message: Incoming) -> NoDraft | None:
    """None: somebody may wait for an answer."""
    if len(message.text) > LOOKED_AT:
        return None
    sorts = {
        NoDraft.BOUNCE: _is_bounce,
        NoDraft.AUTO_REPLY: _is_auto_reply,
        NoDraft.SYSTEM_NOTICE: _is_notice,
        NoDraft.OWN_OUTBOUND: _is_outbound,
        NoDraft.SPAM: _is_spam,
        NoDraft.THANKS: _is_thanks,
    }
    return next((reason for reason, is_one in sorts.items() if is_one(message)), None)


def is_held_back(ticket_id: int, share: float) -> bool:
    """The same answer for a ticket as long as the share stays, and a larger share holds back more, never others."""
    digest = sha256(f"held back {ticket_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < share


def _is_bounce(message: Incoming) -> bool:
    signs = [
        MACHINE_SENDER.search(message.sender or ""),
        BOUNCE_TITLE.search(message.title),
        BOUNCE_BODY.search(message.text),
    ]
    is_by_a_machine = signs[0] is not None or not SPEAKS_OF_ITSELF.search(message.text)
    return sum(sign is not None for sign in signs) > 1 and is_by_a_machine and not ASKS.search(message.text)


def _is_auto_reply(message: Incoming) -> bool:
    found = {hit.group().casefold() for hit in AUTO_BODY.finditer(message.text)}
    is_titled = AUTO_TITLE.search(message.title) is not None
    asks = ASKS.search(message.text) or OF_THE_SHOP.search(message.text)
    return len(found) >= (1 if is_titled else 2) and not asks


def _is_notice(message: Incoming) -> bool:
    rest = POLITE_QUESTIONS.sub("", message.text)
    beside = NOTICE_BODY.sub("", rest)
    asks = ASKS.search(beside) or FIRST_PERSON.search(beside) or WISHES.search(beside) or FORM_FIELD.search(beside)
    return beside != rest and not asks


def _is_outbound(message: Incoming) -> bool:
    rest = POLITE_QUESTIONS.sub("", message.text)
    asks = ASKS.search(rest) or ONE_PERSON.search(rest) or COMPLAINS.search(rest) or FORM_FIELD.search(rest)
    return bool(OUTBOUND.search(rest)) and not asks


def _is_spam(message: Incoming) -> bool:
    whole = f"{message.title}\n{message.text}"
    return bool(SPAM_OFFERS.search(whole) and SPAM_APPROACH.search(whole)) and not OF_THE_SHOP.search(whole)


def _is_thanks(message: Incoming) -> bool:
    """Nothing but words people thank with, a salutation, a closing and a name."""
    text = message.text.strip()
    if ASKS.search(text) or ASKS_BY_ORDER.search(text):
        return False
    body = _without_name(SALUTATION.sub("", text, count=1) if SALUTATION.match(text) else text)
    if body is None:
        return False
    words = re.findall(r"[^\W\d_]+|\d+", body.casefold())
    thanking, beside = _words_of_thanks()
    return (
        len(words) <= MOST_WORDS_OF_THANKS
        and any(word in thanking for word in words)
        and all(word in thanking or word in beside for word in words)
    )


def _without_name(text: str) -> str | None:
    """Without the closing and the name below it; None where more follows than a name."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    closing = next((place for place, line in enumerate(lines) if CLOSING.match(line)), None)
    if closing is not None:
        after = [CLOSING.sub("", lines[closing], count=1), *lines[closing + 1 :]]
        return "\n".join(lines[:closing]) if _are_names(after) else None
    if len(lines) > 1 and _are_names(lines[-1:]):
        lines.pop()
    return "\n".join(lines)


def _are_names(lines: list[str]) -> bool:
    named = [line.strip(" ,.!") for line in lines if line.strip(" ,.!")]
    return len(named) <= LINES_AFTER_A_CLOSING and all(
        len(line.split()) <= WORDS_OF_A_NAME
        and all(word[0].isupper() or word in {"von", "van", "de"} for word in line.split())
        for line in named
    )


@cache
def _words_of_thanks() -> tuple[frozenset[str], frozenset[str]]:
    """Words that thank, and words that may stand beside them without asking for anything."""
    thanking, _, beside = Path(__file__).with_name("thanks.txt").read_text(encoding="utf-8").partition("\n---\n")
    return frozenset(thanking.split()), frozenset(beside.split())
