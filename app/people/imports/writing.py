"""Writing a planned import: in batches that are each whole, so that one stopped half-way is simply begun again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.number_series import give_numbers, hold_numbers
from app.accounts.numbers import NumberKind
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.people.dossier import form_of
from app.people.forms import PaperForm
from app.people.imports.known import Known, KnownRule, combined, papers_after
from app.people.imports.plan import TWINS, ImportPlan, PlannedRow, Progress, RowState, no_progress
from app.people.imports.remembered import remember_mapping
from app.people.registration import NewPerson, change_row, index_new_people, new_person, write_people
from app.people.twin_pairs import pair_key
from db.history import add_rows, record
from db.models import IdentityDocument, ImportedRow, Person, TwinPair, TwinState
from db.types import uuid7

if TYPE_CHECKING:
    from app.workspace import Workspace

Prepared = tuple[PlannedRow, NewPerson | None]

AT_ONCE = 500
"""Rows of one transaction: whoever else writes waits no longer than for these."""


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of the rows: disjoint counts whose sum is the rows. `twins` are imported too, and to be reviewed.

    `updated`: known people of whom something was filled or replaced. `dropped_numbers`: paper numbers not kept for want
    of the agency's CNDP number (P12).
    """

    new: int
    known: int
    twins: int
    rejected: int
    dropped_numbers: int = 0
    updated: int = 0


def outcome_of(plan: ImportPlan) -> ImportOutcome:
    """What writing this plan would come to."""
    return ImportOutcome(
        new=plan.count(RowState.NEW), known=plan.count(RowState.KNOWN), twins=plan.count(*TWINS),
        rejected=plan.count(RowState.ERROR),
    )  # fmt: skip


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="people.imported")
def import_people(
    workspace: Workspace, plan: ImportPlan, progress: Progress = no_progress, *, rule: KnownRule = KnownRule.FILL
) -> ImportOutcome:
    """Registers every row that is new or perhaps a twin; twins are queued for review, never merged.

    `rule` says what is done to people already known. Stopped by `progress`, or cut, the batches written stay, and the same
    file taken again finds them known. Raises Refused when the agency's numbers of the year are used up.
    """
    wanted = [row for row in plan.rows if row.state is not RowState.ERROR]
    writer = _Writer(workspace, plan, rule)
    remember_mapping(workspace, plan)
    for start in range(0, len(wanted), AT_ONCE):
        batch = [writer.prepared(row) for row in wanted[start : start + AT_ONCE]]
        with writing(workspace) as session:
            writer.write(session, batch)
        progress(min(start + AT_ONCE, len(wanted)), len(wanted))
    return ImportOutcome(
        new=writer.new, known=len(wanted) - writer.new - writer.twins, twins=writer.twins,
        rejected=plan.count(RowState.ERROR), dropped_numbers=writer.dropped, updated=writer.updated,
    )  # fmt: skip


class _Writer:
    """Writes batch after batch, each in the transaction it is given."""

    def __init__(self, workspace: Workspace, plan: ImportPlan, rule: KnownRule) -> None:
        self.workspace, self.plan, self.rule = workspace, plan, rule
        self.ids: dict[int, UUID] = {}
        self.new = self.twins = self.dropped = self.updated = 0

    def prepared(self, row: PlannedRow) -> Prepared:
        """A row with what would be written of it, made before the transaction that others wait for."""
        is_known = row.state is RowState.KNOWN
        return row, None if is_known else new_person(self.workspace, row.read.form, row.read.papers)

    def write(self, session: Session, batch: Sequence[Prepared]) -> None:
        """One batch, whole or not at all."""
        rows = [row for row, _ in batch]
        year = self.workspace.clock.today().year
        hold_numbers(session, NumberKind.DOSSIER, self.workspace.agency, year)
        # Looked for again: somebody may have registered them since the plan was made.
        known = self.plan.known.find(session, [row.read for row in rows])
        coming = [(row, new or self.prepared(row)[1]) for row, new in batch if row.read.line not in known]
        updated = self._update(session, [(row, known[row.read.line]) for row in rows if row.read.line in known])
        self._add(session, [(row, new) for row, new in coming if new is not None], year)
        if coming or updated:
            record(session, "people.imported", "person", None, {"rows": len(coming), "updated": updated})
        self.updated += updated

    def _add(self, session: Session, coming: Sequence[tuple[PlannedRow, NewPerson]], year: int) -> None:
        if not coming:
            return
        rows, people = [row for row, _ in coming], [new for _, new in coming]
        for row, new in coming:
            self.ids[row.read.line] = new.person["id"]
            self.dropped += new.dropped
        owners = [new.person["id"] for new in people]
        codes = give_numbers(session, NumberKind.DOSSIER, self.workspace.agency, year, owners)
        for new, code in zip(people, codes, strict=True):
            new.person["code"] = code
        twins = sum(row.state in TWINS for row in rows)
        self.twins += twins
        self.new += len(rows) - twins
        write_people(session, people)
        index_new_people(session, people, self.workspace.agency.label)
        add_rows(session, TwinPair, [pair for row in rows for pair in self._pairs(row)])
        self._remember(session, [(row, new.person["id"]) for row, new in zip(rows, people, strict=True)])

    def _remember(self, session: Session, rows: Sequence[tuple[PlannedRow, UUID]]) -> None:
        marks = [(*self.plan.known.mark(row.read.line), person_id) for row, person_id in rows]
        told = [
            {"id": uuid7(), "agency_id": self.workspace.agency.id, "key": key, "nth": nth, "person_id": person_id}
            for key, nth, person_id in sorted(marks)
        ]
        add_rows(session, ImportedRow, told)

    def _update(self, session: Session, rows: Sequence[tuple[PlannedRow, Known]]) -> int:
        """Fills or replaces what is known of people who are there already; gives of how many something changed."""
        held = [(row, one.person_id) for row, one in rows if one.person_id is not None and not one.is_remembered]
        self._remember(session, [(row, person_id) for row, person_id in held])
        if self.rule is KnownRule.LEAVE:
            return 0
        ids = {one.person_id for _, one in rows if one.person_id is not None}
        query = select(Person).where(Person.id.in_(ids), Person.agency_id == self.workspace.agency.id)
        people = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers)))
        by_id = {person.id: person for person in people} if ids else {}
        return sum(
            self._combine(session, by_id[one.person_id], row)
            for row, one in rows
            if one.person_id is not None and one.person_id in by_id
        )

    def _combine(self, session: Session, person: Person, row: PlannedRow) -> bool:
        current = form_of(person)
        form = combined(current, row.read.form, self.rule)
        held = [_paper_form(paper) for paper in person.papers]
        changed, added = papers_after(held, row.read.papers, self.rule)
        if form == current and not changed and not (added and self._is_more(held, added)):
            return False
        self.dropped += change_row(self.workspace, session, person, form, changed, added)
        return True

    def _is_more(self, held: Sequence[PaperForm], added: Sequence[PaperForm]) -> bool:
        """Whether papers to add say anything once their numbers are dropped (P12): else each import would add them."""
        if self.workspace.agency.keeps_paper_numbers:
            return True
        return bool({paper.type for paper in added} - {paper.type for paper in held})

    def _pairs(self, row: PlannedRow) -> Iterator[dict[str, Any]]:
        seen: set[UUID] = set()
        for twin in row.twins:
            other = twin.person_id or self.ids.get(twin.line or 0)
            if other is not None and other not in seen:
                seen.add(other)
                left, right = pair_key(other, self.ids[row.read.line])
                yield {
                    "id": uuid7(), "left_id": left, "right_id": right, "score": round(twin.score, 4),
                    "state": TwinState.TO_REVIEW,
                }  # fmt: skip


def _paper_form(row: IdentityDocument) -> PaperForm:
    return PaperForm(row.type, row.number, row.issued_on, row.expires_on, row.status.value)
