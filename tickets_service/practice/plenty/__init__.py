"""The practice Plenty: the ticket system of Plentymarkets' REST API with an invented home-goods shop behind it."""

from tickets_service.practice.plenty.faults import Fault
from tickets_service.practice.plenty.knobs import Knobs
from tickets_service.practice.plenty.server import PracticePlenty, RunningPlenty, run_practice_plenty

__all__ = ["Fault", "Knobs", "PracticePlenty", "RunningPlenty", "run_practice_plenty"]
