"""Articles and the search over HTTP."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from rows import add_message, add_ticket

from tickets_service import jobs
from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.knowledge import keeping
from tickets_service.models import Direction

NAUGHTY = [
    text
    for text in json.loads((Path(__file__).parents[1] / "data/blns/blns.json").read_text(encoding="utf-8"))
    if text.strip() and "\x00" not in text
]
ARTICLE = {"key": "versand", "kind": "policy", "title": "Versand", "text": "Der Versand dauert zwei Werktage."}
ROUTES = [
    ("GET", "/api/knowledge/search?q=a"),
    ("GET", "/api/knowledge/articles"),
    ("POST", "/api/knowledge/articles"),
    ("GET", "/api/knowledge/articles/1"),
    ("PATCH", "/api/knowledge/articles/1"),
    ("GET", "/api/knowledge/articles/1/versions"),
]


@pytest.fixture
async def article(admin):
    answer = await admin.post("/api/knowledge/articles", json=ARTICLE)
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_strangers_get_nothing(stranger, method, path):
    assert (await stranger.request(method, path, json={})).status_code == 401


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[0] != "GET"])
async def test_agents_read_and_admins_write(agent, method, path):
    assert (await agent.request(method, path, json=ARTICLE)).status_code == 403


async def test_an_article_is_written_read_changed_and_archived(admin, agent, article):
    path = f"/api/knowledge/articles/{article['id']}"
    changed = await admin.patch(path, json={"revision": 1, "text": "Drei Werktage.", "language": "de"})
    archived = await admin.patch(path, json={"revision": 2, "is_archived": True})

    assert (article["revision"], article["updated_by"][:6], article["archived_at"]) == (1, "token:", None)
    assert (changed.status_code, changed.json()["text"], changed.json()["revision"]) == (200, "Drei Werktage.", 2)
    assert archived.json()["archived_at"] is not None
    assert (await agent.get(path)).json() == archived.json()
    assert (await agent.get("/api/knowledge/articles")).json() == {"items": [], "next_cursor": None}
    assert len((await agent.get("/api/knowledge/articles?is_archived=true")).json()["items"]) == 1
    versions = (await agent.get(f"{path}/versions")).json()
    assert [item["text"] for item in versions["items"]] == ["Drei Werktage.", ARTICLE["text"]]


async def test_an_outdated_change_is_refused_with_what_is_stored(admin, article):
    path = f"/api/knowledge/articles/{article['id']}"
    await admin.patch(path, json={"revision": 1, "text": "Drei Werktage."})
    refused = await admin.patch(path, json={"revision": 1, "text": "Vier Werktage."})

    assert refused.status_code == 409
    assert "Drei Werktage." in refused.text


async def test_of_two_changes_at_once_one_is_refused(admin, article):
    path = f"/api/knowledge/articles/{article['id']}"
    answers = await asyncio.gather(
        *(admin.patch(path, json={"revision": 1, "text": text}) for text in ("Drei Werktage.", "Vier Werktage."))
    )

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_the_same_twice_is_a_conflict(admin, article):
    assert (await admin.post("/api/knowledge/articles", json=ARTICLE)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [{"key": "../a"}, {"key": "a\x00"}, {"kind": "recipe"}, {"title": " "}, {"text": "\n"}, {"text": "x" * 200_001},
     {"language": "german"}, {"plenty_id": 2**63}, {"plenty_id": -1}, {"colour": "red"}],
)  # fmt: skip
async def test_what_is_no_article_is_refused(admin, wrong):
    answer = await admin.post("/api/knowledge/articles", json=ARTICLE | wrong)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_any_text_is_an_article_and_a_question(admin, agent):
    for number, text in enumerate(NAUGHTY[::4]):
        written = await admin.post("/api/knowledge/articles", json=ARTICLE | {"key": f"blns/{number}", "text": text})
        found = await agent.get("/api/knowledge/search", params={"q": text})
        assert (written.status_code, found.status_code) == (201, 200), text


async def test_lists_are_paged_by_key(admin, agent):
    for key in ("c", "a", "b", "a/b"):
        await admin.post("/api/knowledge/articles", json=ARTICLE | {"key": key})
    seen, cursor = [], ""
    while cursor is not None:
        page = (await agent.get(f"/api/knowledge/articles?limit=2&cursor={cursor}")).json()
        seen += [item["key"] for item in page["items"]]
        cursor = page["next_cursor"]

    assert sorted(seen) == ["a", "a/b", "b", "c"]
    assert len(seen) == 4
    assert (await agent.get("/api/knowledge/articles?kind=block")).json()["items"] == []
    assert (await agent.get("/api/knowledge/articles?limit=201")).status_code == 422
    assert (await agent.get("/api/knowledge/articles?cursor=x")).status_code == 422


async def test_what_does_not_exist_is_not_found(admin):
    assert (await admin.get("/api/knowledge/articles/9")).status_code == 404
    assert (await admin.get("/api/knowledge/articles/9/versions")).status_code == 404
    assert (await admin.patch("/api/knowledge/articles/9", json={"revision": 1})).status_code == 404
    assert (await admin.get("/api/knowledge/articles/0")).status_code == 422


async def test_a_block_is_found_by_what_it_is_called(admin, agent, article):
    block = ARTICLE | {"key": "legal/withdrawal", "kind": "block", "title": "Widerruf zum Versand", "text": "Sie haben"}
    await admin.post("/api/knowledge/articles", json=block)
    await admin.post("/api/knowledge/articles", json=block | {"plenty_id": 7})
    await admin.post("/api/knowledge/articles", json=block | {"language": "fr"})

    async def found(**asked):
        answer = await agent.get("/api/knowledge/search", params=asked)
        return [item["source"] for item in answer.json()["items"]]

    name = "article:legal/withdrawal"
    assert await found(q="Widerruf", language="de") == [name]
    assert await found(q="WITHDRAWAL", language="de", plenty_id=7) == [name, name]
    assert await found(q="Versand", language="de") == [name, "article:versand"]
    assert await found(q="Versand", language="de", limit=1) == [name]
    assert await found(q="Widerruf", kind="precedent") == []
    assert await found(q="x" * 301) == []


async def test_a_search_says_what_it_found_and_why(agent, article, sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, customer_name="Erika Muster")
        await add_message(session, ticket, 1, text="Der Versand dauert schon zwei Wochen! Erika Muster")
        await add_message(
            session, ticket, 2, text="Guten Tag Frau Muster, wir haben einen Nachforschungsauftrag gestellt.",
            direction=Direction.AGENT,
        )  # fmt: skip
    await keeping.learn_ticket(sessions, ticket.id)
    answer = (await agent.get("/api/knowledge/search", params={"q": "Wie lange dauert der Versand?"})).json()

    assert [item["source"] for item in answer["items"]] == ["article:versand", f"ticket:{ticket.id}"]
    assert answer["next_cursor"] is None
    assert set(answer["items"][0]["why"]) == {"dauert", "Versand"}
    assert "Muster" not in str(answer)
    only = await agent.get("/api/knowledge/search", params={"q": "Versand", "kind": "article", "limit": 1})
    assert [item["source"] for item in only.json()["items"]] == ["article:versand"]
    without = await agent.get("/api/knowledge/search", params={"q": "Versand", "not_ticket_id": ticket.id})
    assert [item["source"] for item in without.json()["items"]] == ["article:versand"]


async def test_a_whole_conversation_is_a_question(agent, article):
    talk = "Größere Mengen, »eilig«: wie lange dauert der Versand?\n\n" * 500
    found = await agent.get("/api/knowledge/search", params={"q": talk})
    too_long = await agent.get("/api/knowledge/search", params={"q": "a" * 30_001})

    assert [item["key"] for item in found.json()["items"]] == ["versand"]
    assert too_long.status_code == 422


async def test_what_is_to_be_learnt_waits_for_the_worker(sessions):
    async with sessions.begin() as session:
        await jobs.learn_ticket_later(session, 1)
        await jobs.keep_knowledge_later(session)

        assert await jobs.is_due(session, "learn_ticket")
        assert await jobs.is_due(session, "keep_knowledge")


@pytest.mark.parametrize("wrong", ["", "q=", "q=a&kind=x", "q=a&limit=51", "q=a&language=german", "q=a%00b"])
async def test_what_is_no_question_is_refused(agent, wrong):
    assert (await agent.get(f"/api/knowledge/search?{wrong}")).status_code == 422


async def test_a_search_goes_on_when_the_embedding_model_is_away(agent, article, sessions, vault, model):
    offered = CredentialIn(
        label="main", token=SecretStr("sk-practice-1"), base_url="http://127.0.0.1:9/v1", embedding_model="any"
    )
    async with sessions.begin() as session:
        await credentials.add(session, vault, offered, actor="user:1")

    answer = await agent.get("/api/knowledge/search", params={"q": "Versand"})
    assert [item["key"] for item in answer.json()["items"]] == ["versand"]


async def test_an_embedding_model_belongs_to_its_credential(admin, model):
    offered = {"label": "a", "token": "sk-practice-1", "base_url": model.base_url, "embedding_model": "m-1"}
    stored = (await admin.post("/api/openai/credentials", json=offered)).json()
    path = f"/api/openai/credentials/{stored['id']}"

    assert stored["embedding_model"] == "m-1"
    assert (await admin.patch(path, json={"label": "b"})).json()["embedding_model"] == "m-1"
    assert (await admin.patch(path, json={"embedding_model": None})).json()["embedding_model"] is None
