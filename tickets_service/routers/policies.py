"""Every route says who may use it; a service with a route that does not say so does not start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from tickets_service.accounts.actors import Actor
from tickets_service.errors import CannotStart, Forbidden, Unauthenticated
from tickets_service.routers.entrances import Entrance


async def current_actor(request: Request) -> Actor:
    actor = getattr(request.state, "actor", None)
    if not isinstance(actor, Actor):
        raise Unauthenticated("Sign in, or send a token: Authorization: Bearer …")
    return actor


async def agents_only(actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
    """An admin may do whatever an agent may."""
    return actor


async def admins_only(actor: Annotated[Actor, Depends(current_actor)]) -> Actor:
    if not actor.is_admin:
        raise Forbidden("Only an admin may do this.")
    return actor


async def open_to_all() -> None:
    """Says that a route is meant for strangers too."""


Policy = Callable[..., Any]
POLICIES: tuple[Policy, ...] = (agents_only, admins_only, open_to_all)


def require_policies(app: FastAPI) -> None:
    """Raises CannotStart unless every route has exactly one policy and the gate agrees with it."""
    for path, methods, policies in routes_with_policies(app):
        admits_strangers = Entrance.of(path).admits_strangers
        if policies is None:
            fits = admits_strangers
        else:
            fits = len(policies) == 1 and (policies[0] is open_to_all) == admits_strangers
        if not fits:
            names = ", ".join(policy.__name__ for policy in policies or []) or "none"
            raise CannotStart(
                f"{' '.join(methods)} {path} needs exactly one policy that fits its address, not: {names}."
            )


def routes_with_policies(app: FastAPI) -> Iterator[tuple[str, list[str], list[Policy] | None]]:
    """Path, methods and policies; None for what can carry none: mounted folders, the schema."""
    for route in iter_route_contexts(app.routes):
        dependant = getattr(route, "dependant", None)
        policies = None if dependant is None else [call for call in _calls(dependant) if call in POLICIES]
        yield route.path or "", sorted(route.methods or []), policies


def _calls(dependant: Dependant) -> Iterator[Policy]:
    for inner in dependant.dependencies:
        if inner.call is not None:
            yield inner.call
        yield from _calls(inner)
