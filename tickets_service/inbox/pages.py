"""What the agent's pages show: one frozen object each, so that templates do no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import queries as drafts
from tickets_service.drafting.judging import Checks
from tickets_service.drafting.schemas import AIResponseOut
from tickets_service.inbox import blocks, filling, people, snoozing, threads
from tickets_service.inbox.checks import (
    NO_DRAFT,
    ChecksView,
    Segment,
    checks_view,
    segments,
    voice_marks,
)
from tickets_service.inbox.contexts import ContextView, context_view
from tickets_service.inbox.filling import TemplateLine
from tickets_service.inbox.grounds import Source, grounds_of
from tickets_service.inbox.languages import Sentence
from tickets_service.inbox.lists import Due, due_of, snoozed_until
from tickets_service.inbox.passages import PassageLink, passage_links
from tickets_service.inbox.snoozing import SnoozeChoice
from tickets_service.inbox.threads import Conversation, ReplyLine
from tickets_service.inbox.translations import TranslationView, translation_view
from tickets_service.inbox.upstreams import Upstreams, upstreams
from tickets_service.inbox.views import Place
from tickets_service.models import AIResponseFeedback, Rating, Reply, ReplyKind, ReplyState, Ticket, TicketStatus
from tickets_service.replies import composing
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.schemas import TicketOut

COPY_IS_OLD_AFTER_SECONDS = 30
UNSENT = (ReplyState.CANCELLED, ReplyState.STALE, ReplyState.REJECTED)


@dataclass(frozen=True)
class OtherOrder:
    """The draft was written for another order than the ticket is about now; *drafted* None: for none."""

    drafted: int | None
    now: int


@dataclass(frozen=True)
class OwnText:
    """Somebody's own words, and the draft they began as; None: they began as none."""

    text: str
    ai_response_id: int | None = None


@dataclass(frozen=True)
class Standing:
    """The draft that may be sent or edited, and what is to be said of it."""

    draft: AIResponseOut | None
    text: str
    checks: Checks | None
    """None: it was not checked."""
    voice: Sequence[Mapping[str, Any]]
    sources: list[Source]
    passages: list[PassageLink]
    other_order: OtherOrder | None
    translation: TranslationView | None


NOTHING_STANDS = Standing(None, "", None, (), [], [], None, None)


@dataclass(frozen=True)
class Composer:
    """*text* is what stands in the field; *reply_id* is born with the page, so a double click sends once.

    A public reply cannot be sent while another one is on its way, or to a confidential ticket; a note can.
    """

    reply_id: UUID
    note_id: UUID
    based_on_message_id: int | None
    draft: AIResponseOut | None
    """The one that may be sent or edited; None while there is none, and while a reply is on its way."""
    rating: Rating | None
    """What the agent said of *draft*."""
    text: str
    is_typed: bool
    """The agent's own words, which the page must not leave by itself."""
    is_beside: bool
    """They did not begin as *draft*, which stands above them."""
    kept: str
    """What the agent last wrote and has not sent, for a page without a script: with one it is asked for."""
    complaint: Sentence | str | None
    may_send: bool
    needs_decision: bool
    """Whether an earlier reply arrived is to be decided first."""
    checks: ChecksView | None
    """What to look at before *text* is sent; None where nothing was looked at yet."""
    pieces: list[Segment]
    """The draft as it is shown, with what is wrong in it marked."""
    sources: list[Source]
    passages: list[PassageLink]
    """Articles and earlier answers the model was shown."""
    translation: TranslationView | None
    """None where who looks reads the draft."""
    templates: list[TemplateLine]
    why_no_draft: Sentence | None
    other_order: OtherOrder | None

    @property
    def is_card(self) -> bool:
        return self.draft is not None and not self.is_typed


@dataclass(frozen=True)
class Misjudged:
    """Why an unclear reply cannot be settled as somebody wanted it."""

    reply_id: UUID
    number: str
    complaint: Sentence | str


@dataclass(frozen=True)
class Colleague:
    id: int
    name: str
    initials: str
    tint: int


@dataclass(frozen=True)
class TicketView:
    ticket: TicketOut
    place: Place
    who: str | None
    initials: str
    tint: int
    due: Due | None
    snoozed_until: datetime | None
    snoozes: list[SnoozeChoice]
    assignee: Colleague | None
    colleagues: list[Colleague]
    statuses: tuple[TicketStatus, ...]
    conversation: Conversation
    draft: AIResponseOut | None
    """The newest that counts; an earlier one stands in the composer while it is written, and when it failed."""
    is_drafting: bool
    reply_lines: list[ReplyLine]
    misjudged: Misjudged | None
    composer: Composer
    context: ContextView
    copy_is_old: bool
    upstreams: Upstreams


@dataclass(frozen=True)
class Typed:
    """Text the agent wrote that could not be sent, or was taken back; it stays in the field."""

    own: OwnText | None = None
    complaint: Sentence | str | None = None
    about: UUID | None = None
    """The unclear reply that *complaint* is about; None: it is about what was to be sent."""
    number: str = ""
    """Of the message that reply was said to be."""
    wants_to_edit: bool = False
    acknowledged: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    """What the refusal asked for, acknowledged or not."""
    reader: str | None = None
    """Whose page it is; None where what they said of the draft need not be shown."""
    kept: str = ""
    reads: tuple[str, ...] = ()
    """The languages of who looks; none: every one."""


NOTHING_TYPED = Typed()


async def ticket_view(
    session: AsyncSession,
    ticket_id: int,
    place: Place,
    typed: Typed = NOTHING_TYPED,
    *,
    before: int | None = None,
    trouble: str | None = None,
) -> TicketView:
    """*before* shows the messages earlier than that one; *trouble* is why customer and order could not be read."""
    ticket = await tickets.ticket(session, ticket_id)
    who = ticket.customer_name or ticket.customer_email
    draft = await drafts.current(session, ticket_id)
    ready = draft if draft is None or draft.state == "READY" else await drafts.ready(session, ticket_id)
    lines = await threads.reply_lines(session, ticket_id)
    colleagues = [
        Colleague(number, name, people.initials(name), people.tint(name))
        for number, name in (await tickets.assignees(session)).items()
    ]
    context = await context_view(session, ticket, place, trouble)
    return TicketView(
        ticket=ticket,
        place=place,
        who=who,
        initials=people.initials(who),
        tint=people.tint(who),
        due=due_of(ticket),
        snoozed_until=snoozed_until(ticket),
        snoozes=snoozing.choices(datetime.now(UTC)),
        assignee=next((each for each in colleagues if each.id == ticket.assignee_id), None),
        colleagues=colleagues,
        statuses=tuple(TicketStatus),
        conversation=await threads.conversation(session, ticket_id, who, before=before),
        draft=draft,
        is_drafting=draft is not None and draft.state in ("QUEUED", "WRITING"),
        reply_lines=lines,
        misjudged=Misjudged(typed.about, typed.number, typed.complaint) if typed.about and typed.complaint else None,
        composer=await _composer(session, ticket, ready, lines, typed, context),
        context=context,
        copy_is_old=_is_old(ticket.synced_at),
        upstreams=await upstreams(session),
    )


async def _composer(
    session: AsyncSession,
    ticket: TicketOut,
    draft: AIResponseOut | None,
    lines: list[ReplyLine],
    typed: Typed,
    context: ContextView,
) -> Composer:
    is_under_way = any(line.is_live and not line.is_note for line in lines)
    if draft is None or is_under_way:
        standing = NOTHING_STANDS
    else:
        standing = await _standing(session, draft, context, typed.reads)
    checks, voice, own = standing.checks, standing.voice, typed.own
    if own is not None and own.text:
        offered = (*typed.acknowledged, *typed.offered)
        checks = await blocks.checks_of(session, ticket.id, own.text, offered=offered)
        voice = await voice_marks(session, ticket.id, own.text)
    return Composer(
        reply_id=uuid4(),
        note_id=uuid4(),
        based_on_message_id=await session.scalar(select(Ticket.last_public_message_id).where(Ticket.id == ticket.id)),
        draft=standing.draft,
        rating=await _rating(session, draft.id, typed.reader) if draft is not None and typed.reader else None,
        text=standing.text if own is None else own.text,
        is_typed=own is not None or typed.wants_to_edit,
        is_beside=standing.draft is not None and own is not None and own.ai_response_id != standing.draft.id,
        kept="" if own is not None or typed.wants_to_edit or typed.kept == standing.text else typed.kept,
        complaint=None if typed.about else typed.complaint,
        may_send=not ticket.confidential and not is_under_way,
        needs_decision=any(line.needs_a_person and not line.is_note for line in lines),
        checks=checks_view(checks, frozenset(typed.acknowledged), voice=voice) if checks is not None else None,
        pieces=segments(standing.text, standing.checks),
        sources=standing.sources,
        passages=standing.passages,
        translation=standing.translation,
        templates=await filling.templates_for(session, ticket),
        why_no_draft=Sentence(NO_DRAFT[ticket.no_draft_reason]) if ticket.no_draft_reason else None,
        other_order=standing.other_order,
    )


async def _standing(
    session: AsyncSession, draft: AIResponseOut, context: ContextView, reads: Sequence[str]
) -> Standing:
    """Judged by the facts that stand beside it, where they are others than those it was written from."""
    grounds = await grounds_of(session, draft, context.order.order.as_of if context.order is not None else None)
    other_order, checks = _other_order(draft, context), draft.checks
    if other_order is not None or grounds.have_changed:
        checks = await blocks.checks_of(session, draft.ticket_id, draft.generated_text)
    return Standing(
        draft=draft,
        text=draft.generated_text,
        checks=checks,
        voice=draft.marks,
        sources=grounds.sources,
        passages=await passage_links(session, draft),
        other_order=other_order,
        translation=await translation_view(session, draft, reads),
    )


async def _rating(session: AsyncSession, ai_response_id: int, reader: str) -> Rating | None:
    said = await session.get(AIResponseFeedback, (ai_response_id, reader))
    return said.rating if said is not None else None


def _other_order(draft: AIResponseOut, context: ContextView) -> OtherOrder | None:
    """A draft that found no order is told of only where an agent has chosen one since."""
    now = context.order_id
    if now is None or draft.order_id == now or (draft.order_id is None and not context.is_chosen):
        return None
    return OtherOrder(draft.order_id, now)


async def unsent(session: AsyncSession, ticket_id: int, reply_id: UUID | None) -> OwnText | None:
    """None unless it is a reply of this ticket that was taken back or refused."""
    reply = await session.get(Reply, reply_id) if reply_id is not None else None
    if reply is None or reply.ticket_id != ticket_id or reply.state not in UNSENT:
        return None
    return OwnText(reply.text, reply.ai_response_id)


async def kept_text(session: AsyncSession, ticket_id: int, author: str) -> str:
    """Of a reply to the customer; empty without one."""
    texts = await composing.texts(session, ticket_id, author=author)
    return next(each.text for each in texts if each.kind is ReplyKind.MESSAGE)


def _is_old(synced_at: datetime | None) -> bool:
    return synced_at is None or (datetime.now(UTC) - synced_at).total_seconds() > COPY_IS_OLD_AFTER_SECONDS
