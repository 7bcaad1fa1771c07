"""The donor's workbook: values only, no row about anybody, small cells masked by whoever counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableStyleInfo

from resources.i18n import format_date, words

_FONT = "IBM Plex Sans Arabic"
_ACCENT = "0B5C5E"
MASKED = "< 5"


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: None is masked (1 to 4), never zero."""

    key: str
    title: str
    definition: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One disaggregation of one indicator."""

    title: str
    rows: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class DonorReport:
    """Everything the donor receives."""

    title: str
    agency: str
    first: date
    last: date
    language: str
    made_at: datetime
    figures: tuple[Figure, ...]
    breakdowns: tuple[Breakdown, ...]
    quality: tuple[tuple[str, int], ...]


def render_donor(report: DonorReport) -> bytes:
    """The workbook as bytes: cover, summary, breakdowns with native charts and tables, data quality, definitions."""
    speak = words(report.language)
    book = Workbook()
    _cover(book.active, report, speak)
    summary = _sheet(book, speak.tr("Synthèse"), report)
    rows = [(one.title, _shown(one.value)) for one in report.figures]
    _table(summary, "Synthese", (speak.tr("Indicateur"), speak.tr("Valeur")), rows, 1)
    _chart(summary, speak.tr("Synthèse"), 1, len(rows), "D2")
    detail = _sheet(book, speak.tr("Répartitions"), report)
    line = 1
    for place, part in enumerate(report.breakdowns, 1):
        detail.cell(line, 1, part.title).font = Font(name=_FONT, bold=True, size=13, color=_ACCENT)
        shown = [(label, _shown(value)) for label, value in part.rows] or [(speak.tr("aucun"), 0)]
        _table(detail, f"Repartition{place}", (part.title, speak.tr("Valeur")), shown, line + 1)
        _chart(detail, part.title, line + 1, len(shown), f"D{line}")
        line += max(len(shown) + 4, 17)
    quality = _sheet(book, speak.tr("Qualité des données"), report)
    _table(quality, "Qualite", (speak.tr("Constat"), speak.tr("Dossiers")), list(report.quality), 1)
    definitions = _sheet(book, speak.tr("Définitions"), report)
    _table(
        definitions,
        "Definitions",
        (speak.tr("Indicateur"), speak.tr("Définition")),
        [(f.title, f.definition) for f in report.figures],
        1,
    )
    definitions.column_dimensions["B"].width = 90
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cover(sheet: Any, report: DonorReport, speak: Any) -> None:
    sheet.title = speak.tr("Couverture")
    _set_up(sheet, report)
    sheet.sheet_view.showGridLines = False
    sheet["B2"] = report.title
    sheet["B2"].font = Font(name=_FONT, size=22, bold=True, color=_ACCENT)
    period = f"{format_date(report.first, report.language, 'numeric')} - {format_date(report.last, report.language, 'numeric')}"
    lines = (
        (speak.tr("Agence"), report.agency), (speak.tr("Période"), period),
        (speak.tr("Établi le"), format_date(report.made_at.date(), report.language, "numeric")),
        (speak.tr("Cellules masquées"), speak.tr("Les valeurs de 1 à 4 sont masquées ({mark}), avec ce qui les révélerait.", mark=MASKED)),
    )  # fmt: skip
    for place, (label, value) in enumerate(lines, 4):
        sheet.cell(place, 2, label).font = Font(name=_FONT, bold=True)
        sheet.cell(place, 3, value).font = Font(name=_FONT)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = (
        3,
        26,
        80,
    )


def _sheet(book: Workbook, title: str, report: DonorReport) -> Any:
    sheet = book.create_sheet(title[:31])
    _set_up(sheet, report)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 52, 14
    return sheet


def _set_up(sheet: Any, report: DonorReport) -> None:
    sheet.sheet_view.rightToLeft = report.language == "ar"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = report.agency, "&P / &N"


def _table(sheet: Any, name: str, headers: tuple[str, str], rows: list[tuple[Any, Any]], top: int) -> None:
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(top, column, header)
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_ACCENT)
    for place, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", value[:1] in tuple("=+-@")  # text is never a formula
            cell.font = Font(name=_FONT)
            cell.alignment = Alignment(wrap_text=column > 1 or len(str(value)) > 60, vertical="top")
    table = Table(displayName=name, ref=f"A{top}:B{top + max(len(rows), 1)}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)


def _chart(sheet: Any, title: str, top: int, count: int, place: str) -> None:
    chart = BarChart()
    chart.type, chart.title, chart.legend = "bar", title, None
    chart.add_data(Reference(sheet, min_col=2, min_row=top + 1, max_row=top + max(count, 1)))
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=top + max(count, 1)))
    chart.x_axis.delete, chart.y_axis.delete = False, False
    chart.height, chart.width = 7.5, 16
    chart.series[0].graphicalProperties.solidFill = _ACCENT
    sheet.add_chart(chart, place)


def _shown(value: int | None) -> int | str:
    return MASKED if value is None else value
