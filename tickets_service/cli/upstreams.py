"""`plenty …` and `openai …`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from pydantic import SecretStr, ValidationError

from tickets_service.cli.session import BY_COMMAND, secret_from_stdin, with_resources
from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.errors import Invalid
from tickets_service.models import RunKind
from tickets_service.plenty import connection
from tickets_service.resources import Resources
from tickets_service.tickets import runs

plenty = typer.Typer(help="The connection to Plentymarkets.", no_args_is_help=True)
openai = typer.Typer(help="Credentials of the language model.", no_args_is_help=True)


@plenty.callback()
def _plenty() -> None:
    """The connection to Plentymarkets."""


@openai.callback()
def _openai() -> None:
    """Credentials of the language model."""


MAILED_BY_A_PROCEDURE = (
    "Mind: Plenty e-mails a ticket reply to the customer only where an event procedure says so; "
    "`service-tickets doctor` tells more."
)


@plenty.command("connect")
def connect(
    url: Annotated[str, typer.Option("--url", help="https://p12345.my.plentysystems.com")],
    username: Annotated[str, typer.Option("--username")],
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from standard input.")] = False,
) -> None:
    """Test the login and store the connection, sealed. Without --password-stdin the password is asked for."""
    password = secret_from_stdin("Password", ask=not password_stdin)

    async def work(resources: Resources) -> str:
        offered = connection.Offered(url, username, password)
        stored = await connection.connect(
            resources.sessions, resources.vault, resources.plenty.wire, offered, actor=BY_COMMAND
        )
        async with resources.sessions.begin() as session:
            await runs.ask_for_run(session, RunKind.REFRESH)
        return str(stored.base_url)

    typer.echo(f"Connected to {with_resources(work)}.")
    typer.echo(MAILED_BY_A_PROCEDURE, err=True)


@openai.command("add")
def add_credential(
    label: Annotated[str, typer.Option("--label")],
    model: Annotated[str, typer.Option("--model")] = "gpt-4o-mini",
    base_url: Annotated[str | None, typer.Option("--base-url", help="Any OpenAI-compatible endpoint.")] = None,
    embedding_model: Annotated[
        str | None, typer.Option("--embedding-model", help="Also compare texts by their meaning, with this model.")
    ] = None,
    *,
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read it from standard input.")] = False,
) -> None:
    """Store a credential, sealed. The first one becomes active."""
    token = secret_from_stdin("Token", ask=not token_stdin)
    offered = _credential(
        label=label, token=SecretStr(token), model=model, base_url=base_url, embedding_model=embedding_model
    )

    async def work(resources: Resources) -> str:
        async with resources.sessions.begin() as session:
            stored = await credentials.add(session, resources.vault, offered, actor=BY_COMMAND)
            return f"Credential {stored.id} ({stored.label}, …{stored.token_hint}) was stored."

    typer.echo(with_resources(work))


def _credential(**fields: Any) -> CredentialIn:
    try:
        return CredentialIn(**fields)
    except ValidationError as error:
        wrong = {str(problem["loc"][0]): problem["msg"] for problem in error.errors(include_input=False)}
        sentence = "; ".join(f"--{name.replace('_', '-')}: {reason}" for name, reason in wrong.items())
        raise Invalid(f"The credential cannot be stored: {sentence}.") from None
