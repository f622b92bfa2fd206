"""A Postgres as somebody else would run it: over TCP, with a password, and a role of ours that may do little."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from service import free_port

from tickets_service.embedded.privileges import servant
from tickets_service.embedded.server import binaries

FOLDERS = {16: "pginstall", 18: "pginstall18"}
"""Where the wheel keeps which major version."""
QUICKLY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
ANSWERS_WITHIN_SECONDS = 30


@contextmanager
def external_postgres(major: int, root: Path) -> Iterator[str]:
    """The address of a database that holds nothing but pgvector, and whose owner is no superuser."""
    who, tools, port = servant(), binaries().parents[1] / FOLDERS[major] / "bin", free_port()
    root.chmod(0o755)
    (root / "password").write_text("geheim")
    folder = root / "data"
    secured = ("--username=admin", f"--pwfile={root / 'password'}", "--auth=scram-sha-256")
    making = (tools / "initdb", *secured, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", f"--pgdata={folder}")
    subprocess.run([*who.prefix, *making], check=True, capture_output=True)
    where = ("-c", "listen_addresses=127.0.0.1", "-c", f"port={port}", "-c", "unix_socket_directories=")
    with (root / "log").open("wb") as log:
        server = subprocess.Popen([*who.prefix, tools / "postgres", "-D", folder, *where, *QUICKLY], stderr=log)
    try:
        with _connected(f"postgresql://admin:geheim@127.0.0.1:{port}/postgres") as admin:
            admin.execute("CREATE ROLE desk LOGIN PASSWORD 'geheim'")
            admin.execute("CREATE DATABASE desk OWNER desk")
        with _connected(f"postgresql://admin:geheim@127.0.0.1:{port}/desk") as admin:
            admin.execute("CREATE EXTENSION vector")
        yield f"postgresql://desk:geheim@127.0.0.1:{port}/desk"
    finally:
        server.terminate()
        server.wait(ANSWERS_WITHIN_SECONDS)


def _connected(address: str) -> psycopg.Connection:
    deadline = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while True:
        try:
            return psycopg.connect(address, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
