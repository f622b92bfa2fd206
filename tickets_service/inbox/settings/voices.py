"""Voice cards as forms: one per store, the usual one without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from tickets_service.drafting.voices import VoiceIn
from tickets_service.errors import TicketsError
from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import Form, FormRefused, read
from tickets_service.knowledge.schemas import PlentyId
from tickets_service.models import Address, VoiceCard

ONLY_NAME = Sentence(N_("Only {name} can be put in, and at most 200 characters."))
NEW = Form({"address": Address.FORMAL, "language": "de", "most_words": "90"}, id="new-")
USUAL = "usual"


class StoreForm(BaseModel):
    plenty_id: PlentyId


@dataclass(frozen=True)
class VoiceLine:
    """*plenty_id* None: for every store without its own."""

    plenty_id: int | None
    form: Form


def lines(
    cards: Iterable[VoiceCard], *, refused: Mapping[int | None, tuple[TicketsError, Mapping[str, str]]]
) -> list[VoiceLine]:
    """The usual one is always there, for it can always be written."""
    forms = {card.plenty_id: form_of(card) for card in cards}
    usual = forms.pop(None, Form(dict(NEW.values), id=f"{USUAL}-"))
    return [
        VoiceLine(store, form.refused(*refused[store]) if store in refused else form)
        for store, form in [(None, usual), *forms.items()]
    ]


def form_of(card: VoiceCard) -> Form:
    values = {name: str(getattr(card, name)) for name in ("language", "greeting", "sign_off", "tone", "most_words")}
    values |= {"address": card.address, "words_to_avoid": "\n".join(card.words_to_avoid)}
    values |= {"sign_off_is_added_later": "on"} if card.sign_off_is_added_later else {}
    return Form(values, id=f"{USUAL if card.plenty_id is None else f's{card.plenty_id}'}-")


def store_from(typed: Mapping[str, str]) -> int | None:
    return None if typed.get("plenty_id", "") == "" else new_store_from(typed)


def new_store_from(typed: Mapping[str, str]) -> int:
    return read(StoreForm, {"plenty_id": typed.get("plenty_id", "")}).plenty_id


def voice_from(typed: Mapping[str, str]) -> VoiceIn:
    fields = ("address", "language", "greeting", "sign_off", "tone", "most_words")
    wanted: dict[str, object] = {name: typed.get(name, "") for name in fields}
    wanted["sign_off_is_added_later"] = "sign_off_is_added_later" in typed
    wanted["words_to_avoid"] = typed.get("words_to_avoid", "").split("\n")
    try:
        return read(VoiceIn, wanted)
    except FormRefused as refusal:
        better = {"greeting": ONLY_NAME} if "greeting" in refusal.complaints else {}
        raise FormRefused(dict(refusal.complaints) | better) from None
