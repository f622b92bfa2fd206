"""From the messages of a call to the text of its answer."""

from __future__ import annotations

from dataclasses import replace

from pydantic import JsonValue

from tickets_service.practice.model.answering.editing import edited, order_in
from tickets_service.practice.model.answering.facts import facts_in
from tickets_service.practice.model.answering.gullible import obey
from tickets_service.practice.model.answering.hints import hint_in
from tickets_service.practice.model.answering.json_prompts import unfold
from tickets_service.practice.model.answering.json_wishes import wished_format
from tickets_service.practice.model.answering.language import demanded_language, language_of
from tickets_service.practice.model.answering.letter import Occasion, write
from tickets_service.practice.model.answering.manners import written
from tickets_service.practice.model.answering.newest import newest_of_customer
from tickets_service.practice.model.answering.people import name_in
from tickets_service.practice.model.answering.sections import Section, sections_of
from tickets_service.practice.model.answering.shaping import shaped
from tickets_service.practice.model.answering.topics import is_angry, topic_of
from tickets_service.practice.model.asking import Said
from tickets_service.practice.model.knobs import JsonManner, Knobs, Obey


def compose(messages: tuple[Said, ...], answer_format: dict[str, JsonValue], knobs: Knobs) -> str:
    if knobs.obey == Obey.literal:
        return knobs.literal_answer
    occasion = read(messages)
    if knobs.obey == Obey.customer:
        return obey(occasion.message, prompt="\n\n".join(said.text for said in messages))
    order = order_in(messages)
    if order is not None:
        return edited(order)
    if knobs.answer_language is not None:
        occasion = replace(occasion, language=knobs.answer_language)
    text = write(occasion)
    wanted = answer_format or wished_format(messages)
    if not wanted:
        return text
    prompt = "\n".join(said.text for said in messages)
    return written(shaped(text, occasion, wanted, prompt), text, _manner(knobs))


def _manner(knobs: Knobs) -> JsonManner:
    if knobs.bad_json_times is None:
        return knobs.json_manner
    if knobs.bad_json_times == 0:
        return JsonManner.good
    knobs.bad_json_times -= 1
    return knobs.json_manner


def read(messages: tuple[Said, ...]) -> Occasion:
    unfolded = [Said(said.role, unfold(said.text)) for said in messages]
    prompt = "\n\n".join(said.text for said in unfolded)
    name = name_in(prompt)
    turns = [sections_of(said.text, role=said.role, customer=name) for said in unfolded]
    sections = [section for turn in turns for section in turn]
    message = newest_of_customer(_since_the_last_answer(turns), name) or newest_of_customer(sections, name)
    return Occasion(
        message=message,
        language=demanded_language(messages[-1].text) or language_of(message, prompt=prompt),
        topic=topic_of(message),
        facts=facts_in(prompt, message),
        hint=hint_in(sections),
        is_angry=is_angry(message),
    )


def _since_the_last_answer(turns: list[list[Section]]) -> list[Section]:
    recent: list[Section] = []
    for turn in turns:
        recent = [] if any(section.role == "assistant" for section in turn) else recent + turn
    return recent
