"""The agency's own card, and the lists that are the agency's data: donors' projects, neighbourhoods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import or_, select

from app.accounts.founding import CODE_FORM, LABEL_FORM, agency_card
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, Refused
from app.workspace import AgencyCard
from db.models import Agency, DonorProject, Neighbourhood

if TYPE_CHECKING:
    from app.workspace import Workspace

LARGEST_LOGO = 1_000_000


@dataclass(frozen=True, slots=True)
class AgencyForm:
    """What the agency says of itself; `logo` is a PNG or JPEG, or None for no logo."""

    name: str
    name_ar: str | None = None
    city: str | None = None
    address: str | None = None
    phone: str | None = None
    cndp_number: str | None = None
    keeps_paper_numbers: bool | None = None
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """The agency with its form and version, to edit or to print."""

    id: UUID
    version: int
    code: str
    label: str
    form: AgencyForm


@dataclass(frozen=True, slots=True)
class DonorProjectCard:
    """A project that pays the agents. `id` None is a new one."""

    name: str
    donor: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_active: bool = True
    id: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class NeighbourhoodCard:
    """A neighbourhood. `id` None is a new one."""

    city: str
    name: str
    name_ar: str | None = None
    is_active: bool = True
    id: UUID | None = None
    version: int = 0


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="agency.read")
def agency_details(workspace: Workspace) -> AgencyDetails:
    """The signed-in user's agency."""
    with reading(workspace) as session:
        return _details(session.get_one(Agency, workspace.agency.id))


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="agency.listed")
def list_agencies(workspace: Workspace) -> list[AgencyCard]:
    """All agencies of the base, by code."""
    with reading(workspace) as session:
        return [agency_card(agency) for agency in session.scalars(select(Agency).order_by(Agency.code))]


@use_case(right=Right.MANAGE_AGENCY, undo=Undo.UNDOABLE, audit="agency.added")
def add_agency(workspace: Workspace, name: str, code: str, label: str, city: str | None = None) -> AgencyCard:
    """Another agency on the same base: its accounts see its dossiers only (P11). Raises Refused (form, taken already)."""
    spoken = label.strip().upper()
    if not name.strip():
        raise Refused("agency.name_missing")
    if not CODE_FORM.fullmatch(code.strip()):
        raise Refused("agency.code_form", code=code)
    if not LABEL_FORM.fullmatch(spoken):
        raise Refused("agency.label_form", label=label)
    with writing(workspace) as session:
        taken = select(Agency.name).where(or_(Agency.code == code.strip(), Agency.label == spoken))
        if (other := session.scalar(taken)) is not None:
            raise Refused("list.exists", name=other)
        row = Agency(code=code.strip(), label=spoken, name=name.strip(), city=city)
        session.add(row)
        session.flush()
        return agency_card(row)


@use_case(right=Right.MANAGE_AGENCY, undo=Undo.UNDOABLE, audit="agency.changed")
def change_agency(workspace: Workspace, version: int, form: AgencyForm) -> AgencyDetails:
    """Changes the agency's card; it is in force at the next sign-in. Raises Refused, ConflictingEdit.

    Keeping paper numbers without a CNDP number is the administrator's own decision and stands in the journal (P12).
    """
    if not form.name.strip():
        raise Refused("agency.name_missing")
    if form.logo is not None and (len(form.logo) > LARGEST_LOGO or not _is_picture(form.logo)):
        raise Refused("agency.logo_unusable")
    with writing(workspace) as session:
        agency = session.get_one(Agency, workspace.agency.id)
        if agency.version != version:
            raise ConflictingEdit("row.changed")
        agency.name, agency.name_ar = form.name.strip(), form.name_ar
        agency.city, agency.address, agency.phone = form.city, form.address, form.phone
        agency.cndp_number, agency.keeps_paper_numbers = (
            form.cndp_number or None,
            form.keeps_paper_numbers,
        )
        agency.logo = form.logo
        session.flush()
        return _details(agency)


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="donor_projects.listed")
def list_donor_projects(workspace: Workspace) -> list[DonorProjectCard]:
    """The projects of donors, active ones first."""
    query = select(DonorProject).order_by(DonorProject.is_active.desc(), DonorProject.name)
    with reading(workspace) as session:
        return [
            DonorProjectCard(
                row.name,
                row.donor,
                row.starts_on,
                row.ends_on,
                row.is_active,
                row.id,
                row.version,
            )
            for row in session.scalars(query)
        ]


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="donor_project.saved")
def save_donor_project(workspace: Workspace, card: DonorProjectCard) -> UUID:
    """Adds or changes a project. Raises Refused, ConflictingEdit."""
    if not card.name.strip():
        raise Refused("list.name_missing")
    if card.starts_on and card.ends_on and card.ends_on < card.starts_on:
        raise Refused("period.backwards")
    with writing(workspace) as session:
        row = session.get(DonorProject, card.id) if card.id else None
        if row is None:
            row = DonorProject()
            session.add(row)
        elif row.version != card.version:
            raise ConflictingEdit("row.changed")
        row.name, row.donor, row.is_active = (
            card.name.strip(),
            card.donor,
            card.is_active,
        )
        row.starts_on, row.ends_on = card.starts_on, card.ends_on
        session.flush()
        return row.id


@use_case(right=Right.ANYONE, undo=Undo.HARMLESS, audit="neighbourhoods.listed")
def list_neighbourhoods(workspace: Workspace) -> list[NeighbourhoodCard]:
    """The neighbourhoods, by city."""
    query = select(Neighbourhood).order_by(Neighbourhood.city, Neighbourhood.name)
    with reading(workspace) as session:
        return [
            NeighbourhoodCard(row.city, row.name, row.name_ar, row.is_active, row.id, row.version)
            for row in session.scalars(query)
        ]


@use_case(right=Right.MANAGE_LISTS, undo=Undo.UNDOABLE, audit="neighbourhood.saved")
def save_neighbourhood(workspace: Workspace, card: NeighbourhoodCard) -> UUID:
    """Adds or changes a neighbourhood. Raises Refused (no name, there already), ConflictingEdit."""
    if not card.name.strip() or not card.city.strip():
        raise Refused("list.name_missing")
    with writing(workspace) as session:
        same = select(Neighbourhood.id).where(
            Neighbourhood.city == card.city.strip(),
            Neighbourhood.name == card.name.strip(),
        )
        if session.scalar(same) not in (None, card.id):
            raise Refused("list.exists", name=card.name.strip())
        row = session.get(Neighbourhood, card.id) if card.id else None
        if row is None:
            row = Neighbourhood()
            session.add(row)
        elif row.version != card.version:
            raise ConflictingEdit("row.changed")
        row.city, row.name, row.name_ar = (
            card.city.strip(),
            card.name.strip(),
            card.name_ar,
        )
        row.is_active = card.is_active
        session.flush()
        return row.id


def _details(agency: Agency) -> AgencyDetails:
    form = AgencyForm(
        agency.name, agency.name_ar, agency.city, agency.address, agency.phone, agency.cndp_number,
        agency.keeps_paper_numbers, agency.logo,
    )  # fmt: skip
    return AgencyDetails(agency.id, agency.version, agency.code, agency.label, form)


def _is_picture(content: bytes) -> bool:
    return content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"))
