"""Writing a planned import: in batches that are each whole, so that one stopped half-way is simply begun again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.number_series import reserve_numbers, settle_numbers
from app.accounts.numbers import NumberKind
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.imports.planning import AT_ONCE, ImportPlan, PlannedRow, Progress, RowState
from app.people.registration import keys_of, new_person
from db.history import record
from db.models import Person, TwinPair, TwinState
from db.search import add_keys

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of the rows: disjoint counts whose sum is the rows. `twins` are imported too, and to be reviewed.

    `dropped_numbers`: paper numbers not kept for want of the agency's CNDP number (P12).
    """

    new: int
    known: int
    twins: int
    rejected: int
    dropped_numbers: int = 0


def outcome_of(plan: ImportPlan, dropped_numbers: int = 0) -> ImportOutcome:
    """What writing this plan comes to."""
    return ImportOutcome(
        new=plan.count(RowState.NEW),
        known=plan.count(RowState.KNOWN),
        twins=plan.count(RowState.TWIN_IN_FILE, RowState.TWIN_IN_REGISTRY),
        rejected=plan.count(RowState.ERROR),
        dropped_numbers=dropped_numbers,
    )


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="people.imported")
def import_people(
    workspace: Workspace, plan: ImportPlan, progress: Progress = lambda done, total: None
) -> ImportOutcome:
    """Registers every row that is new or perhaps a twin; twins are queued for review, never merged.

    Stopped by `progress`, what was written stays, and the same file taken again finds it known. Raises Refused when the
    agency's numbers of the year are used up.
    """
    wanted = [row for row in plan.rows if row.state not in (RowState.KNOWN, RowState.ERROR)]
    ids: dict[int, UUID] = {}
    dropped = 0
    for start in range(0, len(wanted), AT_ONCE):
        batch = wanted[start : start + AT_ONCE]
        with writing(workspace) as session:
            dropped += _write(workspace, session, _not_come_meanwhile(workspace, session, batch), ids)
        progress(min(start + AT_ONCE, len(wanted)), len(wanted))
    return outcome_of(plan, dropped)


def _write(workspace: Workspace, session: Session, rows: Sequence[PlannedRow], ids: dict[int, UUID]) -> int:
    year = workspace.clock.today().year
    codes = reserve_numbers(session, NumberKind.DOSSIER, workspace.agency, year, len(rows)) if rows else []
    people: list[Person] = []
    dropped = 0
    for row, code in zip(rows, codes, strict=True):
        person, lost = new_person(workspace, row.read.form, row.read.papers, code)
        people.append(person)
        dropped += lost
    session.add_all(people)
    session.flush()
    for row, person in zip(rows, people, strict=True):
        ids[row.read.line] = person.id
    settle_numbers(session, {person.code: person.id for person in people})
    label = workspace.agency.label
    add_keys(session, [(person.id, token, kind.value) for person in people for token, kind in keys_of(person, label)])
    session.add_all(pair for row in rows for pair in _pairs(row, ids))
    record(session, "people.imported", "person", None, {"rows": len(rows)})
    return dropped


def _pairs(row: PlannedRow, ids: dict[int, UUID]) -> Iterator[TwinPair]:
    for twin in row.twins:
        other = twin.person_id or ids.get(twin.line or 0)
        if other is not None:
            yield TwinPair(
                left_id=other, right_id=ids[row.read.line], score=round(twin.score, 4), state=TwinState.TO_REVIEW
            )


def _not_come_meanwhile(workspace: Workspace, session: Session, rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Without those whose id was registered since the plan was made."""
    wanted = [row.read.form.external_id for row in rows if row.read.form.external_id]
    query = select(Person.external_id).where(Person.agency_id == workspace.agency.id, Person.external_id.in_(wanted))
    known = set(session.scalars(query))
    return [row for row in rows if row.read.form.external_id not in known or row.read.form.external_id is None]
