"""A person's needs with the state that their referrals give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.registration import load_person
from app.referrals.lifecycle import is_open
from app.referrals.rows import state_of
from app.referrals.said import NeedState, need_state
from db.models import Need, Project, Referral

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What is wanted, for which project, by when; its state, and how many referrals ran and still run for it."""

    id: UUID
    number: int
    purpose: str
    amount_centimes: int | None
    project: str | None
    wanted_by: date | None
    state: NeedState
    referrals: int
    open: int


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="needs.read")
def needs_of(workspace: Workspace, person_id: UUID) -> list[NeedLine]:
    """The needs of a person, the latest first. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        by_need: dict[UUID, list[Referral]] = {}
        for referral in session.scalars(select(Referral).where(Referral.person_id == person_id)):
            by_need.setdefault(referral.need_id, []).append(referral)
        query = select(Need, Project.title).outerjoin(Project, Project.id == Need.project_id)
        rows = session.execute(query.where(Need.person_id == person_id).order_by(Need.number.desc())).all()
        lines = []
        for need, title in rows:
            states = [state_of(referral) for referral in by_need.get(need.id, [])]
            lines.append(
                NeedLine(
                    need.id, need.number, need.purpose, need.amount_centimes, title, need.wanted_by, need_state(states),
                    len(states), sum(is_open(state) for state in states),
                )
            )  # fmt: skip
        return lines
