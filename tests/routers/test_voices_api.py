"""Voice cards over HTTP."""

from __future__ import annotations

import asyncio

import pytest

CARD = {
    "address": "Du",
    "language": "de",
    "greeting": "Moin {name},",
    "sign_off": "Dein Lampen-Team",
    "sign_off_is_added_later": False,
    "tone": "heiter",
    "words_to_avoid": ["leider"],
    "most_words": 70,
}


async def test_a_store_has_its_own_voice_and_the_others_the_usual_one(admin, agent):
    assert (await agent.get("/api/voices")).json() == {"items": [], "next_cursor": None}
    stored = await admin.put("/api/voices/1234", json=CARD)
    await admin.put("/api/voices", json={"tone": "ruhig"})

    assert (stored.status_code, stored.json()) == (200, CARD | {"plenty_id": 1234})
    listed = (await agent.get("/api/voices")).json()["items"]
    assert [(card["plenty_id"], card["tone"], card["most_words"]) for card in listed] == [
        (None, "ruhig", 90),
        (1234, "heiter", 70),
    ]
    assert (await agent.get("/api/voices/1234")).json() == stored.json()


async def test_a_card_is_replaced_as_a_whole_and_can_go(admin):
    await admin.put("/api/voices/1234", json=CARD)
    again = await admin.put("/api/voices/1234", json={})
    gone = [(await admin.delete("/api/voices/1234")).status_code for _ in range(2)]

    assert (again.json()["greeting"], again.json()["address"]) == ("", "Sie")
    assert gone == [204, 404]
    assert (await admin.get("/api/voices/1234")).status_code == 404
    assert (await admin.delete("/api/voices")).status_code == 404


async def test_two_at_once_leave_one_card(admin):
    answers = await asyncio.gather(*(admin.put("/api/voices", json={"tone": f"{n}"}) for n in range(6)))

    assert {answer.status_code for answer in answers} == {200}
    assert len((await admin.get("/api/voices")).json()["items"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"address": "Ihr"}, {"most_words": 5}, {"greeting": "Hallo {vorname}"}, {"language": "deutsch"},
     {"words_to_avoid": ["x" * 81]}, {"colour": "red"}],
)  # fmt: skip
async def test_what_cannot_be_is_refused(admin, wrong):
    answer = await admin.put("/api/voices/1", json=wrong)

    assert answer.status_code == 422
    assert next(iter(answer.json()["errors"])).startswith(next(iter(wrong)))


async def test_only_admins_change_voices(agent, stranger):
    assert (await stranger.get("/api/voices")).status_code == 401
    for path in ("/api/voices", "/api/voices/1"):
        assert (await agent.put(path, json=CARD)).status_code == 403
        assert (await agent.delete(path)).status_code == 403
        assert (await stranger.put(path, json=CARD)).status_code == 401
