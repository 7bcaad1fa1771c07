"""Who waits without an appointment: a ticket, since when, called, gone (PRODUCT.md A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.number_series import give_numbers, spoken_code
from app.accounts.numbers import NumberKind, parts_of
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound
from db.models import WalkIn
from db.types import uuid7

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One ticket of today: its number as said aloud, the short one called out, a word to know the person by."""

    id: UUID
    number: str
    ticket: int
    label: str | None
    arrived_at: datetime
    called_at: datetime | None


@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="walk_ins.listed")
def walk_ins(workspace: Workspace) -> list[Waiting]:
    """Who waits at the agency now, the first to come first; who was called stays until they are gone."""
    today = workspace.clock.today()
    mine = (WalkIn.agency_id == workspace.agency.id) & (WalkIn.day == today) & WalkIn.left_at.is_(None)
    with reading(workspace) as session:
        rows = session.scalars(select(WalkIn).where(mine).order_by(WalkIn.arrived_at, WalkIn.id))
        return [_waiting(session, row) for row in rows]


# A ticket given is a number used up: it is not taken back, whoever it was for leaves.
@use_case(right=Right.BOOK, undo=Undo.HARMLESS, audit="walk_in.joined")
def join_queue(workspace: Workspace, label: str | None = None) -> Waiting:
    """Gives a ticket to somebody who came without an appointment; `label` is a first name or a word, or nothing."""
    now, key = workspace.clock.now(), uuid7()
    with writing(workspace) as session:
        today = workspace.clock.today()
        [code] = give_numbers(session, NumberKind.TICKET, workspace.agency, today.year, [key])
        known_by = (label or "").strip()[:LONGEST_LABEL] or None
        row = WalkIn(id=key, agency_id=workspace.agency.id, day=today, code=code, label=known_by, arrived_at=now)
        session.add(row)
        session.flush()
        return _waiting(session, row)


@use_case(right=Right.BOOK, undo=Undo.UNDOABLE, audit="walk_in.called")
def call_walk_in(workspace: Workspace, walk_in_id: UUID) -> None:
    """Calls a ticket; called again, the first time stays. Raises NotFound."""
    with writing(workspace) as session:
        row = _own(workspace, session, walk_in_id)
        row.called_at = row.called_at or workspace.clock.now()


@use_case(right=Right.BOOK, undo=Undo.UNDOABLE, audit="walk_in.left")
def close_walk_in(workspace: Workspace, walk_in_id: UUID) -> None:
    """The person was received, or left: the ticket leaves the queue. Raises NotFound."""
    with writing(workspace) as session:
        _own(workspace, session, walk_in_id).left_at = workspace.clock.now()


def _own(workspace: Workspace, session: Session, walk_in_id: UUID) -> WalkIn:
    row = session.get(WalkIn, walk_in_id)
    if row is None or row.agency_id != workspace.agency.id:
        raise NotFound("walk_in.not_found")
    return row


def _waiting(session: Session, row: WalkIn) -> Waiting:
    number = spoken_code(session, row.code)
    return Waiting(row.id, number, parts_of(row.code).sequence, row.label, row.arrived_at, row.called_at)
