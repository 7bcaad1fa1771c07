"""Drawing sheets: one look, native tables and charts, text that is never a formula, formulas that carry their value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from reports.excel.model import Report
from reports.excel.splice import FORMULA_SIGNS, SAMPLES, Rows, Streamed, spliced
from resources.i18n import Words, format_date, words

FONT = "IBM Plex Sans Arabic"
ACCENT = "0B5C5E"
_WARNING = "A32A1E"
_LONG = 60
_CHART_ROWS = 17
_LONGEST_TITLE = 31


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and what it gives: readers that compute nothing (previews, protected view) show the value."""

    text: str
    value: int


Cell = str | int | float | date | Formula | None


@dataclass(slots=True)
class Pages:
    """A workbook under way. `banner` stands at the head of every sheet."""

    report: Report
    banner: str = ""
    book: Any = field(default_factory=Workbook)
    _tables: int = 0
    _values: dict[tuple[str, str], int] = field(default_factory=dict)
    _streams: dict[str, Rows] = field(default_factory=dict)

    @property
    def speak(self) -> Words:
        """The words of the report's language."""
        return words(self.report.language)

    @property
    def top(self) -> int:
        """The first free line of a new sheet."""
        return 3 if self.banner else 1

    def cover(self, lines: Sequence[tuple[str, str]]) -> None:
        """The first sheet: title, agency, period, and what else there is to say."""
        report, speak = self.report, self.speak
        sheet = self._set_up(self.book.active, speak.tr("Couverture"))
        sheet.sheet_view.showGridLines = False
        sheet.cell(self.top + 1, 2, report.title).font = Font(name=FONT, size=22, bold=True, color=ACCENT)
        period = " - ".join(format_date(day, report.language, "numeric") for day in (report.first, report.last))
        made = format_date(report.made_at.date(), report.language, "numeric")
        known = ((speak.tr("Agence"), report.agency), (speak.tr("Période"), period), (speak.tr("Établi le"), made))
        for place, (label, value) in enumerate((*known, *lines), self.top + 3):
            sheet.cell(place, 2, label).font = Font(name=FONT, bold=True)
            self._write(sheet, place, 3, value)
        for letter, width in zip("ABC", (3, 26, 80), strict=True):
            sheet.column_dimensions[letter].width = width

    def sheet(self, title: str, widths: Sequence[int] = (52, 14)) -> Any:
        """A new sheet."""
        sheet = self._set_up(self.book.create_sheet(), title)
        for place, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        return sheet

    def table(self, sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Cell]], top: int) -> None:
        """A native table whose header is at line `top`."""
        self._head(sheet, headers, top, len(rows))
        for place, row in enumerate(rows, top + 1):
            for column, value in enumerate(row, 1):
                self._write(sheet, place, column, value)

    def long_table(self, sheet: Any, headers: Sequence[str], rows: Sequence[Sequence[Streamed]], top: int) -> None:
        """The same for as many rows as a sheet holds: they are streamed into the finished file, never held as cells."""
        if not rows:
            self.table(sheet, headers, (), top)
            return
        self._head(sheet, headers, top, len(rows))
        sheet.freeze_panes = f"A{top + 1}"
        for place in range(top + 1, top + 1 + SAMPLES):
            for column, value in enumerate(rows[0], 1):
                self._write(sheet, place, column, "" if value is None else value)
                sheet.cell(place, column).quotePrefix = place == top + SAMPLES
        self._streams[sheet.title] = Rows(top + 1, rows)

    def _head(self, sheet: Any, headers: Sequence[str], top: int, lines: int) -> None:
        for column, header in enumerate(headers, 1):
            cell = sheet.cell(top, column, header)
            cell.font = Font(name=FONT, bold=True, color="FFFFFF")
            cell.fill = PatternFill("solid", fgColor=ACCENT)
        self._tables += 1
        end = f"{get_column_letter(len(headers))}{top + max(lines, 1)}"
        table = Table(displayName=f"Wasl{self._tables}", ref=f"A{top}:{end}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        # Left to openpyxl, it would make a cell of every place in the table to read its first line.
        table.tableColumns = [TableColumn(id=place, name=header) for place, header in enumerate(headers, 1)]
        table.autoFilter = AutoFilter(ref=table.ref)
        sheet.add_table(table)

    def chart(self, sheet: Any, title: str, top: int, count: int) -> int:
        """A chart of the table at `top`, beside it. Gives the next free line."""
        last = top + max(count, 1)
        chart = BarChart()
        chart.type, chart.title, chart.legend = "bar", title, None
        chart.add_data(Reference(sheet, min_col=2, min_row=top + 1, max_row=last))
        chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
        chart.x_axis.delete, chart.y_axis.delete = False, False
        chart.x_axis.scaling.orientation = "maxMin"  # the first line of the table on top
        chart.height, chart.width = 7.5, 16
        chart.series[0].graphicalProperties.solidFill = ACCENT
        sheet.add_chart(chart, f"D{top}")
        return top + max(count + 3, _CHART_ROWS)

    def content(self) -> bytes:
        """The finished workbook."""
        out = BytesIO()
        self.book.save(out)
        titles = self.book.sheetnames
        finished = out.getvalue()
        if self._values or self._streams:
            finished = spliced(finished, titles, self._values, self._streams)
        return _opened_again(finished, titles)

    def _set_up(self, sheet: Any, title: str) -> Any:
        report = self.report
        sheet.title = title[:_LONGEST_TITLE]
        sheet.sheet_view.rightToLeft = report.language == "ar"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = report.agency.replace("&", "&&"), "&P / &N"
        if self.banner:
            sheet.cell(1, 1, self.banner).font = Font(name=FONT, bold=True, size=14, color=_WARNING)
            sheet.oddHeader.center.text = self.banner
        return sheet

    def _write(self, sheet: Any, line: int, column: int, value: Cell) -> None:
        if isinstance(value, Formula):
            cell = sheet.cell(line, column, "=" + value.text)
            self._values[sheet.title, cell.coordinate] = value.value
        elif isinstance(value, str):
            cell = sheet.cell(line, column, ILLEGAL_CHARACTERS_RE.sub("", value))
            cell.data_type, cell.quotePrefix = "s", value.startswith(FORMULA_SIGNS)  # text is never a formula
            cell.alignment = Alignment(wrap_text=len(value) > _LONG, vertical="top")
        else:
            cell = sheet.cell(line, column, value)
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
        cell.font = Font(name=FONT)


def _opened_again(content: bytes, titles: Sequence[str]) -> bytes:
    """The same, once another reader has found every sheet in it: a broken workbook never leaves."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            if list(book.sheet_names) == list(titles):
                return content
    except python_calamine.CalamineError as error:
        raise RuntimeError("a workbook that does not open again") from error
    raise RuntimeError("a workbook that lacks a sheet")
