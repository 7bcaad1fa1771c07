"""The rows that could not be taken, back in a file with their reasons, ready to be mended and imported again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.errors import sentence
from app.people.imports.columns import FIELDS
from app.people.imports.plan import ImportPlan, RowState
from app.people.imports.rows import Problem
from app.whole_file import write_whole
from reports.excel.delimited import guarded
from resources.i18n import tr


def write_rejects(plan: ImportPlan, file: Path) -> int:
    """Writes the header, each rejected row as it stood, its line and why, as UTF-8 csv. Gives how many rows.

    Raises BadFile when the file cannot be written.
    """
    rejected = [row for row in plan.rows if row.state is RowState.ERROR]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    width = max((len(row.read.cells) for row in rejected), default=0)
    titles = [*plan.columns.titles, *[""] * (width - len(plan.columns.titles))]
    writer.writerow([guarded(cell) for cell in (*titles, tr("Ligne"), tr("Pourquoi"))])
    for row in rejected:
        cells = [*row.read.cells, *[""] * (len(titles) - len(row.read.cells))]
        reasons = " ; ".join(reason(problem) for problem in row.read.problems)
        writer.writerow([guarded(cell) for cell in (*cells, str(row.read.line), reasons)])
    # With the mark by which Excel knows UTF-8.
    write_whole(file, text.getvalue().encode("utf-8-sig"))
    return len(rejected)


def reason(problem: Problem) -> str:
    """Why a row is rejected, in the reader's language: `Naissance : cette date n'est pas possible.`"""
    return f"{tr(FIELDS[problem.field])} : {sentence(problem.error)[0]}"
