"""The family of refusals. Each carries a sentence fit for a person and the HTTP status it becomes at the edge."""

from collections.abc import Mapping, Sequence
from typing import Any


class TicketsError(Exception):
    """Safe to show: *message* never carries secrets, SQL or stack details."""

    status = 500

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(TicketsError):
    status = 404


class Conflict(TicketsError):
    """The thing exists but is in a state that does not allow this; the message says what to do instead."""

    status = 409


class Outdated(Conflict):
    """Somebody else was faster. *stored* is how the thing stands now, as programs outside see it."""

    def __init__(self, message: str, *, stored: Mapping[str, Any]) -> None:
        super().__init__(message)
        self.stored = stored


class Unacknowledged(Conflict):
    """Somebody has to answer for *marks* first: places that contradict a fact, break a rule or are risky."""

    def __init__(self, marks: Sequence[Mapping[str, Any]]) -> None:
        super().__init__("Some places of this text must be looked at and acknowledged before it is sent.")
        self.marks = marks


class Invalid(TicketsError):
    """*errors* maps a field's name to what is wrong with it."""

    status = 422

    def __init__(self, message: str, **errors: str) -> None:
        super().__init__(message)
        self.errors = errors


class Unauthenticated(TicketsError):
    status = 401


class Forbidden(TicketsError):
    status = 403


class TooLarge(TicketsError):
    status = 413


class Busy(TicketsError):
    """Somebody asked us to wait. *retry_after* is in seconds; a job is rescheduled by it, a request answers with it."""

    status = 503

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class TooManyAttempts(Busy):
    status = 429


class UpstreamFailed(TicketsError):
    """Plenty or the model cannot be reached, or answered with something that is no answer."""

    status = 502


class CannotStart(TicketsError):
    """The process refuses to start; the message names the remedy."""
