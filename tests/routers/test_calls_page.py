"""The page of model calls: all of them, none of what was said."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from rows import add_ticket

from tickets_service.models import AIResponseDB, ProcessorCall

PAGE = "/figures/calls"
NIGHT = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
"""In Berlin it is the second of March."""


@pytest.fixture
def call(sessions):
    async def add(**values):
        usual = {"purpose": "draft", "credential": "main", "host": "api.openai.com", "model": "gpt-4o-mini"}
        async with sessions.begin() as session:
            row = ProcessorCall(**(usual | {"hidden": {}} | values))
            session.add(row)
            await session.flush()
            return row.id

    return add


@pytest.fixture
async def draft(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1)
        row = AIResponseDB(ticket_id=ticket.id, state="USED", generated_text="t", model_used="m")
        session.add(row)
        await session.flush()
        return row


def models_in(text):
    return re.findall(r"<td data-label=\"Model\">(\S+) <small>", text)


async def test_each_call_is_told_with_its_ticket_and_what_was_hidden(admin, call, draft):
    await call(
        ai_response_id=draft.id, prompt_tokens=1200, completion_tokens=80, cost_usd=Decimal("0.0003"),
        hidden={"name": 2, "literal": 9}, model="<b>m",
    )  # fmt: skip
    await call(purpose="embedding", texts=3, prompt_tokens=50)
    await call(purpose="replay")
    text = (await admin.get(PAGE)).text

    assert f'href="/inbox/{draft.ticket_id}">Ticket {draft.ticket_id}</a>' in text
    assert "1,200 + 80" in text
    assert "names: 2" in text
    assert "literal" not in text
    assert "&lt;b&gt;m" in text
    assert "Search by meaning <small>3 texts</small>" in text
    assert "replay" in text
    assert text.index("replay") < text.index("3 texts") < text.index("1,200")


async def test_the_list_goes_on_page_by_page_and_keeps_its_filter(admin, call):
    for number in range(5):
        await call(model=f"m{number}")
    await call(purpose="translation", model="other")
    first = (await admin.get(f"{PAGE}?limit=3&purpose=draft")).text
    more = re.search(r'href="(/figures/calls\?[^"]*cursor=[^"]+)"', first)[1].replace("&amp;", "&")
    second = (await admin.get(more)).text

    assert models_in(first) == ["m4", "m3", "m2"]
    assert "purpose=draft" in more
    assert models_in(second) == ["m1", "m0"]
    assert "cursor=" not in second


async def test_a_day_is_the_shops(admin, call):
    await call(at=NIGHT, model="late")
    await call(model="now")

    assert models_in((await admin.get(f"{PAGE}?day=2026-03-02")).text) == ["late"]
    assert models_in((await admin.get(f"{PAGE}?day=2026-03-01")).text) == []
    assert "No call matches these filters" in (await admin.get(f"{PAGE}?day=2026-03-01")).text
    assert models_in((await admin.get(f"{PAGE}?day=9999-12-31&purpose=nothing")).text) == ["now", "late"]


async def test_a_file_has_all_of_them_and_no_formula(admin, call, draft):
    await call(at=NIGHT, model="=1+1", hidden={"name": 2, "email": 1}, ai_response_id=draft.id)
    await call(purpose="embedding", texts=3)
    answer = await admin.get(f"{PAGE}/export")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    of_a_day = list(csv.DictReader(io.StringIO((await admin.get(f"{PAGE}/export?day=2026-03-02")).text)))

    assert answer.headers["content-type"].startswith("text/csv")
    assert [row["purpose"] for row in rows] == ["embedding", "draft"]
    assert (rows[1]["model"], rows[1]["hidden"]) == ("'=1+1", "email:1 name:2")
    assert rows[1]["ticket_id"] == str(draft.ticket_id)
    assert [row["id"] for row in of_a_day] == [rows[1]["id"]]


async def test_nothing_yet_is_said_and_it_is_the_admins(admin, agent):
    assert "No model was called yet" in (await admin.get(PAGE)).text
    assert [(await agent.get(path)).status_code for path in (PAGE, f"{PAGE}/export")] == [403, 403]
    assert PAGE in (await admin.get("/figures")).text
    assert PAGE not in (await agent.get("/figures")).text
