"""The protection sheet: emergency and specialised services, for anyone to take away. Nothing of who took it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.bidi import ltr
from reports.pdf.handout import Handout
from resources.i18n import format_phone, tr_noop, words

TITLE = tr_noop("Protection et services d’urgence")
THEME_TITLES = {
    "hcr": tr_noop("Asile et réfugiés (HCR)"),
    "violence": tr_noop("Violence, danger"),
    "health": tr_noop("Santé"),
    "child": tr_noop("Enfant seul"),
    "arrest": tr_noop("Arrestation, aide juridique"),
}
THEME_SIGNS = {"violence": "shield", "health": "health", "child": "child", "arrest": "lock", "hcr": "house"}


@dataclass(frozen=True, slots=True)
class ProtectionService:
    """One service as it is printed, in the language of the sheet; without a name it is a line for a pen."""

    theme: str
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    hours: str | None = None
    note: str | None = None


def render_protection(services: tuple[ProtectionService, ...], language: str, agency: str) -> bytes:
    """The sheet, undated on purpose: it says nothing of when it was handed over."""
    speak = words(language)
    paper = Handout(speak.tr(TITLE), language, agency=agency, made_on=None, large=True)
    for theme, title in THEME_TITLES.items():
        paper.part(speak.tr(title), THEME_SIGNS[theme])
        for one in [service for service in services if service.theme == theme] or [ProtectionService(theme)]:
            if one.name is None:
                paper.to_fill(speak.tr("Nom et téléphone, à compléter par l’agence"))
                continue
            paper.text(one.name, bold=True)
            if one.phone:
                paper.text(ltr(format_phone(one.phone)), size=15, bold=True, turn=None)
            paper.text(paper.kept(one.address or ""), size=10.5)
            for line in (one.hours, one.note):
                paper.text(line or "", size=10.5)
            paper.gap(4)
    return paper.finish()
