"""What stands around a model's thinking: the prompt it is given, and what becomes of its answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from tickets_service.drafting.briefing import Brief
from tickets_service.drafting.filing import Known, language_wanted, values_of
from tickets_service.drafting.judging import Checks, judge
from tickets_service.drafting.known_models import Room, room_for
from tickets_service.drafting.order_facts import KnownFacts
from tickets_service.drafting.prompt import Material, Prompt, build
from tickets_service.drafting.shelf import Library, Shelf, Wanted
from tickets_service.drafting.thinking import SPARE_TOKENS, Thought
from tickets_service.drafting.veil import Veil
from tickets_service.facts import FactSheet


@dataclass(frozen=True)
class Prepared:
    prompt: Prompt
    veil: Veil
    """What was hidden in the prompt, to be put back into the answer."""
    shelf: Shelf
    room: Room
    language: str | None
    """The one to answer in."""


async def prepare(brief: Brief, facts: KnownFacts, library: Library) -> Prepared:
    room = room_for(brief.endpoint.model, brief.context_window)
    language = await asyncio.to_thread(
        language_wanted, brief.earlier_of_customer, brief.newest.text, brief.customer.language
    )
    shelf = await library.look_up(
        Wanted(
            ticket_id=brief.ticket_id,
            text=f"{brief.title}\n{brief.newest.text}",
            plenty_id=brief.plenty_id,
            source=brief.source,
            language=language,
            names=(brief.customer.name,) if brief.customer.name else (),
            answered_before=brief.answered_before,
        )
    )
    material = Material(
        shop_name=brief.shop_name,
        facts=facts.for_one_who_writes(language).prompt,
        history=brief.history,
        newest=brief.newest,
        hint=brief.hint,
        house_rules=brief.house_rules,
        voice=brief.voice.told(),
        shelf=shelf.told,
        instructions=brief.instructions,
    )
    veil = Veil.over(brief.customer, facts.sheet) if brief.hides_persons else Veil(None)
    prompt = await asyncio.to_thread(lambda: build(veil.hidden(material), room=room.prompt - SPARE_TOKENS))
    return Prepared(prompt, veil, shelf, room, language)


def finish(
    brief: Brief, thought: Thought, sheet: FactSheet, shelf: Shelf, library: Library
) -> tuple[dict[str, Any], Checks]:
    """*thought* is restored already. What it becomes, as columns of a draft, and what to look at in it."""
    shown_ids = frozenset(fact.id for fact in sheet.facts) | {passage.id for passage in shelf.passages}
    values = values_of(thought, Known(brief.voice, brief.prices, brief.customer.name, shown_ids))
    values["generated_text"] = library.placed(values["generated_text"], shelf) or values["generated_text"]
    return values, judge(values["generated_text"], brief.yardstick(sheet, shelf))
