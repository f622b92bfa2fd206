"""The first run: four steps from an empty database to the first draft. How far each is, only the database says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.drafting import credentials
from tickets_service.models import AIResponseDB, DraftState, OpenAICredentialDB, RunKind, RunState, SyncRun
from tickets_service.plenty import connection
from tickets_service.plenty.connection import ConnectionView
from tickets_service.tickets import queries as tickets

UNWRITTEN = (DraftState.QUEUED, DraftState.WRITING)


class Step(StrEnum):
    CONNECTION = "connection"
    REFRESH = "refresh"
    CREDENTIAL = "credential"
    DRAFT = "draft"


class StepState(StrEnum):
    LATER = "later"
    """An earlier step comes first."""
    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True)
class Entered:
    """What was typed into a form that was refused, and why. Secrets are typed again."""

    step: Step | None = None
    complaint: str | None = None
    is_stored: bool = False
    """It was stored all the same, and does not work yet."""
    base_url: str = ""
    username: str = ""
    model: str = ""
    model_base_url: str = ""


@dataclass(frozen=True)
class ConnectionStep:
    state: StepState
    base_url: str | None
    username: str | None
    error: str | None


@dataclass(frozen=True)
class RefreshStep:
    """*tickets* and *messages* are what it has brought so far."""

    state: StepState
    tickets: int
    messages: int
    error: str | None


@dataclass(frozen=True)
class CredentialStep:
    state: StepState
    model: str | None
    token_hint: str | None
    base_url: str | None
    error: str | None


@dataclass(frozen=True)
class DraftStep:
    state: StepState
    ready: int
    unwritten: int
    error: str | None

    @property
    def has_nothing_to_do(self) -> bool:
        """No ticket waits for an answer, so there is no draft, and all is well."""
        return self.state is StepState.DONE and not self.ready


@dataclass(frozen=True)
class FirstSteps:
    connection: ConnectionStep
    refresh: RefreshStep
    credential: CredentialStep
    draft: DraftStep

    @property
    def is_complete(self) -> bool:
        steps = (self.connection, self.refresh, self.credential, self.draft)
        return all(step.state is StepState.DONE for step in steps)


async def first_steps(session: AsyncSession, *, auto_draft: bool) -> FirstSteps:
    """*auto_draft* says whether drafts are written unasked; if not, there is no first one to wait for."""
    stored = await connection.show(session)
    refresh = await _refresh(session, stored)
    credential = _credential(await credentials.active(session))
    return FirstSteps(
        connection=_connection(stored),
        refresh=refresh,
        credential=credential,
        draft=await _draft(session, refresh, credential, auto_draft=auto_draft),
    )


def _connection(stored: ConnectionView) -> ConnectionStep:
    if stored.base_url is None:
        state = StepState.TO_DO
    else:
        state = StepState.FAILED if stored.failing_since is not None else StepState.DONE
    return ConnectionStep(state, stored.base_url, stored.username, stored.last_error)


async def _refresh(session: AsyncSession, stored: ConnectionView) -> RefreshStep:
    """Done for good once one has succeeded."""
    if stored.base_url is None:
        return RefreshStep(StepState.LATER, 0, 0, None)
    newest = await tickets.sync_runs(session, kind=RunKind.REFRESH, limit=1, after=None)
    done = await session.scalar(
        select(SyncRun)
        .where(SyncRun.kind == RunKind.REFRESH, SyncRun.state == RunState.DONE)
        .order_by(SyncRun.id.desc())
        .limit(1)
    )
    run = done or next(iter(newest), None)
    if run is None:
        return RefreshStep(StepState.TO_DO, 0, 0, None)
    states = {RunState.DONE: StepState.DONE, RunState.FAILED: StepState.FAILED, RunState.RUNNING: StepState.UNDER_WAY}
    return RefreshStep(states[run.state], max(run.tickets_seen, run.tickets_changed), run.messages_new, run.error)


def _credential(active: OpenAICredentialDB | None) -> CredentialStep:
    if active is None:
        return CredentialStep(StepState.TO_DO, None, None, None, None)
    state = StepState.FAILED if active.failing_since is not None else StepState.DONE
    return CredentialStep(state, active.model, active.token_hint, active.base_url, active.last_error)


async def _draft(
    session: AsyncSession, refresh: RefreshStep, credential: CredentialStep, *, auto_draft: bool
) -> DraftStep:
    # Asked before the drafts are counted: whoever has looked by now, has also queued what there is to write.
    is_being_looked = await jobs.is_due(session, "draft_waiting_tickets")
    numbers = await _numbers(session)
    ready, unwritten = numbers.get(DraftState.READY, 0), sum(numbers.get(state, 0) for state in UNWRITTEN)
    if ready or await _was_ever_taken_up(session):
        return DraftStep(StepState.DONE, ready, unwritten, None)
    if refresh.state is StepState.LATER or credential.state is not StepState.DONE:
        return DraftStep(StepState.LATER, 0, unwritten, None)
    if unwritten or refresh.state is StepState.UNDER_WAY or is_being_looked:
        return DraftStep(StepState.UNDER_WAY, 0, unwritten, None)
    if numbers.get(DraftState.FAILED):
        return DraftStep(StepState.FAILED, 0, 0, await _newest_error(session))
    is_all = refresh.state is StepState.DONE or not auto_draft
    return DraftStep(StepState.DONE if is_all else StepState.LATER, 0, 0, None)


async def _numbers(session: AsyncSession) -> dict[DraftState, int]:
    counted = (*UNWRITTEN, DraftState.READY, DraftState.FAILED)
    rows = await session.execute(
        select(AIResponseDB.state, func.count()).where(AIResponseDB.state.in_(counted)).group_by(AIResponseDB.state)
    )
    return {state: number for state, number in rows}  # noqa: C416 - rows are no pairs to mypy


async def _was_ever_taken_up(session: AsyncSession) -> bool:
    """A stale one does not count: the customer may have written again before anybody saw it."""
    taken_up = select(AIResponseDB.id).where(
        AIResponseDB.state.in_((DraftState.USED, DraftState.DISMISSED)), AIResponseDB.model_used.is_not(None)
    )
    return await session.scalar(taken_up.limit(1)) is not None


async def _newest_error(session: AsyncSession) -> str | None:
    error: str | None = await session.scalar(
        select(AIResponseDB.error)
        .where(AIResponseDB.state == DraftState.FAILED)
        .order_by(AIResponseDB.id.desc())
        .limit(1)
    )
    return error
