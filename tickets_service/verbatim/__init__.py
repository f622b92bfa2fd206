"""Texts that must stand word for word, and what says them in other words."""

from tickets_service.verbatim.comparing import Rephrased, rephrased, stands_whole

__all__ = ["Rephrased", "rephrased", "stands_whole"]
