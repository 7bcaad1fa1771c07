"""The audit's workbook: the same figures as live formulas over pseudonymous rows, encrypted, never to be passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl.utils import get_column_letter

from reports.excel.model import Condition, Report
from reports.excel.sheets import Formula, Pages

_DATE_COLUMN = 2
_FIRST_COLUMN = 3
"""Of the words: person and date stand before them."""


@dataclass(frozen=True, slots=True)
class AuditRows:
    """The rows of one kind: pseudonym, date, then one word for each header."""

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str | date, ...], ...]


def render_audit(report: Report, kinds: tuple[AuditRows, ...], password: str) -> bytes:
    """The workbook, encrypted with `password` (the format's own agile encryption: AES-256)."""
    return encrypted(compose_audit(report, kinds), password)


def compose_audit(report: Report, kinds: tuple[AuditRows, ...]) -> bytes:
    """The workbook in clear: it never leaves memory that way."""
    pages = Pages(report, banner="NE PAS TRANSMETTRE")
    pages.banner = pages.speak.tr("NE PAS TRANSMETTRE")
    tr = pages.speak.tr
    rows_of = {one.key: one for one in kinds}
    pages.cover(
        [(tr("Usage"), tr("Audit seulement : lignes sous pseudonyme, chiffres recalculables, rien n’est masqué."))]
    )
    summary = pages.sheet(tr("Synthèse"))
    figures = [
        (one.title, Formula(_count(pages, rows_of[one.rows], one.where), one.value or 0)) for one in report.figures
    ]
    pages.table(summary, (tr("Indicateur"), tr("Valeur")), figures, pages.top)
    pages.chart(summary, tr("Synthèse"), pages.top, len(figures))
    detail = pages.sheet(tr("Répartitions"))
    line = pages.top
    for part in report.breakdowns:
        column = _range(pages, rows_of[part.rows], _FIRST_COLUMN + part.place)
        shown = [
            (label, Formula(f"COUNTIF({column},A{place})", value or 0))
            for place, (label, value) in enumerate(part.parts, line + 1)
        ]
        pages.table(detail, (part.title, tr("Valeur")), shown or [(tr("aucun"), 0)], line)
        line = pages.chart(detail, part.title, line, len(shown))
    definitions = pages.sheet(tr("Définitions"), (40, 90))
    pages.table(
        definitions, (tr("Indicateur"), tr("Définition")), [(f.title, f.definition) for f in report.figures], pages.top
    )
    for one in kinds:
        sheet = pages.sheet(_rows_title(pages, one), (14, 14, *(28 for _ in one.headers)))
        pages.long_table(sheet, (tr("Pseudonyme"), tr("Date"), *one.headers), one.rows, pages.top)
    return pages.content()


def _rows_title(pages: Pages, rows: AuditRows) -> str:
    return pages.speak.tr("Lignes : {kind}", kind=rows.title).replace(":", "-")  # a sheet's title takes no colon


def _range(pages: Pages, rows: AuditRows, column: int) -> str:
    letter, first = get_column_letter(column), pages.top + 1
    return f"'{_rows_title(pages, rows)}'!${letter}${first}:${letter}${first + max(len(rows.rows) - 1, 0)}"


def _count(pages: Pages, rows: AuditRows, where: tuple[Condition, ...]) -> str:
    if not where:
        return f"COUNTA({_range(pages, rows, _DATE_COLUMN)})"
    (only,) = where  # every indicator that ships looks at one column
    column = _range(pages, rows, _FIRST_COLUMN + only.place)
    return "+".join(f'COUNTIF({column},"{word}")' for word in only.words)


def encrypted(content: bytes, password: str) -> bytes:
    """A workbook locked by a password (AES-256, as the format has it)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, out)
    return out.getvalue()
