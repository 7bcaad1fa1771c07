"""The donor's workbook: values only, no row about anybody, small cells masked by whoever counted."""

from __future__ import annotations

from reports.excel.model import Breakdown, Report
from reports.excel.sheets import Pages

MASKED = "< 5"


def render_donor(report: Report) -> bytes:
    """The workbook as bytes: cover, summary, breakdowns with native charts and tables, data quality, definitions."""
    pages = Pages(report)
    tr = pages.speak.tr
    pages.cover([
        (tr("Cellules masquées"), tr("Les valeurs de 1 à 4 sont masquées ({mark}), avec ce qui les révélerait.", mark=MASKED)),
    ])  # fmt: skip
    summary = pages.sheet(tr("Synthèse"))
    rows = [(one.title, _shown(one.value)) for one in report.figures]
    pages.table(summary, (tr("Indicateur"), tr("Valeur")), rows, pages.top)
    pages.chart(summary, tr("Synthèse"), pages.top, len(rows))
    for title, kinds in (
        (tr("Répartitions"), {"people"}),
        (tr("Contacts"), {"contacts"}),
        (tr("Référencements"), {"referrals", "follow_ups"}),
        (tr("Rendez-vous"), {"appointments"}),
        (tr("Terrain"), {"sessions", "heads"}),
    ):
        _breakdowns(pages, title, [one for one in report.breakdowns if one.rows in kinds])
    quality = pages.sheet(tr("Qualité des données"))
    found = [(finding, _shown(value)) for finding, value in report.quality]
    pages.table(quality, (tr("Constat"), tr("Dossiers")), found, pages.top)
    definitions = pages.sheet(tr("Définitions"), (40, 90))
    meanings = [(one.title, one.definition) for one in report.figures]
    pages.table(definitions, (tr("Indicateur"), tr("Définition")), meanings, pages.top)
    return pages.content()


def _breakdowns(pages: Pages, title: str, parts: list[Breakdown]) -> None:
    tr = pages.speak.tr
    sheet = pages.sheet(title)
    line = pages.top
    for part in parts:
        shown = [(label, _shown(value)) for label, value in part.parts] or [(tr("aucun"), 0)]
        pages.table(sheet, (part.title, tr("Valeur")), shown, line)
        line = pages.chart(sheet, part.title, line, len(shown))


def _shown(value: int | None) -> int | str:
    return MASKED if value is None else value
