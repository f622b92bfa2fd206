"""Credentials, models, drafts. Keys go in, never out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from tickets_service.drafting import asking, credentials, probing
from tickets_service.drafting import queries as drafts
from tickets_service.drafting.schemas import (
    AIResponseOut,
    CredentialIn,
    CredentialOut,
    CredentialPatch,
    CredentialTest,
    FeedbackIn,
)
from tickets_service.drafting.translating import TranslationIn, TranslationOut, Translator
from tickets_service.models import AIResponseDB, DraftTranslation, OpenAICredentialDB
from tickets_service.routers.dependencies import (
    Admin,
    AdminsOnly,
    Agent,
    AgentsOnly,
    Page,
    PageParams,
    ResourcesDep,
    RowId,
    Session,
    encode_cursor,
    part_of,
)
from tickets_service.tickets import queries as tickets

router = APIRouter(prefix="/api", tags=["drafts"])


class DraftIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    hint: Annotated[str, Field(max_length=2_000)] | None = None
    credential_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None


@router.post("/tickets/{ticket_id}/ai-responses", status_code=202, response_model=AIResponseOut)
async def request_draft(
    session: Session, agent: Agent, ticket_id: RowId, wanted: DraftIn | None = None
) -> AIResponseDB:
    """A draft under way already is the answer; one that is ready is dismissed for the new one."""
    asked = wanted or DraftIn()
    return await asking.request_draft(
        session, ticket_id, hint=asked.hint, credential_id=asked.credential_id, actor=agent.subject
    )


@router.get("/tickets/{ticket_id}/ai-responses", dependencies=[AgentsOnly])
async def list_drafts(session: Session, ticket_id: RowId, page: PageParams) -> Page[AIResponseOut]:
    await tickets.require_ticket(session, ticket_id)
    (after,) = page.after(int) or (None,)
    rows = await drafts.list_for_ticket(session, ticket_id, limit=page.limit, after=after)
    items = [AIResponseOut.model_validate(row) for row in rows[: page.limit]]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(rows) > page.limit else None)


@router.get("/ai-responses/{ai_response_id}", dependencies=[AgentsOnly], response_model=AIResponseOut)
async def draft(session: Session, ai_response_id: RowId) -> AIResponseDB:
    return await drafts.get(session, ai_response_id)


@router.get("/ai-responses/{ai_response_id}/events", dependencies=[AgentsOnly])
async def draft_events(resources: ResourcesDep, ai_response_id: RowId) -> StreamingResponse:
    """Server-sent events: `text` as it is written, one `done` with the draft."""
    async with resources.sessions() as session:
        await drafts.get(session, ai_response_id)
    events = drafts.events(resources.sessions, ai_response_id)
    return StreamingResponse(_as_events(events), media_type="text/event-stream")


async def _as_events(events: AsyncIterator[tuple[str, dict[str, Any]]]) -> AsyncIterator[str]:
    async for name, content in events:
        yield f"event: {name}\ndata: {json.dumps(content)}\n\n"


@router.post("/ai-responses/{ai_response_id}/feedback", status_code=204)
async def give_feedback(session: Session, agent: Agent, ai_response_id: RowId, wanted: FeedbackIn) -> Response:
    await asking.feedback(session, ai_response_id, rating=wanted.rating, reason=wanted.reason, actor=agent.subject)
    return Response(status_code=204)


@router.post("/ai-responses/{ai_response_id}/translation", dependencies=[AgentsOnly], response_model=TranslationOut)
async def translate_draft(resources: ResourcesDep, ai_response_id: RowId, wanted: TranslationIn) -> DraftTranslation:
    """For an agent who does not read the draft's language. It is made at the first call and kept."""
    translator = Translator(resources.sessions, resources.vault, resources.models)
    return await translator.translate(ai_response_id, wanted.language)


@router.post("/openai/credentials", status_code=201, response_model=CredentialOut)
async def add_credential(
    session: Session, resources: ResourcesDep, admin: Admin, wanted: CredentialIn
) -> OpenAICredentialDB:
    """The first one becomes active."""
    return await credentials.add(session, resources.vault, wanted, actor=admin.subject)


@router.get("/openai/credentials", dependencies=[AdminsOnly])
async def list_credentials(session: Session, page: PageParams) -> Page[CredentialOut]:
    rows = [CredentialOut.model_validate(row) for row in await credentials.list_all(session)]
    return part_of(rows, page, int, key=lambda row: (row.id,))


@router.get("/openai/credentials/{credential_id}", dependencies=[AdminsOnly], response_model=CredentialOut)
async def credential(session: Session, credential_id: RowId) -> OpenAICredentialDB:
    return await credentials.get(session, credential_id)


@router.patch("/openai/credentials/{credential_id}", response_model=CredentialOut)
async def change_credential(
    session: Session, resources: ResourcesDep, admin: Admin, credential_id: RowId, wanted: CredentialPatch
) -> OpenAICredentialDB:
    return await credentials.patch(session, resources.vault, credential_id, wanted, actor=admin.subject)


@router.delete("/openai/credentials/{credential_id}", status_code=204)
async def remove_credential(session: Session, admin: Admin, credential_id: RowId) -> Response:
    await credentials.remove(session, credential_id, actor=admin.subject)
    return Response(status_code=204)


@router.post("/openai/credentials/{credential_id}/test", dependencies=[AdminsOnly])
async def test_credential(resources: ResourcesDep, credential_id: RowId) -> CredentialTest:
    return await probing.probe(resources.sessions, resources.vault, resources.models, credential_id)


@router.post("/openai/credentials/{credential_id}/activation", status_code=204)
async def activate_credential(session: Session, admin: Admin, credential_id: RowId) -> Response:
    await credentials.activate(session, credential_id, actor=admin.subject)
    return Response(status_code=204)
