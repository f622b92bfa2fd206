"""Credentials of language models as forms. A token goes in and never comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tickets_service.drafting.known_models import MODELS
from tickets_service.drafting.schemas import DEFAULT_MODEL, CredentialIn, CredentialOut, CredentialPatch, CredentialTest
from tickets_service.errors import TicketsError
from tickets_service.inbox.settings.forms import Form, read
from tickets_service.models import OpenAICredentialDB

FIELDS = frozenset({"label", "token", "model", "base_url", "context_window", "embedding_model", "monthly_cap_usd"})
CAN_BE_TAKEN_AWAY = ("base_url", "context_window", "embedding_model", "monthly_cap_usd")
NEW = Form({"model": DEFAULT_MODEL, "hides_persons": "on"}, id="new-")
KNOWN_MODELS = tuple(MODELS)


@dataclass(frozen=True)
class CredentialLine:
    """*tested* is None unless it was tested just now."""

    credential: CredentialOut
    form: Form
    tested: CredentialTest | None

    @property
    def lists_its_model(self) -> bool:
        return self.tested is not None and self.credential.model in self.tested.models


def lines(
    rows: Iterable[OpenAICredentialDB],
    *,
    tested: Mapping[int, CredentialTest],
    refused: Mapping[int, tuple[TicketsError, Mapping[str, str]]],
) -> list[CredentialLine]:
    found = []
    for row in rows:
        form = _form_of(row)
        if row.id in refused:
            form = form.refused(*refused[row.id])
        found.append(CredentialLine(CredentialOut.model_validate(row), form, tested.get(row.id)))
    return found


def new_from(typed: Mapping[str, str]) -> CredentialIn:
    return read(CredentialIn, _fields(typed) | {"hides_persons": "hides_persons" in typed})


def change_from(typed: Mapping[str, str]) -> CredentialPatch:
    """A blank address is the provider's own; a blank token stays the one that is stored."""
    complete = _fields(typed)
    needed = read(CredentialIn, {"token": "as it is", **{name: value for name, value in complete.items() if value}})
    given = {name: value for name, value in complete.items() if value or name in CAN_BE_TAKEN_AWAY}
    return CredentialPatch(
        **{name: getattr(needed, name) for name in given if name != "token"},
        **({"token": needed.token} if complete.get("token") else {}),
        hides_persons="hides_persons" in typed,
    )


def _form_of(row: OpenAICredentialDB) -> Form:
    given = {name: getattr(row, name) for name in FIELDS if name != "token"}
    values = {name: "" if value is None else str(value) for name, value in given.items()}
    values |= {"hides_persons": "on"} if row.hides_persons else {}
    return Form(values, id=f"c{row.id}-")


def _fields(typed: Mapping[str, str]) -> dict[str, str]:
    """A comma in an amount is a decimal point, as Germans write it."""
    fields = {name: value for name, value in typed.items() if name in FIELDS}
    return fields | {"monthly_cap_usd": fields.get("monthly_cap_usd", "").replace(",", ".")}
