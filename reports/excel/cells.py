"""The cells of a foreign workbook as the texts somebody would have typed."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from reports.errors import UnreadableFile

_LARGEST_EXACT = 10**15
"""From here on a spreadsheet's number has lost digits."""


def workbook_rows(path: Path) -> tuple[str, list[list[str]]]:
    """The name and rows of the first visible sheet that holds something. Raises UnreadableFile."""
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
            ]
            for name in visible:
                sheet = book.get_sheet_by_name(name)
                rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                if any(any(row) for row in rows):
                    _fill_merged(rows, sheet.merged_cell_ranges or [])
                    return name, rows
    except calamine.PasswordError:
        raise UnreadableFile("file.old_or_protected") from None
    except (calamine.CalamineError, ValueError):
        raise UnreadableFile from None
    raise UnreadableFile("file.empty")


def cell_text(value: object) -> str:
    """A cell as typed: whole numbers without `.0`, dates as ISO, nothing as an empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float() if value.is_integer() and abs(value) < _LARGEST_EXACT:
            return str(int(value))
        case datetime() if value.time() == time(0):
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date():
            return value.isoformat()
    return str(value).strip()


def _fill_merged(rows: list[list[str]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A value merged down a column belongs to each of its rows (a household's number, a city)."""
    for (top, left), (bottom, right) in ranges:
        if left != right or top >= len(rows):
            continue
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
