"""The last look at a draft or an edit before it goes out: what may not be sent, and what a person must acknowledge."""

from tickets_service.guard.inspecting import inspect
from tickets_service.guard.verdict import Allowed, Finding, Key, Level, Verdict, Where

__all__ = ["Allowed", "Finding", "Key", "Level", "Verdict", "Where", "inspect"]
