"""An embedded Postgres: the binaries of a wheel, started, shared and stopped by us."""

from tickets_service.embedded.server import EmbeddedPostgres, start_embedded

__all__ = ["EmbeddedPostgres", "start_embedded"]
