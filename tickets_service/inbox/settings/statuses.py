"""The mapping of Plenty's statuses as a form: what each means here, and which one is written for a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import UNUSABLE, Form, FormRefused, read
from tickets_service.models import Preferences, TicketStatus, TicketStatusName
from tickets_service.tickets.preferences import PreferencesPatch
from tickets_service.tickets.statuses import StatusMeaning

MEANING, WRITTEN = "status-", "written-"
"""What the fields of a status begin with."""
TWICE = Sentence(N_("Another status of this type is marked for the same meaning: only one can be written."))


class RulesForm(BaseModel):
    status_after_reply: TicketStatus | None = None
    status_after_customer_message: TicketStatus | None = None


def mapping_form(names: Iterable[TicketStatusName]) -> Form:
    values: dict[str, str] = {}
    for name in names:
        values[f"{MEANING}{name.plenty_status_id}"] = name.status
        values |= {f"{WRITTEN}{name.plenty_status_id}": "on"} if name.is_target else {}
    return Form(values)


def mapping_from(names: Iterable[TicketStatusName], typed: Mapping[str, str]) -> list[StatusMeaning]:
    """A status that is not in the form was learned after the page was opened, and stays as it is."""
    lines: list[StatusMeaning] = []
    complaints: dict[str, Sentence | str] = {}
    taken: set[tuple[int | None, TicketStatus]] = set()
    for name in names:
        number = name.plenty_status_id
        meaning = typed.get(f"{MEANING}{number}")
        is_target = f"{WRITTEN}{number}" in typed
        if meaning is None:
            continue
        if meaning not in set(TicketStatus):
            complaints[f"{MEANING}{number}"] = UNUSABLE
            continue
        status = TicketStatus(meaning)
        if is_target and (name.type_id, status) in taken:
            complaints[f"{MEANING}{number}"] = TWICE
        taken |= {(name.type_id, status)} if is_target else set()
        lines.append(StatusMeaning(number, status, is_target))
    if complaints:
        raise FormRefused(complaints)
    return lines


def rules_form(shop: Preferences) -> Form:
    after = {"status_after_reply": shop.status_after_reply}
    after["status_after_customer_message"] = shop.status_after_customer_message
    return Form({name: status or "" for name, status in after.items()}, id="rule-")


def rules_from(typed: Mapping[str, str]) -> PreferencesPatch:
    """Nothing chosen leaves tickets in the status they have."""
    wanted = read(RulesForm, typed)
    return PreferencesPatch(
        status_after_reply=wanted.status_after_reply, status_after_customer_message=wanted.status_after_customer_message
    )
