"""A quarantined record can be asked for again, and leaves by itself when it reads well."""

from __future__ import annotations

import pytest
from helpdesk import NEW
from sqlalchemy import select

from tickets_service.errors import Conflict, NotFound, UpstreamFailed
from tickets_service.models import Quarantined
from tickets_service.plenty.schemas import Malformed
from tickets_service.tickets.retrying import retry


@pytest.fixture
def quarantined(sessions):
    async def rows() -> list[Quarantined]:
        async with sessions() as session:
            return list(await session.scalars(select(Quarantined).order_by(Quarantined.id)))

    return rows


async def test_what_reads_well_now_leaves_and_is_stored(mirror, desk, quarantined):
    desk.malformed = [Malformed("ticket", 7, "{}", "no title")]
    desk.add_ticket(1)
    await mirror.run()
    (broken,) = await quarantined()
    desk.add_ticket(7, status=NEW)

    assert await retry(mirror.sessions, desk, mirror.on_thread, broken.id) is None

    assert await quarantined() == []
    assert (await mirror.ticket(7)).messages_read_at is not None


async def test_what_is_still_broken_stays_with_its_reason(mirror, desk, quarantined):
    desk.malformed = [Malformed("ticket", 1, "{}", "no title")]
    await mirror.run()
    (broken,) = await quarantined()
    desk.add_ticket(1)
    desk.errors["ticket"] = [UpstreamFailed("Plenty's answer cannot be read: no title.")]

    said = await retry(mirror.sessions, desk, mirror.on_thread, broken.id)

    assert said == "Plenty's answer cannot be read: no title."
    assert len(await quarantined()) == 1


async def test_a_record_without_an_id_cannot_be_asked_for(mirror, desk, quarantined):
    desk.add_ticket(1)
    desk.malformed = [Malformed("ticket", None, "{}", "no id")]
    await mirror.run()
    (broken,) = await quarantined()

    with pytest.raises(Conflict):
        await retry(mirror.sessions, desk, mirror.on_thread, broken.id)
    with pytest.raises(NotFound):
        await retry(mirror.sessions, desk, mirror.on_thread, 99)


async def test_a_later_sync_lets_it_out_too(mirror, desk, quarantined):
    desk.add_ticket(1)
    desk.errors["thread"] = [UpstreamFailed("cut off")]
    await mirror.run()
    assert [row.kind for row in await quarantined()] == ["thread"]

    await mirror.run()

    assert await quarantined() == []
