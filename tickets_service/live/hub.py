"""One listening connection per process, and a line to each open page."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field

import psycopg
import structlog
from sqlalchemy.exc import SQLAlchemyError

from tickets_service.db import Sessions, libpq_url
from tickets_service.errors import TooManyAttempts
from tickets_service.live.changes import Change, News, news_since
from tickets_service.models import LiveKind

log = structlog.get_logger()

CHANNEL = "service_tickets_live"
LINES_OF_ONE = 10
"""A browser needs one; a person may have several."""
WAITING_ON_A_LINE = 100
"""Changes. A page that is slower than this is hung up on, comes back and reads everything anew."""
GATHERED_FOR_SECONDS = 0.1
LOOKS_AGAIN_AFTER_SECONDS = 10.0
"""Should a notice get lost."""
COMES_BACK_AFTER_SECONDS = 1.0
DATABASE_IS_AWAY = (psycopg.Error, SQLAlchemyError, OSError)


@dataclass(frozen=True)
class Hello:
    """The beginning of a line: where the page stands once it has read everything."""

    cursor: str


@dataclass(eq=False)
class _Line:
    who: str
    waiting: asyncio.Queue[Change | None] = field(default_factory=lambda: asyncio.Queue(WAITING_ON_A_LINE))
    is_over: bool = False

    def tell(self, change: Change) -> None:
        try:
            self.waiting.put_nowait(change)
        except asyncio.QueueFull:
            self.is_over = True

    def end(self) -> None:
        self.is_over = True
        with contextlib.suppress(asyncio.QueueFull):
            self.waiting.put_nowait(None)

    async def next(self, seconds: float) -> Change | None:
        """None when nothing came for that long, or the line ended."""
        try:
            async with asyncio.timeout(seconds):
                return await self.waiting.get()
        except TimeoutError:
            return None


class LiveHub:
    """Begins to listen with the first page. A restart of Postgres loses nothing: it reads on from where it was."""

    def __init__(self, database_url: str, sessions: Sessions) -> None:
        self._database_url = database_url
        self._sessions = sessions
        self._lines: set[_Line] = set()
        self._cursor: str | None = None
        self._has_begun = asyncio.Event()
        self._following: asyncio.Task[None] | None = None
        self._is_closed = False

    def admit(self, who: str) -> None:
        """Raises TooManyAttempts when they have enough lines open."""
        if Counter(line.who for line in self._lines)[who] >= LINES_OF_ONE:
            raise TooManyAttempts("There are enough live connections of yours open.", retry_after=10)

    async def events(
        self, who: str, is_welcome: Callable[[], Awaitable[bool]], *, quiet_for: float
    ) -> AsyncIterator[Hello | Change | None]:
        """None after *quiet_for* seconds without news. Ends with the session, the service, or a page too slow."""
        with self._line_of(who) as line:
            await self._has_begun.wait()  # what happens from the hello on is told
            async with self._sessions() as session:
                here = await news_since(session, None)
            yield Hello(here.cursor)
            loop = asyncio.get_running_loop()
            asked_at = loop.time()
            while not line.is_over:
                change = await line.next(quiet_for)
                is_account = change is not None and change.kind is LiveKind.ACCOUNT
                if is_account or loop.time() - asked_at >= quiet_for:
                    asked_at = loop.time()
                    if not await _still(is_welcome):
                        return
                if not line.is_over and not is_account:
                    yield change

    @contextlib.contextmanager
    def _line_of(self, who: str) -> Iterator[_Line]:
        line = _Line(who, is_over=self._is_closed)
        self._lines.add(line)
        if self._following is None and not self._is_closed:
            self._following = asyncio.create_task(self._follow())
        try:
            yield line
        finally:
            self._lines.discard(line)

    def close(self) -> None:
        """Ends every line; new ones end after their hello."""
        if self._is_closed:
            return
        self._is_closed = True
        self._has_begun.set()
        for line in self._lines:
            line.end()
        if self._following is not None:
            self._following.cancel()

    async def aclose(self) -> None:
        self.close()
        if self._following is not None:
            await asyncio.gather(self._following, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            try:
                await self._listen()
            except DATABASE_IS_AWAY as error:
                log.warning("live_listening_broke", reason=type(error).__name__)
            await asyncio.sleep(COMES_BACK_AFTER_SECONDS)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(libpq_url(self._database_url), autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            while True:
                self.tell(await self._news())
                await asyncio.sleep(GATHERED_FOR_SECONDS)
                async for _ in connection.notifies(timeout=LOOKS_AGAIN_AFTER_SECONDS, stop_after=1):
                    pass

    async def _news(self) -> News:
        async with self._sessions() as session:
            return await news_since(session, self._cursor)

    def tell(self, news: News) -> None:
        self._cursor = news.cursor
        self._has_begun.set()
        for line in tuple(self._lines):
            if news.resync:
                line.end()
            for change in news.changes:
                line.tell(change)


async def _still(is_welcome: Callable[[], Awaitable[bool]]) -> bool:
    """While the database is away nobody is thrown out."""
    try:
        return await is_welcome()
    except DATABASE_IS_AWAY:
        return True
