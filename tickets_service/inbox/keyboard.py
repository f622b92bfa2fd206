"""Which key does what: the usual map, and what a person made of it. A key is named by its symbol, not its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tickets_service.accounts.personal import Personal
from tickets_service.errors import Invalid
from tickets_service.inbox.languages import N_, Sentence


@dataclass(frozen=True)
class Action:
    """*key* is the usual one: a character, a named key, two characters one after the other, or Ctrl and a key."""

    name: str
    key: str
    label: str


ACTIONS = (
    Action("next", "J", N_("Next ticket")),
    Action("previous", "K", N_("Previous ticket")),
    Action("open", "Enter", N_("Open the ticket")),
    Action("list", "U", N_("Back to the list")),
    Action("done", "E", N_("Done, and the next ticket")),
    Action("take", "I", N_("Take the ticket")),
    Action("assign", "A", N_("Assign the ticket")),
    Action("select", "X", N_("Select the ticket")),
    Action("extendDown", "Shift J", N_("Extend the selection down")),
    Action("extendUp", "Shift K", N_("Extend the selection up")),
    Action("snooze", "H", N_("Snooze the ticket")),
    Action("loadNew", "L", N_("Show the new tickets")),
    Action("order", "P", N_("Choose another order")),
    Action("reply", "R", N_("Reply")),
    Action("note", "N", N_("Internal note")),
    Action("draft", "Q", N_("To the Quick Reply")),
    Action("edit", "B", N_("Edit the draft")),
    Action("template", "T", N_("Insert a template")),
    Action("refine", "V", N_("Refine the text")),
    Action("shorter", "W S", N_("Make the text shorter")),
    Action("friendlier", "W F", N_("Make the text friendlier")),
    Action("formal", "W M", N_("Make the text more formal")),
    Action("translate", "W T", N_("Translate the text")),
    Action("instruct", "W I", N_("Change the text as told")),
    Action("fit", "W C", N_("Fit the text to its channel")),
    Action("keep", "W K", N_("Keep the suggested change")),
    Action("discard", "W D", N_("Discard the suggested change")),
    Action("undo", "Z", N_("Undo")),
    Action("search", "/", N_("Search")),
    Action("keys", "?", N_("Show all keys")),
    Action("palette", "Ctrl K", N_("Actions and search")),
    Action("sendClose", "Ctrl Enter", N_("Send and close")),
    Action("send", "Ctrl Shift Enter", N_("Send, keep open")),
    Action("inbox", "G I", N_("Go to the inbox")),
    Action("knowledge", "G W", N_("Go to the knowledge")),
    Action("sync", "G S", N_("Go to the sync")),
    Action("figures", "G A", N_("Go to the figures")),
    Action("settings", "G E", N_("Go to the settings")),
)
GERMAN = {"Ctrl": "Strg", "Shift": "Umschalt"}
SPOKEN = {"control": "Ctrl", "return": "Enter", "eingabe": "Enter"} | {
    word.lower(): name for name, word in GERMAN.items()
}
NAMED = (
    "Ctrl",
    "Shift",
    "Enter",
    "Delete",
    "Insert",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    *(f"F{n}" for n in range(1, 13)),
)
SPELLINGS = {name.lower(): name for name in NAMED} | SPOKEN
KEPT_BY_BROWSERS = frozenset({"Ctrl T", "Ctrl N", "Ctrl W", "Ctrl Shift T", "Ctrl Shift N", "Ctrl Shift W"})

NO_KEY = Sentence(N_("This is no key: write one character, two one after the other, or Ctrl and a key."))
ALT = Sentence(N_("Alt is not used: together with Ctrl it writes characters on many keyboards."))
KEPT = Sentence(N_("Browsers keep this key for themselves."))


class NotAKey(ValueError):
    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def spelled(typed: str) -> str | None:
    """As the map writes it, however it was typed: `Strg+k` is `Ctrl K`. None for nothing. Raises NotAKey."""
    typed = typed.strip()
    if len(typed) <= 1:
        return typed.upper() or None
    words = [SPELLINGS.get(word.lower(), word.upper()) for word in re.split(r"[\s+]+", typed)]
    if "ALT" in words or "ALTGR" in words:
        raise NotAKey(ALT)
    *before, last = words
    is_key = last not in ("Ctrl", "Shift") and (last in NAMED or len(last) == 1)
    is_sequence = len(before) == 1 and len(before[0]) == len(last) == 1
    if not is_key or not (before in ([], ["Ctrl"], ["Shift"], ["Ctrl", "Shift"]) or is_sequence):
        raise NotAKey(NO_KEY)
    key = " ".join(words)
    if key in KEPT_BY_BROWSERS:
        raise NotAKey(KEPT)
    return key


def written(key: str | None, language: str) -> str:
    """As it stands on the keyboard of that language."""
    return " ".join(GERMAN.get(word, word) if language == "de" else word for word in (key or "").split(" "))


@dataclass(frozen=True)
class Keyboard:
    """A person's map. *keys* has every action; None: no key."""

    keys: Mapping[str, str | None]
    singles_are_on: bool

    @classmethod
    def of(cls, personal: Personal) -> Keyboard:
        keys = {action.name: _own_or_usual(action, personal.keys) for action in ACTIONS}
        return cls(keys, personal.single_keys)

    def works(self, action: str) -> str | None:
        """The key that leads to *action* now; None when it has none, or single keys are off."""
        key = self.keys[action]
        return key if key and (self.singles_are_on or key.startswith("Ctrl ")) else None

    def aria(self, action: str) -> str | None:
        """As `aria-keyshortcuts` wants it, which knows no keys one after the other."""
        key = self.works(action)
        if key is None or (" " in key and not key.startswith(("Ctrl ", "Shift "))):
            return None
        return key.replace("Ctrl", "Control").replace(" ", "+")

    @property
    def for_scripts(self) -> dict[str, object]:
        return {"on": self.singles_are_on, "keys": dict(self.keys)}


def conflicts(keys: Mapping[str, str | None]) -> dict[str, Sentence]:
    """Action → why its key cannot be: another has it. Of two, the one is blamed that left its usual key."""
    complaints: dict[str, Sentence] = {}
    for place, action in enumerate(ACTIONS):
        for other in ACTIONS[:place]:
            key, others = keys[action.name], keys[other.name]
            if key and others and _collide(key, others):
                moved, stays = (action, other) if key != action.key else (other, action)
                values = {"key": keys[stays.name], "action": Sentence(stays.label)}
                complaints[moved.name] = Sentence(N_("%(key)s is the key of “%(action)s” already."), values)
    return complaints


def refuse_unusable(own: Mapping[str, str | None]) -> None:
    """Raises Invalid, naming each action of *own* that is unknown, or whose key cannot be beside the rest."""
    complaints: dict[str, str] = {}
    keys = {action.name: action.key for action in ACTIONS}
    whole: dict[str, str | None] = dict(keys)
    for name, key in own.items():
        try:
            whole[name] = spelled(key or "")
        except NotAKey as wrong:
            whole[name], complaints[name] = None, str(wrong)
        if name not in keys:
            complaints[name] = "This is no action."
    for name, sentence in conflicts(whole).items():
        complaints.setdefault(name, str(sentence))
    if complaints:
        raise Invalid("Some keys cannot be used.", **{f"keys.{name}": why for name, why in complaints.items()})


def _collide(one: str, other: str) -> bool:
    """Equal, or the first of two that are pressed one after the other."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) == 1 and longer.startswith(f"{shorter} "))


def _own_or_usual(action: Action, own: Mapping[str, str | None]) -> str | None:
    try:
        return spelled(own[action.name] or "") if action.name in own else action.key
    except NotAKey:
        return action.key
