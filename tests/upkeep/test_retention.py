"""Retention: every kind of activity counts, a withdrawn agreement is looked at first, nothing is erased by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from app.accounts.rights import Right, Role
from app.accounts.use_case import Undo, use_case, writing
from app.appointments.booking import book, list_hosts
from app.errors import NotAllowed, Refused
from app.people.belonging_rows import SHARED, owned_tables
from app.people.consents import record_consent
from app.people.contacts import add_note
from app.people.dossier import add_need, save_project
from app.people.forms import PersonForm, ProjectForm
from app.people.registration import register_person
from app.upkeep.retention import ACTIVITIES, NO_ACTIVITY, dossiers_to_review, keep_dossier, set_period
from app.workspace import FixedClock, Workspace
from db.models import CallBack, OutreachSession
from tests.conftest import NOON


def later(workspace: Workspace, years: float) -> Workspace:
    return replace(workspace, clock=FixedClock(NOON + timedelta(days=round(365.25 * years))))


def idle(workspace: Workspace) -> set[UUID]:
    return {one.card.id for one in dossiers_to_review(workspace)}


def somebody(workspace: Workspace) -> UUID:
    return register_person(workspace, PersonForm(given_name="Awa")).id


def test_every_table_of_a_person_says_what_dates_an_activity() -> None:
    names = {"person", *(table.name for table in owned_tables())} | (set(SHARED) - {"household"})

    assert set(ACTIVITIES) | set(NO_ACTIVITY) == names
    assert not set(ACTIVITIES) & set(NO_ACTIVITY)


def test_a_dossier_nobody_touched_stands_in_the_list_with_its_last_day(either: Workspace) -> None:
    person_id = somebody(either)

    assert idle(later(either, 2.9)) == set()
    (one,) = dossiers_to_review(later(either, 3.1))
    assert (one.card.id, one.last_on, one.is_withdrawn) == (person_id, date(2026, 11, 24), False)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="test.called_back")
def call_back(workspace: Workspace, person_id: UUID) -> None:
    with writing(workspace) as session:
        visit = OutreachSession(agency_id=workspace.agency.id, agent_id=workspace.user.id, day=workspace.clock.today())
        session.add(visit)
        session.flush()
        session.add(CallBack(session_id=visit.id, name="Awa", person_id=person_id))


def meet(workspace: Workspace, person_id: UUID) -> None:
    day = workspace.clock.today() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    book(workspace, person_id, list_hosts(workspace)[0].id, day, time(10), 30)


@pytest.mark.parametrize(
    "do",
    [
        lambda w, p: add_note(w, p, "un mot"),
        lambda w, p: record_consent(w, p, "contact"),
        lambda w, p: add_need(w, p, "machine"),
        lambda w, p: save_project(w, p, ProjectForm(title="Couture")),
        meet,
        call_back,
    ],
    ids=["note", "consent", "need", "project", "appointment", "call-back"],
)
def test_any_activity_keeps_a_dossier_alive(workspace: Workspace, do: Callable[[Workspace, UUID], object]) -> None:
    person_id = somebody(workspace)

    do(later(workspace, 2), person_id)

    assert idle(later(workspace, 3.5)) == set()
    assert idle(later(workspace, 5.5)) == {person_id}


def test_kept_for_a_reason_it_comes_back_when_the_time_is_over(either: Workspace) -> None:
    person_id = somebody(either)
    now = later(either, 3.1)

    with pytest.raises(Refused):
        keep_dossier(now, person_id, "")
    until = keep_dossier(now, person_id, "un litige en cours")

    assert idle(now) == set()
    after = replace(either, clock=FixedClock(datetime.combine(until + timedelta(days=1), time(12), NOON.tzinfo)))
    assert idle(after) == {person_id}


def test_a_withdrawn_agreement_is_looked_at_first(either: Workspace) -> None:
    somebody(either)
    person_id = somebody(either)
    record_consent(either, person_id, "dossier")
    record_consent(either, person_id, "dossier", answer="withdrawn")

    (one,) = dossiers_to_review(either)

    assert (one.card.id, one.is_withdrawn) == (person_id, True)
    assert next(found.card.id for found in dossiers_to_review(later(either, 3.1))) == person_id


def test_the_period_is_a_setting_and_none_is_never(workspace: Workspace) -> None:
    person_id = somebody(workspace)
    set_period(workspace, 6)
    assert idle(later(workspace, 0.6)) == {person_id}

    set_period(workspace, 0)

    assert idle(later(workspace, 9)) == set()
    with pytest.raises(Refused):
        set_period(workspace, -1)
    agent = replace(workspace, user=replace(workspace.user, roles=frozenset({Role.AGENT})))
    with pytest.raises(NotAllowed):
        dossiers_to_review(agent)
