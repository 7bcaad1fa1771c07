"""Planning an import: each row told new, known, perhaps a twin, or wrong; a cell corrected is judged at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.errors import BadFile
from app.people.imports.columns import Columns, understand_columns
from app.people.imports.known import Known, KnownPeople
from app.people.imports.plan import ImportPlan, PlannedRow, Progress, RowState, Twin, no_progress
from app.people.imports.remembered import remembered_mapping
from app.people.imports.rows import ReadRow, is_total, read_row
from app.people.imports.twins import TwinFinder

if TYPE_CHECKING:
    from app.workspace import Workspace

__all__ = ["AT_ONCE", "ImportPlan", "PlannedRow", "Progress", "RowState", "correct_cell", "plan_import"]

AT_ONCE = 500
Rows = Sequence[Sequence[str]]


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.planned")
def plan_import(
    workspace: Workspace,
    rows: Rows,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
    *,
    corrections: Mapping[int, Mapping[int, str]] | None = None,
    origins: Mapping[int, tuple[str, int]] | None = None,
    with_twins: bool = True,
) -> ImportPlan:
    """Reads the rows of a sheet and tells each new, known, twin or wrong. Nothing is written.

    Without a mapping, the one the agency last gave for these headers; without one, the headers by themselves.
    `corrections` are cells somebody mended, by line (from 1) and column. Raises BadFile: no column holds a name.
    """
    columns = understand_columns(rows, mapping)
    if mapping is None and (kept := remembered_mapping(workspace, columns.titles)):
        columns = understand_columns(rows, kept)
    if not columns.has_name:
        raise BadFile("import.no_name_column")
    mended = {line: dict(cells) for line, cells in (corrections or {}).items()}
    read, totals = _read_all(workspace, rows, columns, mended, progress)
    known, twins = KnownPeople(workspace.agency.id), TwinFinder(workspace)
    good = [row for row in read if not row.problems]
    for row in good:
        known.meet(row)
    found: dict[int, Known] = {}
    for start in range(0, len(good), AT_ONCE):
        with reading(workspace) as session:
            found |= known.find(session, good[start : start + AT_ONCE])
        progress(start, 2 * len(read))
    others = [row for row in good if row.line not in found]
    alike: dict[int, tuple[Twin, ...]] = {}
    if with_twins:
        with reading(workspace) as session:
            twins.prepare(session, others)
        for start in range(0, len(others), AT_ONCE):
            with reading(workspace) as session:
                alike |= twins.find(session, others[start : start + AT_ONCE])
            progress(len(read) + start, 2 * len(read))
    planned = [_planned(row, found.get(row.line), alike.get(row.line, ())) for row in read]
    return ImportPlan(columns, planned, known, twins, totals, mended, origins or {})


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.planned")
def correct_cell(workspace: Workspace, plan: ImportPlan, line: int, column: int, text: str) -> frozenset[int]:
    """Mends a cell of a planned row and judges it again, with the rows that stood by it. Gives the lines judged."""
    row = plan.row_at(line)
    if row is None:
        return frozenset()
    cells = [*row.read.cells, *[""] * (column + 1 - len(row.read.cells))]
    cells[column] = text.strip()
    plan.corrections.setdefault(line, {})[column] = cells[column]
    mended = read_row(line, cells, plan.columns, workspace.clock.today())
    after = plan.known.forget(line) | plan.twins.forget(line)
    if not mended.problems:
        plan.known.meet(mended)
        after |= plan.known.later(line)
    with reading(workspace) as session:
        _judge_again(session, plan, mended)
        after |= plan.twins.later(line)
        for other in sorted(after):
            if (touched := plan.row_at(other)) is not None:
                plan.twins.forget(other)
                _judge_again(session, plan, touched.read)
    return after | {line}


def _read_all(
    workspace: Workspace, rows: Rows, columns: Columns, mended: dict[int, dict[int, str]], progress: Progress
) -> tuple[list[ReadRow], tuple[int, ...]]:
    today = workspace.clock.today()
    read: list[ReadRow] = []
    totals: list[int] = []
    for line, row in enumerate(rows[columns.header + 1 :], start=columns.header + 2):
        cells = _with(row, mended[line]) if line in mended else row
        if not any(cells):
            continue
        if is_total(cells):
            totals.append(line)
            continue
        read.append(read_row(line, cells, columns, today))
        if len(read) % AT_ONCE == 0:
            progress(0, len(rows))
    return read, tuple(totals)


def _with(row: Sequence[str], mended: Mapping[int, str]) -> list[str]:
    cells = [*row, *[""] * (max(mended) + 1 - len(row))]
    for place, text in mended.items():
        cells[place] = text
    return cells


def _judge_again(session: Session, plan: ImportPlan, row: ReadRow) -> None:
    known: Known | None = None
    alike: tuple[Twin, ...] = ()
    if not row.problems:
        known = plan.known.find(session, [row]).get(row.line)
        if known is None:
            plan.twins.meet(row)
            alike = plan.twins.find(session, [row])[row.line]
    plan.put(_planned(row, known, alike))


def _planned(row: ReadRow, known: Known | None, twins: tuple[Twin, ...]) -> PlannedRow:
    if row.problems:
        return PlannedRow(row, RowState.ERROR)
    if known is not None:
        return PlannedRow(row, RowState.KNOWN, person_id=known.person_id)
    if not twins:
        return PlannedRow(row, RowState.NEW)
    in_registry = any(twin.person_id for twin in twins)
    return PlannedRow(row, RowState.TWIN_IN_REGISTRY if in_registry else RowState.TWIN_IN_FILE, twins)
