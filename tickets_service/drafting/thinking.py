"""What is said to a model and back until there is a result: asked once, once more for what cannot be read or is in the
wrong language."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tickets_service.drafting import prompt as prompts
from tickets_service.drafting.connections import Endpoint, Written
from tickets_service.drafting.errors import CannotDraft, ModelBusy
from tickets_service.drafting.extracting import ReplyExtractor
from tickets_service.drafting.known_models import Room
from tickets_service.drafting.prompt import Prompt
from tickets_service.drafting.results import SCHEMA, Result, as_plain_text, is_whole, read
from tickets_service.language import language_of

if TYPE_CHECKING:
    from tickets_service.drafting.model import ReplyModel

SPARE_TOKENS = 64
"""Kept free for what is added when a model is asked again."""

Show = Callable[[str], Awaitable[bool]]
"""Shows how far the reply is; False when nobody wants it any more."""


@dataclass(frozen=True)
class Usage:
    """Of all calls together. None: the endpoint does not say."""

    prompt: int | None = None
    cached: int | None = None
    completion: int | None = None
    calls: int = 0

    def plus(self, written: Written) -> Usage:
        return Usage(
            _sum(self.prompt, written.prompt_tokens),
            _sum(self.cached, written.cached_tokens),
            _sum(self.completion, written.completion_tokens),
            self.calls + 1,
        )


@dataclass(frozen=True)
class Thought:
    result: Result
    language: str | None
    """Of the reply, as code found it."""
    flags: tuple[str, ...]
    """`cut_off`, `wrong_language`."""
    model: str
    usage: Usage
    refused_parameters: frozenset[str]


class NotWanted(Exception):
    """Somebody acted while the model wrote."""


@dataclass
class Thinking:
    """One draft's talk with a model."""

    model: ReplyModel
    endpoint: Endpoint
    room: Room
    show: Show
    usage: Usage = field(default_factory=Usage)
    named: str | None = None

    async def think(self, prompt: Prompt, *, wanted_language: str | None) -> Thought:
        """Raises CannotDraft, ModelBusy or NotWanted."""
        result, flags = await self._result(prompt)
        language = await asyncio.to_thread(language_of, result.reply)
        wanted = wanted_language
        if wanted and language and language != wanted:
            again = await self._again(prompts.in_language(prompt, wanted=wanted, found=language))
            other = await asyncio.to_thread(language_of, again.reply) if again else None
            if again and other == wanted:
                result, language, flags = again, other, ()
            else:
                flags += ("wrong_language",)
        return Thought(
            result=result,
            language=language or result.language,
            flags=flags,
            model=self.named or self.endpoint.model,
            usage=self.usage,
            refused_parameters=self.endpoint.refused_parameters,
        )

    async def _result(self, prompt: Prompt) -> tuple[Result, tuple[str, ...]]:
        answer = await self._ask(prompt)
        result = read(answer)
        if result is not None:
            return result, ()
        mended = await self._again(await asyncio.to_thread(prompts.mending, prompt, answer, room=self.room.prompt))
        if mended is not None:
            return mended, ()
        saved = as_plain_text(answer)
        if saved is None:
            raise CannotDraft("The model's answer holds no reply: ask for a new draft, or try another model.")
        return saved, () if is_whole(saved.reply, answer) else ("cut_off",)

    async def _again(self, prompt: Prompt) -> Result | None:
        """None where that brought nothing: there is an answer to fall back on."""
        try:
            return read(await self._ask(prompt))
        except (CannotDraft, ModelBusy):
            return None

    async def _ask(self, prompt: Prompt) -> str:
        extractor, written, fed = ReplyExtractor(), Written(), 0
        async for written in self.model.write(self.endpoint, prompt, answer_tokens=self.room.answer, schema=SCHEMA):
            extractor.feed(written.text[fed:])
            fed = len(written.text)
            if not await self.show(extractor.text):
                raise NotWanted
        self.usage = self.usage.plus(written)
        self.named = written.model or self.named
        self.endpoint = replace(self.endpoint, refused_parameters=written.refused_parameters)
        return written.text


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one + (other or 0)
