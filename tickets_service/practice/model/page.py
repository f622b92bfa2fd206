"""The page at /, for a person who wonders what answers here."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from tickets_service.practice.model.catalogue import OFFERED
from tickets_service.practice.model.state import practice_of

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Practice model</title>
<h1>This is a practice model</h1>
<p>It speaks the OpenAI protocol, but no language model is behind it: replies are put together by simple rules
from the facts that stand in the prompt. Nothing leaves this machine. Never point a real shop at it.</p>
<p>Use <code>{address}v1</code> as the base URL and any key that begins with <code>sk-practice</code>.</p>
<p>Models: {models}.</p>
<p>Calls so far: {calls}. Switches: <a href="/_practice/knobs">knobs</a>, <a href="/_practice/faults">planned
faults</a>, <a href="/_practice/calls">recorded calls</a>.</p>
</html>
"""


async def show_page(request: Request) -> Response:
    models = ", ".join(f"<code>{escape(name)}</code>" for name in OFFERED)
    calls = len(practice_of(request).calls)
    return HTMLResponse(PAGE.format(address=escape(str(request.base_url)), models=models, calls=calls))
