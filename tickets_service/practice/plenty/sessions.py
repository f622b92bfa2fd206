"""Logging in to the practice Plenty: seats, tokens, refresh, logout."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tickets_service.practice.plenty.knobs import Knobs
from tickets_service.practice.plenty.store import User

SEATS_FULL = "too_many_concurrent_sessions"


@dataclass
class Token:
    access: str
    refresh: str
    user: User
    ends_at: float


class Sessions:
    def __init__(self, knobs: Knobs, users: list[User], monotonic: Callable[[], float] = time.monotonic) -> None:
        self.knobs, self.users, self.monotonic = knobs, users, monotonic
        self.tokens: dict[str, Token] = {}
        self.logins = 0

    def user_of(self, authorization: str) -> User | None:
        token = self.tokens.get(authorization.removeprefix("Bearer ").strip())
        return token.user if token is not None and token.ends_at > self.monotonic() else None

    def log_in(self, username: str, password: str) -> tuple[int, dict[str, Any]]:
        self.logins += 1
        user = next((user for user in self.users if user.username == username), None)
        if user is not None and user.is_locked:
            return 403, {"error": {"message": "The account is locked."}}
        if user is None or not secrets.compare_digest(user.password.encode(), password.encode()):
            return self._refused()
        if self._seats_taken_by_others_than(user) >= self.knobs.seat_limit:
            return 429, self.seats_full()
        return 200, self._new_token(user)

    def refresh(self, refresh_token: str) -> tuple[int, dict[str, Any]]:
        """A refresh token is good once."""
        found = next((token for token in self.tokens.values() if token.refresh == refresh_token), None)
        if found is None:
            return self._refused()
        del self.tokens[found.access]
        return 200, self._new_token(found.user)

    def log_out(self, authorization: str) -> None:
        self.tokens.pop(authorization.removeprefix("Bearer ").strip(), None)

    def expire_all(self) -> None:
        self.tokens.clear()

    def seats_full(self) -> dict[str, Any]:
        seats = self.knobs.seat_limit
        return {
            "error": SEATS_FULL,
            "max_current_sessions": seats,
            "message": f"Too many users. Only {seats} users can be logged in simultaneously.",
        }

    def _seats_taken_by_others_than(self, user: User) -> int:
        now = self.monotonic()
        here = {token.user.id for token in self.tokens.values() if token.ends_at > now} - {user.id}
        return len(here) + self.knobs.seats_taken_by_others

    def _refused(self) -> tuple[int, dict[str, Any]]:
        body = {"error": "invalid_credentials", "access_token": None, "accessToken": None}
        return (200 if self.knobs.login_fail == "200_without_token" else 401), body

    def _new_token(self, user: User) -> dict[str, Any]:
        life = self.knobs.token_life_seconds
        token = Token(secrets.token_hex(24), f"def502{secrets.token_hex(24)}", user, self.monotonic() + life)
        self.tokens[token.access] = token
        snake = {
            "token_type": "Bearer",
            "expires_in": life,
            "access_token": token.access,
            "refresh_token": token.refresh,
        }
        camel = {
            "tokenType": "Bearer",
            "expiresIn": life,
            "accessToken": token.access,
            "refreshToken": token.refresh,
        }
        chosen = {"both": snake | camel, "camel": camel, "snake": snake}[self.knobs.token_fields]
        seats = {"concurrent_sessions": 1, "max_current_sessions": self.knobs.seat_limit}
        return chosen | seats | ({"user_id": user.id} if self.knobs.user_id_in_login else {})
