"""From the messages of a call to the text of its answer."""

from __future__ import annotations

import json

from pydantic import JsonValue

from tickets_service.practice.model.answering.facts import facts_in
from tickets_service.practice.model.answering.gullible import obey
from tickets_service.practice.model.answering.hints import hint_in
from tickets_service.practice.model.answering.json_prompts import unfold
from tickets_service.practice.model.answering.language import language_of
from tickets_service.practice.model.answering.letter import Occasion, write
from tickets_service.practice.model.answering.newest import newest_of_customer
from tickets_service.practice.model.answering.people import name_in
from tickets_service.practice.model.answering.sections import Section, sections_of
from tickets_service.practice.model.answering.shaping import shaped
from tickets_service.practice.model.answering.topics import is_angry, topic_of
from tickets_service.practice.model.asking import Said
from tickets_service.practice.model.knobs import Knobs, Obey


def compose(messages: tuple[Said, ...], answer_format: dict[str, JsonValue], knobs: Knobs) -> str:
    if knobs.obey == Obey.literal:
        return knobs.literal_answer
    occasion = read(messages)
    if knobs.obey == Obey.customer:
        return obey(occasion.message, prompt="\n\n".join(said.text for said in messages))
    text = write(occasion)
    if not answer_format:
        return text
    return json.dumps(shaped(text, occasion, answer_format), ensure_ascii=False)


def read(messages: tuple[Said, ...]) -> Occasion:
    unfolded = [Said(said.role, unfold(said.text)) for said in messages]
    prompt = "\n\n".join(said.text for said in unfolded)
    name = name_in(prompt)
    turns = [sections_of(said.text, role=said.role, customer=name) for said in unfolded]
    sections = [section for turn in turns for section in turn]
    message = newest_of_customer(_since_the_last_answer(turns), name) or newest_of_customer(sections, name)
    return Occasion(
        message=message,
        language=language_of(message, prompt=prompt),
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
