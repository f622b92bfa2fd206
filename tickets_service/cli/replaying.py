"""`replay`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tickets_service.bookcase import Bookcase
from tickets_service.cli.replay_table import LEGEND, configurations_of, remarks_on, table_of
from tickets_service.cli.session import with_resources
from tickets_service.drafting.prompt import instructions
from tickets_service.drafting.replay import report
from tickets_service.drafting.replay.configurations import Configuration, against, configured
from tickets_service.drafting.replay.outcomes import Replay
from tickets_service.drafting.replay.replaying import MOST_TICKETS, Replayer
from tickets_service.errors import UpstreamFailed
from tickets_service.resources import Resources

REPORT = "replay.html"
INTERRUPTED = 130


def replay(
    last: Annotated[int, typer.Option("--last", metavar="N", help=f"How many tickets, 1 to {MOST_TICKETS}.")] = 20,
    model: Annotated[
        str | None, typer.Option("--model", metavar="M", help="Another model of the active credential's endpoint.")
    ] = None,
    prompt: Annotated[
        str | None,
        typer.Option("--prompt", metavar="FILE", help="Text in place of the built-in instructions to the model."),
    ] = None,
    second: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="CONFIG",
            help="A second configuration beside it: model=NAME, prompt=FILE, or model=NAME,prompt=FILE. What is not "
            "said is as in the first; prompt=built-in is the built-in one.",
        ),
    ] = None,
    report_file: Annotated[
        Path,
        typer.Option("--report", metavar="FILE", help="Where the page goes; a file of that name is replaced."),
    ] = Path(REPORT),
    *,
    print_prompt: Annotated[
        bool, typer.Option("--print-prompt", help="Print the built-in instructions, to start a file from, and end.")
    ] = False,
) -> None:
    """Draft for answered tickets as they stood before, and compare with what was sent.

    Takes the newest tickets with a message of the customer that a person answered; confidential ones are left out.
    Nothing is sent, nothing is stored on tickets, and Plenty is not asked: order facts are the stored copies. Every
    call of the model is in the log of calls (purpose "replay") and counts against the credential's monthly cap; the
    caps by ticket, hour and day do not apply, so one replay takes at most 200 tickets.

    Prints a table and writes a page that only you can read (mode 0600): it holds what customers wrote. Ctrl-C ends
    early with what there is. In a prompt file {{shop}}, {{intents}}, {{house_rules}} and {{voice}} are put in.
    """
    if print_prompt:
        typer.echo(instructions(), nl=False)
        return
    first = configured(model=model, prompt_file=prompt)
    configurations = [first] if second is None else [first, against(second, first)]
    report.require_writable(report_file)
    for configuration in configurations:
        _say_what_is_left_out(configuration)
    done = with_resources(lambda resources: _replay(resources, last, configurations))
    report.write(done, report_file)
    _print(done, report_file)
    if done.is_interrupted:
        raise typer.Exit(INTERRUPTED)
    if not done.has_a_draft:
        raise UpstreamFailed("Not one draft could be made.")


async def _replay(resources: Resources, last: int, configurations: list[Configuration]) -> Replay:
    library = Bookcase(resources.sessions, resources.embedder)
    replayer = Replayer(resources.sessions, resources.vault, resources.models, library)
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        shown = bar.add_task("tickets", total=None)
        return await replayer.replay(last, configurations, lambda done, of: bar.update(shown, completed=done, total=of))


def _say_what_is_left_out(configuration: Configuration) -> None:
    if configuration.instructions is not None and configuration.instructions.left_out:
        named = ", ".join(f"{{{{{name}}}}}" for name in configuration.instructions.left_out)
        typer.echo(f"{configuration.instructions.name} does without {named}: the model is not told of it.", err=True)


def _print(done: Replay, report_file: Path) -> None:
    console = Console()
    _say(console, *configurations_of(done))
    console.print(table_of(done, width=console.width))
    _say(console, *LEGEND, style="dim")
    _say(console, *remarks_on(done), f"The page is {report_file} (mode 0600): it holds what customers wrote.")


def _say(console: Console, *lines: str, style: str = "") -> None:
    for line in lines:
        console.print(line, style=style, markup=False, highlight=False, soft_wrap=True)
