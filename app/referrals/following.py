"""Nothing stays silent (PRODUCT.md R4): what waits, whose turn it is since when and until when, one provider's call sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.consents import who_agreed
from app.referrals.answers import ReferralCard, cards
from app.referrals.lifecycle import Delays
from app.referrals.rows import delays_of
from app.referrals.six_months import AFTER_DAYS, FOLLOWED, attempts_of
from app.referrals.six_months import due_on as follow_up_due_on
from db.models import Progress, Provider, ProviderDelays, Referral, ReferralStep

if TYPE_CHECKING:
    from app.workspace import Workspace

MOST = 500
_SHORTEST_DELAY, _LONGEST_DELAY = 1, 365


class Task(StrEnum):
    """What a line of the queue asks for."""

    ANSWER = "answer"
    RETRY = "retry"
    SIX_MONTHS = "six_months"


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One thing to do: for which referral, whose turn since when, until when. `may_call` is the person's consent to it."""

    task: Task
    card: ReferralCard
    turn: str
    since: date
    due_on: date
    is_late: bool
    may_call: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """How much is still silent: open, late, without owner or date (none, ever), and answers known of those issued."""

    open: int
    late: int
    without_owner: int
    issued: int
    answered: int


@dataclass(frozen=True, slots=True)
class CallSheet:
    """A provider to call: how many of its referrals are open, how many late, and its number."""

    provider_id: UUID
    name: dict[str, str]
    phone: str | None
    open: int
    late: int


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referrals.queue_read")
def follow_up_queue(workspace: Workspace, *, mine: bool = False) -> list[QueueLine]:
    """What waits at the agency, or with the signed-in agent (`mine`): the latest due first, closed ones by their own dates."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        lines = [
            *_answers(workspace, session, mine),
            *_retries(workspace, session, mine),
            *_half_years(workspace, session, mine),
        ]
        first = sorted(lines, key=lambda line: (line.due_on, line.card.code))[:MOST]
        agreed = who_agreed(session, [line.card.person.id for line in first], "contact", today)
        return [replace(line, may_call=line.card.person.id in agreed) for line in first]


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="referrals.silence_read")
def silence(workspace: Workspace) -> Silence:
    """The agency's share of known answers, over the referrals issued in the last twelve months."""
    today = workspace.clock.today()
    mine = Referral.agency_id == workspace.agency.id
    waiting = mine & (Referral.progress != Progress.CLOSED)
    lately = mine & (Referral.issued_on > today - timedelta(days=365))
    with reading(workspace) as session:

        def count(*where: ColumnElement[bool]) -> int:
            return session.scalar(select(func.count()).select_from(Referral).where(*where)) or 0

        return Silence(
            open=count(waiting),
            late=count(waiting, Referral.due_on < today),
            without_owner=count(waiting, Referral.owner.is_(None) | Referral.due_on.is_(None)),
            issued=count(lately),
            answered=count(lately, Referral.decision.is_not(None)),
        )


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="call_sheets.listed")
def call_sheets(workspace: Workspace) -> list[CallSheet]:
    """The providers with open referrals of the agency, those with most late ones first."""
    today = workspace.clock.today()
    query = select(Referral.provider_id, Referral.due_on).where(
        Referral.agency_id == workspace.agency.id, Referral.progress != Progress.CLOSED
    )
    with reading(workspace) as session:
        waiting: Counter[UUID] = Counter()
        late: Counter[UUID] = Counter()
        for provider_id, due in session.execute(query):
            waiting[provider_id] += 1
            late[provider_id] += due is not None and due < today
        providers = session.scalars(select(Provider).where(Provider.id.in_(waiting)))
        sheets = [CallSheet(one.id, one.name, one.phone, waiting[one.id], late[one.id]) for one in providers]
        return sorted(sheets, key=lambda sheet: (-sheet.late, -sheet.open, sheet.name["fr"]))


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="call_sheet.read")
def call_sheet(workspace: Workspace, provider_id: UUID) -> list[ReferralCard]:
    """All open referrals of one provider, to be answered in one call, the longest waiting first."""
    mine = (Referral.agency_id == workspace.agency.id) & (Referral.progress != Progress.CLOSED)
    with reading(workspace) as session:
        return cards(workspace, session, mine & (Referral.provider_id == provider_id), Referral.due_on, MOST)


@use_case(right=Right.REFER, undo=Undo.HARMLESS, audit="provider.delays_read")
def provider_delays(workspace: Workspace, provider_id: UUID) -> Delays:
    """The days the provider is given: its own, or the house's."""
    with reading(workspace) as session:
        return delays_of(session, provider_id)


@use_case(right=Right.EDIT_DIRECTORY, undo=Undo.UNDOABLE, audit="provider.delays_saved")
def save_provider_delays(workspace: Workspace, provider_id: UUID, delays: Delays) -> None:
    """Gives a provider its own delays, in force from the next step on. Raises NotFound, Refused (a day to a year each)."""
    days = {
        name: getattr(delays, name)
        for name in ("after_issue", "after_receipt", "waiting", "person", "after_acceptance")
    }
    if any(not _SHORTEST_DELAY <= value <= _LONGEST_DELAY for value in days.values()):
        raise Refused("referral.delay_impossible", shortest=_SHORTEST_DELAY, longest=_LONGEST_DELAY)
    with writing(workspace) as session:
        if session.get(Provider, provider_id) is None:
            raise NotFound("provider.not_found", provider=str(provider_id))
        row = session.scalars(select(ProviderDelays).where(ProviderDelays.provider_id == provider_id)).first()
        if row is None:
            session.add(ProviderDelays(provider_id=provider_id, **days))
            return
        for name, value in days.items():
            setattr(row, name, value)


def _answers(workspace: Workspace, session: Session, mine: bool) -> list[QueueLine]:
    where = _own(workspace, mine) & (Referral.progress != Progress.CLOSED)
    found = cards(workspace, session, where, Referral.due_on, MOST)
    since = _last_steps(session, [card.id for card in found])
    return [_line(workspace, Task.ANSWER, card, card.owner or "", since[card.id], card.due_on) for card in found]


def _retries(workspace: Workspace, session: Session, mine: bool) -> list[QueueLine]:
    """Refused for want of funds until a date that has come."""
    came = Referral.retry_on <= workspace.clock.today()
    where = (
        _own(workspace, mine) & (Referral.progress == Progress.CLOSED) & (Referral.refusal_reason == "no_funds") & came
    )
    found = cards(workspace, session, where & Referral.redirected_to_id.is_(None), Referral.retry_on, MOST)
    rows = {
        row.id: row for row in session.scalars(select(Referral).where(Referral.id.in_([card.id for card in found])))
    }
    return [
        _line(workspace, Task.RETRY, card, "agent", rows[card.id].closed_on, rows[card.id].retry_on) for card in found
    ]


def _half_years(workspace: Workspace, session: Session, mine: bool) -> list[QueueLine]:
    today = workspace.clock.today()
    where = (
        _own(workspace, mine)
        & Referral.result.in_(FOLLOWED)
        & (Referral.result_on <= today - timedelta(days=AFTER_DAYS))
    )
    found = cards(workspace, session, where, Referral.result_on.desc(), MOST)
    tried = attempts_of(session, [card.id for card in found])
    query = select(Referral.id, Referral.result_on).where(Referral.id.in_([card.id for card in found]))
    dates = {referral_id: result_on for referral_id, result_on in session.execute(query)}
    lines = []
    for card in found:
        result_on = dates[card.id]
        due = follow_up_due_on(result_on, tried.get(card.id, [])) if result_on else None
        if due is not None and due <= today:
            lines.append(_line(workspace, Task.SIX_MONTHS, card, "agent", result_on, due))
    return lines


def _own(workspace: Workspace, mine: bool) -> ColumnElement[bool]:
    own = Referral.agency_id == workspace.agency.id
    return own & (Referral.agent_id == workspace.user.id) if mine else own


def _last_steps(session: Session, ids: list[UUID]) -> dict[UUID, date]:
    query = select(ReferralStep.referral_id, func.max(ReferralStep.on)).where(ReferralStep.referral_id.in_(ids))
    return {referral_id: on for referral_id, on in session.execute(query.group_by(ReferralStep.referral_id))}


def _line(
    workspace: Workspace, task: Task, card: ReferralCard, turn: str, since: date | None, due: date | None
) -> QueueLine:
    today = workspace.clock.today()
    due = due or today
    return QueueLine(task, card, turn, since or due, due, due < today, False)
