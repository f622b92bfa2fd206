"""What was found, where, and whether it stops the reply."""

from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_EXCERPT = 120


class Level(StrEnum):
    block = "block"
    flag = "flag"
    """May be sent once somebody has acknowledged it."""


class Where(StrEnum):
    draft = "draft"
    customer = "customer"


class Key(StrEnum):
    foreign_link = "foreign_link"
    foreign_iban = "foreign_iban"
    foreign_account = "foreign_account"
    card_number = "card_number"
    secret_request = "secret_request"  # noqa: S105 - the name of a finding
    payment_request = "payment_request"
    html = "html"
    markdown_link = "markdown_link"
    hidden_text = "hidden_text"
    forbidden_text = "forbidden_text"
    too_large = "too_large"
    foreign_email = "foreign_email"
    foreign_contact = "foreign_contact"
    invisible = "invisible"
    markdown = "markdown"
    placeholder = "placeholder"
    money = "money"
    address_change = "address_change"
    bank_change = "bank_change"
    legal_threat = "legal_threat"


BLOCKING = frozenset(
    {
        Key.foreign_link,
        Key.foreign_iban,
        Key.foreign_account,
        Key.card_number,
        Key.secret_request,
        Key.payment_request,
        Key.html,
        Key.markdown_link,
        Key.hidden_text,
        Key.forbidden_text,
        Key.too_large,
    }
)


@dataclass(frozen=True)
class Allowed:
    """*hosts* are the shop's own; carriers are known. *forbidden* must not appear in any form: canaries, others' data.
    *customer_text* is looked at for threats and for what it asks to change, and may hold addresses of e-mail that the
    draft repeats. *own_texts* are the shop's own words, as blocks and articles: to the postal addresses in them goods
    may be sent, and who is named in them may be written to and called."""

    hosts: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    customer_text: str = ""
    own_texts: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Finding:
    """*start* and *end* are places in the draft, or in the customer's text if that is *where*."""

    start: int
    end: int
    key: Key
    excerpt: str
    where: Where = Where.draft

    @property
    def level(self) -> Level:
        return Level.block if self.key in BLOCKING else Level.flag


@dataclass(frozen=True)
class Verdict:
    findings: tuple[Finding, ...]
    invisible: int
    """Characters nobody sees."""
    size: int
    blocked: tuple[Finding, ...] = field(init=False)
    flags: tuple[Finding, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "blocked", tuple(one for one in self.findings if one.level is Level.block))
        object.__setattr__(self, "flags", tuple(one for one in self.findings if one.level is Level.flag))

    @property
    def is_blocked(self) -> bool:
        return bool(self.blocked)


def finding(text: str, start: int, end: int, key: Key, where: Where = Where.draft) -> Finding:
    return Finding(start, end, key, text[start:end][:LONGEST_EXCERPT], where)
