"""Settings are read once, documented whole, and refuse what would be unsafe."""

import re
from pathlib import Path

import pytest

from tickets_service.errors import CannotStart
from tickets_service.settings import Settings, read_settings

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def empty_surroundings(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TICKETS_{name.upper()}", raising=False)


def test_every_setting_is_in_the_example_with_its_default(monkeypatch):
    written = dict(re.findall(r"^TICKETS_(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert {name.lower() for name in written} == set(Settings.model_fields)

    monkeypatch.setenv("TICKETS_LOG_FORMAT", "json")
    assert Settings(_env_file=ROOT / ".env.example") == Settings(_env_file=None)


def test_there_are_fewer_than_thirty():
    assert len(Settings.model_fields) < 30


def test_an_env_file_in_the_working_folder_counts(tmp_path):
    (tmp_path / ".env").write_text("TICKETS_PORT=9000\nSOMETHING_ELSE=1\n")

    assert read_settings().port == 9000


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TICKETS_PORT", "eighty", "TICKETS_PORT"),
        ("TICKETS_PORT", "0", "TICKETS_PORT"),
        ("TICKETS_REFRESH_CRON", "every minute", "not a cron expression"),
        ("TICKETS_UNDO_SECONDS", "-1", "TICKETS_UNDO_SECONDS"),
        ("TICKETS_PUBLIC_URL", "tickets.example.com", "https://"),
        ("TICKETS_TRUSTED_PROXIES", "my proxy", "TICKETS_TRUSTED_PROXIES"),
        ("TICKETS_LOG_FORMAT", "xml", "TICKETS_LOG_FORMAT"),
        ("TICKETS_HOST", "0.0.0.0", "reachable from outside"),
        ("TICKETS_TLS_CERT", __file__, "belong together"),
        ("TICKETS_TLS_CERT", "/nowhere/cert.pem", "there is no file"),
        ("TICKETS_DATABASE_URL", "nonsense", "TICKETS_DATABASE_URL"),
        ("TICKETS_DATABASE_URL", "mysql://x/y", "postgresql://"),
        ("TICKETS_DATABASE_URL", "postgresql://u:p@127.0.0.1:abc/x", "postgresql://"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(monkeypatch, name, value, words):
    monkeypatch.setenv(name, value)
    with pytest.raises(CannotStart) as refusal:
        read_settings()

    assert words in refusal.value.message
    assert "\n" not in refusal.value.message


def test_a_public_bind_is_allowed_behind_a_named_proxy(monkeypatch):
    monkeypatch.setenv("TICKETS_HOST", "0.0.0.0")
    monkeypatch.setenv("TICKETS_TRUSTED_PROXIES", "172.18.0.0/16, ::1/128")

    assert len(read_settings().trusted_proxies) == 2


@pytest.mark.parametrize(
    ("host", "origin"),
    [("127.0.0.1", "http://127.0.0.1:8007"), ("localhost", "http://localhost:8007"), ("::1", "http://[::1]:8007")],
)
def test_the_origin_is_derived(host, origin):
    assert Settings(_env_file=None, host=host).origin == origin


def test_the_origin_can_be_said():
    assert Settings(_env_file=None, public_url="https://desk.example.com/").origin == "https://desk.example.com"


def test_secrets_do_not_show():
    settings = Settings(_env_file=None, secret_keys="geheim", database_url="postgresql://u:geheim@h/d")

    assert "geheim" not in repr(settings)
