"""The provider's list as a workbook: with a column to answer in, locked by a password, read back by Wasl."""

from __future__ import annotations

from datetime import UTC, datetime, time
from math import ceil

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from reports.excel.audit import encrypted
from reports.excel.model import Report
from reports.excel.sheets import Pages
from reports.pdf.bordereau import Bordereau
from resources.i18n import format_phone, tr_noop, words

ANSWER_WORDS = (tr_noop("accepté"), tr_noop("refusé"), tr_noop("en attente"), tr_noop("reçu"))
"""What the answer's column offers: sentences for `tr`, read back by app.referrals.answer_words."""

HEADERS = (
    tr_noop("Bon"), tr_noop("Émis le"), tr_noop("Personne"), tr_noop("Nom en arabe"), tr_noop("Orienté·e vers"),
    tr_noop("Besoin"), tr_noop("Montant (MAD)"), tr_noop("Naissance"), tr_noop("Téléphone"), tr_noop("Réponse"),
    tr_noop("Motif"), tr_noop("Date de la réponse"),
)  # fmt: skip
_ANSWER = "J"
_LINE, _WIDE, _SIDE = 15, 1.2, 0.4
"""A line in points; how much wider a letter may be than a spreadsheet counts; the page's sides in inches."""
_WIDTHS = (17, 12, 22, 20, 26, 22, 11, 12, 16, 12, 18, 13)


def render_bordereau_sheet(data: Bordereau, language: str, password: str) -> bytes:
    """The workbook, encrypted with `password`."""
    return encrypted(compose_bordereau(data, language), password)


def compose_bordereau(data: Bordereau, language: str) -> bytes:
    """The workbook in clear: it never leaves memory that way."""
    speak = words(language)
    agency = data.agency.get(language) or data.agency["fr"]
    made = datetime.combine(data.made_on, time(), UTC)
    title = speak.tr("Bordereau de transmission")
    pages = Pages(Report(title, agency, data.first, data.last, language, made, (), (), ()))
    pages.cover([
        (speak.tr("Organisme"), data.provider[language]),
        (speak.tr("Établi par"), data.made_by),
        (speak.tr("À faire"), speak.tr("Remplir les colonnes Réponse, Motif et Date, puis renvoyer ce fichier à l’agence.")),
        (speak.tr("Usage"), speak.tr("Données transmises avec l’accord de chaque personne, pour étudier sa demande et rien d’autre.")),
    ])  # fmt: skip
    sheet = pages.sheet(speak.tr("Liste"), _WIDTHS)
    rows = [
        (
            line.number, line.issued_on, line.person, line.person_ar or "", line.entry[language], line.purpose or "",
            line.amount_centimes / 100 if line.amount_centimes is not None else None, line.birth or "",
            format_phone(line.phone) if line.phone else "",
            "", "", None,
        )
        for line in data.lines
    ]  # fmt: skip
    pages.table(sheet, [speak.tr(header) for header in HEADERS], rows, 1)
    offered = DataValidation(type="list", formula1='"' + ",".join(speak.tr(word) for word in ANSWER_WORDS) + '"')
    offered.allow_blank, offered.showErrorMessage = True, False  # its own words are read too
    offered.add(f"{_ANSWER}2:{_ANSWER}{len(rows) + 1}")
    sheet.add_data_validation(offered)
    for row in sheet.iter_rows():
        lines = 1
        for cell, width in zip(row, _WIDTHS, strict=True):
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            lines = max(lines, ceil(len(str(cell.value or "")) * _WIDE / width))
        sheet.row_dimensions[row[0].row].height = _LINE * lines + 3
    sheet.page_margins.left = sheet.page_margins.right = _SIDE
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    pages.book.move_sheet(sheet, -1)  # what is to be filled, and read back, comes first
    pages.book.active = 0
    return pages.content()
