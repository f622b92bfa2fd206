"""Everybody's own settings: a page of forms that works without a script."""

from __future__ import annotations

import pytest

from tickets_service.inbox.keyboard import ACTIONS

MINE = "/api/preferences/mine"
LOOK = {"language": "de", "theme": "dark", "undo_seconds": "20", "single_keys": "on"}
KEYS = {f"key-{action.name}": action.key for action in ACTIONS}


async def test_the_usual_ways_stand_in_the_forms(browser):
    shown = (await browser.get("/settings/mine")).text

    assert 'name="key-sendClose" value="Ctrl Enter"' in shown
    assert '<option value="system" selected>' in shown
    assert "As the service is set (8 seconds)" in shown


async def test_the_settings_begin_with_ones_own(browser):
    assert (await browser.get("/settings")).headers["location"] == "/settings/mine"


async def test_what_is_saved_holds_from_the_next_page_on(browser):
    saved = await browser.post("/settings/mine", data=LOOK)
    shown = (await browser.get(saved.headers["location"])).text

    assert (saved.status_code, saved.headers["location"]) == (303, "/settings/mine?done=saved")
    assert '<html lang="de" data-theme="dark">' in shown
    assert "Gespeichert." in shown
    assert (await browser.get(MINE)).json() == {
        "language": "de", "theme": "dark", "single_keys": True, "keys": {}, "undo_seconds": 20,
        "reads_languages": ["de", "en"],
    }  # fmt: skip


async def test_a_switch_that_is_off_sends_nothing_and_is_off(browser):
    await browser.post("/settings/mine", data=LOOK | {"undo_seconds": "", "language": ""} | {"single_keys": "on"})
    await browser.post("/settings/mine", data={"theme": "light"})

    mine = (await browser.get(MINE)).json()
    assert (mine["single_keys"], mine["undo_seconds"], mine["language"]) == (False, None, None)


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"theme": "pink"}, {"undo_seconds": "7"}, {"undo_seconds": "x"}])
async def test_what_is_not_offered_is_refused_beside_its_field(browser, wrong):
    answer = await browser.post("/settings/mine", data=LOOK | wrong)

    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-complaint"' in answer.text
    assert (await browser.get(MINE)).json()["theme"] == "system"


async def test_only_keys_that_differ_are_kept(browser):
    answer = await browser.post(
        "/settings/mine/keys", data=KEYS | {"key-done": "d", "key-note": "", "key-send": "strg+s"}
    )

    assert answer.headers["location"] == "/settings/mine?done=saved"
    assert (await browser.get(MINE)).json()["keys"] == {"done": "D", "note": None, "send": "Ctrl S"}


async def test_two_actions_with_one_key_are_refused_and_what_was_typed_stays(browser):
    answer = await browser.post("/settings/mine/keys", data=KEYS | {"key-done": "j", "key-edit": "Alt x"})

    assert answer.status_code == 422
    assert "J is the key of “Next ticket” already." in answer.text
    assert "Alt is not used" in answer.text
    assert 'name="key-edit" value="Alt x"' in answer.text
    assert (await browser.get(MINE)).json()["keys"] == {}


async def test_the_usual_keys_come_back(browser):
    await browser.patch(MINE, json={"keys": {"done": "d"}})
    await browser.post("/settings/mine/keys", data=KEYS | {"key-done": "nonsense", "usual": "1"})

    assert (await browser.get(MINE)).json()["keys"] == {}


async def test_agents_see_their_own_settings_alone(browser):
    shown = (await browser.get("/settings/mine")).text

    assert "/settings/users" not in shown
