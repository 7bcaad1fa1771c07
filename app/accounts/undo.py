"""Taking back the last thing one did: read from the journal, written as a use case of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import IntegrityError

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from db.history import record
from db.models import AuditBody, AuditRow, Base, Record
from db.rows import read_plain

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.workspace import Workspace

UNDO_WINDOW = timedelta(hours=12)
UNDONE = "undo.done"

AFTER_UNDO: list[Callable[[Workspace, Session, frozenset[tuple[str, UUID]]], None]] = []
"""Rooms that keep something derived (search keys) add here what makes it true again for the rows touched."""


@dataclass(frozen=True, slots=True)
class UndoStep:
    """The next thing Ctrl+Z would take back: its unit in the journal and its word (`action.<word>` names it)."""

    unit: UUID
    action: str
    at: datetime


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="undo.peeked")
def next_undo(workspace: Workspace) -> UndoStep | None:
    """What `undo_last` would take back, or None: nothing done, or the last thing cannot be taken back."""
    with reading(workspace) as session:
        return _next_step(workspace, session)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit=UNDONE)
def undo_last(workspace: Workspace) -> UndoStep | None:
    """Takes back the last undoable thing the signed-in user did within twelve hours; gives what it was.

    Raises Refused when one of its rows has been changed since, by anybody.
    """
    try:
        with writing(workspace) as session:
            step = _next_step(workspace, session)
            if step is None:
                return None
            touched = _take_back(session, step)
            for follow in AFTER_UNDO:
                follow(workspace, session, touched)
            record(session, UNDONE, "unit", step.unit, {"action": step.action})
            session.flush()
            return step
    except IntegrityError as error:
        raise Refused("undo.moved_on") from error


def _next_step(workspace: Workspace, session: Session) -> UndoStep | None:
    mine = (AuditRow.actor_id == workspace.user.id) & (AuditRow.at > workspace.clock.now() - UNDO_WINDOW)
    undone: set[UUID | None] = set()
    seen: set[UUID] = set()
    query = select(AuditRow).where(mine).order_by(AuditRow.seq.desc()).execution_options(yield_per=200)
    with closing(session.scalars(query)) as rows:  # read no further than needed
        for row in rows:
            if row.action == UNDONE:
                if row.operation == "event":
                    undone.add(row.entity_id)
                continue
            if row.unit in seen or row.unit in undone:
                continue
            seen.add(row.unit)
            if row.undo == Undo.FINAL.value:
                return None
            if row.undo == Undo.UNDOABLE.value:
                return UndoStep(row.unit, row.action, row.at)
    return None


def _take_back(session: Session, step: UndoStep) -> frozenset[tuple[str, UUID]]:
    classes = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    query = select(AuditRow, AuditBody.body).join(
        AuditBody, (AuditBody.chain == AuditRow.chain) & (AuditBody.seq == AuditRow.seq)
    )
    rows = session.execute(query.where(AuditRow.unit == step.unit).order_by(AuditRow.seq.desc())).all()
    if len(rows) != session.scalar(select(func.count()).select_from(AuditRow).where(AuditRow.unit == step.unit)):
        raise Refused("undo.erased")  # its bodies went with the person they spoke of: half of it would be no undoing
    checked: set[UUID] = set()
    touched: set[tuple[str, UUID]] = set()
    for audit, text in rows:
        if audit.operation == "event" or audit.entity_id is None:
            continue
        body = json.loads(text)
        mapped = classes[audit.entity]
        row = session.get(mapped, audit.entity_id)
        if audit.entity_id not in checked:
            checked.add(audit.entity_id)
            _refuse_if_moved_on(session, step, audit)
        touched.add((audit.entity, audit.entity_id))
        if row is None:
            session.add(_again(mapped, audit.entity_id, body))
        elif audit.operation == "create":
            session.delete(row)
        else:
            _set(row, body)
        session.flush()
    return frozenset(touched)


def _refuse_if_moved_on(session: Session, step: UndoStep, audit: AuditRow) -> None:
    # What came after may itself have been taken back since: those units, and the undoing of them, cancel out.
    undone = select(AuditRow.entity_id).where(AuditRow.entity == "unit", AuditRow.action == UNDONE)
    later = select(AuditRow.seq).where(
        AuditRow.entity_id == audit.entity_id,
        AuditRow.seq > audit.seq,
        AuditRow.unit != step.unit,
        AuditRow.operation != "event",
        AuditRow.action != UNDONE,
        AuditRow.unit.not_in(undone),
    )
    if session.scalar(later.limit(1)) is not None:
        raise Refused("undo.moved_on")


def _again(mapped: type[Record], row_id: UUID, body: dict[str, list[object]]) -> Record:
    row = mapped(id=row_id)
    _set(row, body)
    return row


def _set(row: Record, body: dict[str, list[object]]) -> None:
    columns = inspect(type(row)).columns
    for name, (before, _after) in body.items():
        if name != "version":
            setattr(row, name, _read(columns[name], before))


def _read(column: Any, value: object) -> object:
    if isinstance(value, str) and value.startswith("sha256:"):
        raise Refused("undo.bytes_gone")
    return read_plain(column, value)
