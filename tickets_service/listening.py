"""The port the web part listens on, and the certificate it shows there."""

from __future__ import annotations

import socket
import ssl

from tickets_service.errors import CannotStart
from tickets_service.settings import Settings


def bind(settings: Settings) -> socket.socket:
    """Taken before anything is started, so that a second start says so at once.

    Without TCP_NODELAY, which asyncio does not set on a socket it is handed, an answer of two packets waits 40 ms.
    """
    _require_usable_certificate(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror}): "
            "stop what listens there or set TICKETS_PORT."
        ) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _require_usable_certificate(settings: Settings) -> None:
    if settings.tls_cert is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(settings.tls_cert, settings.tls_key)
    except OSError as error:
        raise CannotStart(
            f"TICKETS_TLS_CERT and TICKETS_TLS_KEY cannot be used ({error.strerror or error}): both are PEM files, and "
            "the key belongs to the certificate."
        ) from error
