"""What the composer says of a text: which claims hold, what must be acknowledged, how long it is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import speaking, voices
from tickets_service.drafting.judging import BY_WORD_ALONE, Checks, Mark
from tickets_service.inbox.grounds import Source, read
from tickets_service.inbox.languages import N_, Sentence
from tickets_service.language import language_of
from tickets_service.models import NoDraft, Ticket

VOICE_MARKS_SHOWN = 4

CONTRADICTED = {
    "order_number": N_("This order number is not of this customer."),
    "external_order_number": N_("This order number is not of this customer."),
    "event": N_("The order says something else."),
    "date": N_("The order has another date."),
    "amount": N_("The order has another amount."),
    "quantity": N_("The order has another quantity."),
    "item": N_("The order has another item."),
    "tracking_number": N_("The order has another tracking number."),
    "link": N_("This link is not of the parcel."),
}
DIFFERS = N_("The order says something else.")
ONLY_SAID = N_("Only the customer says so: check it.")
OUTDATED = N_(
    "The order could not be read again: what is said of it here is more than ten minutes old and may have changed."
)
UNSUPPORTED = N_("Nothing known here says so: check it.")
BROKEN = {
    "too_long": N_("Too long for this channel."),
    "link_not_allowed": N_("This channel allows no such links."),
    "link_disguised": N_("This channel allows no links, not even written differently."),
    "email_not_allowed": N_("This channel allows no e-mail addresses."),
    "email_disguised": N_("This channel allows no e-mail addresses, not even written differently."),
    "phone_not_allowed": N_("This channel allows no phone numbers."),
    "phone_disguised": N_("This channel allows no phone numbers, not even written differently."),
    "social_not_allowed": N_("This channel allows no social networks."),
    "social_disguised": N_("This channel allows no social networks."),
    "handle_not_allowed": N_("This channel allows no social networks."),
    "phrase_forbidden": N_("This channel does not allow this phrase."),
    "auto_reply_phrase": N_("This sounds like an automatic reply, which this channel does not count."),
}
BREAKS_A_RULE = N_("This breaks a rule of the channel.")
RISKS = {
    "foreign_link": N_("This link leads neither to the shop nor to a carrier."),
    "foreign_iban": N_("This is not an account of the shop."),
    "foreign_account": N_("This is not an account of the shop."),
    "foreign_email": N_("This e-mail address is neither the shop's nor the customer's."),
    "foreign_contact": N_("This number or name is not known to be the shop's."),
    "card_number": N_("This looks like a card number."),
    "secret_request": N_("It asks for a password or another secret."),
    "payment_request": N_("It asks for payment data."),
    "html": N_("It holds markup."),
    "markdown": N_("It holds markup."),
    "markdown_link": N_("It holds a hidden link."),
    "hidden_text": N_("It holds text that nobody sees."),
    "invisible": N_("It holds characters that nobody sees; they are not sent."),
    "forbidden_text": N_("It holds something that must not leave the house."),
    "too_large": N_("It is far too long."),
    "placeholder": N_("A placeholder was not filled in."),
    "money": N_("It promises money."),
    "address_change": N_("It is about another address."),
    "bank_change": N_("It is about another bank account."),
    "legal_threat": N_("It is about legal action."),
}
REPHRASED = N_("“%(key)s” stands here in other words, and may only be used word for word.")
RISKY = N_("This is risky.")
HIDDEN = {
    "email": N_("e-mail addresses"),
    "iban": N_("IBANs"),
    "card": N_("card numbers"),
    "account": N_("accounts"),
    "phone": N_("phone numbers"),
    "address": N_("addresses"),
    "name": N_("names"),
}
"""What was hidden from the model; other words are hidden only because they look like a placeholder."""
VOICE = {
    "avoided_word": N_("“%(text)s” is a word to avoid."),
    "wrong_address": N_("“%(text)s” is not how this store addresses customers."),
    "long": N_("%(words)s words, more than the %(most_words)s of the voice."),
    "wrong_language": N_("It is not in the customer's language."),
    "cut_off": N_("The model stopped in the middle: the end is missing."),
    "old_facts": N_("The order could not be read when this was written: what it says may be old."),
}
NO_DRAFT = {
    NoDraft.THANKS: N_("No draft: the customer only says thanks."),
    NoDraft.BOUNCE: N_("No draft: a message came back as undeliverable."),
    NoDraft.AUTO_REPLY: N_("No draft: this is an automatic reply."),
    NoDraft.SYSTEM_NOTICE: N_("No draft: this is a notice of a system."),
    NoDraft.SPAM: N_("No draft: this looks like spam."),
    NoDraft.OWN_OUTBOUND: N_("No draft: this is the shop's own message."),
    NoDraft.HELD_BACK: N_("No draft on purpose: this ticket is one of those that show what drafts are worth."),
    NoDraft.OVER_CAP: N_("No draft: a cap on drafts is reached."),
    NoDraft.CONFIDENTIAL: N_("No draft: this ticket is confidential, so nothing of it is told to a model."),
}
OF_CUSTOMER = {
    "legal_threat": N_("The customer threatens legal action."),
    "bank_change": N_("The customer names a bank account: make sure that it is theirs before money goes there."),
    "address_change": N_("The customer asks for another address: check that the order and your answer say the same."),
    "money": N_("The customer demands money: see what your answer promises."),
}
"""Of a risk that stands in their message, whatever the text says."""


@dataclass(frozen=True)
class MarkLine:
    """*excerpt* empty: the whole text."""

    mark: Mark
    sentence: Sentence

    @property
    def excerpt(self) -> str:
        is_cut = self.mark.end - self.mark.start > len(self.mark.excerpt)
        return f"{self.mark.excerpt}…" if is_cut and self.mark.excerpt else self.mark.excerpt

    @property
    def fact(self) -> Source | None:
        fact = self.mark.fact
        return read(fact.label, fact.value, kind=self.mark.what) if fact else None


@dataclass(frozen=True)
class Segment:
    text: str
    line: MarkLine | None = None


@dataclass(frozen=True)
class ChecksView:
    to_acknowledge: list[MarkLine]
    to_check: list[MarkLine]
    """Nobody knows whether they hold."""
    verified: int
    length: int
    limit: int | None
    acknowledged: frozenset[str]
    voice: tuple[Sentence, ...] = ()
    """What does not sound as the store does."""

    @property
    def is_too_long(self) -> bool:
        return self.limit is not None and self.length > self.limit


def checks_view(
    checks: Checks, acknowledged: frozenset[str] = frozenset(), *, voice: Sequence[Mapping[str, Any]] = ()
) -> ChecksView:
    """*voice* are the marks of `speaking`."""
    lines = [_line(mark) for mark in checks.marks]
    return ChecksView(
        to_acknowledge=_one_of_each(line for line in lines if line.mark.must_be_acknowledged),
        to_check=_one_of_each(line for line in lines if line.mark.verdict == "unsupported"),
        verified=sum(line.mark.verdict == "verified" and line.mark.reason not in BY_WORD_ALONE for line in lines),
        length=checks.length,
        limit=checks.limit,
        acknowledged=acknowledged,
        voice=_spoken(voice),
    )


async def voice_marks(session: AsyncSession, ticket_id: int, text: str) -> Sequence[Mapping[str, Any]]:
    """Of a text that somebody is writing: what can be told from its words alone."""
    plenty_id = await session.scalar(select(Ticket.plenty_id).where(Ticket.id == ticket_id))
    voice = await voices.voice_of(session, plenty_id)
    return speaking.marks(text, voice, language=await asyncio.to_thread(language_of, text))


def segments(text: str, checks: Checks | None) -> list[Segment]:
    """The text in pieces, the marked ones with what is said of them. Where marks overlap the first one is shown."""
    found: list[Segment] = []
    end = 0
    for mark in sorted(checks.marks if checks else [], key=lambda mark: (mark.start, mark.end)):
        if mark.is_of_the_customer or mark.verdict == "verified" or mark.start < end or mark.end <= mark.start:
            continue
        if mark.end > len(text):
            break
        found += [Segment(text[end : mark.start]), Segment(text[mark.start : mark.end], _line(mark))]
        end = mark.end
    return [piece for piece in [*found, Segment(text[end:])] if piece.text]


def _line(mark: Mark) -> MarkLine:
    return MarkLine(mark, Sentence(REPHRASED, {"key": mark.what}) if mark.of == "block" else Sentence(_words(mark)))


def _words(mark: Mark) -> str:
    if mark.of == "channel":
        return BROKEN.get(mark.reason, BREAKS_A_RULE)
    if mark.of == "guard":
        own = OF_CUSTOMER.get(mark.what) if mark.is_of_the_customer else None
        return own or RISKS.get(mark.what, RISKY)
    if mark.verdict == "outdated":
        return OUTDATED
    if mark.verdict == "contradicted":
        return CONTRADICTED.get(mark.what, DIFFERS)
    return ONLY_SAID if mark.reason == "said" else UNSUPPORTED


def _spoken(marks: Sequence[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    known: dict[tuple[str, str], Sentence] = {}
    for mark in marks:
        if (kind := str(mark.get("kind"))) in VOICE:
            known.setdefault((kind, str(mark.get("text", "")).casefold()), Sentence(VOICE[kind], mark))
    return tuple(known.values())[:VOICE_MARKS_SHOWN]


def _one_of_each(lines: Iterator[MarkLine]) -> list[MarkLine]:
    known: Mapping[str, MarkLine] = {line.mark.key: line for line in lines}
    return list(known.values())
