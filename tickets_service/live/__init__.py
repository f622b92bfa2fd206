"""Live events: what changed, read once per process and told to every open page."""

from tickets_service.live.changes import Change, News, forget_old, news_since
from tickets_service.live.hub import Hello, LiveHub

__all__ = ["Change", "Hello", "LiveHub", "News", "forget_old", "news_since"]
