"""Where strangers may go. Everything else needs somebody who is known."""

from __future__ import annotations

from enum import Enum, auto

OPEN_PATHS = frozenset({"/login", "/logout", "/docs", "/openapi.json", "/favicon.ico"})
OPEN_FOLDERS = ("/static", "/setup", "/health")
LOCAL_PATHS = frozenset({"/metrics"})


class Entrance(Enum):
    OPEN = auto()
    """For everybody."""
    LOCAL = auto()
    """Without credentials only from this machine."""
    API = auto()
    PAGE = auto()
    """Everything else: people are shown the way to the sign-in page."""

    @classmethod
    def of(cls, path: str) -> Entrance:
        if _lies_in(path, "/api"):
            return cls.API
        if path in LOCAL_PATHS:
            return cls.LOCAL
        is_open = path in OPEN_PATHS or any(_lies_in(path, folder) for folder in OPEN_FOLDERS)
        return cls.OPEN if is_open else cls.PAGE

    @property
    def admits_strangers(self) -> bool:
        return self in (Entrance.OPEN, Entrance.LOCAL)


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")
