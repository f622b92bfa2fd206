"""What a draft was written from stays known with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from tickets_service.drafting import asking
from tickets_service.drafting.shelf import EmptyLibrary, Passage, Shelf
from tickets_service.drafting.shown_passages import passages_of


@dataclass(frozen=True)
class Bookshelf(EmptyLibrary):
    found: Shelf

    async def look_up(self, wanted):
        return self.found


@pytest.fixture
async def draft(sessions, ticket, credential):
    async with sessions.begin() as session:
        return (await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="user:1")).id


async def test_what_the_model_was_shown_is_kept_with_the_draft(writer, draft, practice, sessions):
    found = Shelf((Passage("article:versand", "Versand", "Zwei Tage."), Passage("precedent:7", "Wo ist es?", "Bald.")))
    await replace(writer, library=Bookshelf(found)).write(draft)

    async with sessions() as session:
        shown = await passages_of(session, draft, ["precedent:7", "article:invented"])
    assert [(each.id, each.is_used) for each in shown] == [("precedent:7", True), ("article:versand", False)]
    assert "[article:versand] Versand\nZwei Tage." in practice.model.calls[-1].body["messages"][1]["content"]
