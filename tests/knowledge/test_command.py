"""`service-tickets knowledge …` as a process."""

from __future__ import annotations

import pytest
from service import Service

from tickets_service.vault import new_key


@pytest.fixture
def service(database_url, tmp_path):
    return Service(tmp_path / "service", TICKETS_DATABASE_URL=database_url, TICKETS_SECRET_KEYS=new_key())


def test_articles_go_in_and_come_out(service, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "versand.md").write_text("# Versand\n\nZwei Tage.\n")
    (folder / "bad.md").write_text("---\nkind: recipe\n---\nText\n")
    code, printed, complained = service.done("knowledge", "import", str(folder))
    service.command("knowledge", "export", str(tmp_path / "out"))

    assert (code, printed) == (1, "1 added, 0 changed, 0 as they were.\n")
    assert "bad.md: Its kind must be" in complained
    assert complained.endswith("1 could not be taken in.\n")
    assert (tmp_path / "out/versand.md").read_text() == "# Versand\n\nZwei Tage.\n"


def test_what_is_not_there_is_said(service, tmp_path):
    code, printed, complained = service.done("knowledge", "import", str(tmp_path / "nowhere"))

    assert (code, printed) == (1, "")
    assert "There is no" in complained
