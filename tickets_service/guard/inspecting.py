"""One look at a text that is about to go out. Never raises, whatever the text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tickets_service.finding import Folded, Span, find_cards, find_emails, find_ibans, fold
from tickets_service.finding.hosts import is_within
from tickets_service.finding.spans import masked
from tickets_service.guard import risks, wishes
from tickets_service.guard.contacts import emails_in, foreign_handles, foreign_phones, offered_emails
from tickets_service.guard.destinations import foreign_destinations
from tickets_service.guard.forbidden import forbidden_in
from tickets_service.guard.links import foreign_links
from tickets_service.guard.markup import html_in, markdown_in, markdown_links_in, placeholders_in
from tickets_service.guard.payments import codes_of_cards, dear_numbers, payments_by_common_ways, strange_payments
from tickets_service.guard.requests import payment_requests, secret_requests
from tickets_service.guard.spacing import spaced_ibans
from tickets_service.guard.verdict import Allowed, Finding, Key, Verdict, Where, finding
from tickets_service.markup import strip_invisible

LARGEST = 10_000
"""Characters. No reply is as long."""
LOOKED_AT_IF_TOO_LARGE = 4_000
MOST_OF_A_KEY = 20

_HIDING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\U000e0000-\U000e007f]")
_WALLET = re.compile(
    r"(?<!\w)(?:bc1[a-z0-9]{25,60}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})(?!\w)"
)
_RISKS: tuple[tuple[Key, Callable[[str], Iterable[Span]]], ...] = (
    (Key.money, risks.money_in),
    (Key.address_change, risks.address_changes_in),
    (Key.bank_change, risks.bank_changes_in),
    (Key.legal_threat, risks.legal_threats_in),
)
_MARKUP: tuple[tuple[Key, Callable[[str], Iterable[Span]]], ...] = (
    (Key.html, html_in),
    (Key.markdown_link, markdown_links_in),
    (Key.markdown, markdown_in),
    (Key.placeholder, placeholders_in),
)


def inspect(text: str, allowed: Allowed) -> Verdict:
    """A text that is too large is blocked for that; only its beginning is looked at, so that nothing takes long."""
    _, invisible = strip_invisible(text)
    part = _looked_at(text)
    found = [
        *_size(text),
        *_invisible(part, invisible),
        *_in_draft(part, allowed),
        *_in_customer_text(allowed),
    ]
    return Verdict(tuple(_apart(found)), invisible, len(text))


def _looked_at(text: str) -> str:
    return text if len(text) <= LARGEST else text[:LOOKED_AT_IF_TOO_LARGE]


def _size(text: str) -> Iterator[Finding]:
    if len(text) > LARGEST:
        yield finding(text, LARGEST, len(text), Key.too_large)


def _invisible(text: str, number: int) -> Iterator[Finding]:
    for match in _HIDING.finditer(text):
        yield finding(text, match.start(), match.end(), Key.hidden_text)
    if number:
        yield Finding(0, 0, Key.invisible, "")


def _in_draft(text: str, allowed: Allowed) -> Iterator[Finding]:
    folded, alike = fold(text), fold(text, lookalikes=True)
    emails = find_emails(folded.text)
    yield from _placed(text, folded, Key.foreign_link, foreign_links(masked(folded.text, emails), allowed.hosts))
    yield from _placed(text, folded, Key.foreign_email, _foreign(folded.text, emails, allowed))
    yield from _placed(text, folded, Key.foreign_contact, _contacts(folded.text, emails, allowed))
    for variant in (folded, alike):
        yield from _placed(text, variant, Key.foreign_iban, _foreign_ibans(variant.text, allowed.ibans))
    yield from _placed(text, folded, Key.card_number, find_cards(folded.text))
    yield from _placed(text, folded, Key.foreign_account, _wallets(folded.text))
    yield from _placed(text, alike, Key.secret_request, secret_requests(alike.text))
    yield from _placed(text, alike, Key.payment_request, payment_requests(alike.text))
    yield from _in_payments(text, alike)
    yield from _placed(text, alike, Key.forbidden_text, forbidden_in(alike.text, allowed.forbidden))
    for key, find in _MARKUP:
        yield from _placed(text, folded, key, find(folded.text))
    for key, find in _RISKS:
        yield from _placed(text, alike, key, find(alike.text))
    yield from _placed(text, alike, Key.address_change, foreign_destinations(alike.text, allowed.own_texts))


def _in_payments(text: str, alike: Folded) -> Iterator[Finding]:
    emails = find_emails(alike.text)
    yield from _placed(text, alike, Key.payment_request, strange_payments(alike.text, emails))
    yield from _placed(text, alike, Key.payment_request, dear_numbers(alike.text))
    yield from _placed(text, alike, Key.payment_request, codes_of_cards(alike.text))
    yield from _placed(text, alike, Key.bank_change, payments_by_common_ways(alike.text, emails))


def _in_customer_text(allowed: Allowed) -> Iterator[Finding]:
    """What they ask for, and not only the words of the answer: `das haben wir so notiert` may change an account."""
    part = _looked_at(allowed.customer_text)
    alike = fold(part, lookalikes=True)
    asked: tuple[tuple[Key, Iterable[Span]], ...] = (
        (Key.legal_threat, risks.legal_threats_in(alike.text)),
        (Key.bank_change, wishes.bank_wishes(alike.text, allowed.ibans)),
        (Key.address_change, wishes.address_wishes(alike.text)),
        (Key.money, wishes.demands_of_money(alike.text)),
    )
    for key, spans in asked:
        yield from _placed(part, alike, key, spans, Where.customer)


def _placed(
    text: str, folded: Folded, key: Key, spans: Iterable[Span], where: Where = Where.draft
) -> Iterator[Finding]:
    for span in spans:
        if span.end > span.start:
            yield finding(text, *folded.source_span(span.start, span.end), key, where)


def _foreign(text: str, emails: list[Span], allowed: Allowed) -> Iterator[Span]:
    """What the customer named themselves may be repeated, but is nowhere to write to."""
    own = {email.lower() for email in allowed.emails} | emails_in(allowed.own_texts)
    said = allowed.customer_text.lower()
    unknown = [
        email
        for email in emails
        if email.value not in own and not is_within(email.value.rpartition("@")[2], allowed.hosts)
    ]
    offered = set(offered_emails(text, unknown))
    return (email for email in unknown if email.value not in said or email in offered)


def _contacts(text: str, emails: list[Span], allowed: Allowed) -> Iterator[Span]:
    yield from foreign_phones(text, emails, allowed.own_texts, _looked_at(allowed.customer_text))
    yield from foreign_handles(text, emails, allowed.hosts, allowed.own_texts)


def _foreign_ibans(text: str, allowed: tuple[str, ...]) -> Iterator[Span]:
    own = {re.sub(r"[\W_]", "", iban).upper() for iban in allowed}
    return (iban for iban in [*find_ibans(text), *spaced_ibans(text)] if iban.value not in own)


def _wallets(text: str) -> Iterator[Span]:
    for match in _WALLET.finditer(text):
        if any(map(str.isdigit, match[0])) and any(map(str.isalpha, match[0][1:])):
            yield Span(match.start(), match.end(), match[0])


def _apart(found: list[Finding]) -> list[Finding]:
    """One of each kind at a place, what blocks first."""
    kept: dict[tuple[Where, Key], int] = {}
    number: Counter[Key] = Counter()
    apart = []
    for one in sorted(set(found), key=lambda one: (one.where, one.key, one.start, -one.end)):
        if one.start >= kept.get((one.where, one.key), -1) and number[one.key] < MOST_OF_A_KEY:
            number[one.key] += 1
            kept[one.where, one.key] = max(one.end, one.start + 1)
            apart.append(one)
    return sorted(apart, key=lambda one: (one.level, one.where != Where.draft, one.start, one.end, one.key))
