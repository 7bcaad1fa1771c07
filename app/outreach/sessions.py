"""Outreach sessions: a visit to a neighbourhood, its anonymous heads, and who asked to be called back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from db.models import CallBack, HeadCount, OutreachSession

if TYPE_CHECKING:
    from app.workspace import Workspace

SEXES = ("F", "M")
BANDS = ("0-17", "18-59", "60+")
"""Of UNHCR's figures (DOMAIN.md §4.3): the same as in the report."""

MOST_HEADS = 10_000
LONGEST_NAME = 200
Heads = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class CallBackForm:
    """Somebody to call back, as written down."""

    name: str
    phone: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SessionForm:
    """A session as filled in. `heads`: (sex, age band) -> how many."""

    day: date
    city: str | None = None
    neighbourhood: str | None = None
    place: str | None = None
    subjects: str | None = None
    heads: Heads = field(default_factory=dict)
    call_backs: tuple[CallBackForm, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session in a list."""

    id: UUID
    day: date
    city: str | None
    neighbourhood: str | None
    place: str | None
    subjects: str | None
    heads: int
    to_call: int


@dataclass(frozen=True, slots=True)
class CallBackCard:
    """Somebody who waits for a call."""

    id: UUID
    day: date
    name: str
    phone: str | None
    note: str | None


@use_case(right=Right.OUTREACH, undo=Undo.UNDOABLE, audit="outreach.recorded")
def record_session(workspace: Workspace, form: SessionForm) -> UUID:
    """Keeps a session. Raises Refused: a day to come, an impossible count, nobody met and nobody to call."""
    if form.day > workspace.clock.today():
        raise Refused("outreach.day_to_come")
    if any(sex not in SEXES or band not in BANDS or not 0 <= n <= MOST_HEADS for (sex, band), n in form.heads.items()):
        raise Refused("outreach.heads_impossible")
    calls = [one for one in form.call_backs if one.name.strip()]
    if not any(form.heads.values()) and not calls:
        raise Refused("outreach.empty")
    with writing(workspace) as session:
        row = OutreachSession(
            agency_id=workspace.agency.id, agent_id=workspace.user.id, day=form.day, city=form.city,
            neighbourhood=form.neighbourhood, place=form.place, subjects=form.subjects,
        )  # fmt: skip
        session.add(row)
        session.flush()
        session.add_all(
            HeadCount(session_id=row.id, sex=sex, band=band, heads=n) for (sex, band), n in form.heads.items() if n
        )
        session.add_all(
            CallBack(session_id=row.id, name=one.name.strip()[:LONGEST_NAME], phone=one.phone, note=one.note)
            for one in calls
        )
        return row.id


@use_case(right=Right.OUTREACH, undo=Undo.HARMLESS, audit="outreach.listed")
def recent_sessions(workspace: Workspace, limit: int = 200) -> list[SessionCard]:
    """The agency's sessions, the latest first."""
    heads = select(func.coalesce(func.sum(HeadCount.heads), 0)).where(HeadCount.session_id == OutreachSession.id)
    calls = (
        select(func.count()).select_from(CallBack).where(CallBack.session_id == OutreachSession.id, ~CallBack.is_done)
    )
    query = (
        select(OutreachSession, heads.scalar_subquery(), calls.scalar_subquery())
        .where(OutreachSession.agency_id == workspace.agency.id)
        .order_by(OutreachSession.day.desc(), OutreachSession.id.desc())
        .limit(limit)
    )
    with reading(workspace) as session:
        return [
            SessionCard(row.id, row.day, row.city, row.neighbourhood, row.place, row.subjects, int(n), int(to_call))
            for row, n, to_call in session.execute(query)
        ]


@use_case(right=Right.OUTREACH, undo=Undo.HARMLESS, audit="outreach.calls_listed")
def call_backs_due(workspace: Workspace) -> list[CallBackCard]:
    """Who still waits for a call, the longest first."""
    query = (
        select(CallBack, OutreachSession.day)
        .join(OutreachSession, CallBack.session_id == OutreachSession.id)
        .where(OutreachSession.agency_id == workspace.agency.id, ~CallBack.is_done)
        .order_by(OutreachSession.day, CallBack.id)
    )
    with reading(workspace) as session:
        return [CallBackCard(row.id, day, row.name, row.phone, row.note) for row, day in session.execute(query)]


@use_case(right=Right.OUTREACH, undo=Undo.UNDOABLE, audit="outreach.called_back")
def settle_call_back(workspace: Workspace, call_back_id: UUID) -> None:
    """The call was made. Raises NotFound."""
    with writing(workspace) as session:
        row = session.get(CallBack, call_back_id)
        home = session.get(OutreachSession, row.session_id) if row else None
        if row is None or home is None or home.agency_id != workspace.agency.id:
            raise NotFound("call_back.not_found")
        row.is_done = True
