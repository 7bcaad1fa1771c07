"""The cells of a foreign workbook as the texts somebody would have typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reports.errors import UnreadableFile

PARENT_COLUMN = "_parent_index"
"""By this column a sheet of repeated answers says to which row of the first sheet each of its rows belongs."""

_LARGEST_EXACT = 10**15
"""From here on a spreadsheet's number has lost digits."""


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A sheet: its name and the texts of its cells."""

    name: str
    rows: list[list[str]]


def workbook_rows(source: Path | BinaryIO) -> list[SheetRows]:
    """The first visible sheet that holds something, then those whose rows belong to it (repeated groups of a form).

    Raises UnreadableFile.
    """
    import python_calamine as calamine

    found: list[SheetRows] = []
    try:
        with calamine.load_workbook(source) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
            ]
            for name in visible:
                sheet = book.get_sheet_by_name(name)
                rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
                belongs = bool(rows) and PARENT_COLUMN in rows[0]
                if any(any(row) for row in rows) and (belongs or all(PARENT_COLUMN in one.rows[0] for one in found)):
                    _fill_merged(rows, sheet.merged_cell_ranges or [])
                    found.append(SheetRows(name, rows))
    except calamine.PasswordError:
        raise UnreadableFile("file.old_or_protected") from None
    except (calamine.CalamineError, ValueError):
        raise UnreadableFile from None
    if not found:
        raise UnreadableFile("file.empty")
    found.sort(key=lambda one: PARENT_COLUMN in one.rows[0])
    return found


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


def unlocked(path: Path, password: str) -> BytesIO:
    """A workbook that a password locks, in clear and in memory only. Raises UnreadableFile (another password, no workbook)."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    clear = BytesIO()
    try:
        file = OfficeFile(BytesIO(path.read_bytes()))
        file.load_key(password=password)
        file.decrypt(clear)
    except (DecryptionError, InvalidKeyError):
        raise UnreadableFile("file.wrong_password") from None
    except (FileFormatError, ParseError, OSError, ValueError, TypeError):
        raise UnreadableFile("file.old_or_protected") from None
    clear.seek(0)
    return clear
