"""What a channel lets through: rules as data, a check of a text against them, and a cut that always fits."""

from tickets_service.channels.checking import Break, BreakKind, Fit, check, check_attachments, check_subject
from tickets_service.channels.cutting import cut
from tickets_service.channels.loading import load_rules
from tickets_service.channels.rules import Channel, Rules
from tickets_service.channels.sentences import take_apart

__all__ = [
    "Break",
    "BreakKind",
    "Channel",
    "Fit",
    "Rules",
    "check",
    "check_attachments",
    "check_subject",
    "cut",
    "load_rules",
    "take_apart",
]
