"""Several people on one project: who is on it, bringing in a dossier by its number, taking one out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound, Refused
from app.people.dossier import card_of, find_dossier
from app.people.forms import PersonCard
from app.people.registration import load_person
from db.models import Person, ProjectMember

if TYPE_CHECKING:
    from app.workspace import Workspace


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="project.members_read")
def project_members(workspace: Workspace, person_id: UUID, project_id: UUID) -> list[PersonCard]:
    """The people of a project of this person, themselves included; those of other agencies are not told (P11)."""
    with reading(workspace) as session:
        _member(workspace, session, person_id, project_id)
        query = select(Person).join(ProjectMember, ProjectMember.person_id == Person.id)
        query = query.where(ProjectMember.project_id == project_id, Person.agency_id == workspace.agency.id)
        people = session.scalars(query.options(selectinload(Person.phones)).order_by(ProjectMember.created_at))
        return [card_of(person, workspace.agency.label) for person in people]


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="project.member_added")
def add_project_member(workspace: Workspace, person_id: UUID, project_id: UUID, number: str) -> None:
    """The dossier of that number works on the project too; once is enough. Raises NotFound, Refused."""
    other_id = find_dossier(workspace, number)
    with writing(workspace) as session:
        _member(workspace, session, person_id, project_id)
        there = (ProjectMember.project_id == project_id) & (ProjectMember.person_id == other_id)
        if session.scalar(select(ProjectMember.id).where(there)) is None:
            session.add(ProjectMember(project_id=project_id, person_id=other_id))


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="project.member_left")
def leave_project(workspace: Workspace, person_id: UUID, project_id: UUID) -> None:
    """Takes a person off a project that others go on with. Raises NotFound, Refused (nobody else is on it)."""
    with writing(workspace) as session:
        member = _member(workspace, session, person_id, project_id)
        query = select(func.count()).select_from(ProjectMember).where(ProjectMember.project_id == project_id)
        if (session.scalar(query) or 0) < 2:
            raise Refused("project.last_member")
        session.delete(member)


def _member(workspace: Workspace, session: Session, person_id: UUID, project_id: UUID) -> ProjectMember:
    load_person(workspace, session, person_id)
    there = (ProjectMember.project_id == project_id) & (ProjectMember.person_id == person_id)
    member = session.scalars(select(ProjectMember).where(there)).first()
    if member is None:
        raise NotFound("project.not_found")
    return member
