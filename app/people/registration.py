"""Registering a person and changing what is known of them. Only a name is mandatory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from app.accounts import undo
from app.accounts.number_series import reserve_number, settle_number
from app.accounts.numbers import NumberKind, read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.people.dates import checked
from app.people.fields import TEXT_LIMITS
from app.people.forms import HIDDEN, PaperForm, PersonForm
from app.people.names import clean_name, clean_text, sort_name
from app.people.papers import PaperType, clean_number, number_key, paper_type
from app.people.phones import normalise
from app.people.search_keys import KeyKind, search_keys
from app.people.shared_papers import queue_shared_papers
from db.models import Agency, BirthPrecision, Draft, IdentityDocument, PaperStatus, Person, PersonPhone, Sex
from db.search import keep_keys

if TYPE_CHECKING:
    from app.workspace import Workspace

_NAMES = ("given_name", "family_name", "name_ar", "known_as")
_PLAIN = (
    "needs_interpreter", "household_size", "arrival_year", "donor_project_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Registered:
    """A new dossier. `dropped_numbers`: papers whose number was not kept for want of a CNDP number (P12)."""

    id: UUID
    code: str
    number: str
    dropped_numbers: int


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="person.registered")
def register_person(
    workspace: Workspace, form: PersonForm, papers: tuple[PaperForm, ...] = (), *, draft_id: UUID | None = None
) -> Registered:
    """Gives a person their dossier and its number; the draft it was typed in goes.

    Raises Refused: no name at all, a name too long, an impossible birth date, a nationality that is no country.
    """
    today = workspace.clock.today()
    with writing(workspace) as session:
        code = reserve_number(session, NumberKind.DOSSIER, workspace.agency, today.year)
        person, dropped = new_person(workspace, form, papers, code)
        session.add(person)
        session.flush()
        settle_number(session, person.code, person.id)
        queue_shared_papers(session, person.id, [(paper.type, paper.number) for paper in person.papers])
        index_person(session, person, workspace.agency.label)
        if draft_id is not None:
            session.execute(delete(Draft).where(Draft.id == draft_id, Draft.user_id == workspace.user.id))
        return Registered(person.id, person.code, read_aloud(person.code, workspace.agency.label), dropped)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="person.changed")
def change_person(workspace: Workspace, person_id: UUID, version: int, form: PersonForm) -> int:
    """Changes what is known of a person; gives the new version. Raises NotFound, Refused, ConflictingEdit."""
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        if person.version != version:
            raise ConflictingEdit("row.changed")
        _fill(person, form, workspace.clock.today())
        session.flush()
        index_person(session, person, workspace.agency.label)
        return person.version


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="paper.saved")
def save_paper(
    workspace: Workspace, person_id: UUID, form: PaperForm, paper_id: UUID | None = None, version: int = 0
) -> bool:
    """Adds a paper to a dossier or changes one. Gives whether its number was dropped (P12).

    A paper that another dossier holds too is kept, and both are queued for review.

    Raises NotFound, Refused (unknown kind of paper), ConflictingEdit.
    """
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        wanted = _paper_row(workspace, form)
        row = next((paper for paper in person.papers if paper.id == paper_id), None)
        if paper_id is not None and row is None:
            raise NotFound("paper.not_found")
        if row is None:
            person.papers.append(wanted)
        elif row.version != version:
            raise ConflictingEdit("row.changed")
        else:
            row.type, row.number, row.status = wanted.type, wanted.number, wanted.status
            row.issued_on, row.expires_on = wanted.issued_on, wanted.expires_on
        session.flush()
        queue_shared_papers(session, person_id, [(wanted.type, wanted.number)])
        index_person(session, person, workspace.agency.label)
        return bool(form.number) and wanted.number is None


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="paper.removed")
def remove_paper(workspace: Workspace, person_id: UUID, paper_id: UUID) -> None:
    """Takes a paper out of a dossier. Raises NotFound."""
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        row = next((paper for paper in person.papers if paper.id == paper_id), None)
        if row is None:
            raise NotFound("paper.not_found")
        person.papers.remove(row)
        session.flush()
        index_person(session, person, workspace.agency.label)


def new_person(workspace: Workspace, form: PersonForm, papers: Iterable[PaperForm], code: str) -> tuple[Person, int]:
    """The rows of a person, not yet written, and how many paper numbers are not kept (P12). Raises Refused."""
    today = workspace.clock.today()
    person = Person(
        agency_id=workspace.agency.id, agent_id=workspace.user.id, registered_on=today, code=code, phones=[], papers=[]
    )
    _fill(person, form, today)
    dropped = 0
    for paper in papers:
        kept = _paper_row(workspace, paper)
        dropped += bool(paper.number) and kept.number is None
        person.papers.append(kept)
    return person, dropped


def load_person(workspace: Workspace, session: Session, person_id: UUID) -> Person:
    """The row with its phones and papers. A dossier of another agency is not found here (P11)."""
    query = select(Person).where(Person.id == person_id, Person.agency_id == workspace.agency.id)
    person = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers))).first()
    if person is None:
        raise NotFound("dossier.not_found")
    return person


def index_person(session: Session, person: Person, label: str) -> None:
    """Keeps the search keys true to the row."""
    keep_keys(session, person.id, ((token, kind.value) for token, kind in keys_of(person, label)))


def keys_of(person: Person, label: str) -> set[tuple[str, KeyKind]]:
    """Everything a person is found by; `label` is their agency's. Phones and papers must have been loaded."""
    return search_keys(
        names=[person.family_name, person.given_name, person.name_ar, person.known_as],
        phones=[phone.number for phone in person.phones],
        paper_numbers=[paper.number for paper in person.papers if paper.number],
        dossiers=[(person.code, read_aloud(person.code, label))],
        external_ids=[person.external_id] if person.external_id else [],
    )


def _fill(person: Person, form: PersonForm, today: date) -> None:
    for name in _NAMES:
        setattr(person, name, clean_name(getattr(form, name)) or None)
    if not any((person.given_name, person.family_name, person.name_ar, person.known_as)):
        raise Refused("person.name_missing")
    for name in _PLAIN:
        setattr(person, name, getattr(form, name))
    for name, longest in TEXT_LIMITS.items():
        setattr(person, name, clean_text(getattr(form, name), longest))
    if form.disability != HIDDEN:
        person.disability = clean_text(form.disability, 200)
    person.nationality = _country(form.nationality)
    others = [_country(code) for code in form.other_nationalities]
    person.other_nationalities = [code for code in others if code and code != person.nationality]
    person.carer_phone = normalise(form.carer_phone or "")[:40] or None
    if form.carer_consents != person.carer_consents:
        person.carer_consents, person.carer_consents_on = form.carer_consents, today
    person.sex = Sex(form.sex) if form.sex else None
    person.languages = [word for word in (clean_text(one, 40) for one in form.languages) if word]
    if form.has_account != person.has_account:
        person.has_account, person.has_account_on = form.has_account, today
    birth = checked(form.birth, today) if form.birth else None
    person.birth_date = birth.first if birth else None
    person.birth_precision = BirthPrecision(birth.precision.value) if birth else None
    person.sort_name = sort_name(person.family_name, person.given_name, person.name_ar, person.known_as)
    _fill_phones(person, form)


def _fill_phones(person: Person, form: PersonForm) -> None:
    kept = {phone.number: phone for phone in person.phones}
    wanted: list[PersonPhone] = []
    for place, phone in enumerate(one for one in form.phones if one.number.strip()):
        number = normalise(phone.number)
        if len(number) > 40:
            raise Refused("person.phone_too_long", limit=40)
        row = kept.get(number) or PersonPhone(number=number)
        row.position, row.answered_by, row.is_whatsapp = place, clean_text(phone.answered_by, 100), phone.is_whatsapp
        wanted.append(row)
    person.phones = list({row.number: row for row in wanted}.values())


def _country(code: str | None) -> str | None:
    from resources.countries import UNKNOWN
    from resources.i18n import country_code

    if code is None or code == UNKNOWN:
        return None  # one way of not knowing

    known = country_code(code)
    if known is None:
        raise Refused("person.country_unknown", code=code)
    return known


def _paper_row(workspace: Workspace, form: PaperForm) -> IdentityDocument:
    kind = paper_type(form.type)
    if kind is None:
        raise Refused("paper.type_unknown", type=form.type)
    if form.issued_on and form.expires_on and form.expires_on < form.issued_on:
        raise Refused("period.backwards")
    number = clean_number(form.number) or None
    if number and len(number) > 80:
        raise Refused("person.text_too_long", limit=80)
    keeps = workspace.agency.keeps_paper_numbers
    return IdentityDocument(
        type=PaperType(kind).value,
        number=number if number and keeps and number_key(number) else None,
        issued_on=form.issued_on,
        expires_on=form.expires_on,
        status=PaperStatus(form.status),
    )


def _reindex_after_undo(workspace: Workspace, session: Session, touched: frozenset[tuple[str, UUID]]) -> None:
    people = {row_id for noun, row_id in touched if noun == "person"}
    for mapped in (PersonPhone, IdentityDocument):
        ids = [row_id for noun, row_id in touched if noun == mapped.__tablename__]
        people |= set(session.scalars(select(mapped.person_id).where(mapped.id.in_(ids))))
    label = session.scalar(select(Agency.label).where(Agency.id == workspace.agency.id)) or ""
    query = select(Person).where(Person.id.in_(people))
    for person in session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers))):
        index_person(session, person, label)


undo.AFTER_UNDO.append(_reindex_after_undo)
