"""The agenda and the queue: what clashes, which days are closed and why, who waits; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest

from app.accounts.undo import undo_last
from app.appointments.agenda import agenda, clashes
from app.appointments.booking import AppointmentCard, book, list_hosts, save_host, set_outcome
from app.appointments.calendar import holiday_name, hours_of
from app.appointments.walk_ins import call_walk_in, close_walk_in, join_queue, walk_ins
from app.errors import NotFound
from app.people.forms import PersonCard, PersonForm
from app.people.registration import register_person
from app.workspace import FixedClock, Workspace
from tests.conftest import NOON

MONDAY = date(2026, 11, 30)
ONE_DESK, TWO_SEATS = uuid4(), uuid4()
AWA, SARA = uuid4(), uuid4()


def meeting(person: UUID, host: UUID, starts: str, minutes: int = 30, outcome: str | None = None) -> AppointmentCard:
    """An invented appointment of that Monday."""
    card = PersonCard(
        person, 1, "10010026000000", "RAB-26-00000-0", "ESSAI", None, None, None, None, None, None, MONDAY, None
    )
    at = time.fromisoformat(starts)
    return AppointmentCard(uuid4(), 1, card, "hôte", host, MONDAY, at, minutes, None, None, outcome, None, None)


CASES = {
    "one after the other": ([(AWA, ONE_DESK, "09:00"), (SARA, ONE_DESK, "09:30")], set()),
    "two at one desk": ([(AWA, ONE_DESK, "09:00"), (SARA, ONE_DESK, "09:15")], {0, 1}),
    "two in a room for two": ([(AWA, TWO_SEATS, "09:00"), (SARA, TWO_SEATS, "09:15")], set()),
    "three in a room for two": (
        [(AWA, TWO_SEATS, "09:00"), (SARA, TWO_SEATS, "09:15"), (uuid4(), TWO_SEATS, "09:20")], {0, 1, 2},
    ),
    "one long and two that follow one another": (
        [(AWA, TWO_SEATS, "09:00", 90), (SARA, TWO_SEATS, "09:00"), (uuid4(), TWO_SEATS, "09:30")], set(),
    ),
    "one person in two places": ([(AWA, ONE_DESK, "09:00"), (AWA, TWO_SEATS, "09:15")], {0, 1}),
    "one of them excused": ([(AWA, ONE_DESK, "09:00"), (SARA, ONE_DESK, "09:00", 30, "excused")], set()),
    "one of them did not come": ([(AWA, ONE_DESK, "09:00"), (SARA, ONE_DESK, "09:00", 30, "no_show")], {0, 1}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_all_be_kept_clashes(name: str) -> None:
    given, expected = CASES[name]
    meetings = [meeting(*one) for one in given]  # type: ignore[arg-type]

    found = clashes(meetings, {ONE_DESK: 1, TWO_SEATS: 2})

    assert {place for place, one in enumerate(meetings) if one.id in found} == expected


@pytest.mark.parametrize(("language", "name"), [("fr", "Fête du Trône"), ("ar", "عيد العرش"), ("en", "Throne Day")])
def test_a_holiday_has_its_name_in_the_language_of_the_reader(language: str, name: str) -> None:
    assert holiday_name(date(2026, 7, 30), language) == name


def test_a_day_beyond_the_computed_calendar_has_ordinary_hours() -> None:
    assert hours_of(date(2099, 12, 1), {}) == (time(8, 30), time(16, 30))


def test_a_week_has_its_hours_hosts_and_appointments(either: Workspace) -> None:
    host = list_hosts(either)[0]
    person = register_person(either, PersonForm(given_name="Awa", family_name="Essai"))
    made = book(either, person.id, host.id, MONDAY, time(9), 30)
    closed = save_host(either, "Fermé Essai", "room")
    save_host(either, "Fermé Essai", "room", is_active=False, host_id=closed.id, version=closed.version)

    week = agenda(either, MONDAY, MONDAY + timedelta(days=6))
    holiday = agenda(either, date(2027, 1, 11), date(2027, 1, 11)).days[0]

    assert [one.id for one in week.appointments] == [made.id]
    assert [one.name for one in week.hosts] == [host.name]
    assert (week.days[0].opens, week.days[0].closes) == (time(8, 30), time(16, 30))
    assert week.days[5].opens is None
    assert holiday.opens is None
    assert holiday.holiday == "Manifeste de l'indépendance"
    assert week.clashing == frozenset()


def test_a_capacity_lowered_since_shows_its_clash(either: Workspace) -> None:
    room = save_host(either, "Salle Essai", "room", capacity=2)
    people = [register_person(either, PersonForm(given_name=name, family_name="Essai")) for name in ("Awa", "Sara")]
    made = [book(either, one.id, room.id, MONDAY, time(9), 30) for one in people]
    assert agenda(either, MONDAY, MONDAY).clashing == frozenset()

    save_host(either, room.name, "room", capacity=1, host_id=room.id, version=room.version)
    assert agenda(either, MONDAY, MONDAY).clashing == {one.id for one in made}

    set_outcome(either, made[0].id, "cancelled")
    assert agenda(either, MONDAY, MONDAY).clashing == frozenset()


def test_who_comes_first_waits_first_until_gone(either: Workspace) -> None:
    awa = join_queue(either, "  Awa  ")
    later = replace(either, clock=FixedClock(NOON + timedelta(minutes=5)))
    nobody = join_queue(later, "")

    assert [(one.ticket, one.label) for one in walk_ins(later)] == [(1, "Awa"), (2, None)]
    assert awa.number.startswith("RAB-26-00001-")

    call_walk_in(later, awa.id)
    assert walk_ins(later)[0].called_at == NOON + timedelta(minutes=5)
    close_walk_in(later, awa.id)
    assert [one.id for one in walk_ins(later)] == [nobody.id]
    undo_last(later)
    assert [one.id for one in walk_ins(later)] == [awa.id, nobody.id]
    assert walk_ins(replace(either, clock=FixedClock(NOON + timedelta(days=1)))) == []


def test_a_ticket_that_does_not_exist_is_said(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        call_walk_in(workspace, uuid4())
