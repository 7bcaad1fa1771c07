"""A demonstration is years of work over several agencies, marked as such, and obeys every rule real work obeys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.journal import broken_journal
from app.errors import Refused
from app.people.finding import search_people
from app.upkeep.demo import fill_demo
from app.workspace import Workspace
from db.models import Agency, Appointment, IssuedNumber, NumberState, Person, Progress, Referral, Slip


def test_a_demonstration_is_years_of_work_over_several_agencies(either: Workspace) -> None:
    assert fill_demo(either, 120, seed=5) == 120

    with either.database.read() as session:
        first, last = session.execute(select(func.min(Person.registered_on), func.max(Person.registered_on))).one()
        assert last - first > timedelta(days=700)
        assert session.scalar(select(func.count(func.distinct(Person.agency_id)))) == 3
        assert all(session.scalars(select(Person.is_demo)))
        assert session.scalar(select(func.count()).select_from(Agency)) == 3
        assert session.scalar(select(func.count()).select_from(Appointment))
        assert session.scalar(select(func.count()).select_from(Referral)) == session.scalar(
            select(func.count()).select_from(Slip)
        )
    assert broken_journal(either) == []


def test_no_open_referral_of_it_lacks_an_owner_and_a_date(workspace: Workspace) -> None:
    fill_demo(workspace, 150, seed=2)

    silent = (Referral.progress != Progress.CLOSED) & (Referral.owner.is_(None) | Referral.due_on.is_(None))
    with workspace.database.read() as session:
        assert session.scalars(select(Referral.id).where(silent)).all() == []
        assert session.scalars(select(IssuedNumber.code).where(IssuedNumber.state == NumberState.RESERVED)).all() == []


def test_its_people_are_found_and_filled_twice_it_keeps_its_agencies(workspace: Workspace) -> None:
    fill_demo(workspace, 30, seed=1)
    fill_demo(workspace, 30, seed=2)

    with workspace.database.read() as session:
        mine = select(Person.family_name).where(Person.agency_id == workspace.agency.id)
        name = session.scalars(mine).all()[0]
        assert session.scalar(select(func.count()).select_from(Agency)) == 3
    assert any(hit.card is not None for hit in search_people(workspace, name or ""))


def test_nobody_is_no_demonstration(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="demo"):
        fill_demo(workspace, 0, seed=1)
