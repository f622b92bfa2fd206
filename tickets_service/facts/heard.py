"""What the customer or a policy already said, in the forms claims have: it may be repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tickets_service.facts.amounts import find_money
from tickets_service.facts.claims import Claim
from tickets_service.facts.codes import plain_link
from tickets_service.facts.dates import find_days
from tickets_service.facts.numbers import number_of
from tickets_service.facts.sheet import FactKind, FactSheet
from tickets_service.facts.telling_codes import plain_code
from tickets_service.facts.tokens import Token, stem, tokens_of

LEAST_CODE = 10
"""So many signs: shorter ones stand by chance in other numbers."""
REACH = 4
"""How many words behind a number may say what is counted."""
LEAST_WORD = 4
LINE = 60


class Heard:
    def __init__(self, said: Sequence[str], sheet: FactSheet) -> None:
        self.text = "\n".join(said).lower()
        self.codes = {plain_code(word) for word in re.findall(r"[\w/-]{3,}", self.text)}
        self.plain = plain_code(self.text)
        self.amounts = {money.value for text in said for money in find_money(text)}
        self.days = {day.value for text in said for day in find_days(text, sheet.today) if not day.is_relative}
        self.counted = {pair for text in said for pair in counted_words(tokens_of(text))}

    def has(self, claim: Claim, text: str) -> bool:
        if not self.text:
            return False
        if claim.kind == FactKind.AMOUNT:
            return claim.value in self.amounts
        if claim.kind == FactKind.DATE:
            return claim.value in self.days
        if claim.kind == FactKind.LINK:
            return plain_link(str(claim.value)).lower() in self.text
        if claim.kind == FactKind.QUANTITY:
            return self.has_counted(claim, text)
        plain = plain_code(str(claim.value))
        return claim.kind != FactKind.EVENT and (
            plain in self.codes or (len(plain) >= LEAST_CODE and plain in self.plain)
        )

    def has_counted(self, claim: Claim, text: str) -> bool:
        """The same number of the same: the customer's two photos say nothing of two lamps."""
        tokens = tokens_of(text[claim.start : claim.end + LINE])
        return any(number == claim.value and (number, word) in self.counted for number, word in counted_words(tokens))


def counted_words(tokens: Sequence[Token]) -> Iterator[tuple[Decimal, str]]:
    """Each number with what is counted: the next noun, or the next two words where none is written in capitals."""
    for place, token in enumerate(tokens):
        number = number_of(token.text)
        if number is None:
            continue
        after = [other for other in tokens[place + 1 : place + 1 + REACH] if not other.has_digit]
        nouns = [other for other in after if other.is_capital][:1]
        words = nouns or [other for other in after if len(other.text) >= LEAST_WORD][:2]
        for word in words:
            yield Decimal(number), stem(word.text)
