"""compose.yaml: what it hands to the containers is what the service reads, and a browser reaches it safely."""

import ipaddress
import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from ruamel.yaml import YAML

from tickets_service.routers.origins import is_known_host
from tickets_service.settings import Settings, read_settings
from tickets_service.vault import new_key

ROOT = Path(__file__).parents[1]
OURS = ("service-tickets", "worker", "migrate")
REQUIRED = {"POSTGRES_PASSWORD": "geheim", "TICKETS_SECRET_KEYS": new_key()}


def compose_file(values):
    """With each `${NAME:-default}` and `${NAME:?complaint}` filled in as compose does, after it read the YAML."""

    def fill(found):
        name, kind, rest = found.groups()
        assert name in values or kind == "-", f"{name}: {rest}"
        return values.get(name) or rest

    def filled(part):
        if isinstance(part, dict):
            return {name: filled(value) for name, value in part.items()}
        if isinstance(part, list):
            return [filled(value) for value in part]
        return re.sub(r"\$\{(\w+):([-?])([^}]*)\}", fill, part) if isinstance(part, str) else part

    return filled(YAML(typ="safe").load((ROOT / "compose.yaml").read_text()))


@pytest.fixture
def composed():
    return compose_file(REQUIRED)


@pytest.fixture
def settings(composed, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TICKETS_{name.upper()}", raising=False)
    for name, value in composed["services"]["service-tickets"]["environment"].items():
        monkeypatch.setenv(name, value)
    for name, value in re.findall(r"(TICKETS_\w+)=(\S+)", (ROOT / "Dockerfile").read_text()):
        monkeypatch.setenv(name, value)
    return read_settings()


@pytest.mark.parametrize("name", REQUIRED)
def test_nothing_secret_has_a_default(name):
    values = {other: value for other, value in REQUIRED.items() if other != name}

    with pytest.raises(AssertionError, match=name):
        compose_file(values)


def test_every_setting_it_hands_over_exists(composed):
    handed = composed["services"]["service-tickets"]["environment"].keys() - {"PGPASSWORD"}

    assert {name.removeprefix("TICKETS_").lower() for name in handed} <= set(Settings.model_fields)


def test_a_database_password_may_hold_any_character():
    awkward = "pass/word@with:#?%2F and é"
    services = compose_file(REQUIRED | {"POSTGRES_PASSWORD": awkward})["services"]
    handed = services["service-tickets"]["environment"]

    assert handed["PGPASSWORD"] == services["postgres"]["environment"]["POSTGRES_PASSWORD"] == awkward
    assert handed["TICKETS_DATABASE_URL"] == "postgresql://tickets@postgres:5432/tickets"


def test_one_service_builds_the_image_and_the_others_wait_for_it(composed):
    web, worker, migrate = (composed["services"][name] for name in OURS)

    assert migrate["build"] == "."
    for waiting in (web, worker):
        assert "build" not in waiting
        assert (waiting["image"], waiting["pull_policy"]) == (migrate["image"], "never")
        assert waiting["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_what_only_builds_the_package_leaves_the_image():
    """Beside hatchling and what it needs, venv brings pip, and before Python 3.12 setuptools."""
    ((named),) = re.findall(r"pip uninstall --yes \\\n +(.*)", (ROOT / "Dockerfile").read_text())
    wanted = [line for line in (ROOT / "requirements.in").read_text().splitlines() if not line.startswith("#")]
    building = [name for name in wanted if name in {"editables", "hatchling"}]
    running = [name for name in wanted if name not in building]

    assert set(named.split()) == with_all_they_need(building) - with_all_they_need(running) | {"pip", "setuptools"}


def with_all_they_need(requirements):
    found, waiting = set(), [Requirement(text) for text in requirements]
    while waiting:
        wanted = waiting.pop()
        if wanted.name not in found:
            found.add(wanted.name)
            needed = [Requirement(text) for text in metadata.requires(wanted.name) or ()]
            extras = wanted.extras or {""}
            waiting += [n for n in needed if n.marker is None or any(n.marker.evaluate({"extra": e}) for e in extras)]
    return found


def test_web_worker_and_migrations_share_database_and_keys(composed):
    web, worker, migrations = (composed["services"][name]["environment"] for name in OURS)

    assert web == worker == migrations


def test_the_service_starts_with_it_and_trusts_its_own_network_alone(composed, settings):
    (network,) = composed["networks"]["tickets"]["ipam"]["config"]

    assert settings.host == "0.0.0.0"
    assert settings.trusted_proxies == (ipaddress.ip_network(network["subnet"]),)


def test_a_browser_on_this_machine_is_let_in_by_the_name_it_uses(settings):
    assert settings.origin == "http://127.0.0.1:8007"
    assert is_known_host("127.0.0.1:8007", settings)
    assert is_known_host("localhost:8007", settings)
    assert not is_known_host("evil.example:8007", settings)


def test_it_is_published_on_this_machine_alone(composed):
    published = {name: service.get("ports") for name, service in composed["services"].items()}

    assert published.pop("service-tickets") == ["127.0.0.1:8007:8007"]
    assert set(published.values()) == {None}
