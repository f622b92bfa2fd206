"""What channels let through, as a form: the shop's own hosts and accounts, and what differs from the usual rules."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent

from tickets_service.channels import Rules, load_rules
from tickets_service.channels.rules import Channel
from tickets_service.errors import Invalid
from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import Form, FormRefused, read
from tickets_service.models import Preferences
from tickets_service.tickets.preferences import PreferencesPatch

LONGEST_RULES = 20_000
HOST = Sentence(N_("A host is written in small letters and without https://, as in shop.example; one a line."))
IBAN = Sentence(
    N_("An IBAN has two letters and 13 to 32 further characters, and its check digits must be right; one a line.")
)
NO_YAML = N_("This is no YAML: line %(line)s cannot be read.")
NO_MAPPING = Sentence(N_("The rules are a mapping with the keys channels and sources."))
NO_REPEATS = Sentence(N_("Anchors and repeats (& and *) cannot be used here."))
SHOP = N_("Shop and e-mail")
"""The one title of the usual rules that is no name."""
TOO_LONG = Sentence(N_("At most %(bound)s characters."), {"bound": LONGEST_RULES})


@dataclass(frozen=True)
class ChannelLine:
    key: str
    channel: Channel
    sources: tuple[str, ...]


def form_of(shop: Preferences) -> Form:
    return Form(
        {
            "own_hosts": "\n".join(shop.own_hosts),
            "own_ibans": "\n".join(shop.own_ibans),
            "channel_rules": _written(shop.channel_rules),
        }
    )


def effective(rules: Rules) -> list[ChannelLine]:
    return [
        ChannelLine(key, channel, tuple(source for source, named in rules.sources.items() if named == key))
        for key, channel in rules.channels.items()
    ]


def wanted_from(typed: Mapping[str, str]) -> PreferencesPatch:
    """Raises FormRefused, which names each rule that is wrong."""
    complaints: dict[str, Sentence | str] = {}
    found: dict[str, Any] = {}
    for name, sentence in (("own_hosts", HOST), ("own_ibans", IBAN)):
        try:
            lines = [line.strip() for line in typed.get(name, "").split("\n") if line.strip()]
            found[name] = getattr(read(PreferencesPatch, {name: lines}), name)
        except FormRefused:
            complaints[name] = sentence
    try:
        found["channel_rules"] = _rules(typed.get("channel_rules", ""))
    except FormRefused as refusal:
        complaints |= refusal.complaints
    except Invalid as refusal:
        named = "; ".join(f"{rule}: {why}" for rule, why in refusal.errors.items())
        complaints["channel_rules"] = named or refusal.message
    if complaints:
        raise FormRefused(complaints)
    return PreferencesPatch(**found)


def _rules(written: str) -> dict[str, Any]:
    if len(written) > LONGEST_RULES:
        raise _refused(TOO_LONG)
    yaml = YAML(typ="safe", pure=True)
    try:
        if any(isinstance(event, AliasEvent) for event in yaml.parse(written)):
            raise _refused(NO_REPEATS)
        rules = YAML(typ="safe", pure=True).load(written) if written.strip() else {}
        json.dumps(rules)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(Sentence(NO_YAML, {"line": mark.line + 1 if mark else 1})) from None
    except (TypeError, ValueError, RecursionError):
        raise _refused(NO_MAPPING) from None
    if rules is None:
        return {}
    if not isinstance(rules, dict) or not all(isinstance(name, str) for name in rules):
        raise _refused(NO_MAPPING)
    load_rules(rules)
    return rules


def _refused(sentence: Sentence) -> FormRefused:
    return FormRefused({"channel_rules": sentence})


def _written(rules: Mapping[str, Any]) -> str:
    if not rules:
        return ""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    text = io.StringIO()
    yaml.dump(dict(rules), text)
    return text.getvalue().strip()
