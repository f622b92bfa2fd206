"""What is written for operators is true of the code: settings, alarms, words of the log, commands, links."""

import ast
import re
from pathlib import Path

import pytest
from typer.main import get_command

from tickets_service.checks import CHECKS
from tickets_service.cli.main import COMMANDS, typer_of
from tickets_service.models import AlarmKind, ConnectionState, ReplyState
from tickets_service.models.drafts import DraftState
from tickets_service.plenty.connection import NONE
from tickets_service.routers import health_router
from tickets_service.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OF_OPERATORS = [page for page in PAGES if "decisions" not in page.parts and page.name != "CONTRIBUTING.md"]
EMPTY = "empty"


def chapter(page, title):
    """The text below a heading, up to the next one."""
    _, found, rest = (ROOT / "docs" / page).read_text().partition(f"\n## {title}\n")
    assert found, f"{page} has no chapter {title}"
    return rest.partition("\n## ")[0]


def rows_of(text):
    """Cells of each table row that begins with a `word`."""
    return [
        [cell.strip() for cell in row.strip("| ").split(" | ")] for row in re.findall(r"^\| `.*\|$", text, re.MULTILINE)
    ]


def words(text):
    """What stands in the first column. Twice is once too often."""
    found = [row[0].strip("`") for row in rows_of(text)]
    assert len(found) == len(set(found))
    return set(found)


def written_settings():
    """Name → (default, the whole row) in docs/settings.md."""
    rows = rows_of((ROOT / "docs/settings.md").read_text())
    return {row[0].strip("`"): ("" if row[1] == EMPTY else row[1].strip("`"), " ".join(row)) for row in rows}


def code_of(page):
    """What is set as code, in blocks and in lines."""
    blocks_and_lines = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", page.read_text(), re.DOTALL)
    return ["".join(found) for found in blocks_and_lines]


def anchors_of(page):
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture
def bare(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TICKETS_{name.upper()}", raising=False)


def test_every_setting_is_described_and_none_that_does_not_exist():
    assert set(written_settings()) == {f"TICKETS_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_described_default_is_the_one_in_the_code(bare, monkeypatch, name):
    written, _ = written_settings()[f"TICKETS_{name.upper()}"]
    usual = getattr(Settings(_env_file=None), name)

    monkeypatch.setenv(f"TICKETS_{name.upper()}", written)
    assert getattr(Settings(_env_file=None), name) == usual
    if written:
        assert usual, "what has no default is written as empty"
    elif name != "log_format":
        assert not usual, "what has a default shows it"


def test_the_example_shows_the_described_defaults():
    example = dict(re.findall(r"^(TICKETS_\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert {name: value.strip('"') for name, value in example.items()} == {
        name: default for name, (default, _) in written_settings().items()
    }


def test_described_bounds_are_those_of_the_code():
    for name, field in Settings.model_fields.items():
        _, row = written_settings()[f"TICKETS_{name.upper()}"]
        bounds = [getattr(rule, edge) for rule in field.metadata for edge in ("ge", "le") if hasattr(rule, edge)]
        assert not bounds or "{} to {}".format(*bounds) in row


@pytest.mark.parametrize("page", OF_OPERATORS, ids=lambda page: page.name)
def test_every_setting_that_is_mentioned_exists(page):
    known = {f"TICKETS_{name.upper()}" for name in Settings.model_fields}
    known |= set(re.findall(r"\$\{(TICKETS_\w+)", (ROOT / "compose.yaml").read_text()))

    assert set(re.findall(r"TICKETS_[A-Z_]+[A-Z]", page.read_text())) <= known


@pytest.mark.parametrize("page", OF_OPERATORS, ids=lambda page: page.name)
def test_every_command_that_is_mentioned_exists(page):
    for said in code_of(page):
        for line in re.findall(r"service-tickets (?!service-tickets)([a-z][^\n;&|)]*)", said):
            name, *rest = line.partition(" #")[0].split()
            assert name in COMMANDS, line
            command = get_command(typer_of(COMMANDS[name][0]))
            if inner := getattr(command, "commands", None):
                assert not rest or rest[0] in inner, line
                command = inner[rest[0]] if rest else command
            options = {spelling for parameter in command.params for spelling in parameter.opts}
            assert {word for word in rest if word.startswith("--")} <= options, line


@pytest.mark.parametrize(
    ("title", "known"),
    [
        ("Alarms", AlarmKind),
        ("doctor", CHECKS),
        ("States of a reply", ReplyState),
        ("States of a draft", DraftState),
    ],
)
def test_every_word_is_explained_and_none_that_does_not_exist(title, known):
    assert words(chapter("alarms.md", title)) == {str(word) for word in known}


def test_the_alarm_that_is_accepted_as_an_example_exists():
    (kind,) = re.findall(r"/api/alarms/(\w+)/acceptance", chapter("alarms.md", "Alarms"))

    assert kind in set(AlarmKind)


def test_every_answer_of_health_is_explained():
    source = Path(health_router.__file__).read_text()
    answers = set(re.findall(r'"(ready|degraded|unready)"', source))
    own, upstreams = {"database", "schema", "keys"}, {"plenty", "openai", "embeddings"}
    assert all(f'"{check}"' in source for check in own | upstreams)

    assert words(chapter("alarms.md", "/health/ready")) == answers | own | upstreams | {NONE, *ConnectionState}


def test_every_figure_is_explained():
    figures = set(re.findall(r'"(tickets_\w+)"', Path(health_router.__file__).read_text()))
    assert figures

    assert words(chapter("alarms.md", "Figures to watch")) == figures


def logged():
    """(event, level) of every call of `log` in the package; the practice servers are not operated."""
    for path in (ROOT / "tickets_service").rglob("*.py"):
        if "practice" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log."):
                    level = ast.unparse(node.func).removeprefix("log.").replace("exception", "error")
                    yield ast.literal_eval(node.args[0]), level


def test_every_event_of_the_log_is_explained_with_its_level():
    rows = rows_of(chapter("alarms.md", "Events in the log"))

    assert {(row[0].strip("`"), row[1]) for row in rows} == set(logged())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text()):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            there = (page.parent / path).resolve() if path else page
            assert there.exists(), target
            assert not anchor or anchor in anchors_of(there), target


def test_what_compose_and_the_readme_point_at_is_there():
    pointed = {
        found
        for source in (ROOT / "compose.yaml", ROOT / "README.md", ROOT / "CHANGELOG.md")
        for found in re.findall(r"docs/[\w./-]+\.md", source.read_text())
    }

    assert {"docs/running.md", "docs/backup.md", "docs/settings.md", "docs/alarms.md"} <= pointed
    assert all((ROOT / page).exists() for page in pointed)
