"""Articles and earlier answers under a draft, named and linked."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from tickets_service.knowledge import articles
from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.models import AIResponseDB, ArticleKind, DraftPrompt, DraftState, Ticket

LINK = re.compile(r'<a href="([^"]+)" class="(source[^"]*)"[^>]*>.*?</svg>([^<]*)</a>', re.DOTALL)


@pytest.fixture
async def draft(sessions, ticket):
    async with sessions.begin() as session:
        for key, title in (("pol/warranty", "Garantie & Gewährleistung"), ("pol/old", "Old"), ("pol/secret", "Secret")):
            wanted = ArticleIn(key=key, kind=ArticleKind.POLICY, title=title, text="Zwei Jahre.")
            made = await articles.add(session, wanted, actor="admin")
            if key == "pol/old":
                made.archived_at = datetime.now(UTC)
        newest = await session.scalar(select(Ticket.last_public_message_id).where(Ticket.id == ticket.id))
        written = AIResponseDB(
            ticket_id=ticket.id,
            state=DraftState.READY,
            generated_text="Hallo",
            used_ids=["article:pol/warranty"],
            based_on_message_id=newest,
        )
        session.add(written)
        await session.flush()
        session.add(
            DraftPrompt(
                ai_response_id=written.id,
                host="model.example",
                model="m",
                system="Write.",
                request="[0123456789abcdef begin]\n[article:pol/secret] The customer says\n[0123456789abcdef end]",
                passages=[f"precedent:{ticket.id}", "article:pol/warranty", "article:pol/old"],
            )
        )


async def test_what_the_model_was_shown_is_named_and_what_it_used_comes_first(browser, ticket, draft):
    page = (await browser.get(f"/inbox/{ticket.id}")).text
    shown = [(href, "muted" in classes, html.unescape(title)) for href, classes, title in LINK.findall(page)]

    assert [is_unused for _, is_unused, _ in shown] == [False, True]
    assert shown[0][0].startswith("/knowledge/")
    assert shown[0][2] == "Garantie & Gewährleistung"
    assert shown[1][0] == f"/inbox/{ticket.id}"
