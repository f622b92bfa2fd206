"""The tables. Import rows from here."""

from tickets_service.models.accounts import (
    UNDO_SECONDS,
    ApiToken,
    AuditEntry,
    Language,
    LoginAttempts,
    PasswordLink,
    Role,
    Theme,
    User,
    UserSession,
)
from tickets_service.models.alarms import Alarm, AlarmKind
from tickets_service.models.choices import Choice, ChoiceReason
from tickets_service.models.composer import ComposerText
from tickets_service.models.drafts import (
    LIVE_DRAFTS,
    AIResponseDB,
    AIResponseFeedback,
    DraftState,
    OpenAICredentialDB,
    Rating,
)
from tickets_service.models.live import LiveChange, LiveKind
from tickets_service.models.outcomes import HEAVY_FROM, DraftOutcome, Use
from tickets_service.models.plenty import CallWindow, ConnectionState, PlentyConnection, PlentyToken
from tickets_service.models.preferences import Preferences
from tickets_service.models.presence import Doing, Presence
from tickets_service.models.replies import LIVE_REPLIES, Reply, ReplyAttempt, ReplyKind, ReplyState
from tickets_service.models.sync import (
    ErasedTicket,
    MissedTicket,
    Quarantined,
    RunKind,
    RunState,
    SeenTicket,
    Sweep,
    SyncRun,
    SyncState,
)
from tickets_service.models.tickets import (
    Contact,
    Direction,
    OrderCopy,
    Ticket,
    TicketMessage,
    TicketStatus,
    TicketStatusName,
)
from tickets_service.models.views import SavedView

__all__ = [
    "HEAVY_FROM",
    "LIVE_DRAFTS",
    "LIVE_REPLIES",
    "UNDO_SECONDS",
    "AIResponseDB",
    "AIResponseFeedback",
    "Alarm",
    "AlarmKind",
    "ApiToken",
    "AuditEntry",
    "CallWindow",
    "Choice",
    "ChoiceReason",
    "ComposerText",
    "ConnectionState",
    "Contact",
    "Direction",
    "Doing",
    "DraftOutcome",
    "DraftState",
    "ErasedTicket",
    "Language",
    "LiveChange",
    "LiveKind",
    "LoginAttempts",
    "MissedTicket",
    "OpenAICredentialDB",
    "OrderCopy",
    "PasswordLink",
    "PlentyConnection",
    "PlentyToken",
    "Preferences",
    "Presence",
    "Quarantined",
    "Rating",
    "Reply",
    "ReplyAttempt",
    "ReplyKind",
    "ReplyState",
    "Role",
    "RunKind",
    "RunState",
    "SavedView",
    "SeenTicket",
    "Sweep",
    "SyncRun",
    "SyncState",
    "Theme",
    "Ticket",
    "TicketMessage",
    "TicketStatus",
    "TicketStatusName",
    "Use",
    "User",
    "UserSession",
]
