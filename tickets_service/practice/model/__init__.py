"""The practice model: a server that speaks the OpenAI protocol and needs neither a key nor the internet."""

from __future__ import annotations

from tickets_service.practice.model.faults import Endpoint, Fault, FaultKind
from tickets_service.practice.model.knobs import JsonManner, Knobs, Obey
from tickets_service.practice.model.server import PracticeModel, RunningModel, run_practice_model
from tickets_service.practice.model.state import RecordedCall

__all__ = [
    "Endpoint",
    "Fault",
    "FaultKind",
    "JsonManner",
    "Knobs",
    "Obey",
    "PracticeModel",
    "RecordedCall",
    "RunningModel",
    "run_practice_model",
]
