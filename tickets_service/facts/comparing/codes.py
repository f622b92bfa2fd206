"""Numbers and links beside those of the sheet."""

from __future__ import annotations

from tickets_service.facts.claims import Claim
from tickets_service.facts.codes import plain_link
from tickets_service.facts.comparing.answers import UNSUPPORTED, Answer, contradicted, verified
from tickets_service.facts.finding import CODE_KINDS
from tickets_service.facts.sheet import ORDER_KINDS, FactKind, FactSheet
from tickets_service.facts.telling_codes import plain_code
from tickets_service.facts.working_out import FEW


def compare_code(claim: Claim, sheet: FactSheet) -> Answer | None:
    """Of a kind of which the sheet has one number only, another number contradicts it."""
    plain = plain_code(str(claim.value))
    for fact in sheet.of_kind(*CODE_KINDS, FactKind.STATUS, FactKind.PAYMENT, FactKind.CUSTOMER, FactKind.ADDRESS):
        if plain_code(str(fact.value)) == plain or (
            fact.kind not in CODE_KINDS and plain in plain_code(str(fact.value))
        ):
            return verified(fact)
    in_names = next((fact for fact in sheet.of_kind(FactKind.ITEM) if plain in plain_code(str(fact.value))), None)
    if in_names or any(
        len(plain) > FEW and plain in plain_code(str(fact.value)) for fact in sheet.of_kind(FactKind.LINK)
    ):
        return verified(in_names)
    same_kind = sheet.of_kind(*orders_or(claim.kind))
    if claim.kind == FactKind.ITEM_NUMBER and not same_kind:
        return None  # of goods in general, which no order tells of
    return contradicted(same_kind[0]) if same_kind else UNSUPPORTED


def orders_or(kind: FactKind) -> tuple[FactKind, ...]:
    return ORDER_KINDS if kind in ORDER_KINDS else (kind,)


def compare_link(claim: Claim, sheet: FactSheet) -> Answer | None:
    plain = plain_link(str(claim.value)).lower()
    links = sheet.of_kind(FactKind.LINK)
    for fact in links:
        known = plain_link(str(fact.value)).lower()
        if plain == known or plain.startswith((f"{known}&", f"{known}?")):
            return verified(fact)
        if known.startswith(f"{plain}?"):
            return verified(reason="a_host")
    host = plain.split("/")[0]
    if plain == host:
        carriers = [str(fact.value).lower().split()[0] for fact in sheet.of_kind(FactKind.CARRIER) if fact.value]
        is_known = any(plain_link(str(fact.value)).lower().startswith(host) for fact in links)
        if not is_known and any(host.startswith(carrier) for carrier in carriers):
            return None  # whether it really is the carrier's is told by the list of their hosts, which the guard has
        return verified(reason="a_host") if is_known else UNSUPPORTED
    near = next((fact for fact in links if plain_link(str(fact.value)).lower().split("/")[0] == host), None)
    return contradicted(near) if near else UNSUPPORTED
