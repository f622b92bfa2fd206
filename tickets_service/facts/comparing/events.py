"""What is said to have happened beside what did."""

from __future__ import annotations

from collections.abc import Sequence

from tickets_service.facts.claims import Claim, Modality
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, Verdict, contradicted, verified
from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet

IMPLIED_BY = {
    Event.SENT: (Event.DELIVERED,),
    Event.RETURNED: (Event.RECEIVED,),
    Event.ORDERED: (Event.PAID, Event.SENT, Event.DELIVERED, Event.CANCELLED),
}
ANNOUNCED_BY = {Event.DELIVERED: (Event.SENT,), Event.RECEIVED: (Event.RETURNED,), Event.RETURNED: (Event.RETURNED,)}
ALREADY_DONE = (Event.SENT, Event.CANCELLED)


def compare_event(claim: Claim, events: Sequence[Fact], sheet: FactSheet) -> Answer | None:
    """*events* are the event facts of the orders that the sentence is about."""
    wanted = claim.modality != Modality.NOT_HAPPENED
    is_replacement = claim.events[:1] == (Event.REPLACED,)  # that the order was sent bears out no replacement
    meant = claim.events[:1] if is_replacement else claim.events
    mine = [fact for fact in events if fact.event in meant]
    if claim.modality == Modality.ANNOUNCED:
        return compare_announced(claim, mine, events)
    same = next((fact for fact in mine if fact.value == wanted), None)
    if same:
        return verified(same)
    if mine:
        return contradicted(mine[0], "has_not_happened" if wanted else "has_happened")
    implying = [fact for event in meant for fact in events if fact.event in IMPLIED_BY.get(event, ()) and fact.value]
    if implying and wanted:
        return verified(implying[0], "implied")
    if (
        Event.ORDERED in claim.events
        and wanted
        and sheet.of_kind(FactKind.ORDER_NUMBER, FactKind.EXTERNAL_ORDER_NUMBER)
    ):
        return verified(reason="implied")
    if implying:
        return contradicted(implying[0], "has_happened")
    is_unpaid = any(fact.event == Event.PAID and not fact.value for fact in events)
    if not wanted and is_unpaid and Event.RECEIVED in claim.events:
        return verified(reason="implied")  # "nothing has come in yet"
    if claim.events == (Event.PAID,) and wanted and claim.is_by_customer:
        return None
    if (
        not wanted
        and Event.DELIVERED in claim.events
        and any(fact.event == Event.SENT and not fact.value for fact in events)
    ):
        return verified(reason="implied")
    return UNSUPPORTED


def compare_announced(claim: Claim, mine: Sequence[Fact], events: Sequence[Fact]) -> Answer:
    sent = next((fact for fact in events if fact.event == Event.SENT and fact.value), None)
    if sent and claim.events == (Event.CANCELLED,):
        return Answer(Verdict.UNSUPPORTED, "has_happened", sent)  # nothing is left to be cancelled
    open_one = next((fact for fact in mine if not fact.value), None)
    if open_one:
        return verified(open_one, "announced")
    if mine:
        is_over = all(fact.event in ALREADY_DONE for fact in mine)
        return contradicted(mine[0], "has_happened") if is_over else verified(mine[0], "announced")
    basis = next((fact for event in claim.events for fact in events if fact.event in ANNOUNCED_BY.get(event, ())), None)
    return verified(basis, "announced") if basis else UNSUPPORTED
