"""The one-page project sheet (fiche projet) for a funder: written from the dossier, its gaps asked, nothing invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.funding.cities import city_name
from app.funding.wordings import LABELS
from app.people.dossier import dossier, save_project
from app.people.forms import Dossier, ProjectForm
from db.models import Project
from reports.pdf.leaflet import Fact, Leaflet, Line, Part, ToFill, render_leaflet
from resources.i18n import format_money, format_phone, tr_noop, words

if TYPE_CHECKING:
    from app.workspace import Workspace

GAPS = {
    "offer": tr_noop("Ce que je fais ou vends"),
    "customers": tr_noop("Mes clients"),
    "place": tr_noop("Où je travaille"),
    "experience": tr_noop("Mon expérience"),
    "own": tr_noop("Ce que j’apporte (argent, outils, local)"),
    "spending": tr_noop("Ce que j’achète avec le financement, et à quel prix"),
    "sales": tr_noop("Ventes par mois, attendues ou réelles"),
    "costs": tr_noop("Dépenses par mois"),
    "jobs": tr_noop("Personnes au travail, moi compris"),
}
"""What no other part of the dossier holds: asked in the window, kept with the project (French msgids)."""
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class ProjectSheet:
    """What the sheet says of a project; a gap that nobody has answered is missing from `answers`."""

    whole: Dossier
    answers: Mapping[str, str]

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be asked."""
        return tuple(key for key in GAPS if key not in self.answers)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="project.sheet_read")
def project_sheet(workspace: Workspace, person_id: UUID) -> ProjectSheet:
    """What is held of the person's current project. Raises NotFound."""
    with reading(workspace) as session:
        whole = dossier(workspace, person_id)
        current = whole.current_project
        kept = session.scalars(select(Project.sheet).where(Project.id == current.id)).first() if current else None
    return ProjectSheet(whole, {key: str(text) for key, text in (kept or {}).items() if key in GAPS})


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="project.sheet_saved")
def save_sheet(workspace: Workspace, person_id: UUID, answers: Mapping[str, str | None]) -> None:
    """Keeps the answers with the current project (made if there is none). Raises NotFound, Refused (too long)."""
    for text in answers.values():
        if text and len(text) > _LONGEST:
            raise Refused("sheet.too_long", most=_LONGEST)
    with writing(workspace) as session:
        current = dossier(workspace, person_id).current_project
        project_id = current.id if current else save_project(workspace, person_id, ProjectForm())
        row = session.get_one(Project, project_id)
        row.sheet = {
            key: text.strip() for key, text in answers.items() if key in GAPS and text and text.strip()
        } or None


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="paper.project_made")
def project_paper(workspace: Workspace, person_id: UUID, language: str, large: bool = False) -> bytes:
    """The sheet on paper; what is not known is a line to fill. Raises NotFound."""
    sheet = project_sheet(workspace, person_id)
    return render_leaflet(_leaflet(sheet, language, workspace, large))


def _leaflet(sheet: ProjectSheet, language: str, workspace: Workspace, large: bool) -> Leaflet:
    say, whole = words(language).tr, sheet.whole
    project = whole.current_project
    form = project.form if project else ProjectForm()
    need = whole.needs[0] if whole.needs else None
    city = form.city or whole.form.city
    phone = next((phone.number for phone in whole.form.phones), None)
    known = {
        "project": form.title,
        "stage": say(LABELS[form.stage]) if form.stage else None,
        "legal_form": say(LABELS[form.legal_form]) if form.legal_form else None,
        "sector": form.sector,
        "city": city_name(city, language) if city else None,
        "name": "  ".join(part for part in (whole.card.display_name, whole.card.name_ar) if part),
        "phone": format_phone(phone, language) if phone else None,
        "purpose": need.purpose if need else None,
        "amount": format_money(need.amount_centimes, language) if need and need.amount_centimes else None,
    }

    def line(key: str, label: str, lines: int = 1) -> Line:
        value = sheet.answers.get(key) or known.get(key)
        return Fact(say(label), value) if value else ToFill(say(label), lines)

    parts = (
        Part(say(tr_noop("Qui")), "person", (line("name", tr_noop("Nom")), line("phone", tr_noop("Téléphone")),
             line("experience", GAPS["experience"], 2))),
        Part(say(tr_noop("Le projet")), "idea", (
            line("project", tr_noop("Projet")), line("offer", GAPS["offer"], 2), line("customers", GAPS["customers"]),
            line("stage", tr_noop("Étape")), line("legal_form", tr_noop("Forme juridique")), line("sector", tr_noop("Secteur")),
            line("city", tr_noop("Ville")), line("place", GAPS["place"]))),
        Part(say(tr_noop("Le financement")), "money", (
            line("amount", tr_noop("Montant demandé")), line("purpose", tr_noop("Pour")), line("spending", GAPS["spending"], 2),
            line("own", GAPS["own"]), line("sales", GAPS["sales"]), line("costs", GAPS["costs"]), line("jobs", GAPS["jobs"]))),
    )  # fmt: skip
    title = say(tr_noop("Fiche projet"))
    return Leaflet(title, language, workspace.agency.name, workspace.clock.today(), parts, large, tight=not large)
