"""The page of figures: what became of drafts, drawn and told."""

from __future__ import annotations

from datetime import date

import pytest
from rows import NOW, add_ticket

from tickets_service.drafting.figures import DayUses
from tickets_service.inbox.figures import HEIGHT, WIDTH, bars
from tickets_service.models import AIResponseDB, DraftOutcome, Use


def test_bars_stand_on_each_other_inside_the_picture():
    drawn = bars([DayUses(day=date(2026, 1, 1), as_is=3, discarded=1), DayUses(day=date(2026, 1, 2), light=2)])

    assert [bar.use for bar in drawn] == [Use.AS_IS, Use.DISCARDED, Use.LIGHT]
    assert drawn[1].y == 0
    assert drawn[0].y == drawn[1].height
    assert all(bar.x + bar.width <= WIDTH and bar.y + bar.height <= HEIGHT for bar in drawn)
    assert bars([]) == bars([DayUses(day=date(2026, 1, 1))]) == []


async def test_the_page_shows_the_same_numbers_as_a_picture_and_a_table(agent, sessions):
    empty = await agent.get("/figures")
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 1, source="<ebay>")
        row = AIResponseDB(
            ticket_id=ticket.id, state="USED", generated_text="t", model_used="m", open_questions=["<b>Which size?"]
        )
        session.add(row)
        await session.flush()
        session.add(DraftOutcome(ai_response_id=row.id, use=Use.DISCARDED, changed=1, created_at=NOW))
    full = await agent.get("/figures?days=7")

    assert (empty.status_code, full.status_code) == (200, 200)
    assert "<rect class" not in empty.text
    assert full.text.count('<rect class="discarded"') == 1
    assert "&lt;b&gt;Which size?" in full.text
    assert "&lt;ebay&gt;" in full.text
    assert "style=" not in full.text


@pytest.mark.parametrize("days", ["", "8", "many", "9" * 40])
async def test_a_period_that_is_not_offered_shows_the_usual_one(agent, days):
    page = await agent.get(f"/figures?days={days}")

    assert 'href="/figures?days=30" aria-current="true"' in page.text
