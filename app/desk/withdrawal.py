"""What the withdrawal of a consent would stop, said before it is done (PRODUCT.md P5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.number_series import spoken_code
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.registration import load_person
from db.models import Appointment, Host, Progress, Provider, Purpose, Referral, Slip

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class StoppedReferral:
    """An open referral that would be closed as "consent withdrawn"."""

    number: str
    provider: dict[str, str]
    issued_on: date | None
    code: str = ""
    languages: str = "fr-ar"


@dataclass(frozen=True, slots=True)
class StoppedReminder:
    """A coming appointment of which the person would no longer be reminded."""

    day: date
    starts: str
    host: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What a withdrawal touches."""

    referrals: tuple[StoppedReferral, ...]
    reminders: tuple[StoppedReminder, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether nothing depends on it."""
        return not self.referrals and not self.reminders


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="consent.effects_read")
def withdrawal_effects(workspace: Workspace, person_id: UUID, purpose: str, provider_id: UUID | None = None) -> Effects:
    """What would stop if this consent ended now. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        wanted = Purpose(purpose)
        referrals = _referrals(session, person_id, provider_id) if wanted in (Purpose.DOSSIER, Purpose.SHARING) else ()
        reminders = _reminders(workspace, session, person_id) if wanted in (Purpose.DOSSIER, Purpose.CONTACT) else ()
        return Effects(tuple(referrals), tuple(reminders))


def _referrals(session: Session, person_id: UUID, provider_id: UUID | None) -> list[StoppedReferral]:
    query = select(Referral, Slip.code, Slip.languages, Provider.name).join(Slip, Slip.referral_id == Referral.id)
    query = query.join(Provider, Provider.id == Referral.provider_id)
    query = query.where(Referral.person_id == person_id, Referral.progress != Progress.CLOSED)
    if provider_id is not None:
        query = query.where(Referral.provider_id == provider_id)
    rows = session.execute(query.order_by(Referral.issued_on, Slip.edition))
    found = {
        row.id: StoppedReferral(spoken_code(session, code), name, row.issued_on, code, languages)
        for row, code, languages, name in rows
    }
    return list(found.values())


def _reminders(workspace: Workspace, session: Session, person_id: UUID) -> list[StoppedReminder]:
    query = select(Appointment, Host.name).join(Host, Host.id == Appointment.host_id).where(
        Appointment.person_id == person_id, Appointment.starts_at > workspace.clock.now(),
        Appointment.outcome.is_(None), Appointment.reminded_at.is_(None),
    )  # fmt: skip
    rows = session.execute(query.order_by(Appointment.starts_at))
    return [StoppedReminder(row.day, f"{row.starts:%H:%M}", host) for row, host in rows]
