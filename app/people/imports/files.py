"""Taking a foreign sheet in: the reader's findings in our words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case
from app.errors import BadFile
from app.people.imports.planning import Progress
from reports.errors import ReportError
from reports.excel.delimited import samples
from reports.excel.reading import SheetText, read_sheet

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.read")
def open_sheet(workspace: Workspace, file: Path, encoding: str = "", progress: Progress | None = None) -> SheetText:
    """The rows of a file, each cell a text. `encoding` decides how a text file is read, else it is found out.

    Raises BadFile with what is wrong; nothing was taken from it.
    """
    try:
        return read_sheet(file, encoding=encoding, progress=progress)
    except ReportError as error:
        raise BadFile(error.key, file=file.name) from error


@use_case(right=Right.IMPORT_PEOPLE, undo=Undo.HARMLESS, audit="import.read")
def encoding_samples(workspace: Workspace, file: Path) -> dict[str, str]:
    """For each encoding a text file could be in, lines that show the difference. Raises BadFile."""
    try:
        return samples(file)
    except ReportError as error:
        raise BadFile(error.key, file=file.name) from error
