"""What waits at the desk today: appointments, interrupted receptions, overdue referrals, papers that expire, backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.accounts.drafts import DraftCard, list_drafts
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.appointments.booking import AppointmentCard, appointments_between
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.referrals.answers import ReferralCard, list_referrals
from app.settings import PAPER_WATCH_DAYS
from db.models import BaseFact, IdentityDocument, Person, Progress, Referral

if TYPE_CHECKING:
    from app.workspace import Workspace

_MOST = 50


@dataclass(frozen=True, slots=True)
class ExpiringPaper:
    """A paper whose end is near, and whose it is."""

    person: PersonCard
    type: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Today:
    """The day at a glance."""

    appointments: tuple[AppointmentCard, ...]
    drafts: tuple[DraftCard, ...]
    overdue: tuple[ReferralCard, ...]
    expiring: tuple[ExpiringPaper, ...]


@dataclass(frozen=True, slots=True)
class DeskLine:
    """What the bottom of the window says."""

    is_server: bool
    backup_at: datetime | None
    due: int


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="today.viewed")
def today(workspace: Workspace) -> Today:
    """Everything that waits, most pressing first."""
    day = workspace.clock.today()
    with reading(workspace) as session:
        overdue = [r for r in list_referrals(workspace, open_only=True) if r.due_on is not None and r.due_on <= day]
        until = day + timedelta(days=workspace.settings.get(PAPER_WATCH_DAYS))
        query = (
            select(IdentityDocument, Person)
            .join(Person, Person.id == IdentityDocument.person_id)
            .options(selectinload(Person.phones))
            .where(Person.agency_id == workspace.agency.id, IdentityDocument.expires_on.between(day, until))
            .order_by(IdentityDocument.expires_on)
            .limit(_MOST)
        )
        expiring = [
            ExpiringPaper(card_of(person, workspace.agency.label), paper.type, paper.expires_on)
            for paper, person in session.execute(query)
            if paper.expires_on is not None
        ]
        return Today(
            tuple(appointments_between(workspace, day, day)),
            tuple(list_drafts(workspace, "reception")),
            tuple(overdue[:_MOST]),
            tuple(expiring),
        )


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="desk_line.read")
def desk_line(workspace: Workspace) -> DeskLine:
    """Which base, its last backup, how many follow-ups are due."""
    with reading(workspace) as session:
        due = select(func.count()).select_from(Referral).where(
            Referral.agency_id == workspace.agency.id, Referral.progress != Progress.CLOSED,
            Referral.due_on <= workspace.clock.today(),
        )  # fmt: skip
        fact = session.get(BaseFact, "last_backup_at")
        return DeskLine(
            workspace.database.is_server, datetime.fromisoformat(fact.value) if fact else None, session.scalar(due) or 0
        )
