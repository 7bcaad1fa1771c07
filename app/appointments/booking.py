"""Hosts and appointments: a clash is refused with the next free slots, an outcome is one word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.appointments.calendar import DayOff, hours_of, instant_of, slots_of
from app.errors import ConflictingEdit, NotFound, Refused
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.people.registration import load_person
from app.workspace import LOCAL_ZONE
from db.models import Appointment, Holiday, Host, HostKind, Outcome, Person, Referral

if TYPE_CHECKING:
    from app.workspace import Workspace

_LOOK_AHEAD_DAYS = 30
LONGEST_MINUTES = 8 * 60


@dataclass(frozen=True, slots=True)
class HostCard:
    """Who or what an appointment is made with."""

    id: UUID
    version: int
    name: str
    kind: str
    place: str | None
    capacity: int
    is_active: bool
    user_id: UUID | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A free beginning."""

    day: date
    starts: time


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """One appointment, with whom it is and for whom."""

    id: UUID
    version: int
    person: PersonCard
    host: str
    host_id: UUID
    day: date
    starts: time
    minutes: int
    place: str | None
    purpose: str | None
    outcome: str | None
    arrived_at: datetime | None
    referral_id: UUID | None


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="hosts.listed")
def list_hosts(workspace: Workspace) -> list[HostCard]:
    """The hosts of the agency, by name."""
    with reading(workspace) as session:
        rows = session.scalars(select(Host).where(Host.agency_id == workspace.agency.id).order_by(Host.name))
        return [_host(row) for row in rows]


@use_case(right=Right.BOOK, undo=Undo.UNDOABLE, audit="host.saved")
def save_host(
    workspace: Workspace,
    name: str,
    kind: str,
    *,
    place: str | None = None,
    capacity: int = 1,
    is_active: bool = True,
    host_id: UUID | None = None,
    version: int = 0,
) -> HostCard:
    """Adds or changes a host. Raises Refused (no name, there already), ConflictingEdit."""
    if not name.strip():
        raise Refused("list.name_missing")
    with writing(workspace) as session:
        same = (Host.agency_id == workspace.agency.id) & (func.lower(Host.name) == name.strip().lower())
        if session.scalar(select(Host.id).where(same)) not in (None, host_id):
            raise Refused("list.exists", name=name.strip())
        row = session.get(Host, host_id) if host_id else None
        if row is not None and row.agency_id != workspace.agency.id:
            raise NotFound("host.not_found")
        if row is None:
            row = Host(agency_id=workspace.agency.id, kind=HostKind(kind))
            session.add(row)
        elif row.version != version:
            raise ConflictingEdit("row.changed")
        row.name, row.kind, row.place = name.strip(), HostKind(kind), place
        row.capacity, row.is_active = max(capacity, 1), is_active
        session.flush()
        return _host(row)


@use_case(right=Right.BOOK, undo=Undo.UNDOABLE, audit="appointment.booked")
def book(
    workspace: Workspace,
    person_id: UUID,
    host_id: UUID,
    day: date,
    starts: time,
    minutes: int,
    *,
    referral_id: UUID | None = None,
    purpose: str | None = None,
) -> AppointmentCard:
    """Books an appointment. Raises NotFound, Refused: the past, a closed day, a clash (with the next free slots)."""
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Refused("appointment.length")
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        if referral_id is not None and _person_of(session, referral_id) != person_id:
            raise NotFound("referral.not_found")
        # Two counters must not take one slot at the same moment: the host's row is the lock.
        host = session.scalars(select(Host).where(Host.id == host_id).with_for_update()).first()
        if host is None or host.agency_id != workspace.agency.id or not host.is_active:
            raise NotFound("host.not_found")
        _refuse_impossible(workspace, session, host, day, starts, minutes)
        begins = instant_of(day, starts)
        row = Appointment(
            person_id=person_id, agency_id=workspace.agency.id, host_id=host_id, referral_id=referral_id, day=day,
            starts=starts, minutes=minutes, zone=LOCAL_ZONE.key, starts_at=begins,
            ends_at=begins + timedelta(minutes=minutes), place=host.place, purpose=purpose,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return _card(workspace, row, host, person)


@use_case(right=Right.BOOK, undo=Undo.UNDOABLE, audit="appointment.outcome")
def set_outcome(workspace: Workspace, appointment_id: UUID, outcome: str | None) -> None:
    """What became of it; None is "to fill in" again. Raises NotFound."""
    with writing(workspace) as session:
        row = session.get(Appointment, appointment_id)
        if row is None or row.agency_id != workspace.agency.id:
            raise NotFound("appointment.not_found")
        load_person(workspace, session, row.person_id)
        row.outcome = Outcome(outcome) if outcome else None
        if row.outcome is Outcome.CAME and row.arrived_at is None:
            row.arrived_at = workspace.clock.now()


@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="appointments.slots_read")
def free_slots(
    workspace: Workspace, host_id: UUID, minutes: int, count: int = 6, start: date | None = None
) -> list[Slot]:
    """The next free beginnings with a host. Raises NotFound."""
    with reading(workspace) as session:
        host = session.get(Host, host_id)
        if host is None or host.agency_id != workspace.agency.id:
            raise NotFound("host.not_found")
        return _free(workspace, session, host, start or workspace.clock.today(), minutes, count)


@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="appointments.listed")
def appointments_between(
    workspace: Workspace, first: date, last: date, *, person_id: UUID | None = None
) -> list[AppointmentCard]:
    """The agency's appointments from `first` to `last`, in order."""
    query = select(Appointment, Host, Person).join(Host, Host.id == Appointment.host_id)
    query = query.join(Person, Person.id == Appointment.person_id).options(selectinload(Person.phones))
    mine = (Appointment.agency_id == workspace.agency.id) & (Person.agency_id == workspace.agency.id)
    query = query.where(mine, Appointment.day.between(first, last))
    if person_id is not None:
        query = query.where(Appointment.person_id == person_id)
    with reading(workspace) as session:
        rows = session.execute(query.order_by(Appointment.starts_at))
        return [_card(workspace, row, host, person) for row, host, person in rows]


def own_days(session: Session) -> dict[date, DayOff]:
    """The days the agency itself declared off or worked."""
    return {row.day: DayOff(row.name, row.is_worked) for row in session.scalars(select(Holiday))}


def _refuse_impossible(
    workspace: Workspace, session: Session, host: Host, day: date, starts: time, minutes: int
) -> None:
    today = workspace.clock.today()
    if day < today:
        raise Refused("appointment.past", day=day)
    own = own_days(session)
    hours = hours_of(day, own)
    if hours is None:
        raise Refused("appointment.closed_day", day=day, free=_said(_free(workspace, session, host, day, minutes, 3)))
    ends = (datetime.combine(day, starts) + timedelta(minutes=minutes)).time()
    if starts < hours[0] or ends > hours[1] or ends < starts:
        raise Refused("appointment.closed_hours", opens=f"{hours[0]:%H:%M}", closes=f"{hours[1]:%H:%M}")
    if not _is_free(_taken(session, host, day), day, starts, minutes, host.capacity):
        raise Refused("appointment.clash", free=_said(_free(workspace, session, host, day, minutes, 3)))


def _taken(session: Session, host: Host, day: date) -> list[tuple[datetime, datetime]]:
    query = select(Appointment.starts_at, Appointment.ends_at).where(
        Appointment.host_id == host.id, Appointment.day == day,
        Appointment.outcome.is_distinct_from(Outcome.CANCELLED) & Appointment.outcome.is_distinct_from(Outcome.EXCUSED),
    )  # fmt: skip
    return [(begins, ends) for begins, ends in session.execute(query)]


def _is_free(taken: list[tuple[datetime, datetime]], day: date, starts: time, minutes: int, capacity: int) -> bool:
    begins = instant_of(day, starts)
    ends = begins + timedelta(minutes=minutes)
    return sum(other < ends and begins < until for other, until in taken) < capacity


def _free(workspace: Workspace, session: Session, host: Host, start: date, minutes: int, count: int) -> list[Slot]:
    own, found, now = own_days(session), [], workspace.clock.now()
    for ahead in range(_LOOK_AHEAD_DAYS):
        day = max(start, workspace.clock.today()) + timedelta(days=ahead)
        taken = _taken(session, host, day)
        for starts in slots_of(day, own, minutes):
            if instant_of(day, starts) > now and _is_free(taken, day, starts, minutes, host.capacity):
                found.append(Slot(day, starts))
                if len(found) == count:
                    return found
    return found


def _said(slots: list[Slot]) -> str:
    from resources.i18n import format_date

    return ", ".join(f"{format_date(slot.day)} {slot.starts:%H:%M}" for slot in slots)


def _host(row: Host) -> HostCard:
    return HostCard(row.id, row.version, row.name, row.kind.value, row.place, row.capacity, row.is_active, row.user_id)


def _card(workspace: Workspace, row: Appointment, host: Host, person: Person) -> AppointmentCard:
    return AppointmentCard(
        row.id, row.version, card_of(person, workspace.agency.label), host.name, host.id, row.day, row.starts, row.minutes,
        row.place, row.purpose, row.outcome.value if row.outcome else None, row.arrived_at, row.referral_id,
    )  # fmt: skip


def _person_of(session: Session, referral_id: UUID) -> UUID | None:
    return session.scalar(select(Referral.person_id).where(Referral.id == referral_id))
