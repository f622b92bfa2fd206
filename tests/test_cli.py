"""The list of commands says what the commands say of themselves, and costs next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.main import get_command

from tickets_service.cli.main import COMMANDS, typer_of

HEAVY = ("sqlalchemy", "fastapi", "openai", "tickets_service.tokenizer", "procrastinate", "httpx2")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says_of_itself(name):
    place, sentence = COMMANDS[name]

    assert (get_command(typer_of(place)).help or "").split("\n\n")[0] == sentence


def test_the_list_of_commands_imports_none_of_them():
    program = (
        "import sys\nfrom tickets_service.cli.main import app\n"
        "try: app(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout

    assert all(name in printed for name in COMMANDS)
    assert printed.splitlines()[-1] == "[]"


def test_a_mistyped_command_is_named():
    typed = [sys.executable, "-m", "tickets_service.cli", "serv"]
    done = subprocess.run(typed, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "serv" in done.stderr
