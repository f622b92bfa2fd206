"""What every process of the service would read for itself; imported by the server that forks them."""

from tickets_service.cli.main import COMMANDS, typer_of
from tickets_service.drafting import model
from tickets_service.language import language_of

__all__ = ["model"]

for place, _sentence in COMMANDS.values():
    typer_of(place)
language_of("Wo bleibt meine Bestellung?")
