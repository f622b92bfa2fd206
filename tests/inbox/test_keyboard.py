"""Which key does what, for everybody as they like it."""

from __future__ import annotations

import json
import re

import pytest

from tickets_service.accounts.personal import ACTION, Personal
from tickets_service.inbox.keyboard import ACTIONS, Keyboard, NotAKey, conflicts, spelled, written
from tickets_service.inbox.languages import translated

USUAL = {action.name: action.key for action in ACTIONS}


def json_in(page, name):
    return json.loads(re.search(rf'id="{name}">(.*?)</script>', page.text, re.DOTALL)[1])


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (" j ", "J"),
        ("/", "/"),
        ("+", "+"),
        ("", None),
        ("Strg+k", "Ctrl K"),
        ("ctrl shift enter", "Ctrl Shift Enter"),
        ("Umschalt", NotAKey),
        ("eingabe", "Enter"),
        ("g i", "G I"),
        ("f2", "F2"),
        ("Umschalt+j", "Shift J"),
        ("Shift", NotAKey),
        ("Strg Alt E", NotAKey),
        ("AltGr+q", NotAKey),
        ("Ctrl T", NotAKey),
        ("two words", NotAKey),
        ("g i s", NotAKey),
        ("hello", NotAKey),
    ],
)
def test_a_key_is_understood_however_it_is_written(typed, key):
    if key is NotAKey:
        with pytest.raises(NotAKey):
            spelled(typed)
    else:
        assert spelled(typed) == key


@pytest.mark.parametrize("action", ACTIONS)
def test_the_usual_map_is_one_that_a_person_could_write(action):
    assert spelled(action.key) == action.key
    assert ACTION.fullmatch(action.name)
    assert conflicts(USUAL) == {}


def test_two_actions_cannot_share_a_key_or_the_beginning_of_one():
    assert set(conflicts(USUAL | {"next": "K"})) == {"next"}
    assert set(conflicts(USUAL | {"reply": "G"})) == {"reply"}
    assert conflicts(USUAL | {"next": None, "previous": None}) == {}
    said = conflicts(USUAL | {"next": "R"})["next"].said("de")
    assert said == "R ist schon die Taste für „Antwort“."


def test_what_a_person_chose_replaces_the_usual_key_and_nonsense_does_not():
    keyboard = Keyboard.of(Personal(keys={"done": "d", "reply": None, "note": "Ctrl+Alt+n", "gone": "x"}))

    assert keyboard.keys == USUAL | {"done": "D", "reply": None}
    assert (keyboard.works("reply"), keyboard.aria("sendClose"), keyboard.aria("inbox")) == (
        None,
        "Control+Enter",
        None,
    )


def test_without_single_keys_those_with_ctrl_still_work():
    keyboard = Keyboard.of(Personal(single_keys=False))

    assert (keyboard.works("next"), keyboard.works("palette")) == (None, "Ctrl K")
    assert written("Ctrl Shift Enter", "de") == "Strg Umschalt Enter"


async def test_every_action_has_the_same_name_in_the_scripts_as_in_the_settings(page):
    shown, words = json_in(page.answer, "keyboard"), json_in(page.answer, "words")

    assert shown == {"on": True, "keys": USUAL}
    assert {name: words[name] for name in USUAL} == {action.name: action.label for action in ACTIONS}


async def test_pages_follow_what_a_person_chose(page):
    mine = {"language": "de", "theme": "dark", "keys": {"reply": "y", "note": None}}
    await page.browser.patch("/api/preferences/mine", json=mine)
    shown = (await page.open()).answer.text

    assert '<html lang="de" data-theme="dark">' in shown
    assert 'aria-keyshortcuts="Y"' in shown
    assert 'aria-keyshortcuts="N"' not in shown
    assert translated("de", "Internal note") in shown
