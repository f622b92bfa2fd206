"""Messages nobody waits for an answer to. In doubt there is a draft: a real question is never left out.

Each sort needs a sign of its own and nothing that could be a question or a wish beside it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tickets_service.drafting.absence import is_only_absent
from tickets_service.drafting.thanking import is_nod, is_thanks
from tickets_service.models import NoDraft

LOOKED_AT = 6_000
"""Characters. What is longer is never just thanks or a notice."""

SIGNS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("signs.toml").read_text(encoding="utf-8"))


def _signs(name: str, around: str = "{}") -> re.Pattern[str]:
    return re.compile(around.replace("{}", f"(?:{'|'.join(SIGNS[name])})"), re.IGNORECASE)


BOUNCE_TITLE, BOUNCE_BODY = _signs("bounce_title"), _signs("bounce_body")
AUTO_TITLE, AUTO_BODY = _signs("auto_title", r"^\W*{}\b"), _signs("auto_body")
AUTO_BODY_BELOW_TITLE = _signs("auto_body_below_title")
NOTICE_BODY, OUTBOUND = _signs("notice_body"), _signs("outbound")
POLITE_QUESTIONS = _signs("polite_questions", r"{}\s?\?")
SPAM_OFFERS, SPAM_APPROACH = _signs("spam_offers"), _signs("spam_approach")
LEAVING, TO_MANY = _signs("leaving", r"{}\S*"), _signs("to_many")
OF_THE_SHOP = _signs("of_the_shop", r"\b{}\b|\d{5,}")
BOUNCE_HEAD = _signs("bounce_head", r"(?:^|\n)\W*{}")
TROUBLE = _signs("trouble", r"\b{}\b")
SPAM_PHRASES = re.compile(
    r"\b(?:buy|cheap|quality|günstige) backlinks\b|\bbacklinks (?:kaufen|for sale)\b"
    r"|\bseo\b.{0,200}\bbacklinks?\b|\bbacklinks?\b.{0,200}\bseo\b"
    r"|\b(?:günstige|schnelle|sofort\w*|billige) ?kredite? (?:\w+ ){0,2}?(?:ohne|trotz) schufa\b",
    re.IGNORECASE | re.DOTALL,
)
"""Nobody asks a shop for any of these."""
SPAM_BAIT = re.compile(
    r"\b(?:sie haben (?:soeben |gerade |heute )?gewonnen|you(?: have|'ve) (?:just )?won"
    r"|kredite? (?:\w+ ){0,2}?(?:ohne|trotz) schufa"
    r"|(?:sie wurden|you were|you have been) (?:ausgewählt|selected)|sofortkredit)\b",
    re.IGNORECASE,
)
SPAM_HOOK = re.compile(
    r"\b(?:klicken sie|hier klicken|click|jetzt (?:klicken|sichern|abholen|beantragen)"
    r"|claim your|ihren gewinn|your prize)\b",
    re.IGNORECASE,
)
"""What spam has somebody do about its bait; either alone may be a customer's."""
MACHINE_SENDER = re.compile(r"^(?:mailer-daemon|postmaster|bounces?|mail-daemon)\b[^@]*@", re.IGNORECASE)
ORDER_NUMBER = re.compile(r"\d{5,}")
IS_A_REPLY = re.compile(r"\W*(?:re|aw|antw|antwort|sv|wg|fwd?)\s?:", re.IGNORECASE)
SPEAKS_OF_AN_OFFER = re.compile(
    r"\b(?:laut|vergessen|abgezogen|berücksichtigt|klappt|funktioniert|hätte\w*|forgot\w*|applied|works?|worked)\b",
    re.IGNORECASE,
)
ASKS = re.compile(r"[?¿]")
ONE_PERSON = re.compile(r"\b(?:ich|mich|mir|mein\w*|i|i'm|i've|my|me|mine|je|j'ai|mon|ma|mes|moi)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(rf"{ONE_PERSON.pattern}|\b(?:wir|uns|unser\w*|we|our|nous)\b", re.IGNORECASE)
SPEAKS_OF_ITSELF = re.compile(r"\b(?:ich|mein\w*|my|je|mon|ma)\b", re.IGNORECASE)
ASKS_FOR_ITSELF = re.compile(r"\b(?:meine?[nmrs]?|mir|my)\b[^.!?\n]*\?", re.IGNORECASE)
TELLS = re.compile(
    r"\b(?:tell|send|call|schicken sie|senden sie|sagen sie|rufen sie) (?:me|mir|us|uns)\b", re.IGNORECASE
)
WISHES = re.compile(r"\b(?:bitte|please|svp|merci de|veuillez)\b", re.IGNORECASE)
COMPLAINS = re.compile(
    r"\b(?:nicht\w*|kein\w*|leider|immer noch|seit|fehlt|defekt|kaputt|not|never|still|missing|pas|rien|jamais)\b",
    re.IGNORECASE,
)
FORM_FIELD = re.compile(
    r"^\W*(?:nachricht|message|anliegen|kommentar|comment|frage|question|vor- und nachname|name|nom)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class Incoming:
    title: str
    text: str
    """What is visible, without quotes."""
    sender: str | None = None
    """An e-mail address, where it is known."""
    before: str | None = None
    """What the shop wrote last, where the message may be the answer to it."""


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
        BOUNCE_TITLE.search(message.title) or _headed_as_bounce(message.text),
        BOUNCE_BODY.search(message.text),
    ]
    is_by_a_machine = signs[0] is not None or not SPEAKS_OF_ITSELF.search(message.text)
    return sum(sign is not None for sign in signs) > 1 and is_by_a_machine and not ASKS.search(message.text)


def _headed_as_bounce(text: str) -> re.Match[str] | None:
    """Where the title is the ticket's, a machine's text still begins with its own."""
    return None if TELLS.search(text) or TROUBLE.search(text) else BOUNCE_HEAD.search(text)


def _is_auto_reply(message: Incoming) -> bool:
    if ASKS.search(message.text) or OF_THE_SHOP.search(message.text) or TROUBLE.search(message.text):
        return False
    if is_only_absent(message.text):
        return True
    found = {hit.group().casefold() for hit in AUTO_BODY.finditer(message.text)}
    is_titled = AUTO_TITLE.search(message.title) is not None
    return len(found) > 1 or (is_titled and bool(found or AUTO_BODY_BELOW_TITLE.search(message.text)))


def _is_notice(message: Incoming) -> bool:
    rest = POLITE_QUESTIONS.sub("", message.text)
    beside = NOTICE_BODY.sub("", rest)
    asks = ASKS.search(beside) or FIRST_PERSON.search(beside) or WISHES.search(beside) or FORM_FIELD.search(beside)
    return beside != rest and not asks


def _is_outbound(message: Incoming) -> bool:
    rest = POLITE_QUESTIONS.sub("", message.text)
    asks = ASKS.search(rest) or ONE_PERSON.search(rest) or COMPLAINS.search(rest) or FORM_FIELD.search(rest)
    return bool(OUTBOUND.search(rest)) and not asks


def _is_newsletter(message: Incoming) -> bool:
    """Beside the link to be sent no more, which is polite and full of "nicht" and "kein", nobody speaks or asks."""
    rest = _without_leaving(message.text)
    is_to_many = rest != message.text and TO_MANY.search(rest) is not None
    is_of_a_conversation = message.before is not None or IS_A_REPLY.match(message.title)
    signs = (ASKS, ONE_PERSON, COMPLAINS, WISHES, TROUBLE, FORM_FIELD, ORDER_NUMBER, SPEAKS_OF_AN_OFFER)
    return is_to_many and not is_of_a_conversation and not any(sign.search(rest) for sign in signs)


def _without_leaving(text: str) -> str:
    kept, done = [], 0
    for found in LEAVING.finditer(text):
        sentence = max(text.rfind(mark, done, found.start()) + 1 for mark in "\n.!?")
        kept.append(text[done : max(sentence, done)])
        done = found.end()
    return "".join([*kept, text[done:]])


def _is_spam(message: Incoming) -> bool:
    whole = f"{message.title}\n{message.text}"
    if ASKS_FOR_ITSELF.search(message.text) or TROUBLE.search(message.text):
        return False
    if _is_newsletter(message):
        return True
    if OF_THE_SHOP.search(whole):
        return _is_plain_spam(message.text)
    return bool(SPAM_OFFERS.search(whole) and SPAM_APPROACH.search(whole)) or _is_plain_spam(message.text)


def _is_plain_spam(text: str) -> bool:
    """The title may be a reply's and speak of an order; the text may not, nor of trouble, nor of who wrote it."""
    asks = ASKS.search(text) or ONE_PERSON.search(text) or COMPLAINS.search(text) or OF_THE_SHOP.search(text)
    is_spam = SPAM_PHRASES.search(text) or (SPAM_BAIT.search(text) and SPAM_HOOK.search(text))
    return bool(is_spam) and not asks


def _is_thanks(message: Incoming) -> bool:
    return is_thanks(message.text) or is_nod(message.text, answers=message.before)
