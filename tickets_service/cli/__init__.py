"""The `service-tickets` command. stdout carries the result alone; everything else goes to stderr."""

from tickets_service.cli.main import main

__all__ = ["main"]
