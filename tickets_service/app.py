"""The web application: resources → routers → one edge."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from tickets_service.resources import Resources
from tickets_service.routers import (
    accounts_router,
    alarms_router,
    calls_page_router,
    checks_router,
    composer_router,
    context_router,
    costs_router,
    figures_page_router,
    health_router,
    inbox_actions_router,
    inbox_list_router,
    inbox_router,
    inbox_ticket_router,
    knowledge_page_router,
    knowledge_router,
    listing_router,
    live_router,
    openai_router,
    order_router,
    plenty_router,
    preferences_router,
    presence_router,
    refining_router,
    replies_router,
    sent_router,
    settings_channels_router,
    settings_mine_router,
    settings_models_router,
    settings_plenty_router,
    settings_prices_router,
    settings_replies_router,
    settings_statuses_router,
    settings_tokens_router,
    settings_users_router,
    settings_voices_router,
    start_router,
    sync_page_router,
    sync_router,
    tickets_router,
    views_router,
    voices_router,
)
from tickets_service.routers.dependencies import require_policies
from tickets_service.routers.gate import install_edge

VERSION = "0.1.0"

ROUTERS = (
    listing_router.router,
    sync_router.router,
    tickets_router.router,
    presence_router.router,
    context_router.router,
    live_router.router,
    views_router.router,
    order_router.router,
    openai_router.router,
    costs_router.router,
    voices_router.router,
    replies_router.router,
    composer_router.router,
    checks_router.router,
    refining_router.router,
    sent_router.router,
    knowledge_router.router,
    plenty_router.router,
    alarms_router.router,
    preferences_router.router,
    accounts_router.router,
    inbox_list_router.router,
    inbox_router.router,
    inbox_actions_router.router,
    inbox_ticket_router.router,
    knowledge_page_router.router,
    sync_page_router.router,
    figures_page_router.router,
    calls_page_router.router,
    start_router.router,
    settings_mine_router.router,
    settings_models_router.router,
    settings_plenty_router.router,
    settings_replies_router.router,
    settings_statuses_router.router,
    settings_tokens_router.router,
    settings_users_router.router,
    settings_voices_router.router,
    settings_channels_router.router,
    settings_prices_router.router,
    health_router.router,
)


def take_routes(app: FastAPI, *routers: APIRouter) -> None:
    """As they are: no router adds anything to its routes, and `include_router` would build each of them once more and
    look for the right one in two steps at every request."""
    for router in routers:
        app.router.routes.extend(router.routes)


def create_app(resources: Resources) -> FastAPI:
    """*resources* stay the caller's to close."""
    app = FastAPI(title="Tickets Service", version=VERSION, docs_url=None, redoc_url=None)
    app.state.resources = resources
    take_routes(app, *ROUTERS)
    install_edge(app)
    require_policies(app)
    return app
