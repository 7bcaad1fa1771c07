"""Finding a dossier by its number and reading all of it; projects and needs; the facts that matching looks at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.number_series import spoken_number
from app.accounts.numbers import NumberKind, parse
from app.accounts.rights import Right, has_right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.people.consents import consents_of
from app.people.dates import BirthDate, Precision
from app.people.forms import (
    HIDDEN,
    ConsentCard,
    Dossier,
    NeedCard,
    PaperCard,
    PaperForm,
    PersonCard,
    PersonForm,
    PhoneForm,
    ProjectCard,
    ProjectForm,
)
from app.people.merged import survivor_of_code
from app.people.names import clean_text, display_name
from app.people.papers import Paper
from app.people.registration import load_person
from app.people.situations import SituationSet, situations_at
from db.models import Agency, IdentityDocument, LegalForm, Need, Person, Project, ProjectMember, Stage
from resources.i18n import MOROCCO

if TYPE_CHECKING:
    from app.workspace import Workspace

W = TypeVar("W", Stage, LegalForm)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="dossier.looked_up")
def find_dossier(workspace: Workspace, number: str) -> UUID:
    """The person of a dossier number, in either form. Raises Refused (wrong check digit, unreadable), NotFound."""
    with reading(workspace) as session:
        agencies = {label: code for label, code in session.execute(select(Agency.label, Agency.code))}
        code = parse(number, NumberKind.DOSSIER, agencies)
        mine = (Person.code == code) & (Person.agency_id == workspace.agency.id)
        person_id = session.scalar(select(Person.id).where(mine)) or survivor_of_code(
            session, workspace.agency.id, code
        )
        if person_id is None:
            raise NotFound("dossier.not_found")
        return person_id


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="dossier.viewed")
def dossier(workspace: Workspace, person_id: UUID) -> Dossier:
    """The whole dossier, with the situation as of today. Raises NotFound."""
    with reading(workspace) as session:
        person = load_person(workspace, session, person_id)
        consents = consents_of(session, person_id, workspace.clock.today())
        projects = _projects(session, person_id)
        return Dossier(
            card=replace(card_of(person, workspace.agency.label), has_consent=_has_consent(consents)),
            form=form_for(workspace, form_of(person)),
            papers=tuple(_paper(row) for row in person.papers),
            situations=situations_of(person, workspace.clock.today()),
            projects=projects,
            needs=_needs(session, person_id),
            consents=consents,
        )


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="project.saved")
def save_project(
    workspace: Workspace, person_id: UUID, form: ProjectForm, project_id: UUID | None = None, version: int = 0
) -> UUID:
    """Adds a project to a dossier or changes one. Raises NotFound, ConflictingEdit, Refused (unknown word)."""
    stage, legal_form = _word(Stage, form.stage), _word(LegalForm, form.legal_form)
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        row = _project_of(session, person_id, project_id) if project_id else None
        if row is None:
            row = Project(is_current=True)
            session.add(row)
            session.flush()
            session.add(ProjectMember(project_id=row.id, person_id=person_id))
        elif row.version != version:
            raise ConflictingEdit("row.changed")
        row.title, row.sector, row.city = (
            clean_text(form.title, 300), clean_text(form.sector, 100), clean_text(form.city, 100)
        )  # fmt: skip
        row.stage, row.legal_form = stage, legal_form
        session.flush()
        return row.id


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="need.added")
def add_need(
    workspace: Workspace,
    person_id: UUID,
    purpose: str,
    amount_centimes: int | None = None,
    project_id: UUID | None = None,
) -> NeedCard:
    """What the person wants now. Raises NotFound, Refused (no purpose, an amount below zero)."""
    words = clean_text(purpose, 400)
    if words is None:
        raise Refused("need.purpose_missing")
    if amount_centimes is not None and amount_centimes < 0:
        raise Refused("need.amount_impossible")
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        if project_id is not None:
            _project_of(session, person_id, project_id)
        last = session.scalar(select(func.max(Need.number)).where(Need.person_id == person_id)) or 0
        row = Need(
            person_id=person_id, project_id=project_id, number=last + 1, purpose=words,
            amount_centimes=amount_centimes,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return _need(row)


def _project_of(session: Session, person_id: UUID, project_id: UUID) -> Project:
    """A project the person is on: that of another dossier, perhaps of another agency, is not found (P11)."""
    on_it = (ProjectMember.project_id == project_id) & (ProjectMember.person_id == person_id)
    row = session.scalars(select(Project).join(ProjectMember).where(on_it)).first()
    if row is None:
        raise NotFound("project.not_found")
    return row


def card_of(person: Person, label: str) -> PersonCard:
    """The person in one line; phones must have been loaded."""
    return PersonCard(
        id=person.id, version=person.version, code=person.code, number=spoken_number(person, person.code, label),
        display_name=display_name(person.family_name, person.given_name, person.name_ar) or person.known_as or "",
        name_ar=person.name_ar, sex=person.sex, birth=birth_of(person), nationality=person.nationality,
        city=person.city, phone=person.phones[0].number if person.phones else None,
        registered_on=person.registered_on, has_consent=None,
    )  # fmt: skip


def form_for(workspace: Workspace, form: PersonForm) -> PersonForm:
    """The form as the signed-in user may see it: a declared disability has a right of its own (P1)."""
    if form.disability is None or has_right(workspace.user.roles, Right.VIEW_DISABILITY):
        return form
    return replace(form, disability=HIDDEN)


def form_of(person: Person) -> PersonForm:
    """What the reception asked, as it stands now."""
    names = {name: getattr(person, name) for name in PersonForm.__dataclass_fields__ if hasattr(Person, name)}
    names |= {
        "languages": tuple(person.languages),
        "other_nationalities": tuple(person.other_nationalities),
        "phones": tuple(PhoneForm(p.number, p.answered_by, p.is_whatsapp) for p in person.phones),
    }
    return PersonForm(**names, birth=birth_of(person))


def birth_of(person: Person) -> BirthDate | None:
    """The birth date as a rule reads it."""
    if person.birth_date is None or person.birth_precision is None:
        return None
    return BirthDate(person.birth_date, Precision(person.birth_precision.value))


def situations_of(person: Person, on: date) -> SituationSet:
    """The legal situations on a date, derived from the papers (P2)."""
    papers = [Paper(p.type, p.number, p.expires_on, p.issued_on, p.status.value) for p in person.papers]
    nationality = MOROCCO if MOROCCO in person.other_nationalities else person.nationality
    return situations_at(papers, nationality, person.declared_situation, on)


def _projects(session: Session, person_id: UUID) -> tuple[ProjectCard, ...]:
    query = select(Project).join(ProjectMember).where(ProjectMember.person_id == person_id)
    rows = session.scalars(query.order_by(Project.is_current.desc(), Project.created_at.desc()))
    return tuple(
        ProjectCard(r.id, r.version, ProjectForm(r.title, r.stage, r.legal_form, r.sector, r.city), r.is_current)
        for r in rows
    )


def _needs(session: Session, person_id: UUID) -> tuple[NeedCard, ...]:
    rows = session.scalars(select(Need).where(Need.person_id == person_id).order_by(Need.number.desc()))
    return tuple(_need(row) for row in rows)


def _need(row: Need) -> NeedCard:
    return NeedCard(row.id, row.number, row.purpose, row.amount_centimes, row.project_id)


def _paper(row: IdentityDocument) -> PaperCard:
    form = PaperForm(row.type, row.number, row.issued_on, row.expires_on, row.status.value)
    return PaperCard(row.id, row.version, form)


def _has_consent(consents: tuple[ConsentCard, ...]) -> bool | None:
    found = next((c for c in consents if c.purpose == "dossier"), None)
    return None if found is None else found.in_force


def _word(words: type[W], text: str | None) -> W | None:
    if text is None or text == "":
        return None
    try:
        return words(text)
    except ValueError as error:
        raise Refused("project.word_unknown", word=text) from error
