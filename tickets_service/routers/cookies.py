"""The cookies of a browser: its session, and that it signed in here before."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection
from starlette.responses import Response

from tickets_service.settings import Settings


@dataclass(frozen=True)
class Cookie:
    """Over https it is bound to the host and to https. Plain http happens on loopback alone (docs/decisions/0002)."""

    plain_name: str
    lives_seconds: int | None
    """None: until the browser closes."""

    def name(self, settings: Settings) -> str:
        return f"__Host-{self.plain_name}" if _is_https(settings) else self.plain_name

    def read(self, connection: HTTPConnection, settings: Settings) -> str | None:
        return connection.cookies.get(self.name(settings)) or None

    def write(self, response: Response, settings: Settings, value: str) -> None:
        response.set_cookie(
            self.name(settings),
            value,
            max_age=self.lives_seconds,
            path="/",
            secure=_is_https(settings),
            httponly=True,
            samesite="lax",
        )

    def clear(self, response: Response, settings: Settings) -> None:
        response.delete_cookie(self.name(settings), path="/", secure=_is_https(settings), httponly=True, samesite="lax")


SESSION = Cookie("session", lives_seconds=None)
DEVICE = Cookie("device", lives_seconds=90 * 24 * 3600)


def _is_https(settings: Settings) -> bool:
    return settings.origin.startswith("https://")
