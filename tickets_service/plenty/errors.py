"""What can go wrong with Plenty. A write says whether anything can have been written."""

from tickets_service.errors import Busy, Conflict, Invalid, NotFound, UpstreamFailed


class NotConnected(Conflict):
    """No Plenty connection is stored yet."""


class BudgetSpent(Busy):
    """Our own share of Plenty's call limit is used up in this window; nothing was called."""


class CallsRefused(Busy):
    """Plenty answered 429: too many calls. Nothing was done."""


class TooManySessions(Busy):
    """Plenty's `too_many_concurrent_sessions`: all seats of the merchant's contract are taken."""


class LoginRefused(Invalid):
    """Plenty does not accept the user name and password."""


class AccessDenied(UpstreamFailed):
    """The API user lacks a right (403)."""


class Unknown(NotFound):
    """Plenty has no such record, or hides it from the API user (404)."""


class Refused(UpstreamFailed):
    """Plenty understood and said no (400, 403, 404, 422): nothing was written, and trying again would not help."""


class Unreachable(UpstreamFailed):
    """Nothing left this machine: name lookup, connect or TLS failed."""


class Unclear(UpstreamFailed):
    """The call may or may not have been carried out: time-out, reset, 5xx, an answer that is none."""


class Broken(Unclear):
    """The connection broke before an answer came. A read may be repeated at once, a write never."""


class TooLate(UpstreamFailed):
    """The permit for this POST had expired before the first byte: nothing was written."""


class TokenRefused(UpstreamFailed):
    """Plenty answered 401 to a write: nothing was written. The token has been renewed for the next try."""
