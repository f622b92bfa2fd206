"""The embedded Postgres: one server for every process that needs it, private, and gone with the last of them."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from tickets_service.db import libpq_url
from tickets_service.embedded import start_embedded
from tickets_service.embedded.places import Places, private_folder
from tickets_service.errors import CannotStart

ROOT = Path(__file__).parents[2]
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can step down")


def ask(server, question="SELECT 1"):
    with psycopg.connect(libpq_url(server.url), autocommit=True) as connection:
        return connection.execute(question).fetchone()[0]


def tell(server, *commands):
    with psycopg.connect(libpq_url(server.url), autocommit=True) as connection:
        for command in commands:
            connection.execute(command)


def server_pid(folder: Path) -> int:
    return int((folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0])


def is_running(folder: Path) -> bool:
    return (folder / "postgres" / "data" / "postmaster.pid").exists()


def process(folder: Path, body: str, *, prefix=()) -> subprocess.Popen[str]:
    """Another process that starts the server of *folder* as `server`, says so, and goes on with *body*."""
    program = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from tickets_service.embedded import start_embedded
        server = start_embedded(Path(sys.argv[1]), durable=False)
        print(server.url, flush=True)
        """
    ) + textwrap.dedent(body)
    return subprocess.Popen(
        [*prefix, sys.executable, "-c", program, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd="/",
    )


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "data"
    yield folder
    if is_running(folder):
        start_embedded(folder).close()


def test_it_starts_keeps_what_was_written_and_stops_with_its_last_user(folder):
    with start_embedded(folder) as server:
        tell(server, "CREATE TABLE kept AS SELECT 42 AS answer")
        assert is_running(folder)
    assert not is_running(folder)
    with start_embedded(folder) as server:
        assert ask(server, "SELECT answer FROM kept") == 42


def test_it_brings_vectors_and_sorts_unicode(folder):
    with start_embedded(folder, durable=False) as server:
        tell(server, "CREATE EXTENSION vector")
        assert ask(server, "SELECT lower('ÄÖÜ')") == "äöü"


def test_a_path_with_spaces_and_quotes_is_fine(tmp_path):
    with start_embedded(tmp_path / 'a "folder" with, spaces and $signs', durable=False) as server:
        assert ask(server) == 1


def test_a_very_long_path_gets_a_short_private_socket(tmp_path):
    folder = tmp_path / ("long" * 30) / ("er" * 30)
    with start_embedded(folder, durable=False) as server:
        socket = Path(server.url.partition("host=")[2].replace("%2F", "/"))
        assert not socket.is_relative_to(tmp_path)
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
        assert ask(server) == 1
    assert not socket.exists(), "nothing stays in the temporary folder"


def test_a_foreign_folder_in_the_place_of_the_socket_is_refused(tmp_path):
    place = tmp_path / "socket"
    place.mkdir(mode=0o755)
    with pytest.raises(CannotStart, match="not a private folder"):
        private_folder(place, (os.geteuid(), os.getegid()))
    assert stat.S_IMODE(place.stat().st_mode) == 0o755, "refused, not repaired"


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path):
    (tmp_path / "postgres").touch()

    with pytest.raises(CannotStart, match="must belong to the user who runs the service"):
        start_embedded(tmp_path)


def test_nobody_gets_in_without_the_password(folder):
    with start_embedded(folder, durable=False) as server:
        address = libpq_url(server.url)
        password = (folder / "postgres" / "password").read_text()
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(address.replace(password, "wrong"))


def test_only_its_owner_reads_what_is_private(folder):
    with start_embedded(folder, durable=False):
        root = folder / "postgres"
        for name in ("password", "data", "users"):
            assert stat.S_IMODE((root / name).stat().st_mode) & 0o077 == 0, name


def test_several_processes_share_one_server(folder):
    first = process(folder, "time.sleep(60)")
    second = process(folder, "server.close()")
    assert second.stdout.readline() == first.stdout.readline()
    second.wait(30)
    assert is_running(folder), "the first one still uses it"
    with start_embedded(folder) as server:
        assert ask(server) == 1
    assert is_running(folder)
    first.kill()
    first.wait()
    first.stdout.close()
    second.stdout.close()
    start_embedded(folder).close()
    assert not is_running(folder)


def test_it_outlives_a_starter_that_is_killed_and_goes_with_the_next_last_user(folder):
    starter = process(folder, "time.sleep(60)")
    starter.stdout.readline()
    pid = server_pid(folder)
    starter.kill()
    starter.wait()
    starter.stdout.close()

    with start_embedded(folder) as server:
        assert ask(server) == 1
        assert server_pid(folder) == pid
    assert not is_running(folder)


def test_a_killed_server_recovers_what_was_committed(folder):
    with start_embedded(folder) as server:
        tell(server, "CREATE TABLE kept AS SELECT generate_series(1, 200000) AS number")
        os.kill(server_pid(folder), signal.SIGKILL)
        time.sleep(0.2)
        with start_embedded(folder) as again:
            assert ask(again, "SELECT count(*) FROM kept") == 200_000


def test_a_pid_file_that_names_somebody_elses_process_is_no_obstacle(folder):
    start_embedded(folder).close()
    (folder / "postgres" / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n")

    with start_embedded(folder) as server:
        assert ask(server) == 1


def test_a_slow_recovery_is_waited_for(folder):
    """Frozen for longer than it usually takes to start, the server is not given up."""
    start_embedded(folder).close()
    starter = process(folder, "server.close()")
    deadline = time.monotonic() + 10
    while not is_running(folder) and time.monotonic() < deadline:
        time.sleep(0.001)
    pid = server_pid(folder)
    os.kill(pid, signal.SIGSTOP)
    time.sleep(3)
    os.kill(pid, signal.SIGCONT)

    assert starter.wait(30) == 0
    starter.stdout.close()


def test_data_of_another_major_version_is_left_alone(folder):
    start_embedded(folder).close()
    (folder / "postgres" / "data" / "PG_VERSION").write_text("15\n")

    with pytest.raises(CannotStart, match="PostgreSQL 15"):
        start_embedded(folder)


def test_closing_twice_does_nothing(folder):
    server = start_embedded(folder, durable=False)
    server.close()
    server.close()
    assert repr(server).startswith("EmbeddedPostgres(")


@needs_root
def test_root_steps_down_and_reaches_a_folder_that_is_closed_to_others(tmp_path):
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with start_embedded(home / "data", durable=False) as server:
        assert ask(server) == 1
        assert (home / "data" / "postgres" / "data").stat().st_uid != 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@needs_root
def test_an_ordinary_user_needs_no_stepping_down(tmp_path_factory):
    nobody = pwd.getpwnam("nobody")
    folder = Path("/tmp") / f"tickets-embedded-{os.getpid()}"
    folder.mkdir()
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    setpriv = [shutil.which("setpriv"), f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    readable = subprocess.run([*setpriv, sys.executable, "-c", ""], check=False, capture_output=True)
    if readable.returncode:
        pytest.skip("this checkout cannot be read by other users")
    other = process(folder, "server.close(); print('left')", prefix=setpriv)
    said, _ = other.communicate(timeout=60)

    assert said.endswith("left\n")
    assert Places(folder / "postgres").data.stat().st_uid == nobody.pw_uid
    shutil.rmtree(folder)
