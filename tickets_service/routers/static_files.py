"""Serving static files from memory; under their digest they are kept by browsers for a year."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from tickets_service.inbox import statics

FOR_GOOD = "public, max-age=31536000, immutable"
READS = frozenset({"GET", "HEAD"})


async def static_files(scope: Scope, receive: Receive, send: Send) -> None:
    """The mounted application. An address without the digest of today is answered too, but not to be kept."""
    name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
    first, _, rest = name.partition("/")
    is_todays = first == statics.digest()
    file = statics.files().get(rest if is_todays or len(first) == statics.DIGEST_CHARACTERS else name)
    if scope["method"] not in READS:
        raise HTTPException(405)
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_GOOD} if is_todays else {}
    takes_gzip = "gzip" in Headers(scope=scope).get("accept-encoding", "")
    if file.squeezed is not None:
        headers["Vary"] = "Accept-Encoding"
    if file.squeezed is not None and takes_gzip:
        headers["Content-Encoding"] = "gzip"
        response = Response(file.squeezed, headers=headers, media_type=file.media_type)
    else:
        response = Response(file.content, headers=headers, media_type=file.media_type)
    await response(scope, receive, send)
