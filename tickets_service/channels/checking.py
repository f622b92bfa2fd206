"""Does a text keep the rules of its channel, and if not: what breaks which one, and where?"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tickets_service.channels.disguises import find_disguised
from tickets_service.channels.rules import Channel
from tickets_service.finding import Folded, find_emails, find_links, find_phones, fold
from tickets_service.finding.hosts import host_of, is_within
from tickets_service.finding.spans import Span, masked
from tickets_service.markup import html_from_plain
from tickets_service.markup.plain import tidy


class BreakKind(StrEnum):
    length = "length"
    link = "link"
    email = "email"
    phone = "phone"
    social = "social"
    phrase = "phrase"
    auto_reply = "auto_reply"
    attachment = "attachment"
    subject = "subject"


@dataclass(frozen=True, order=True)
class Break:
    """*start* and *end* are places in the text that was checked; *reason* is a key to be put into words."""

    start: int
    end: int
    kind: BreakKind
    reason: str


@dataclass(frozen=True)
class Fit:
    """*limit* None: the channel has none."""

    length: int
    limit: int | None
    breaks: tuple[Break, ...]

    @property
    def is_fit(self) -> bool:
        return not self.breaks


def check(text: str, rules: Channel) -> Fit:
    length = _length(text, rules)
    breaks = sorted(_breaks(text, rules))
    limit = rules.length.most
    if limit is not None and length > limit:
        breaks.append(Break(_end_of_what_fits(text, rules, limit), len(text), BreakKind.length, "too_long"))
    return Fit(length, limit, tuple(breaks))


def check_subject(subject: str, rules: Channel) -> tuple[Break, ...]:
    wanted = rules.subject.one_of
    if not wanted or any(word.casefold() in subject.casefold() for word in wanted):
        return ()
    return (Break(0, len(subject), BreakKind.subject, "subject_lacks_word"),)


def check_attachments(number: int, rules: Channel) -> tuple[Break, ...]:
    most = rules.attachments.most
    if most is None or number <= most:
        return ()
    return (Break(0, 0, BreakKind.attachment, "too_many_attachments"),)


def _length(text: str, rules: Channel) -> int:
    """Of what goes out: nothing invisible, a line break is one character, tags count if the channel counts them."""
    return len(html_from_plain(text)) if rules.length.counts == "html" else len(tidy(text))


def _end_of_what_fits(text: str, rules: Channel, limit: int) -> int:
    return max(0, bisect_left(range(len(text) + 1), limit + 1, key=lambda end: _length(text[:end], rules)) - 1)


def _breaks(text: str, rules: Channel) -> Iterator[Break]:
    folded = fold(text)
    emails = find_emails(folded.text)
    without_emails = masked(folded.text, emails)
    if not rules.emails.allowed:
        yield from _emails(folded, emails, rules)
    links = find_links(without_emails)
    if not rules.links.allowed:
        for link in links:
            if not is_within(host_of(link.value), rules.links.hosts):
                yield _break(folded, link.start, link.end, BreakKind.link, "link_not_allowed")
    without_links = masked(without_emails, (Span(link.start, link.end, "") for link in links))
    if not rules.phones.allowed:
        for phone in find_phones(without_links):
            yield _break(folded, phone.start, phone.end, BreakKind.phone, "phone_not_allowed")
    yield from _disguises(folded, without_links, rules)
    yield from _words(text, without_links, rules)


def _emails(folded: Folded, emails: list[Span], rules: Channel) -> Iterator[Break]:
    for email in emails:
        if not is_within(email.value.rpartition("@")[2], rules.emails.domains):
            yield _break(folded, email.start, email.end, BreakKind.email, "email_not_allowed")


def _disguises(folded: Folded, text: str, rules: Channel) -> Iterator[Break]:
    forbidden = {
        "email": not rules.emails.allowed,
        "link": not rules.links.allowed,
        "phone": not rules.phones.allowed,
        "social": not rules.social.allowed,
    }
    for found in find_disguised(text, rules.social.names):
        if forbidden[found.value]:
            yield _break(folded, found.start, found.end, BreakKind(found.value), f"{found.value}_disguised")


def _words(text: str, without_links: str, rules: Channel) -> Iterator[Break]:
    alike = fold(text, lookalikes=True)
    for pattern, kind, reason in (
        (None if rules.social.allowed else rules.social_names, BreakKind.social, "social_not_allowed"),
        (rules.forbidden_phrases, BreakKind.phrase, "phrase_forbidden"),
        (rules.auto_reply_phrases, BreakKind.auto_reply, "auto_reply_phrase"),
    ):
        for match in pattern.finditer(alike.text) if pattern is not None else ():
            yield _break(alike, match.start(), match.end(), kind, reason)
    if not rules.social.allowed:
        for match in _HANDLE.finditer(without_links):
            yield _break(alike, match.start(), match.end(), BreakKind.social, "handle_not_allowed")


_HANDLE = re.compile(r"(?<![\w.@/])@[ ]?[A-Za-z_][\w.]{2,30}")


def _break(folded: Folded, start: int, end: int, kind: BreakKind, reason: str) -> Break:
    return Break(*folded.source_span(start, end), kind, reason)
