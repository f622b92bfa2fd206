"""Users and API tokens, and the doors people come in by."""

from __future__ import annotations

from fastapi import APIRouter, Response

from tickets_service.accounts import links, tokens, users
from tickets_service.accounts.actors import Actor
from tickets_service.accounts.schemas import (
    ActorOut,
    CreatedToken,
    InvitedUser,
    LinkOut,
    NewToken,
    NewUser,
    TokenOut,
    UserOut,
    UserPatch,
)
from tickets_service.models import ApiToken, User
from tickets_service.routers import doors
from tickets_service.routers.dependencies import (
    Admin,
    AdminsOnly,
    Agent,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
)
from tickets_service.routers.paging import Page, encode_cursor
from tickets_service.settings import Settings

router = APIRouter()
router.include_router(doors.router)


@router.get("/api/me", tags=["accounts"], response_model=ActorOut)
async def me(actor: Agent) -> Actor:
    return actor


@router.get("/api/users", tags=["accounts"], dependencies=[AdminsOnly])
async def list_users(session: Session, wanted: PageParams) -> Page[UserOut]:
    (after,) = wanted.after(int) or (None,)
    rows = await users.list_users(session, limit=wanted.limit + 1, after=after)
    items = [UserOut.model_validate(row) for row in rows[: wanted.limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > wanted.limit else None)


@router.post("/api/users", tags=["accounts"], status_code=201)
async def add_user(session: Session, resources: ResourcesDep, admin: Admin, wanted: NewUser) -> InvitedUser:
    """The link in the answer sets the password, once."""
    user = await users.add_user(session, email=wanted.email, name=wanted.name, role=wanted.role, actor=admin.subject)
    link = _address(resources.settings, await links.invite(session, user.id))
    return InvitedUser(**UserOut.model_validate(user).model_dump(exclude={"disabled"}), link=link)


@router.get("/api/users/{user_id}", tags=["accounts"], dependencies=[AdminsOnly], response_model=UserOut)
async def user(session: Session, user_id: RowId) -> User:
    return await users.by_id(session, user_id)


@router.patch("/api/users/{user_id}", tags=["accounts"], response_model=UserOut)
async def change_user(session: Session, admin: Admin, user_id: RowId, wanted: UserPatch) -> User:
    return await users.patch(session, user_id, wanted, actor=admin.subject)


@router.post("/api/users/{user_id}/link", tags=["accounts"], dependencies=[AdminsOnly], status_code=201)
async def reset_user(session: Session, resources: ResourcesDep, user_id: RowId) -> LinkOut:
    """A one-time link to set a new password; the old one works until then."""
    return LinkOut(link=_address(resources.settings, await links.reset(session, user_id)))


@router.get("/api/tokens", tags=["accounts"], dependencies=[AdminsOnly])
async def list_tokens(session: Session, wanted: PageParams) -> Page[TokenOut]:
    (after,) = wanted.after(int) or (None,)
    rows = await tokens.list_tokens(session, limit=wanted.limit + 1, after=after)
    items = [TokenOut.model_validate(row) for row in rows[: wanted.limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > wanted.limit else None)


@router.post("/api/tokens", tags=["accounts"], status_code=201)
async def add_token(session: Session, admin: Admin, wanted: NewToken) -> CreatedToken:
    """The token itself is only in this answer."""
    made = await tokens.add(
        session, name=wanted.name, role=wanted.role, expires_at=wanted.expires_at, actor=admin.subject
    )
    return CreatedToken(**TokenOut.model_validate(made.row).model_dump(), token=made.token)


@router.get("/api/tokens/{token_id}", tags=["accounts"], dependencies=[AdminsOnly], response_model=TokenOut)
async def token(session: Session, token_id: RowId) -> ApiToken:
    return await tokens.by_id(session, token_id)


@router.delete("/api/tokens/{token_id}", tags=["accounts"], status_code=204)
async def revoke_token(session: Session, admin: Admin, token_id: RowId) -> Response:
    await tokens.revoke(session, token_id, actor=admin.subject)
    return Response(status_code=204)


def _address(settings: Settings, link: str) -> str:
    return f"{settings.origin}/setup/{link}"
