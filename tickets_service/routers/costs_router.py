"""What models cost, what may be spent, what was, and what came of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from tickets_service.drafting import costs, figures, prices
from tickets_service.drafting.costs import Costs
from tickets_service.drafting.figures import Figures
from tickets_service.drafting.prices import PriceOut, PricesIn
from tickets_service.routers.dependencies import Admin, AdminsOnly, AgentsOnly, Page, PageParams, Session, part_of

router = APIRouter(prefix="/api", tags=["costs"])


@router.get("/openai/prices", dependencies=[AdminsOnly])
async def list_prices(session: Session, page: PageParams) -> Page[PriceOut]:
    """The known ones, with the shop's own in their place."""
    return part_of(await prices.listed(session), page, str, key=lambda price: (price.model,))


@router.put("/openai/prices")
async def set_prices(session: Session, admin: Admin, wanted: PricesIn) -> Page[PriceOut]:
    """All of the shop's own at once: those left out become the known ones again."""
    return Page(items=list(await prices.replace_own(session, wanted, actor=admin.subject)), next_cursor=None)


@router.get("/drafts/costs", dependencies=[AdminsOnly])
async def draft_costs(session: Session, days: Annotated[int, Query(ge=1, le=366)] = 30) -> Costs:
    return await costs.costs(session, days=days)


@router.get("/drafts/figures", dependencies=[AgentsOnly])
async def draft_figures(session: Session, days: Annotated[int, Query(ge=1, le=366)] = 30) -> Figures:
    """What became of the drafts of these days: sent as they were, lightly or heavily changed, or discarded."""
    return await figures.figures(session, days=days)
