"""The page of figures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from tickets_service.drafting import figures
from tickets_service.inbox.figures import INTENTS, PERIODS, USUAL_PERIOD, figures_view
from tickets_service.routers.dependencies import AgentsOnly, Session
from tickets_service.routers.pages import page

router = APIRouter(prefix="/figures", tags=["figures"], include_in_schema=False)


@router.get("", dependencies=[AgentsOnly])
async def figures_page(request: Request, session: Session, days: str = "") -> HTMLResponse:
    """A period that is not offered shows the usual one."""
    wanted = next((period for period in PERIODS if str(period) == days), USUAL_PERIOD)
    view = figures_view(await figures.figures(session, days=wanted), wanted)
    return page(request.scope, "figures.html", view=view, intents=INTENTS)
