"""The sheet that keeps the recovery key on paper, for the safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.bidi import ltr
from reports.pdf.sheet import ACCENT, MM, Sheet
from reports.text import Style
from resources.i18n import format_date, words


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What it says."""

    agency: str
    key: str
    made_on: date
    language: str


def render_recovery_sheet(data: RecoverySheet) -> bytes:
    """One A4 page."""
    speak = words(data.language)
    sheet = Sheet((210 * MM, 297 * MM), 25 * MM, speak.tr("Clé de secours de Wasl"), (data.language, data.language))
    rtl = data.language == "ar"
    body = Style(size=11, leading=1.45, right_to_left=rtl)
    sheet.y = sheet.text(
        speak.tr("Clé de secours de Wasl"), body.but(size=22, bold=True, colour=ACCENT), sheet.margin, sheet.inner
    )
    line = f"{data.agency} · {format_date(data.made_on, data.language, 'long')}"
    sheet.y = sheet.text(line, body, sheet.margin, sheet.inner) - 24
    sheet.box(sheet.margin, sheet.y, sheet.inner, 60, line=ACCENT)
    key = body.but(size=15, bold=True, align="middle", right_to_left=False)
    sheet.y = sheet.text(ltr(data.key), key, sheet.margin + 8, sheet.inner - 16, sheet.y - 12) - 40
    advice = speak.tr(
        "Si tous les mots de passe sont perdus, elle seule ouvre la base. Gardez-la sur papier, en lieu sûr."
    )
    sheet.text(advice, body, sheet.margin, sheet.inner)
    return sheet.finish()
