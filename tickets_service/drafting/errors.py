"""Why there is no draft, each in a sentence somebody can act on."""

from tickets_service.errors import Busy, Conflict, UpstreamFailed


class CannotDraft(UpstreamFailed):
    """Asking again would give the same answer."""


class CutOff(CannotDraft):
    """The answer was longer than the model may write."""


class EmptyAnswer(CannotDraft):
    """The model said nothing."""


class EndpointRefused(CannotDraft):
    """Nothing will be drafted with this credential until somebody mends it."""


class ModelBusy(Busy):
    """It may work a little later."""


class CapReached(Conflict):
    """There is no room for one more draft; the message says which cap to raise."""
