"""What was approved is what goes out, byte for byte, whatever was typed."""

import hashlib
import json
from pathlib import Path

from tickets_service.errors import Invalid
from tickets_service.markup import html_from_plain, same_message
from tickets_service.models import ReplyState
from tickets_service.replies.approving import cancel

NAUGHTY = json.loads((Path(__file__).parents[1] / "data" / "blns" / "blns.json").read_text())
TWINS = [
    "Größe",
    "Gro\u0308ße",
    "ﬁle",
    "ﬁ\u200dle",
    "a\u00adb",
    "A\u202eB",
    "\ufeffHallo",
    "x\r\ny",
    "  eingerückt",
    "a\u00a0b",
]
EVERY = 8


async def test_every_text_goes_out_as_it_was_approved_or_is_refused(desk):
    for text in [*TWINS, *NAUGHTY[::EVERY]]:
        desk.plenty.posts.clear()
        try:
            reply_id = await desk.queued(text)
        except Invalid:
            continue
        await desk.path.send(reply_id)

        reply = await desk.reply(reply_id)
        ((_, _, sent),) = desk.plenty.posts
        assert reply.state is ReplyState.SENT
        assert (reply.text, sent) == (text, html_from_plain(text))
        assert hashlib.sha256(sent.encode()).digest() == reply.body_sha256


async def test_every_text_is_known_again_when_it_is_read(desk):
    for text in NAUGHTY[1::EVERY]:
        try:
            reply_id = await desk.queued(text)
        except Invalid:
            continue
        reply = await desk.reply(reply_id)
        assert same_message(reply.body, reply.body), text
        async with desk.sessions.begin() as session:
            await cancel(session, reply_id, actor="user:1")
