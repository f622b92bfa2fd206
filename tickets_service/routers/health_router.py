"""Is it alive, is it ready, and its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from fastapi import APIRouter, Response
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from tickets_service import schema
from tickets_service.inbox import vitals
from tickets_service.routers.dependencies import Public, ResourcesDep, Session

router = APIRouter(dependencies=[Public], tags=["health"])

DATABASE_ANSWERS_WITHIN_SECONDS = 3.0


class Check(BaseModel):
    ok: bool
    since: datetime | None = None
    """When an upstream that is not ok was last fine."""


class Readiness(BaseModel):
    status: str
    """`ready`, `degraded` (an upstream is down, work goes on) or `unready`."""
    checks: dict[str, Check]


@router.get("/health/live")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/health/ready", responses={503: {"model": Readiness}})
async def ready(resources: ResourcesDep, response: Response) -> Readiness:
    """An upstream that is down does not make this process unready: it would be down for every other one too."""
    own, upstreams = {"database": False, "schema": False, "keys": False}, vitals.Failing(None, None)
    try:
        async with asyncio.timeout(DATABASE_ANSWERS_WITHIN_SECONDS), resources.sessions() as session:
            version = await vitals.schema_version(session)
            own.update(database=True, schema=version == _head())
            if own["schema"]:
                own.update(keys=await vitals.keys_open_everything(session, resources.vault))
                upstreams = await vitals.failing(session)
    except (SQLAlchemyError, OSError, TimeoutError):
        own["database"] = False
    checks = {name: Check(ok=ok) for name, ok in own.items()}
    for name, since in (
        ("plenty", upstreams.plenty),
        ("openai", upstreams.openai),
        ("embeddings", upstreams.embeddings),
    ):
        checks[name] = Check(ok=since is None, since=since)
    is_ready = all(own.values())
    response.status_code = 200 if is_ready else 503
    is_whole = all(check.ok for check in checks.values())
    return Readiness(status="ready" if is_whole else "degraded" if is_ready else "unready", checks=checks)


@router.get("/metrics", response_class=Response)
async def metrics(session: Session) -> Response:
    """Without credentials only from this machine."""
    registry = CollectorRegistry()
    registry.register(_Collected(await vitals.figures(session)))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


@dataclass(frozen=True, eq=False)
class _Collected:
    figures: vitals.Figures

    def collect(self) -> Iterable[Metric]:
        """Gauges, because the rows are counted anew each time: every process tells the same."""
        figures = self.figures
        yield _by("tickets_replies", "Replies by state.", "state", figures.replies)
        yield _by("tickets_drafts", "Drafts by state.", "state", figures.drafts)
        yield _by("tickets_plenty_calls_left", "Calls left per window of Plenty.", "window", figures.calls_left)
        yield _by("tickets_jobs_due", "Jobs that could start now, by queue.", "queue", figures.waiting_jobs)
        yield _by("tickets_alarms", "What stopped to be safe and waits for a person.", "kind", figures.alarms)
        seconds = {
            "tickets_oldest_unresolved_reply_seconds": (
                "Age of the oldest reply of which nobody knows whether it arrived.",
                figures.oldest_unresolved_seconds or 0.0,
            ),
            "tickets_refreshed_ago_seconds": (
                "Since the last complete refresh from Plenty.",
                figures.refreshed_ago_seconds,
            ),
            "tickets_failed_sign_ins": ("Failed sign-ins in the running windows.", figures.login_failures),
            "tickets_stalled_jobs": ("Jobs whose worker has died.", figures.stalled_jobs),
            "tickets_suspected_duplicate_replies": (
                "Replies that may stand in Plenty twice.",
                figures.suspected_duplicates,
            ),
        }
        for name, (words, value) in seconds.items():
            if value is not None:
                yield GaugeMetricFamily(name, words, value)


def _by(name: str, words: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


@cache
def _head() -> str:
    return schema.head()
