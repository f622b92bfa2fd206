"""The rules of a channel, as they stand in rules.yaml."""

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")

_LONG_ENOUGH_FOR_COMPOUNDS = 5


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError("a host is written in small ASCII letters and without https://, as in shop.example")
    return value


Host = Annotated[StrictStr, AfterValidator(_host)]
Words = Annotated[StrictStr, Field(min_length=2, max_length=200)]


class Rule(BaseModel):
    """*source* says where the fact comes from, *unsure* that nobody has tried it yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: StrictStr = ""
    unsure: StrictBool = False


class LengthRule(Rule):
    """*most* None: no limit."""

    most: Annotated[StrictInt, Field(ge=1, le=1_000_000)] | None
    counts: Literal["text", "html"] = "text"


class LinkRule(Rule):
    allowed: StrictBool
    hosts: tuple[Host, ...] = ()


class EmailRule(Rule):
    allowed: StrictBool
    domains: tuple[Host, ...] = ()


class PhoneRule(Rule):
    allowed: StrictBool


class SocialRule(Rule):
    allowed: StrictBool
    names: tuple[Words, ...] = ()


class PhraseRule(Rule):
    forbidden: tuple[Words, ...] = ()


class AttachmentRule(Rule):
    """*most* None: as many as Plenty takes."""

    most: Annotated[StrictInt, Field(ge=0, le=100)] | None


class SubjectRule(Rule):
    """The subject must hold one of these words, if there are any."""

    one_of: tuple[Words, ...] = ()


class Channel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Words
    length: LengthRule
    links: LinkRule
    emails: EmailRule
    phones: PhoneRule
    social: SocialRule
    phrases: PhraseRule
    auto_replies: PhraseRule
    attachments: AttachmentRule
    subject: SubjectRule

    @cached_property
    def social_names(self) -> re.Pattern[str] | None:
        return any_of(self.social.names, begins_compounds=True)

    @cached_property
    def forbidden_phrases(self) -> re.Pattern[str] | None:
        return any_of(self.phrases.forbidden)

    @cached_property
    def auto_reply_phrases(self) -> re.Pattern[str] | None:
        return any_of(self.auto_replies.forbidden)


class Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    channels: dict[StrictStr, Channel]
    sources: dict[StrictStr, StrictStr]

    def for_source(self, source: str | None) -> Channel:
        """What no rule names is as free as the shop's own mail."""
        return self.channels[self.sources.get((source or "").lower(), "shop")]


def any_of(phrases: tuple[str, ...], *, begins_compounds: bool = False) -> re.Pattern[str] | None:
    """Whole words, white space and hyphens as they come. None if there is nothing to find."""
    if not phrases:
        return None
    alternatives = [
        r"[\s-]{0,3}".join(map(re.escape, re.split(r"[\s-]+", phrase.strip())))
        + (r"\w*+" if begins_compounds and len(phrase) >= _LONG_ENOUGH_FOR_COMPOUNDS else "")
        for phrase in phrases
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?:e?[ns]|es)?(?![^\W_])", re.IGNORECASE)
