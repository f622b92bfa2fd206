"""What a container asks itself: exits with 1 unless the service on its own port says that it is ready."""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection

ANSWERS_WITHIN_SECONDS = 4


def is_ready(environment: Mapping[str, str]) -> bool:
    """Never by way of a proxy that the environment names."""
    asked = _connection(
        int(environment.get("TICKETS_PORT", "8007")), with_tls=bool(environment.get("TICKETS_TLS_CERT"))
    )
    try:
        asked.request("GET", "/health/ready")
        return asked.getresponse().status == 200  # noqa: PLR2004 - the contract's own number
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def _connection(port: int, *, with_tls: bool) -> HTTPConnection:
    if not with_tls:
        return HTTPConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN_SECONDS)
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = (
        ssl.CERT_NONE
    )  # The certificate bears the name that people type, and this never leaves the container.
    return HTTPSConnection("127.0.0.1", port, timeout=ANSWERS_WITHIN_SECONDS, context=context)


if __name__ == "__main__":
    sys.exit(not is_ready(os.environ))
