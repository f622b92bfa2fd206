"""Refusals: one form, the right number, nothing that is not a stranger's business."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from edge import application, visitor
from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import exc, select, text
from sqlalchemy.ext.asyncio import create_async_engine
from structlog.testing import capture_logs

from tickets_service.db import close_engine, sessions_of
from tickets_service.errors import Busy, Conflict, Invalid, NotFound, TicketsError, UpstreamFailed
from tickets_service.models import User
from tickets_service.routers.dependencies import Agent, Page, PageParams, Public, RowId, Session, encode_cursor

SECRET = "sk-very-secret"
router = APIRouter()
RAISED: dict[str, Exception] = {
    "not-found": NotFound("There is no such thing."),
    "conflict": Conflict("It was sent already: open a new one."),
    "invalid": Invalid("Two things are wrong.", text="It is empty.", kind="It is unknown."),
    "busy": Busy("Plenty asks us to wait.", retry_after=2.2),
    "upstream": UpstreamFailed("Plenty cannot be reached."),
    "bug": ValueError(SECRET),
    "worse": exc.ProgrammingError(f"SELECT {SECRET}", {"token": SECRET}, ValueError(SECRET)),
    "ours": TicketsError("The seal is broken."),
    "pool": exc.TimeoutError(),
    "group": ExceptionGroup(SECRET, [ValueError(SECRET)]),
}


class Note(BaseModel):
    text: str
    tags: list[int] = []


@router.get("/api/raise/{name}")
async def fail(name: str, _: Agent) -> None:
    raise RAISED[name]


@router.post("/api/notes")
async def take(note: Note, _: Agent, session: Session) -> str:
    return (await session.execute(select(text(":text").bindparams(text=note.text)))).scalar_one()


@router.get("/api/rows/{row_id}")
async def row(row_id: int, _: Agent, session: Session) -> bool:
    return await session.get(User, row_id) is not None


@router.get("/api/strict/{row_id}")
async def strict(row_id: RowId, _: Agent) -> int:
    return row_id


@router.get("/api/listed")
async def listed(page: PageParams, _: Agent) -> Page[int]:
    (after,) = page.after(int) or (0,)
    return Page(items=list(range(after, after + page.limit)), next_cursor=encode_cursor(after + page.limit))


@router.get("/api/writes")
async def writes(_: Agent, session: Session) -> None:
    await session.execute(text("INSERT INTO users (email, name, role) VALUES ('a@b', 'a', 'agent')"))


@router.post("/api/commit")
async def commit(_: Agent, session: Session) -> str:
    await session.execute(text("CREATE TABLE late (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
    await session.execute(text("INSERT INTO late VALUES (1), (1)"))
    return "all is well"


@router.get("/health/broken-page", dependencies=[Public])
async def broken_page() -> None:
    raise ValueError(SECRET)


@pytest.fixture
def app(held):
    return application(held, router)


SAID = {
    "not-found": (404, "There is no such thing."),
    "conflict": (409, "It was sent already: open a new one."),
    "busy": (503, "Plenty asks us to wait."),
    "upstream": (502, "Plenty cannot be reached."),
    "ours": (500, "The seal is broken."),
    "pool": (503, "The database does not answer just now. Try again in a moment."),
}


async def test_a_refusal_says_what_happened(agent):
    for name, (status, detail) in SAID.items():
        answer = await agent.get(f"/api/raise/{name}")

        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        title = answer.json()["title"]
        assert answer.json() == {"type": "about:blank", "title": title, "status": status, "detail": detail}


async def test_a_refusal_of_fields_names_them(agent):
    answer = await agent.get("/api/raise/invalid")

    assert answer.status_code == 422
    assert answer.json()["errors"] == {"text": "It is empty.", "kind": "It is unknown."}


async def test_who_is_to_wait_is_told_how_long(agent):
    assert (await agent.get("/api/raise/busy")).headers["retry-after"] == "3"
    assert (await agent.get("/api/raise/pool")).headers["retry-after"] == "2"


async def test_what_nobody_foresaw_shows_nothing_and_is_noted(agent):
    for name in ("bug", "worse", "group"):
        with capture_logs() as logs:
            answer = await agent.get(f"/api/raise/{name}")

        assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text
        assert [entry["event"] for entry in logs] == ["request_failed"]
        assert SECRET not in str(logs)
        assert "test_gate_problems:" in logs[0]["frames"][-1]


async def test_a_person_gets_a_page_instead(stranger, agent):
    answer = await stranger.get("/health/broken-page", headers={"Accept": "text/html"})

    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-request-id"] in answer.text
    assert SECRET not in answer.text
    missing = await agent.get("/no/such/page", headers={"Accept": "text/html,*/*"})
    assert "There is nothing at this address." in missing.text
    assert missing.headers["content-type"].startswith("text/html")
    assert missing.headers["x-request-id"] in missing.text


async def test_a_program_gets_no_page_under_api(agent):
    answer = await agent.get("/api/no/such/thing", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert answer.json()["detail"] == "There is nothing at this address."


async def test_a_method_that_is_not_offered(agent):
    answer = await agent.put("/api/notes")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["title"] == "Method Not Allowed"


UNUSABLE = [
    (b"{}", {"text"}),
    (b'{"text": 5, "tags": [1, "x"]}', {"text", "tags.1"}),
    (b"[]", {"body"}),
    (b"null", {"body"}),
    (b"", {"body"}),
    (b"{broken", {"body"}),
    (b'{"text": "a\\ud800"}', {"text"}),
    (b'{"text": "a\\u0000b"}', {"text"}),
    (b'{"text": "\\ud83d\\ude00", "more": [{"deep": "\\u0000"}]}', {"more.0.deep"}),
    (b'"\\u0000"', {"body"}),
]


async def test_unusable_fields_are_named(agent):
    for body, fields in UNUSABLE:
        answer = await agent.post("/api/notes", content=body, headers={"Content-Type": "application/json"})

        assert (answer.status_code, set(answer.json()["errors"])) == (422, fields), body


async def test_a_body_that_cannot_be_read_is_the_senders_fault(agent):
    for body in (b"\xff\xfe", b"[" * 100_000, b'{"tags": [' + b"9" * 5000 + b"]}"):
        answer = await agent.post("/api/notes", content=body, headers={"Content-Type": "application/json"})

        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_whole_characters_outside_the_first_plane_are_welcome(agent):
    body = b'{"text": "\\ud83d\\ude00 100%00"}'

    assert (
        await agent.post("/api/notes", content=body, headers={"Content-Type": "application/json"})
    ).status_code == 200


async def test_an_unstorable_character_in_an_address_is_refused_by_name(agent):
    answer = await agent.get("/api/listed?cursor=a%00b&limit=5")

    assert (answer.status_code, answer.json()["errors"].keys()) == (422, {"cursor"})


async def test_what_was_sent_is_not_repeated(agent):
    answer = await agent.post("/api/notes", json={"text": [SECRET]})

    assert answer.status_code == 422
    assert SECRET not in answer.text


async def test_an_id_no_row_can_have_is_refused_calmly(agent):
    for row_id in (2**63, 10**30, -(10**30)):
        assert (await agent.get(f"/api/rows/{row_id}")).status_code == 422
        assert (await agent.get(f"/api/strict/{row_id}")).json()["errors"].keys() == {"row_id"}


async def test_a_list_goes_on_where_the_page_before_ended(agent):
    first = (await agent.get("/api/listed")).json()
    second = (await agent.get("/api/listed", params={"cursor": first["next_cursor"], "limit": 2})).json()

    assert (len(first["items"]), second["items"]) == (50, [50, 51])


async def test_a_page_that_cannot_be_is_refused_by_name(agent):
    made_up = ("nonsense", "ü", "a" * 2000, encode_cursor("text"), encode_cursor(1, 2), "bnVsbA", "\x00")
    for name, values in {"limit": (0, 201, "many"), "cursor": made_up}.items():
        for value in values:
            answer = await agent.get("/api/listed", params={name: value})

            assert (answer.status_code, set(answer.json()["errors"])) == (422, {name}), value


async def test_reading_cannot_write_even_by_mistake(agent, sessions):
    assert (await agent.get("/api/writes")).status_code == 500
    async with sessions() as session:
        assert (await session.scalars(select(User))).all() == []


async def test_a_commit_that_fails_is_an_error_and_not_a_success(agent):
    answer = await agent.post("/api/commit")

    assert answer.status_code == 500
    assert "all is well" not in answer.text


async def test_without_the_database_the_service_asks_for_patience(held, agent):
    engine = create_async_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    broken = application(replace(held, engine=engine, sessions=sessions_of(engine)), router)
    async with visitor(broken, headers=dict(agent.headers)) as client:
        answer = await client.get("/api/me")
        alive = await client.get("/health/live")
        ready = await client.get("/health/ready")

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert answer.headers["content-type"] == "application/problem+json"
    assert alive.status_code == 200
    assert (ready.status_code, ready.json()["checks"]["database"]["ok"]) == (503, False)
    await close_engine(engine)


async def test_a_problem_is_valid_json_whatever_a_name_holds(agent):
    answer = await agent.get("/api/listed", params={"limit": '"><script>\u2028'})

    assert json.loads(answer.content)["status"] == 422
