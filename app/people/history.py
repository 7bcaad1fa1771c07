"""What happened around a person, read from the tables of every room: the timeline, referrals and appointments in short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.people.registration import load_person
from db.models import (
    Appointment,
    DirectoryEntry,
    Host,
    Interaction,
    InteractionKind,
    Referral,
    ReferralStep,
    Slip,
    SlipState,
)

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line: when, what kind (`contact`, `step`, `appointment`, `note`), its word, and what it is about."""

    on: date
    kind: str
    word: str
    detail: str


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="timeline.viewed")
def timeline(workspace: Workspace, person_id: UUID) -> list[TimelineLine]:
    """Everything that happened with a person, the newest first. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        lines = [
            TimelineLine(
                row.on, "note" if row.kind is InteractionKind.NOTE else "contact", row.kind.value, row.text or ""
            )
            for row in session.scalars(select(Interaction).where(Interaction.person_id == person_id))
        ]
        steps = select(ReferralStep, DirectoryEntry.body).join(Referral, Referral.id == ReferralStep.referral_id)
        steps = steps.join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id).where(
            Referral.person_id == person_id
        )
        lines += [TimelineLine(step.on, "step", step.kind, _title(body)) for step, body in session.execute(steps)]
        meetings = select(Appointment, Host.name).join(Host).where(Appointment.person_id == person_id)
        lines += [
            TimelineLine(meeting.day, "appointment", meeting.outcome or "planned", f"{meeting.starts:%H:%M} · {host}")
            for meeting, host in session.execute(meetings)
        ]
        return sorted(lines, key=lambda line: line.on, reverse=True)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="note.added")
def add_note(workspace: Workspace, person_id: UUID, text: str) -> None:
    """A free note in the timeline; no contact, never counted as one. Raises NotFound."""
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        add_interaction(workspace, session, person_id, InteractionKind.NOTE, text=text.strip())


def add_interaction(
    workspace: Workspace,
    session: Session,
    person_id: UUID,
    kind: InteractionKind,
    *,
    entry_id: UUID | None = None,
    referral_id: UUID | None = None,
    text: str | None = None,
) -> None:
    """One line of the timeline, made by the event it tells of."""
    session.add(
        Interaction(
            person_id=person_id, agency_id=workspace.agency.id, kind=kind, on=workspace.clock.today(),
            at=workspace.clock.now(), entry_id=entry_id, referral_id=referral_id, text=text,
        )
    )  # fmt: skip


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="referrals.of_person_read")
def referrals_of(workspace: Workspace, person_id: UUID) -> list[dict[str, object]]:
    """The person's referrals in short, for the command line's document."""
    query = select(Referral, Slip.code, DirectoryEntry.slug)
    query = query.join(Slip, (Slip.referral_id == Referral.id) & (Slip.state != SlipState.CANCELLED))
    query = query.join(DirectoryEntry, DirectoryEntry.id == Referral.entry_id).where(Referral.person_id == person_id)
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        return [
            {"code": code, "option": slug, "progress": r.progress, "decision": r.decision, "result": r.result}
            for r, code, slug in session.execute(query.order_by(Referral.created_at))
        ]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="appointments.of_person_read")
def appointments_of(workspace: Workspace, person_id: UUID) -> list[dict[str, object]]:
    """The person's appointments in short, for the command line's document."""
    query = select(Appointment, Host.name).join(Host).where(Appointment.person_id == person_id)
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        return [
            {"id": str(a.id), "at": f"{a.day}T{a.starts:%H:%M}", "host": host, "outcome": a.outcome}
            for a, host in session.execute(query.order_by(Appointment.starts_at))
        ]


def _title(body: dict[str, object]) -> str:
    title = body.get("title")
    return str(title.get("fr", "")) if isinstance(title, dict) else ""
