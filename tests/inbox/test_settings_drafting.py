"""The settings that drafts keep to: voices, channels, prices, caps, and what a credential and a person may choose."""

from __future__ import annotations

import re

import pytest
from edge import SAME_ORIGIN, application, enter, person, visitor

VOICE = {
    "address": "Du",
    "language": "de",
    "greeting": "Hallo {name},",
    "sign_off": "Deine Wohnerei",
    "tone": "herzlich",
    "words_to_avoid": "leider\nProblem\n",
    "most_words": "70",
}
PATHS = (
    "/settings/voices",
    "/settings/voices/new",
    "/settings/voices/removal",
    "/settings/channels",
    "/settings/prices",
    "/settings/prices/removal",
    "/settings/replies/caps",
)
CHANNELS = {"own_hosts": "shop.example\nwww.shop.example", "own_ibans": "DE89 3704 0044 0532 0130 00"}
PRICE = {"model": "house-1", "prompt": "1,25", "cached_prompt": "", "completion": "5"}
CAPS = {
    "drafts_per_ticket": "5",
    "drafts_per_hour": "",
    "drafts_per_day": "100",
    "held_back_percent": "12,5",
    "draft_after_seconds": "30",
}


@pytest.fixture
async def admin(held, sessions):
    admin_id = await person(sessions)
    async with visitor(application(held), headers=SAME_ORIGIN) as client:
        await enter(client, sessions, admin_id)
        yield client


def complaints(answer):
    return re.findall(r'id="([\w-]+)-complaint"', answer.text)


@pytest.mark.parametrize("path", PATHS)
async def test_agents_are_turned_away(browser, path):
    assert (await browser.post(path, data={})).status_code == 403
    if path.count("/") == 2:
        assert (await browser.get(path)).status_code == 403


async def test_a_voice_is_given_to_all_stores_and_to_one_and_taken_away(admin):
    assert (await admin.post("/settings/voices", data=VOICE | {"plenty_id": ""})).status_code == 303
    assert (
        await admin.post("/settings/voices/new", data=VOICE | {"plenty_id": "7", "tone": "knapp"})
    ).status_code == 303
    page = (await admin.get("/settings/voices")).text
    stored = (await admin.get("/api/voices")).json()["items"]

    assert "Store 7" in page
    assert [(card["plenty_id"], card["tone"]) for card in stored] == [(None, "herzlich"), (7, "knapp")]
    assert stored[0]["words_to_avoid"] == ["leider", "Problem"]
    await admin.post("/settings/voices/removal", data={"plenty_id": "7"})
    assert len((await admin.get("/api/voices")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"greeting": "Hallo {vorname}"}, "greeting"),
        ({"address": "Ihr"}, "address"),
        ({"language": "deutsch"}, "language"),
        ({"most_words": "5"}, "most_words"),
        ({"most_words": "viele"}, "most_words"),
        ({"sign_off": "x" * 501}, "sign_off"),
    ],
)
async def test_what_is_wrong_with_a_voice_stands_beside_its_field(admin, wrong, field):
    usual = await admin.post("/settings/voices", data=VOICE | {"plenty_id": ""} | wrong)
    new = await admin.post("/settings/voices/new", data=VOICE | {"plenty_id": "7"} | wrong)

    assert (usual.status_code, complaints(usual)) == (422, [f"usual-{field}"])
    assert (new.status_code, complaints(new)) == (422, [f"new-{field}"])
    assert 'value="herzlich"' in usual.text


async def test_a_new_voice_needs_a_store(admin):
    answer = await admin.post("/settings/voices/new", data=VOICE | {"plenty_id": "Berlin"})

    assert (answer.status_code, complaints(answer)) == (422, ["new-plenty_id"])


async def test_channels_take_hosts_accounts_and_rules_that_differ(admin):
    rules = "channels:\n  ebay:\n    length:\n      most: 700\nsources:\n  basar: ebay"
    assert (await admin.post("/settings/channels", data=CHANNELS | {"channel_rules": rules})).status_code == 303
    page = (await admin.get("/settings/channels")).text
    stored = (await admin.get("/api/preferences")).json()

    assert stored["own_hosts"] == ["shop.example", "www.shop.example"]
    assert stored["own_ibans"] == ["DE89370400440532013000"]
    assert stored["channel_rules"] == {"channels": {"ebay": {"length": {"most": 700}}}, "sources": {"basar": "ebay"}}
    assert (">700<" in page, "most: 700" in page, "basar" in page) == (True, True, True)
    await admin.post("/settings/channels", data=CHANNELS | {"channel_rules": ""})
    assert (await admin.get("/api/preferences")).json()["channel_rules"] == {}


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"own_hosts": "https://shop.example"}, "own_hosts", "without https"),
        ({"own_ibans": "12345"}, "own_ibans", "two letters"),
        ({"own_ibans": "DE88 3704 0044 0532 0130 00"}, "own_ibans", "check digits"),
        ({"channel_rules": "channels: [oh"}, "channel_rules", "no YAML"),
        ({"channel_rules": "- a\n- b"}, "channel_rules", "mapping"),
        ({"channel_rules": "a: &x [1]\nb: *x"}, "channel_rules", "repeats"),
        ({"channel_rules": "_seen: 2020-01-01"}, "channel_rules", "mapping"),
        ({"channel_rules": "channels: {ebay: {length: {most: -4}}}"}, "channel_rules", "channels.ebay.length.most"),
        ({"channel_rules": "sources: {basar: nowhere}"}, "channel_rules", "sources.basar"),
        ({"channel_rules": "x" * 20_001}, "channel_rules", "20"),
    ],
)
async def test_what_is_wrong_with_channels_is_named_and_stays_in_the_form(admin, wrong, field, said):
    answer = await admin.post("/settings/channels", data=CHANNELS | {"channel_rules": ""} | wrong)

    assert (answer.status_code, complaints(answer)) == (422, [field])
    assert said in re.search(rf'id="{field}-complaint">(.*?)</p>', answer.text)[1]
    assert "DE89 3704" in answer.text or "own_ibans" in wrong


async def test_a_price_is_set_changed_and_becomes_the_known_one_again(admin):
    assert (await admin.post("/settings/prices", data=PRICE)).status_code == 303
    await admin.post("/settings/prices", data=PRICE | {"model": "gpt-4o-mini", "completion": "9"})
    page = (await admin.get("/settings/prices", params={"model": "house-1"})).text
    own = {each["model"]: each for each in (await admin.get("/api/openai/prices")).json()["items"] if each["is_own"]}

    assert ('value="house-1"' in page, 'value="1.25"' in page) == (True, True)
    assert set(own) == {"house-1", "gpt-4o-mini"}
    await admin.post("/settings/prices/removal", data={"model": "gpt-4o-mini"})
    left = [each["model"] for each in (await admin.get("/api/openai/prices")).json()["items"] if each["is_own"]]
    assert left == ["house-1"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"model": ""}, "model"),
        ({"prompt": "cheap"}, "prompt"),
        ({"completion": "-1"}, "completion"),
        ({"cached_prompt": "1.26"}, "cached_prompt"),
    ],
)
async def test_what_is_wrong_with_a_price_stands_beside_its_field(admin, wrong, field):
    answer = await admin.post("/settings/prices", data=PRICE | wrong)

    assert (answer.status_code, complaints(answer)) == (422, [field])


async def test_caps_are_changed_and_what_drafts_keep_to_stays(admin):
    rules = {"shop_name": "Wohnerei", "house_rules": "", "automatic_drafts_per_day": "20"}
    await admin.post("/settings/replies", data=rules)
    assert (await admin.post("/settings/replies/caps", data=CAPS)).status_code == 303
    stored = (await admin.get("/api/preferences")).json()

    assert (stored["shop_name"], stored["drafts_per_ticket"], stored["drafts_per_hour"]) == ("Wohnerei", 5, None)
    assert (stored["held_back_share"], stored["draft_after_seconds"]) == (0.125, 30)
    assert 'value="12.5"' in (await admin.get("/settings/replies")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"drafts_per_hour": "-1"},
        {"held_back_percent": "101"},
        {"held_back_percent": ""},
        {"draft_after_seconds": "601"},
    ],
)
async def test_caps_that_cannot_be_are_refused(admin, wrong):
    answer = await admin.post("/settings/replies/caps", data=CAPS | wrong)

    assert (answer.status_code, complaints(answer)) == (422, list(wrong))
    assert 'value="5"' in answer.text


async def test_a_credential_hides_persons_unless_the_switch_is_off_and_has_a_cap(admin):
    form = {"label": "Main", "token": "sk-1", "model": "gpt-4o-mini", "hides_persons": "on", "monthly_cap_usd": "20,50"}
    await admin.post("/settings/models", data=form | {"embedding_model": "text-embedding-3-small"})
    (made,) = (await admin.get("/api/openai/credentials")).json()["items"]
    assert (made["hides_persons"], made["monthly_cap_usd"], made["embedding_model"]) == (
        True,
        "20.50",
        "text-embedding-3-small",
    )

    change = {"label": "Main", "model": "gpt-4o-mini", "embedding_model": "", "monthly_cap_usd": "", "token": ""}
    await admin.post(f"/settings/models/{made['id']}", data=change)

    (changed,) = (await admin.get("/api/openai/credentials")).json()["items"]
    assert (changed["hides_persons"], changed["monthly_cap_usd"], changed["embedding_model"]) == (False, None, None)


async def test_a_person_says_which_languages_they_read(browser):
    look = {"language": "", "theme": "system", "undo_seconds": "", "single_keys": "on"}
    assert (await browser.post("/settings/mine", data=look | {"reads_languages": "DE, fr; pl"})).status_code == 303
    assert (await browser.get("/api/preferences/mine")).json()["reads_languages"] == ["de", "fr", "pl"]

    for wrong in ("deutsch", ""):
        answer = await browser.post("/settings/mine", data=look | {"reads_languages": wrong})
        assert (answer.status_code, complaints(answer)) == (422, ["reads_languages"])
