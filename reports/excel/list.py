"""A list as a workbook or a text file: texts stay texts, whatever sign they begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.excel.delimited import guarded

Cell = str | int | date | None
ACCENT = "0B5C5E"
FONT = "IBM Plex Sans Arabic"
_DATE = "dd/mm/yyyy"
_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ListSheet:
    """What the file holds: a title, what the list is (its filter, its date), the headers and their widths in pixels."""

    title: str
    about: Sequence[str]
    headers: Sequence[str]
    widths: Sequence[int]
    language: str


def render_workbook(sheet: ListSheet, rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet: title and what it is, then the table, its header kept in sight and filterable; written row by row."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(ILLEGAL_CHARACTERS_RE.sub("", sheet.title)[:31])
    page.sheet_view.rightToLeft = sheet.language == "ar"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{len(sheet.about) + 3}:{len(sheet.about) + 3}"
    for place, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(place)].width = max(8, width / 7)
    top = len(sheet.about) + 3
    page.freeze_panes = f"A{top + 1}"

    def cell(value: Cell, **look: object) -> object:
        made = WriteOnlyCell(page)
        if isinstance(value, str):
            text = ILLEGAL_CHARACTERS_RE.sub("", value)
            made.value = text
            made.data_type = "s"  # a text is never a formula
            made.quotePrefix = text.startswith(_SIGNS)
        else:
            made.value = value
            if isinstance(value, date):
                made.number_format = _DATE
        for name, part in look.items():
            setattr(made, name, part)
        return made

    plain, bold = Font(name=FONT), Font(name=FONT, bold=True)
    page.append([cell(sheet.title, font=Font(name=FONT, bold=True, size=16, color=ACCENT))])
    for line in sheet.about:
        page.append([cell(line, font=plain)])
    page.append([])
    fill = PatternFill("solid", fgColor=ACCENT)
    page.append([cell(header, font=Font(name=FONT, bold=True, color="FFFFFF"), fill=fill) for header in sheet.headers])
    count = 0
    for row in rows:
        count += 1
        page.append([cell(value, font=bold if place == 0 else plain) for place, value in enumerate(row)])
    page.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.headers))}{top + max(count, 1)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def render_text(sheet: ListSheet, rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, semicolons; a text that a spreadsheet would take for a formula has an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([guarded(header) for header in sheet.headers])
    for row in rows:
        writer.writerow([_as_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _as_text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else str(value)
