"""The defaults from rules.yaml with what an admin changed laid over them, and a clear word about what is wrong."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from tickets_service.channels.rules import Rules
from tickets_service.errors import Invalid

DEFAULTS = Path(__file__).with_name("rules.yaml")
_ALL_CHANNELS_FALL_BACK_TO = "shop"


def load_rules(overrides: Mapping[str, Any] | None = None, *, text: str | None = None) -> Rules:
    """*overrides* has the shape of rules.yaml and names only what is different; a list replaces the list. *text* is
    YAML to use instead of the file. Raises Invalid, which names each rule that is wrong.
    """
    data = _default_data() if text is None else _parsed(text)
    merged = _merged(data, overrides or {}, path="")
    return _checked({name: value for name, value in merged.items() if not name.startswith("_")})


@cache
def _default_data() -> Mapping[str, Any]:
    return _parsed(DEFAULTS.read_text(encoding="utf-8"))


def _parsed(text: str) -> Mapping[str, Any]:
    try:
        data = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f" in line {where.line + 1}" if where is not None else ""
        raise Invalid(f"The rules are no YAML{line}: {getattr(error, 'problem', None) or 'unreadable'}.") from error
    if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
        raise Invalid("The rules are a mapping with the keys channels and sources.")
    return data


def _merged(below: Mapping[str, Any], above: Mapping[str, Any], *, path: str) -> dict[str, Any]:
    merged = dict(below)
    for name, value in above.items():
        here = f"{path}{name}"
        if isinstance(below.get(name), Mapping):
            if not isinstance(value, Mapping):
                raise _invalid({here: "must be a mapping of rules"})
            merged[name] = _merged(below[name], value, path=f"{here}.")
        else:
            merged[name] = value
    return merged


def _checked(data: Mapping[str, Any]) -> Rules:
    try:
        rules = Rules.model_validate(data)
    except ValidationError as error:
        raise _invalid(
            {".".join(map(str, found["loc"])): _sentence(found["msg"]) for found in error.errors()}
        ) from error
    wrong = {
        f"sources.{source}": f"names the channel {channel}, which has no rules"
        for source, channel in rules.sources.items()
        if channel not in rules.channels
    }
    if _ALL_CHANNELS_FALL_BACK_TO not in rules.channels:
        wrong["channels.shop"] = "is missing; it holds for every source that is not named"
    if wrong:
        raise _invalid(wrong)
    return rules


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")


def _invalid(wrong: Mapping[str, str]) -> Invalid:
    sentences = "; ".join(f"{rule}: {sentence}" for rule, sentence in wrong.items())
    return Invalid(f"These rules cannot be used. {sentences}.", **wrong)
