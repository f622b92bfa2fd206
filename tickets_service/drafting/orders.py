"""Which order a ticket is about: what an agent says, what Plenty links, what the customer names, else their newest.

Who names no order may name a parcel or a document of one: that costs no call, for both come with the orders.

Whoever names an order that is not found to be theirs asks about that one: then none is chosen, and the draft asks back.

Calls of Plenty for one draft: none while the order was read less than ten minutes ago for the same message. A known
order is two (the order, its returns). A number in the text is one for the customer's orders, and one or two for each
number that is not among them, of which two are looked up at most. Without a number it is one. One more where Plenty
gives no documents with an order, and where only a contact can tell whose an order is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field

from tickets_service.drafting import papers
from tickets_service.drafting.belonging import Customer, belongs, is_by_contact
from tickets_service.drafting.fitting import fitting
from tickets_service.drafting.order_numbers import Certainty, Form, OrderNumber, order_numbers
from tickets_service.models import Choice, ChoiceReason
from tickets_service.plenty.errors import AccessDenied, Unknown
from tickets_service.plenty.schemas import Lane, OrderRecord
from tickets_service.plenty.source import HelpdeskSource

MOST_LOOKED_UP = 2
MOST_OTHERS = 2
UNREADABLE = "Order: it could not be read, so nothing is known of it."
HIDDEN = (Unknown, AccessDenied)
NEAR = 0.01
"""Digits alone are taken for an order's where they differ from one of the customer's by no larger share."""

Named = tuple[OrderNumber, ChoiceReason]


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of a ticket before any order is read."""

    ticket_id: int
    customer: Customer
    title: str
    messages: tuple[str, ...]
    """The customer's, newest first."""
    newest_message_id: int | None
    source: str | None
    standing: Choice | None
    """What was chosen before, or is linked."""

    @property
    def is_decided(self) -> bool:
        """By a person or by Plenty: there is nothing to find out."""
        decided = (ChoiceReason.CHOSEN_BY_AGENT, ChoiceReason.LINKED)
        return self.standing is not None and self.standing.reason in decided

    @property
    def is_settled(self) -> bool:
        """Decided, or found out for this very message."""
        found_out = self.standing is not None and self.standing.message_id == self.newest_message_id
        return self.is_decided or found_out


@dataclass(frozen=True, slots=True)
class Resolved:
    choice: Choice
    order: OrderRecord | None
    others: tuple[OrderRecord, ...] = ()
    trouble: str | None = None
    """A sentence about an order that could not be read."""


async def resolve(source: HelpdeskSource, question: Question, *, lane: Lane) -> Resolved:
    """Reads the order with its returns. Busy and broken upstreams are raised, hidden orders are a trouble."""
    return await Resolver(source, question, lane).resolve()


@dataclass
class Resolver:
    source: HelpdeskSource
    question: Question
    lane: Lane
    looked_up: int = 0
    elsewhere: list[str] = field(default_factory=list)
    theirs: set[str] = field(default_factory=set)
    """Numbers of orders of this customer that the texts name."""

    async def resolve(self) -> Resolved:
        standing = self.question.standing
        if self.question.is_decided and standing is not None and standing.order_id is not None:
            return await self._decided(standing, standing.order_id)
        recent, trouble = await self._recent()
        named = [found async for found in self._named(recent)]
        if self._asks_for_another(recent):
            return Resolved(self._choice(None, None, ()), None, trouble=trouble)
        named = named or self._by_papers(recent)
        if named:
            (order, reason), others = named[0], [other for other, _ in named[1:]]
            order = order if order in recent else await self.source.complete(order, lane=self.lane)
            return self._chosen(order, reason, others)
        sales = [order for order in recent if order.is_sale]
        if not sales:
            return Resolved(self._choice(None, None, ()), None, trouble=trouble)
        return self._guessed(sales)

    def _by_papers(self, recent: Sequence[OrderRecord]) -> list[tuple[OrderRecord, ChoiceReason]]:
        """Each order once, as what was sold."""
        newest, older = self.question.messages[:1], self.question.messages[1:]
        met: dict[int, tuple[OrderRecord, ChoiceReason]] = {}
        for found, reason in papers.named(recent, (*newest, self.question.title, *older)):
            order = _sold(found, recent)
            if order.is_sale:
                met.setdefault(order.id, (order, reason))
        return list(met.values())

    def _guessed(self, sales: Sequence[OrderRecord]) -> Resolved:
        """*sales* are the customer's, who names none of them."""
        said = "\n".join((*self.question.messages[:1], self.question.title))
        fit = fitting(sales, said) if len(sales) > 1 else None
        order = fit or sales[0]
        if papers.names_any(said):
            reason = ChoiceReason.NUMBER_UNKNOWN
        elif len(sales) == 1:
            reason = ChoiceReason.ONLY_ORDER
        else:
            reason = ChoiceReason.FITS_MESSAGE if fit else ChoiceReason.NEWEST_ORDER
        return self._chosen(order, reason, [other for other in sales if other is not order])

    async def _decided(self, standing: Choice, order_id: int) -> Resolved:
        try:
            order = await self.source.order(order_id, lane=self.lane)
        except HIDDEN:
            return Resolved(standing, None, trouble=UNREADABLE)
        return Resolved(standing, await self.source.complete(order, lane=self.lane))

    async def _recent(self) -> tuple[tuple[OrderRecord, ...], str | None]:
        contact_id = self.question.customer.contact_id
        if contact_id is None:
            return (), None
        try:
            return (await self.source.contact_orders(contact_id, lane=self.lane)).newest, None
        except HIDDEN:
            return (), UNREADABLE

    async def _named(self, recent: Sequence[OrderRecord]) -> AsyncIterator[tuple[OrderRecord, ChoiceReason]]:
        met: set[int] = set()
        for number, reason in self._numbers():
            order = _among(recent, number) or await self._looked_up(number, recent)
            order = _sold(order, recent) if order is not None else None
            if order is not None:
                self.theirs.add(number.number)
            if order is not None and order.id not in met:
                met.add(order.id)
                yield order, reason

    def _numbers(self) -> Iterator[Named]:
        """The newest message first, then the subject, then older messages; each number once, the sure ones first."""
        texts = [(text, ChoiceReason.NAMED_IN_MESSAGE) for text in self.question.messages]
        texts.insert(1, (self.question.title, ChoiceReason.NAMED_IN_SUBJECT))
        found = [(number, reason) for text, reason in texts for number in order_numbers(text)]
        met: set[str] = set()
        for is_sure in (True, False):
            for number, reason in found:
                if (number.certainty > Certainty.BARE) is is_sure and number.number not in met:
                    met.add(number.number)
                    yield number, reason

    def _asks_for_another(self, recent: Sequence[OrderRecord]) -> bool:
        """The newest message names an order that is not known to be this customer's, and none that is; so does the
        subject, where no message names one that is."""
        texts = (*self.question.messages[:1], *(() if self.theirs else (self.question.title,)))
        numbers = [found for text in texts for found in order_numbers(text)]
        if any(number.number in self.theirs for number in numbers):
            return False
        for number in numbers:
            is_bare = number.certainty is Certainty.BARE
            if number.number in self.elsewhere or (is_bare and any(_is_near(order, number) for order in recent)):
                self.elsewhere = list(dict.fromkeys([*self.elsewhere, number.number]))
                return True
        return False

    async def _looked_up(self, number: OrderNumber, recent: Sequence[OrderRecord]) -> OrderRecord | None:
        """None for what is no order, and for one that nothing shows to be this customer's."""
        if number.certainty is Certainty.BARE or self.looked_up >= MOST_LOOKED_UP:
            return None
        self.looked_up += 1
        try:
            order = await self._asked_for(number)
        except HIDDEN:
            order = None
        if order is not None and await self._is_theirs(order):
            return order
        if order is not None or number.certainty is Certainty.CALLED or _can_only_be_an_orders(number, recent):
            self.elsewhere.append(number.number)
        return None

    async def _asked_for(self, number: OrderNumber) -> OrderRecord | None:
        if number.plenty_id is not None:
            return await self.source.order(number.plenty_id, lane=self.lane)
        return await self.source.order_by_external_id(number.number, lane=self.lane)

    async def _is_theirs(self, order: OrderRecord) -> bool:
        """A contact is read only where the order itself does not say whose it is."""
        customer, emails = self.question.customer, order.emails
        if customer.email and not emails and order.contact_id is not None and not is_by_contact(order, customer):
            try:
                found = (await self.source.contact(order.contact_id, lane=self.lane)).email
            except HIDDEN:
                found = None
            emails = (found,) if found else ()
        return belongs(order, customer, emails=emails)

    def _chosen(self, order: OrderRecord, reason: ChoiceReason, others: Sequence[OrderRecord]) -> Resolved:
        kept = tuple(others[:MOST_OTHERS])
        return Resolved(self._choice(order.id, reason, tuple(other.id for other in kept)), order, kept)

    def _choice(self, order_id: int | None, reason: ChoiceReason | None, others: tuple[int, ...]) -> Choice:
        return Choice(order_id, reason, others, tuple(self.elsewhere), self.question.newest_message_id)


def _among(orders: Sequence[OrderRecord], number: OrderNumber) -> OrderRecord | None:
    """Shops have order numbers of their own too, so any is compared with both."""
    wanted = number.number.casefold()
    return next((order for order in orders if wanted in (str(order.id), (order.external_id or "").casefold())), None)


def _can_only_be_an_orders(number: OrderNumber, recent: Sequence[OrderRecord]) -> bool:
    """Though none is found. Digits called a parcel's are an order's where the customer's orders have as many."""
    if number.plenty_id is not None:
        return any(len(str(order.id)) == len(number.number) for order in recent)
    return number.form not in (Form.KAUFLAND, Form.OTTO)


def _is_near(order: OrderRecord, number: OrderNumber) -> bool:
    return number.plenty_id is not None and abs(number.plenty_id - order.id) <= order.id * NEAR


def _sold(order: OrderRecord, recent: Sequence[OrderRecord]) -> OrderRecord:
    """Of a return the order it came from, if that is known."""
    if order.is_sale:
        return order
    return next((sale for sale in recent if sale.is_sale and sale.id in order.origin_ids), order)
