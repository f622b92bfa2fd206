"""What a replay tries out: a model and the words of the prompt."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from tickets_service.drafting import prompt
from tickets_service.drafting.briefing import Brief
from tickets_service.drafting.known_models import room_for
from tickets_service.drafting.tokens import count
from tickets_service.errors import Invalid
from tickets_service.markup import strip_invisible

BUILT_IN = "built-in"
"""The prompt that comes with the service."""
PLACEHOLDERS = ("shop", "intents", "house_rules", "voice")
FIRST, SECOND = "A", "B"
MODEL = re.compile(r"[\x21-\x7e]{1,200}")
LARGEST_FILE = 200_000
"""Bytes."""
SHOWN_OF_A_NAME = 40
SAY = "say model=NAME, prompt=FILE, or both with a comma between"


@dataclass(frozen=True)
class Instructions:
    """The system part of the prompt. *name* is shown to people."""

    name: str
    text: str

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(name for name in PLACEHOLDERS if name not in prompt.placeholders_in(self.text))


@dataclass(frozen=True)
class Configuration:
    """*model* None: the credential's. *instructions* None: those that come with the service."""

    name: str
    model: str | None = None
    instructions: Instructions | None = None

    def of(self, brief: Brief, refused_parameters: frozenset[str] | None) -> Brief:
        """*brief* as this configuration drafts it. What is known of the credential's model holds for no other one."""
        usual = brief.endpoint
        model = self.model or usual.model
        is_usual = model == usual.model
        known = usual.refused_parameters if is_usual else frozenset[str]()
        return replace(
            brief,
            endpoint=replace(
                usual, model=model, refused_parameters=known if refused_parameters is None else refused_parameters
            ),
            context_window=brief.context_window if is_usual else None,
            instructions=self.instructions.text if self.instructions else None,
        )

    def require_room(self, usual_model: str, context_window: int | None) -> None:
        """Raises Invalid for words that leave the conversation too little of what the model can read."""
        if self.instructions is None:
            return
        model = self.model or usual_model
        room = room_for(model, context_window if model == usual_model else None)
        if count(self.instructions.text) > room.prompt // 2:
            raise Invalid(f"{self.instructions.name} fills more than half of what {model} can read: make it shorter.")


def configured(*, model: str | None, prompt_file: str | None, name: str = FIRST) -> Configuration:
    """Raises Invalid in one sentence."""
    return Configuration(name, _model(model) if model is not None else None, _instructions(prompt_file))


def against(said: str, first: Configuration) -> Configuration:
    """Reads `model=NAME,prompt=FILE`; what is not said is as in *first*. Raises Invalid in one sentence."""
    found: dict[str, str] = {}
    for part in re.split(r",(?=(?:model|prompt)=)", said.strip()):
        key, equals, value = part.partition("=")
        if key not in ("model", "prompt") or not equals or not value or key in found:
            raise Invalid(f"--against {said!r} names no second configuration: {SAY}.")
        found[key] = value
    return Configuration(
        SECOND,
        model=_model(found["model"]) if "model" in found else first.model,
        instructions=_instructions(found["prompt"]) if "prompt" in found else first.instructions,
    )


def _model(name: str) -> str:
    if not MODEL.fullmatch(name):
        raise Invalid(f"{name[:SHOWN_OF_A_NAME]!r} is no name of a model: it has no blanks and at most 200 characters.")
    return name


def _instructions(file: str | None) -> Instructions | None:
    if file is None or file == BUILT_IN:
        return None
    text = strip_invisible(_read(file))[0].strip()
    if not text:
        raise Invalid(f"The prompt file {file} is empty.")
    unknown = sorted(prompt.placeholders_in(text) - set(PLACEHOLDERS))
    if unknown:
        allowed = ", ".join(f"{{{{{name}}}}}" for name in PLACEHOLDERS)
        raise Invalid(
            f"The prompt file {file} has a placeholder {unknown[0][:SHOWN_OF_A_NAME]!r}: only {allowed} can be put in."
        )
    return Instructions(Path(file).name, text + "\n")


def _read(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            read = opened.read(LARGEST_FILE + 1)
        if len(read) > LARGEST_FILE:
            raise Invalid(f"The prompt file {file} has more than {LARGEST_FILE:,} bytes.")
        return read.decode()
    except OSError as error:
        raise Invalid(f"The prompt file {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"The prompt file {file} cannot be read: it is no UTF-8 text.") from error
