"""The prompt: literal placeholders, customers' words fenced as data, everything within the model's window."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from tickets_service.drafting import tokens
from tickets_service.language import english_name
from tickets_service.markup import strip_invisible
from tickets_service.models import Intent

OF_OTHER_TEXTS = ("translate", "refine")
PROMPTS = Path(__file__).parent / "prompts"
FENCE_BYTES = 16
PER_MESSAGE, PER_REPLY = 4, 3
"""Tokens the chat format adds, as OpenAI documents it for its models."""
NOTHING = "(none)"
WORTH_CUTTING_INTO = 120
"""Tokens: a shorter rest of a message says nothing."""
LEAST_KEPT = 64
"""Tokens of a piece that stay whatever happens: without them it would say nothing."""
PIECES = ("facts", "house_rules", "voice", "hint")
"""Beside the newest message, what can be cut when everything else has gone."""
INTENTS = ", ".join(Intent)
VERSION_CHARACTERS = 12


@dataclass(frozen=True)
class Line:
    """One message of the conversation. *who* and *when* are ours, *text* is theirs."""

    who: str
    when: str
    text: str

    def shown(self) -> str:
        return f"{self.who}, {self.when}:\n{self.text}"


@dataclass(frozen=True)
class Material:
    """All a prompt is made of. *history* is oldest first, without *newest*."""

    shop_name: str
    facts: str
    history: tuple[Line, ...]
    newest: Line
    hint: str | None
    house_rules: str = ""
    voice: str = ""
    """Lines that say how the store speaks."""
    shelf: str = ""
    """Articles of the shop and earlier answers, each with its id in front."""
    instructions: str | None = None
    """The system part in other words than ours, with the same placeholders."""


@dataclass(frozen=True)
class Prompt:
    """*system* comes first and is the same for every ticket, so that providers can cache it."""

    system: str
    request: str

    @property
    def tokens(self) -> int:
        return tokens.count(self.system) + tokens.count(self.request) + 2 * PER_MESSAGE + PER_REPLY


@cache
def _file(name: str) -> str:
    return (PROMPTS / name).read_text(encoding="utf-8")


def instructions() -> str:
    """The system part as it comes with the service, with its placeholders."""
    return _file("system.txt")


def placeholders_in(template: str) -> frozenset[str]:
    """The names of what `fill` would put in. One that is not closed is none: it keeps its brackets."""
    pieces = template.split("{{")[1:]
    return frozenset(piece.partition("}}")[0] if "}}" in piece else "{{" + piece for piece in pieces)


def fill(template: str, **values: str) -> str:
    """Puts values in for `{{name}}`, once and literally: a placeholder inside a value stays as it is."""
    parts = []
    rest = template
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        name, _, rest = rest.partition("}}")
        parts += [before, values[name]]
    return "".join([*parts, rest])


def version(house_rules: str, other_instructions: str | None = None) -> str:
    """Names the wording a draft was asked for with: another one makes drafts that are not to be compared."""
    written = [_file(path.name) for path in sorted(PROMPTS.glob("*.txt")) if not path.name.startswith(OF_OTHER_TEXTS)]
    if other_instructions is not None:
        written.append(other_instructions)
    return hashlib.sha256("\0".join([*written, house_rules]).encode()).hexdigest()[:VERSION_CHARACTERS]


def mending(prompt: Prompt, answer: str, *, room: int) -> Prompt:
    """Asks for an answer that could not be read once more. What it answers is left out where both do not fit."""
    answer = strip_invisible(answer)[0]
    fence = secrets.token_hex(FENCE_BYTES)
    system_tokens = tokens.count(prompt.system) + 2 * PER_MESSAGE + PER_REPLY
    bare = tokens.count(fill(_file("mend.txt"), fence=fence, answer="")) + 2 * PER_MESSAGE
    answer = tokens.cut(answer, max(0, room - system_tokens - bare))
    mend = fill(_file("mend.txt"), fence=fence, answer=answer)
    whole = Prompt(prompt.system, f"{prompt.request}\n{mend}")
    return whole if whole.tokens <= room else Prompt(prompt.system, mend)


def in_language(prompt: Prompt, *, wanted: str, found: str) -> Prompt:
    named = {"wanted": english_name(wanted) or wanted, "found": english_name(found) or found}
    return Prompt(prompt.system, prompt.request + fill(_file("language.txt"), **named))


def translating(text: str, *, language: str, room: int) -> Prompt:
    fence, system = secrets.token_hex(FENCE_BYTES), _file("translate.txt")
    values = {"fence": fence, "language": english_name(language) or f"the language {language!r}"}
    bare = Prompt(system, fill(_file("translate_request.txt"), text="", **values))
    text = tokens.cut(strip_invisible(text)[0], max(0, room - bare.tokens - PER_MESSAGE))
    return Prompt(system, fill(_file("translate_request.txt"), text=text, **values))


def refining(text: str, *, part: str | None, task: str) -> Prompt:
    """*part* is what of the text is to be edited; None is the whole. Nothing is cut: it would be lost."""
    values = {"fence": secrets.token_hex(FENCE_BYTES), "text": strip_invisible(text)[0], "task": task}
    if part is None:
        return Prompt(_file("refine.txt"), fill(_file("refine_request.txt"), **values))
    return Prompt(_file("refine.txt"), fill(_file("refine_part_request.txt"), part=strip_invisible(part)[0], **values))


def build(material: Material, *, room: int) -> Prompt:
    """The prompt with as much of the conversation as *room* tokens hold.

    Instructions, house rules, facts, articles and the newest message always stay; the oldest messages go first; what is
    too long keeps its head and tail.
    """
    material = _cleaned(material)
    material = replace(
        material, house_rules=tokens.cut(material.house_rules, room // 4), voice=tokens.cut(material.voice, room // 8)
    )
    fence = secrets.token_hex(FENCE_BYTES)
    bare = _render(replace(material, facts="", shelf="", hint=None, history=(), newest=Line("", "", "")), fence)
    left = room - bare.tokens - 4 * PER_MESSAGE
    facts = tokens.cut(material.facts, left // 3)
    left -= tokens.count(facts)
    shelf = tokens.cut(material.shelf, left // 3)
    left -= tokens.count(shelf)
    hint = tokens.cut(material.hint, left // 4) if material.hint else None
    left -= tokens.count(hint or "") + tokens.count(_file("hint.txt"))
    newest = replace(material.newest, text=tokens.cut(material.newest.text, max(LEAST_KEPT, left - 40)))
    left -= tokens.count(newest.shown()) + PER_MESSAGE
    history = _as_much_as_fits(material.history, left)
    return _squeezed(
        replace(material, facts=facts, shelf=shelf, hint=hint, newest=newest, history=history), fence, room
    )


def _cleaned(material: Material) -> Material:
    """Characters a reader cannot see steer models and hide text from agents: they go."""
    return replace(
        material,
        facts=strip_invisible(material.facts)[0],
        shelf=strip_invisible(material.shelf)[0].strip(),
        house_rules=strip_invisible(material.house_rules)[0].strip(),
        voice=strip_invisible(material.voice)[0].strip(),
        history=tuple(_visible(line) for line in material.history),
        newest=_visible(material.newest),
    )


def _visible(line: Line) -> Line:
    return Line(strip_invisible(line.who)[0], line.when, strip_invisible(line.text)[0].strip())


def _as_much_as_fits(history: tuple[Line, ...], left: int) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in reversed(history):
        size = tokens.count(line.shown()) + PER_MESSAGE
        if size <= left:
            kept.append(line)
            left -= size
        else:
            if left >= WORTH_CUTTING_INTO:
                kept.append(replace(line, text=tokens.cut(line.text, left - 40)))
            break
    return tuple(reversed(kept))


def _squeezed(material: Material, fence: str, room: int) -> Prompt:
    """Pieces joined can be some tokens more than their sum: the prompt as a whole is what has to fit."""
    prompt = _render(material, fence)
    while prompt.tokens > room:
        smaller = _smaller(material)
        if smaller is None:
            break
        material = smaller
        prompt = _render(material, fence)
    return prompt


def _smaller(material: Material) -> Material | None:
    """Without its oldest message, else less of the articles, else of the longest piece; None where all is short."""
    if material.history:
        return replace(material, history=material.history[1:])
    if material.shelf:
        return replace(material, shelf=_shorter(material.shelf))
    sizes = {name: tokens.count(getattr(material, name) or "") for name in PIECES}
    sizes["newest"] = tokens.count(material.newest.text)
    longest = max(sizes, key=lambda name: sizes[name])
    if sizes[longest] <= LEAST_KEPT:
        return None
    if longest == "newest":
        return replace(material, newest=replace(material.newest, text=_shorter(material.newest.text)))
    values: dict[str, Any] = {longest: _shorter(getattr(material, longest))}
    return replace(material, **values)


def _shorter(text: str) -> str:
    """By an eighth and a little; a text that would say nothing any more goes."""
    return tokens.cut(text, tokens.count(text) * 7 // 8 - 8)


def _render(material: Material, fence: str) -> Prompt:
    shop = f" called {material.shop_name}" if material.shop_name else ""
    rules = fill(_file("house.txt"), rules=material.house_rules) if material.house_rules else ""
    voice = fill(_file("voice.txt"), voice=material.voice) if material.voice else ""
    hint = fill(_file("hint.txt"), hint=material.hint) if material.hint else ""
    return Prompt(
        system=fill(
            material.instructions or instructions(), shop=shop, intents=INTENTS, house_rules=rules, voice=voice
        ),
        request=fill(
            _file("request.txt"),
            facts=material.facts or NOTHING,
            shelf=fill(_file("shelf.txt"), fence=fence, shelf=material.shelf) if material.shelf else "",
            fence=fence,
            history="\n\n".join(line.shown() for line in material.history) or NOTHING,
            newest=material.newest.shown(),
            hint=hint,
        ),
    )
