"""Papers for the person, made when asked for; handing over an information sheet is a contact, counted once a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.funding.checks import entry_page
from app.funding.comparison import compare_offers, path_for
from app.funding.leaflets import (
    comparison_leaflet,
    crowdfunding_leaflet,
    information_leaflet,
    path_leaflet,
    pitch_leaflet,
)
from app.people.contacts import sheet_handed
from reports.pdf.leaflet import render_leaflet

if TYPE_CHECKING:
    from app.workspace import Workspace

LANGUAGES = ("fr", "ar", "en")


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="paper.information_made")
def information_paper(workspace: Workspace, slug: str, language: str, large: bool = False) -> bytes:
    """The information sheet of an option, for nobody in particular. Raises NotFound."""
    page, today = entry_page(workspace, slug), workspace.clock.today()
    return render_leaflet(information_leaflet(page, language, workspace.agency.name, today, large=large))


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="paper.information_given")
def give_information(workspace: Workspace, person_id: UUID, slug: str, language: str, large: bool = False) -> bytes:
    """The same handed to a person: the contact is "oriented", once a day for each option. Raises NotFound."""
    today = workspace.clock.today()
    with writing(workspace):
        page = entry_page(workspace, slug)
        sheet_handed(workspace, person_id, slug)
    return render_leaflet(information_leaflet(page, language, workspace.agency.name, today, large=large))


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="paper.comparison_made")
def comparison_paper(
    workspace: Workspace,
    person_id: UUID,
    slugs: Sequence[str],
    centimes: int | None,
    months: int | None,
    language: str,
    large: bool = False,
) -> bytes:
    """Options side by side for a person. Raises NotFound."""
    offers = compare_offers(workspace, person_id, slugs, centimes, months)
    today = workspace.clock.today()
    return render_leaflet(comparison_leaflet(offers, centimes, language, workspace.agency.name, today, large=large))


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="paper.path_made")
def path_paper(workspace: Workspace, person_id: UUID, language: str, large: bool = False) -> bytes:
    """The person's path. Raises NotFound."""
    steps = path_for(workspace, person_id)
    return render_leaflet(path_leaflet(steps, language, workspace.agency.name, workspace.clock.today(), large=large))


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="paper.pitch_made")
def pitch_paper(workspace: Workspace, language: str, large: bool = False) -> bytes:
    """The pitch checklist."""
    return render_leaflet(pitch_leaflet(language, workspace.agency.name, workspace.clock.today(), large=large))


@use_case(right=Right.VIEW_DIRECTORY, undo=Undo.HARMLESS, audit="paper.crowdfunding_made")
def crowdfunding_paper(workspace: Workspace, language: str, large: bool = False) -> bytes:
    """Crowdfunding readiness: licensed platforms only."""
    return render_leaflet(crowdfunding_leaflet(language, workspace.agency.name, workspace.clock.today(), large=large))
