"""`user …` and `token …`."""

from __future__ import annotations

from typing import Annotated

import typer

from tickets_service.accounts import links, tokens, users
from tickets_service.cli.session import BY_COMMAND, secret_from_stdin, with_resources
from tickets_service.models import Role
from tickets_service.resources import Resources

user = typer.Typer(help="People who sign in.", no_args_is_help=True)
token = typer.Typer(help="Tokens for programs.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(metavar="EMAIL")]
TokenName = Annotated[str, typer.Argument(metavar="NAME")]
WithRole = Annotated[Role, typer.Option("--role")]


@user.command("add")
def add_user(
    email: Email,
    role: WithRole = Role.AGENT,
    name: Annotated[str, typer.Option("--name", help="Shown to colleagues; default: the e-mail address.")] = "",
    *,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from standard input.")] = False,
) -> None:
    """Add a person; without --password-stdin a one-time set-password link is printed."""
    password = secret_from_stdin("Password") if password_stdin else None

    async def work(resources: Resources) -> str:
        async with resources.sessions.begin() as session:
            person = await users.add_user(
                session, email=email, name=name or email, role=role, password=password, actor=BY_COMMAND
            )
            if password is not None:
                return f"{person.email} was added as {person.role.value}."
            return _link_text(resources, await links.invite(session, person.id))

    typer.echo(with_resources(work))


@user.command("list")
def list_users() -> None:
    """Everybody, with role and state."""

    async def work(resources: Resources) -> list[str]:
        async with resources.sessions() as session:
            return [
                f"{person.email}\t{person.role.value}\t{'disabled' if person.disabled_at else 'active'}\t{person.name}"
                for person in await users.list_users(session)
            ]

    for line in with_resources(work):
        typer.echo(line)


@user.command("disable")
def disable_user(email: Email) -> None:
    """End a person's access at once, open sessions included."""

    async def work(resources: Resources) -> None:
        async with resources.sessions.begin() as session:
            person = await users.by_email(session, email)
            await users.disable(session, person.id, actor=BY_COMMAND)

    with_resources(work)
    typer.echo(f"{email} is disabled.")


@user.command("reset")
def reset_user(email: Email) -> None:
    """Print a one-time link with which the person sets a new password."""

    async def work(resources: Resources) -> str:
        async with resources.sessions.begin() as session:
            person = await users.by_email(session, email)
            return _link_text(resources, await links.reset(session, person.id))

    typer.echo(with_resources(work))


def _link_text(resources: Resources, link: str) -> str:
    return f"{resources.settings.origin}/setup/{link}"


@token.command("add")
def add_token(name: TokenName, role: WithRole = Role.AGENT) -> None:
    """Print a new API token, alone on one line, once."""

    async def work(resources: Resources) -> str:
        async with resources.sessions.begin() as session:
            return (await tokens.add(session, name=name, role=role, actor=BY_COMMAND)).token

    typer.echo(with_resources(work))


@token.command("list")
def list_tokens() -> None:
    """Every token with its role; the token itself is shown only when it is made."""

    async def work(resources: Resources) -> list[str]:
        async with resources.sessions() as session:
            return [
                f"{row.name}\t{row.role.value}\t…{row.token_hint}\t{'revoked' if row.revoked_at else 'active'}"
                for row in await tokens.list_tokens(session)
            ]

    for line in with_resources(work):
        typer.echo(line)


@token.command("revoke")
def revoke_token(name: TokenName) -> None:
    """End a token's access at once."""

    async def work(resources: Resources) -> None:
        async with resources.sessions.begin() as session:
            await tokens.revoke_named(session, name, actor=BY_COMMAND)

    with_resources(work)
    typer.echo(f"{name} is revoked.")
