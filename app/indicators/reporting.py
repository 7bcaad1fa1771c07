"""The report that leaves the house: counted, masked, written, and remembered with its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import NotFound, Refused
from app.indicators.counting import DEFINITIONS, Counted, count
from app.indicators.masking import masked, masked_one
from app.people.situations import SITUATION_LABELS
from app.workspace import LOCAL_ZONE
from db.models import ReportRun
from reports.excel.donor import Breakdown, DonorReport, Figure, render_donor
from resources.i18n import Words, country_name, tr_noop, words

if TYPE_CHECKING:
    from app.workspace import Workspace

SETS = ("enabel",)
_SPLITS = {
    "sex": tr_noop("Personnes enregistrées par sexe"), "age": tr_noop("Personnes enregistrées par âge"),
    "nationality": tr_noop("Personnes enregistrées par nationalité"),
    "situation": tr_noop("Personnes enregistrées par situation"), "progress": tr_noop("Référencements par avancement"),
}  # fmt: skip
_WORDS = {
    "F": tr_noop("Femmes"), "M": tr_noop("Hommes"), "?": tr_noop("On ne sait pas"), "unknown": tr_noop("On ne sait pas"),
    "issued": tr_noop("Émis"), "handed_over": tr_noop("Remis"), "received": tr_noop("Reçu"),
    "awaiting_person": tr_noop("Attend la personne"), "waiting": tr_noop("En attente"), "decided": tr_noop("Décidé"),
    "closed": tr_noop("Clos"), "prepared": tr_noop("Préparé"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook, its hash, and the figures as they were handed over (None is masked)."""

    content: bytes
    sha256: str
    figures: dict[str, int | None]


@use_case(right=Right.EXPORT_REPORT, undo=Undo.FINAL, audit="report.exported")
def export_donor(workspace: Workspace, set_name: str, first: date, last: date, language: str = "fr") -> Exported:
    """The donor's workbook of a period. Raises NotFound (unknown set), Refused (a period that ends before it begins)."""
    if set_name not in SETS:
        raise NotFound("report.set_unknown", set=set_name)
    if last < first:
        raise Refused("period.backwards")
    with writing(workspace) as session:
        counted = count(workspace, session, first, last)
        figures = {key: masked_one(value) for key, value in counted.figures.items()}
        content = render_donor(_report(workspace, counted, figures, first, last, language))
        digest = hashlib.sha256(content).hexdigest()
        session.add(
            ReportRun(
                set_name=set_name, agency_id=workspace.agency.id, starts_on=first, ends_on=last, language=language,
                made_at=workspace.clock.now(), sha256=digest, figures=dict(figures),
            )
        )  # fmt: skip
    return Exported(content, digest, figures)


def _report(
    workspace: Workspace, counted: Counted, figures: dict[str, int | None], first: date, last: date, language: str
) -> DonorReport:
    speak = words(language)
    breakdowns = tuple(
        Breakdown(
            speak.tr(title),
            tuple((_label(key, speak, language), value) for key, value in masked(counted.splits[name]).items()),
        )
        for name, title in _SPLITS.items()
    )
    return DonorReport(
        title=speak.tr("Rapport pour Enabel"), agency=workspace.agency.name, first=first, last=last, language=language,
        made_at=workspace.clock.now().astimezone(LOCAL_ZONE),
        figures=tuple(
            Figure(key, speak.tr(title), speak.tr(text), figures[key]) for key, (title, text) in DEFINITIONS.items()
        ),
        breakdowns=breakdowns,
        quality=((speak.tr("Consentement aux statistiques jamais demandé"), counted.never_asked),),
    )  # fmt: skip


def _label(key: str, speak: Words, language: str) -> str:
    if key in _WORDS:
        return speak.tr(_WORDS[key])
    if key in SITUATION_LABELS:
        return speak.tr(SITUATION_LABELS[key])
    return country_name(key, language) if len(key) == 3 and key.isupper() else key
