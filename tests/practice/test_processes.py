"""The practice servers as processes: they end with whoever started them, and say what is in their way."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest
from service import ROOT, free_port

from tickets_service.cli import practice_servers
from tickets_service.errors import CannotStart

DEMO = """
import asyncio, sys
from pathlib import Path
from tickets_service.cli import practice_servers

async def run():
    async with practice_servers.running(Path(sys.argv[1]), (int(sys.argv[2]), int(sys.argv[3]))) as are_answering:
        await are_answering()
        print("ready", flush=True)
        await asyncio.Event().wait()

asyncio.run(run())
"""


@pytest.fixture
def ports():
    return free_port(), free_port()


def is_listening(port):
    with closing(socket.socket()) as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def all_are_gone(ports, *, seconds=15):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not any(is_listening(port) for port in ports):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("end", ["kill", "terminate"])
def test_the_practice_servers_end_with_the_demo_even_when_it_is_killed(tmp_path, ports, end):
    shop, words = tmp_path / "practice-shop", [str(port) for port in ports]
    with subprocess.Popen([sys.executable, "-c", DEMO, shop, *words], stdout=subprocess.PIPE, cwd=ROOT) as demo:
        assert b"ready\n" in iter(demo.stdout.readline, b"")
        assert all(is_listening(port) for port in ports)

        getattr(demo, end)()

        assert all_are_gone(ports)


async def test_a_port_that_is_taken_is_told_with_the_way_out(tmp_path, ports):
    taken = socket.create_server(("127.0.0.1", ports[1]))
    with closing(taken), pytest.raises(CannotStart, match=f"`lsof -i :{ports[1]}`"):
        async with practice_servers.running(tmp_path / "shop", ports):
            raise AssertionError
    assert not is_listening(ports[0])
