"""The agenda: days with their hours and names, hosts, appointments, and which of these cannot both be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.appointments.booking import AppointmentCard, HostCard, appointments_between, list_hosts
from app.appointments.calendar import DayOff, holiday_name, hours_of
from app.workspace import LOCAL_ZONE
from db.models import Holiday, Outcome
from resources.i18n import current_language

if TYPE_CHECKING:
    from app.workspace import Workspace

_OFF = frozenset({Outcome.CANCELLED.value, Outcome.EXCUSED.value})
"""Who was excused, or whom we cancelled, takes no place."""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day, when the agency opens and closes (None: closed), and the name of its holiday."""

    day: date
    opens: time | None
    closes: time | None
    holiday: str | None


@dataclass(frozen=True, slots=True)
class Agenda:
    """Some days: the hosts that work there or are in use, the appointments in order, and those that clash.

    `now` is the local time at the counter.
    """

    days: tuple[AgendaDay, ...]
    hosts: tuple[HostCard, ...]
    appointments: tuple[AppointmentCard, ...]
    clashing: frozenset[UUID]
    now: datetime


@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="agenda.read")
def agenda(workspace: Workspace, first: date, last: date) -> Agenda:
    """The agency's agenda from `first` to `last`."""
    with reading(workspace) as session:
        own = {row.day: row for row in session.scalars(select(Holiday).where(Holiday.day.between(first, last)))}
        meetings = appointments_between(workspace, first, last)
        used = {one.host_id for one in meetings}
        hosts = [host for host in list_hosts(workspace) if host.is_active or host.id in used]
    days = [_day(first + timedelta(days=ahead), own) for ahead in range((last - first).days + 1)]
    now = workspace.clock.now().astimezone(LOCAL_ZONE).replace(tzinfo=None)
    capacities = {host.id: host.capacity for host in hosts}
    return Agenda(tuple(days), tuple(hosts), tuple(meetings), clashes(meetings, capacities), now)


def clashes(meetings: Iterable[AppointmentCard], capacities: Mapping[UUID, int]) -> frozenset[UUID]:
    """The appointments that cannot all be kept: one person in two places, or a host with more than its capacity at once.

    Booking refuses the second kind; a capacity lowered since, or an outcome taken back, may leave it (PRODUCT.md A1).
    """
    kept = [one for one in meetings if one.outcome not in _OFF]
    persons: dict[UUID, list[AppointmentCard]] = {}
    hosts: dict[UUID, list[AppointmentCard]] = {}
    for one in kept:
        persons.setdefault(one.person.id, []).append(one)
        hosts.setdefault(one.host_id, []).append(one)
    found: set[UUID] = set()
    for mine in persons.values():
        found |= _more_than(1, mine)
    for host_id, mine in hosts.items():
        found |= _more_than(capacities.get(host_id, 1), mine)
    return frozenset(found)


def _more_than(places: int, meetings: list[AppointmentCard]) -> set[UUID]:
    """Those under way at some moment at which more than `places` are. Such a moment is always the beginning of one."""
    found: set[UUID] = set()
    for one in meetings:
        begins = _begins(one)
        under_way = {other.id for other in meetings if _begins(other) <= begins < _ends(other)}
        if len(under_way) > places:
            found |= under_way
    return found


def _begins(one: AppointmentCard) -> datetime:
    return datetime.combine(one.day, one.starts)


def _ends(one: AppointmentCard) -> datetime:
    return _begins(one) + timedelta(minutes=one.minutes)


def _day(day: date, own: Mapping[date, Holiday]) -> AgendaDay:
    row = own.get(day)
    hours = hours_of(day, {day: DayOff(row.name, row.is_worked)} if row else {})
    language = current_language()
    name = holiday_name(day, language)
    if row is not None:
        name = None if row.is_worked else (row.name_ar or row.name if language == "ar" else row.name)
    opens, closes = hours or (None, None)
    return AgendaDay(day, opens, closes, name)
