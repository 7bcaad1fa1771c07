"""Rows streamed into a drawn workbook: the same cells as if openpyxl had written them, and no memory for them."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, date, datetime
from io import BytesIO

import python_calamine
from openpyxl import load_workbook

from reports.excel.model import Report
from reports.excel.sheets import Formula, Pages

DAY = date(2026, 11, 24)
REPORT = Report("Rapport d’essai", "Agence Essai", DAY, DAY, "fr", datetime(2026, 11, 24, tzinfo=UTC), (), (), ())
HEADERS = ("Nom", "Jour", "Nombre")
ROWS = (
    ("Essai & <fils>", DAY, 3), ("=SUM(1;1)", None, 4.5), ("-5+cmd\x00", date(1999, 1, 2), None), ("محمدو تجربة", DAY, 0),
    ("", DAY, -1),
)  # fmt: skip


def written(rows: tuple[tuple[object, ...], ...]) -> bytes:
    pages = Pages(REPORT)
    pages.cover([])
    summary = pages.sheet("Synthèse")
    pages.table(summary, ("Indicateur", "Valeur"), [("Lignes", Formula("COUNTA(Lignes!A2:A9)", len(rows)))], 1)
    pages.long_table(pages.sheet("Lignes"), HEADERS, rows, 1)  # type: ignore[arg-type]
    return pages.content()


def test_two_readers_find_every_cell_as_it_was_given() -> None:
    content = written(ROWS)

    sheet = load_workbook(BytesIO(content))["Lignes"]
    read = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in read] == ["Essai & <fils>", "=SUM(1;1)", "-5+cmd", "محمدو تجربة", ""]
    assert [row[1].date() if row[1] else None for row in read] == [row[1] for row in ROWS]  # type: ignore[union-attr]
    assert [row[2] for row in read] == [row[2] for row in ROWS]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [sheet.cell(line, 1).quotePrefix for line in range(2, 7)] == [False, True, True, False, False]
    assert sheet.tables["Wasl2"].ref == "A1:C6"

    with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        again = book.get_sheet_by_name("Lignes").to_python()
        assert again[0] == list(HEADERS)
        assert again[1] == ["Essai & <fils>", DAY, 3.0]
        assert book.get_sheet_by_name("Synthèse").to_python()[1] == ["Lignes", 5.0]


def test_no_row_at_all_is_an_empty_table() -> None:
    sheet = load_workbook(BytesIO(written(())))["Lignes"]
    assert [cell.value for cell in sheet[1]] == list(HEADERS)
    assert sheet.max_row == 1


def test_a_single_row_leaves_none_of_the_samples_behind() -> None:
    assert load_workbook(BytesIO(written(ROWS[:1])))["Lignes"].max_row == 2


def test_rows_cost_no_memory() -> None:
    rows = tuple((f"P{place}", DAY, place) for place in range(5_000))
    written(rows[:10])

    tracemalloc.start()
    try:
        written(rows)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 << 20
