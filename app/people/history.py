"""The referrals and appointments of a person in short, for the command line's document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.registration import load_person
from db.models import Appointment, DirectoryEntry, Host, Referral, Slip, SlipState

if TYPE_CHECKING:
    from app.workspace import Workspace


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
