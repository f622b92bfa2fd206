"""How a person likes to work, as the two forms of their page."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tickets_service.accounts.personal import Personal, PersonalPatch
from tickets_service.inbox.keyboard import ACTIONS, Keyboard, NotAKey, conflicts, spelled, written
from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import Form, FormRefused, read

NO_LANGUAGES = Sentence(N_("Write two letters for each language, for example de, en."))
KEY = "key-"
"""What the field of an action's key begins with."""


def look(personal: Personal) -> Form:
    undo = "" if personal.undo_seconds is None else str(personal.undo_seconds)
    switch = {"single_keys": "on"} if personal.single_keys else {}
    values = {"language": personal.language or "", "theme": personal.theme, "undo_seconds": undo}
    return Form(values | {"reads_languages": ", ".join(personal.reads_languages)} | switch)


def keys(personal: Personal, language: str) -> Form:
    return Form({KEY + action: written(key, language) for action, key in Keyboard.of(personal).keys.items()})


def look_from(typed: Mapping[str, str]) -> PersonalPatch:
    undo = typed.get("undo_seconds", "")
    codes = re.findall(r"[^\s,;]+", typed.get("reads_languages", "").lower())
    fields = {
        "language": typed.get("language") or None,
        "theme": typed.get("theme", ""),
        "undo_seconds": int(undo) if undo.isascii() and undo.isdecimal() else undo or None,
        "single_keys": "single_keys" in typed,
    }
    try:
        return read(PersonalPatch, fields | ({"reads_languages": codes} if "reads_languages" in typed else {}))
    except FormRefused as refusal:
        unread = {name: NO_LANGUAGES for name in refusal.complaints if name == "reads_languages"}
        raise FormRefused({**refusal.complaints, **unread}) from refusal


def keys_from(typed: Mapping[str, str]) -> PersonalPatch:
    """A blank field takes the action's key away; only what differs from the usual map is kept."""
    found: dict[str, str | None] = {}
    complaints: dict[str, Sentence | str] = {}
    for action in ACTIONS:
        try:
            found[action.name] = spelled(typed.get(KEY + action.name, action.key))
        except NotAKey as wrong:
            found[action.name] = None
            complaints[KEY + action.name] = wrong.sentence
    for name, sentence in conflicts(found).items():
        complaints.setdefault(KEY + name, sentence)
    if complaints:
        raise FormRefused(complaints)
    return PersonalPatch(
        keys={action.name: found[action.name] for action in ACTIONS if found[action.name] != action.key}
    )
