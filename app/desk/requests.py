"""A dossier of another agency: asked for with a trace, answered by the agency that has it (PRODUCT.md P11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.journal import record
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.workspace import LOCAL_ZONE
from db.models import Agency, Appointment, AppUser, DossierRequest, Outcome, Person, Referral, RequestState

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_WORD = 400


@dataclass(frozen=True, slots=True)
class Received:
    """A request to one's own agency: who asks, when, why, and for which of our dossiers."""

    id: UUID
    version: int
    card: PersonCard
    agency: str
    asked_by: str
    asked_on: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A request of one's own agency. Of the dossier nothing is told until it is ours: then `person_id`."""

    id: UUID
    agency: str
    asked_by: str
    asked_on: date
    reason: str | None
    state: str
    answer: str | None
    person_id: UUID | None


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="dossier.asked_for")
def ask_for_dossier(workspace: Workspace, person_id: UUID, reason: str = "") -> str:
    """Asks the agency that has a dossier for it; gives that agency's name. Asked again, the first request stands.

    `person_id` is what a search gave for "un dossier existe à l'agence X". Raises NotFound, Refused (it is ours already).
    """
    with writing(workspace) as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound("dossier.not_found")
        if person.agency_id == workspace.agency.id:
            raise Refused("request.own_dossier")
        waiting = select(DossierRequest.id).where(
            DossierRequest.person_id == person_id, DossierRequest.asking_agency_id == workspace.agency.id,
            DossierRequest.state == RequestState.OPEN,
        )  # fmt: skip
        if session.scalar(waiting) is None:
            session.add(
                DossierRequest(
                    person_id=person_id, asking_agency_id=workspace.agency.id, holding_agency_id=person.agency_id,
                    state=RequestState.OPEN, asked_for=reason.strip()[:LONGEST_WORD] or None,
                )
            )  # fmt: skip
        return session.get_one(Agency, person.agency_id).name


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="requests.listed")
def requests_received(workspace: Workspace) -> list[Received]:
    """What other agencies wait for, the oldest first."""
    query = (
        select(DossierRequest, Person, Agency.name, AppUser.display_name)
        .join(Person, Person.id == DossierRequest.person_id)
        .join(Agency, Agency.id == DossierRequest.asking_agency_id)
        .outerjoin(AppUser, AppUser.id == DossierRequest.created_by)
        .where(Person.agency_id == workspace.agency.id, DossierRequest.state == RequestState.OPEN)
        .options(selectinload(Person.phones))
        .order_by(DossierRequest.created_at)
    )
    with reading(workspace) as session:
        return [
            Received(
                row.id,
                row.version,
                card_of(person, workspace.agency.label),
                agency,
                who or "",
                _day(row),
                row.asked_for,
            )
            for row, person, agency, who in session.execute(query)
        ]


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="requests.own_listed")
def requests_made(workspace: Workspace, most: int = 50) -> list[Made]:
    """What one's own agency asked for, the newest first."""
    query = (
        select(DossierRequest, Person.agency_id, Agency.name, AppUser.display_name)
        .join(Person, Person.id == DossierRequest.person_id)
        .join(Agency, Agency.id == DossierRequest.holding_agency_id)
        .outerjoin(AppUser, AppUser.id == DossierRequest.created_by)
        .where(DossierRequest.asking_agency_id == workspace.agency.id)
        .order_by(DossierRequest.created_at.desc())
        .limit(most)
    )
    with reading(workspace) as session:
        return [
            Made(
                row.id, agency, who or "", _day(row), row.asked_for, row.state.value, row.answer,
                row.person_id if home == workspace.agency.id else None,
            )
            for row, home, agency, who in session.execute(query)
        ]  # fmt: skip


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.FINAL, audit="dossier.request_answered")
def answer_request(workspace: Workspace, request_id: UUID, *, transfer: bool, answer: str = "") -> None:
    """Hands the dossier over to the agency that asks, or refuses with a word.

    A dossier that moves keeps its number, and past figures stay where they were counted; coming appointments here are
    cancelled by us; open referrals go on in the agency that has the dossier. Raises NotFound, Refused (a refusal
    without a word, answered already).
    """
    with writing(workspace) as session:
        row = session.get(DossierRequest, request_id)
        person = session.get(Person, row.person_id) if row else None
        if row is None or person is None or person.agency_id != workspace.agency.id:
            raise NotFound("request.not_found")
        if row.state is not RequestState.OPEN:
            raise Refused("request.answered_already")
        if not transfer and not answer.strip():
            raise Refused("request.answer_missing")
        row.state = RequestState.TRANSFERRED if transfer else RequestState.REFUSED
        row.answer = answer.strip()[:LONGEST_WORD] or None
        row.answered_at, row.answered_by = workspace.clock.now(), workspace.user.id
        if transfer:
            _move(workspace, session, person, row.asking_agency_id)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="dossier.transfer_read")
def transfer_effects(workspace: Workspace, request_id: UUID) -> int:
    """How many coming appointments here a transfer would cancel. Raises NotFound."""
    with reading(workspace) as session:
        row = session.get(DossierRequest, request_id)
        if row is None or session.get_one(Person, row.person_id).agency_id != workspace.agency.id:
            raise NotFound("request.not_found")
        coming = _coming(workspace, row.person_id)
        return session.scalar(select(func.count()).select_from(coming.subquery())) or 0


def _move(workspace: Workspace, session: Session, person: Person, agency_id: UUID) -> None:
    for meeting in session.scalars(_coming(workspace, person.id)):
        meeting.outcome = Outcome.CANCELLED
    for referral in session.scalars(select(Referral).where(Referral.person_id == person.id)):
        referral.agency_id = (
            agency_id  # who follows it from now on; figures count it by the agency of its slip's number
        )
    left = person.agency_id
    person.agency_id = agency_id
    record(session, "dossier.transferred", "person", person.id, {"from": str(left), "to": str(agency_id)})


def _coming(workspace: Workspace, person_id: UUID) -> Select[Appointment]:
    return select(Appointment).where(
        Appointment.person_id == person_id, Appointment.agency_id == workspace.agency.id,
        Appointment.starts_at > workspace.clock.now(), Appointment.outcome.is_(None),
    )  # fmt: skip


def _day(row: DossierRequest) -> date:
    return row.created_at.astimezone(LOCAL_ZONE).date()
