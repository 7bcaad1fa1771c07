"""What waits at the desk today: appointments, interrupted receptions, overdue referrals, papers that expire, backups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.drafts import DraftCard, list_drafts
from app.accounts.rights import Right, has_right
from app.accounts.use_case import Undo, reading, use_case
from app.appointments.booking import AppointmentCard, appointments_between
from app.appointments.walk_ins import walk_ins
from app.funding.checks import stale_entries
from app.people.dossier import card_of, situations_of
from app.people.forms import PersonCard
from app.referrals.answers import ReferralCard, list_referrals
from app.referrals.printing import list_to_print
from app.settings import PAPER_WATCH_DAYS
from db.models import BaseFact, IdentityDocument, Person, Progress, Referral

if TYPE_CHECKING:
    from app.workspace import Workspace

_MOST = 50
_TOLD_FOR_DAYS = 365


@dataclass(frozen=True, slots=True)
class ExpiringPaper:
    """A paper whose end is near or past, nothing else having taken its place, and whose it is."""

    person: PersonCard
    type: str
    expires_on: date
    is_expired: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The day at a glance."""

    appointments: tuple[AppointmentCard, ...]
    drafts: tuple[DraftCard, ...]
    overdue: tuple[ReferralCard, ...]
    expiring: tuple[ExpiringPaper, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits elsewhere, counted; 0 too for what the account may do nothing about."""

    to_print: int
    walk_ins: int
    stale: int


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
        roles = workspace.user.roles  # the data-protection officer sees people, and neither refers nor books
        waiting = list_referrals(workspace, open_only=True) if has_right(roles, Right.REFER) else []
        overdue = [r for r in waiting if r.due_on is not None and r.due_on <= day]
        expiring = papers_to_renew(workspace, session)
        return Today(
            tuple(appointments_between(workspace, day, day)) if has_right(roles, Right.BOOK) else (),
            tuple(list_drafts(workspace, "reception")),
            tuple(overdue[:_MOST]),
            tuple(expiring),
        )


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="waiting.counted")
def waiting(workspace: Workspace) -> Waiting:
    """Slips that have not come out, who waits without an appointment, entries whose facts should be asked again."""

    def may(right: Right) -> bool:
        return has_right(workspace.user.roles, right)

    with reading(workspace):
        return Waiting(
            to_print=len(list_to_print(workspace)) if may(Right.REFER) else 0,
            walk_ins=len(walk_ins(workspace)) if may(Right.BOOK) else 0,
            stale=len(stale_entries(workspace)) if may(Right.EDIT_DIRECTORY) else 0,
        )


def papers_to_renew(workspace: Workspace, session: Session) -> list[ExpiringPaper]:
    """The agency's papers that end within the watch, the next to end first; then the permits and cards that ended.

    A paper that ended is told until another gives its situation (P2), the latest to end first, for a year.
    """
    day = workspace.clock.today()
    mine = select(IdentityDocument, Person).join(Person, Person.id == IdentityDocument.person_id)
    mine = mine.options(selectinload(Person.phones), selectinload(Person.papers)).where(
        Person.agency_id == workspace.agency.id
    )
    ends = IdentityDocument.expires_on
    until = day + timedelta(days=workspace.settings.get(PAPER_WATCH_DAYS))
    soon = session.execute(mine.where(ends.between(day, until)).order_by(ends).limit(_MOST))
    found = [_expiring(workspace, person, paper, day) for paper, person in soon]
    ended = mine.where(ends.between(day - timedelta(days=_TOLD_FOR_DAYS), day - timedelta(days=1)))
    for paper, person in session.execute(ended.order_by(ends.desc()).limit(4 * _MOST)):
        lapsed = {(one.type, one.expires_on) for one in situations_of(person, day).to_renew}
        if (paper.type, paper.expires_on) in lapsed and len(found) < _MOST:
            found.append(_expiring(workspace, person, paper, day))
    return found


def _expiring(workspace: Workspace, person: Person, paper: IdentityDocument, day: date) -> ExpiringPaper:
    ends = paper.expires_on or day
    return ExpiringPaper(card_of(person, workspace.agency.label), paper.type, ends, ends < day)


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
