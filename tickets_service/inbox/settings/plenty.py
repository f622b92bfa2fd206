"""The Plenty connection as a form, and the ticket that tries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import BaseModel, Field, SecretStr

from tickets_service.errors import TicketsError
from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import Form, FormRefused, read
from tickets_service.plenty.connection import ConnectionView, Offered
from tickets_service.plenty.errors import LoginRefused

NOT_ACCEPTED = N_("Plenty does not accept this user name and password.")
UNCONFIRMED = Sentence(N_("Please tick that a ticket may be written into Plenty."))


class ConnectionForm(BaseModel):
    base_url: Annotated[str, Field(max_length=2_000)]
    username: Annotated[str, Field(max_length=500)]
    password: Annotated[SecretStr, Field(max_length=2_000)]


class TestTicketForm(BaseModel):
    id: UUID


def connection_form(stored: ConnectionView) -> Form:
    return Form({"base_url": stored.base_url or "", "username": stored.username or ""})


def offered_from(typed: Mapping[str, str]) -> Offered:
    wanted = read(ConnectionForm, typed)
    return Offered(wanted.base_url, wanted.username, wanted.password.get_secret_value())


def in_words(refusal: TicketsError) -> TicketsError:
    """What Plenty adds to its refusal is in its own language, and says no more."""
    if isinstance(refusal, LoginRefused) and refusal.message.startswith(NOT_ACCEPTED):
        return FormRefused({"username": Sentence(NOT_ACCEPTED)})
    return refusal


def test_form() -> Form:
    """Its id is born with the page, so that a double click writes one ticket."""
    return Form({"id": str(uuid4())}, id="test-")


def test_id_from(typed: Mapping[str, str]) -> UUID:
    if "confirmed" not in typed:
        raise FormRefused({"confirmed": UNCONFIRMED})
    return read(TestTicketForm, typed).id
