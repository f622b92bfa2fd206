"""How each store of the shop speaks."""

from __future__ import annotations

from fastapi import APIRouter, Response

from tickets_service.drafting import voices
from tickets_service.drafting.voices import VoiceIn, VoiceOut
from tickets_service.models import VoiceCard
from tickets_service.routers.dependencies import Admin, AgentsOnly, Page, PageParams, RowId, Session, part_of

router = APIRouter(prefix="/api/voices", tags=["voices"])


@router.get("", dependencies=[AgentsOnly])
async def list_voices(session: Session, page: PageParams) -> Page[VoiceOut]:
    """The one of every store without its own first."""
    cards = [VoiceOut.model_validate(card) for card in await voices.list_all(session)]
    return part_of(cards, page, int, key=lambda card: (-1 if card.plenty_id is None else card.plenty_id,))


@router.put("", response_model=VoiceOut)
async def set_usual_voice(session: Session, admin: Admin, wanted: VoiceIn) -> VoiceCard:
    """For every store without its own."""
    return await voices.put(session, None, wanted, actor=admin.subject)


@router.delete("", status_code=204)
async def remove_usual_voice(session: Session, admin: Admin) -> Response:
    await voices.remove(session, None, actor=admin.subject)
    return Response(status_code=204)


@router.get("/{plenty_id}", dependencies=[AgentsOnly], response_model=VoiceOut)
async def voice(session: Session, plenty_id: RowId) -> VoiceCard:
    return await voices.get(session, plenty_id)


@router.put("/{plenty_id}", response_model=VoiceOut)
async def set_voice(session: Session, admin: Admin, plenty_id: RowId, wanted: VoiceIn) -> VoiceCard:
    return await voices.put(session, plenty_id, wanted, actor=admin.subject)


@router.delete("/{plenty_id}", status_code=204)
async def remove_voice(session: Session, admin: Admin, plenty_id: RowId) -> Response:
    await voices.remove(session, plenty_id, actor=admin.subject)
    return Response(status_code=204)
