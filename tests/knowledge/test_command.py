"""`service-tickets knowledge …` as a process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tickets_service.vault import new_key


@pytest.fixture
def command(database_url, tmp_path):
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TICKETS_")}
    own = {
        "TICKETS_DATABASE_URL": database_url,
        "TICKETS_DATA_DIR": str(tmp_path / "data"),
        "TICKETS_SECRET_KEYS": new_key(),
    }

    def run(*arguments):
        said = [sys.executable, "-m", "tickets_service.cli", "knowledge", *map(str, arguments)]
        return subprocess.run(said, env=inherited | own, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_articles_go_in_and_come_out(command, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "versand.md").write_text("# Versand\n\nZwei Tage.\n")
    (folder / "bad.md").write_text("---\nkind: recipe\n---\nText\n")
    taken, given = command("import", folder), command("export", tmp_path / "out")

    assert (taken.returncode, taken.stdout) == (1, "1 added, 0 changed, 0 as they were.\n")
    assert "bad.md: kind" in taken.stderr
    assert taken.stderr.endswith("1 could not be taken in.\n")
    assert (given.returncode, (tmp_path / "out/versand.md").read_text()) == (0, "# Versand\n\nZwei Tage.\n")


def test_what_is_not_there_is_said(command, tmp_path):
    missing = command("import", tmp_path / "nowhere")

    assert (missing.returncode, missing.stdout) == (1, "")
    assert "There is no" in missing.stderr
