"""The words by which a stranger tells what a part of a prompt is; they stand in words.toml."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

LISTS: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def any_of(name: str) -> re.Pattern[str]:
    """Finds one of the words anywhere."""
    return re.compile(rf"(?<![A-Za-zÀ-ÿ])(?:{'|'.join(LISTS[name])})(?![A-Za-zÀ-ÿ])", re.IGNORECASE)


def begins_with(name: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{'|'.join(LISTS[name])})(?![A-Za-zÀ-ÿ])", re.IGNORECASE)


def is_exactly(name: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(LISTS[name])})$", re.IGNORECASE)


CUSTOMER = any_of("customer")
STAFF = any_of("staff")
NEWEST = any_of("newest")
SEVERAL = any_of("several")
FIELD = any_of("field")
HINT = any_of("hint")
FIRST_PERSON = any_of("first_person")
STAFF_SPEAKS = any_of("staff_speaks")
GREETING = begins_with("greeting")
TELLS_THE_MODEL = begins_with("tells_the_model")
THANKS_ALONE = begins_with("thanks")
NOTHING = re.compile(
    r"^\W*(?:none|null|n/?a|unknown|unbekannt|keine?|not (?:yet|known|shipped)|noch nicht|inconnu|aucune?)\b|^\W*$",
    re.IGNORECASE,
)
