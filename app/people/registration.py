"""Registering a person and changing what is known of them. Only a name is mandatory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from app.accounts import undo
from app.accounts.journal import record
from app.accounts.number_series import reserve_number, settle_number, spoken_number
from app.accounts.numbers import NumberKind, read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, use_case, writing
from app.errors import ConflictingEdit, NotFound
from app.people.forms import HIDDEN, PaperForm, PersonForm
from app.people.merged import also_known
from app.people.search_keys import KeyKind, search_keys
from app.people.shared_papers import queue_shared_papers
from app.people.sound_rows import sounds_of, sounds_of_values
from app.people.twin_pairs import keep_pair
from app.people.values import paper_values, person_values, phone_values
from db.history import add_rows
from db.models import Agency, Draft, IdentityDocument, Person, PersonPhone, TwinState
from db.search import add_keys, keep_keys
from db.sounds import add_sounds, keep_sounds
from db.types import uuid7

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Registered:
    """A new dossier. `dropped_numbers`: papers whose number was not kept for want of a CNDP number (P12)."""

    id: UUID
    code: str
    number: str
    dropped_numbers: int


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.HARMLESS, audit="person.registered")
def register_person(
    workspace: Workspace,
    form: PersonForm,
    papers: tuple[PaperForm, ...] = (),
    *,
    draft_id: UUID | None = None,
    not_the_same: Collection[UUID] = (),
) -> Registered:
    """Gives a person their dossier and its number; the draft it was typed in goes.

    Dossiers that look alike are queued for review, but for those the agent said are `not_the_same`.

    Raises Refused: no name at all, a name too long, an impossible birth date, a nationality that is no country.
    """
    today = workspace.clock.today()
    with writing(workspace) as session:
        code = reserve_number(session, NumberKind.DOSSIER, workspace.agency, today.year)
        alike = _alike(workspace, form)
        new = new_person(workspace, form, papers)
        new.person["code"] = code
        write_people(session, [new])
        settle_number(session, code, new.person["id"])
        _keep_pairs(session, workspace.agency.id, new.person["id"], alike, not_the_same)
        queue_shared_papers(session, new.person["id"], [(paper["type"], paper["number"]) for paper in new.papers])
        index_new_people(session, [new], workspace.agency.label)
        if draft_id is not None:
            session.execute(delete(Draft).where(Draft.id == draft_id, Draft.user_id == workspace.user.id))
        return Registered(new.person["id"], code, read_aloud(code, workspace.agency.label), new.dropped)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="person.changed")
def change_person(workspace: Workspace, person_id: UUID, version: int, form: PersonForm) -> int:
    """Changes what is known of a person; gives the new version. Raises NotFound, Refused, ConflictingEdit."""
    with writing(workspace) as session:
        person = load_person(workspace, session, person_id)
        if person.version != version:
            raise ConflictingEdit("row.changed")
        return rewrite_person(workspace, session, person, form)


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
        record(session, "paper.removed", "person", person_id, {"type": row.type})
        person.papers.remove(row)
        session.flush()
        index_person(session, person, workspace.agency.label)


def rewrite_person(workspace: Workspace, session: Session, person: Person, form: PersonForm) -> int:
    """Writes what is known of a person anew and keeps them findable; gives the new version. Raises Refused."""
    _fill(person, form, workspace.clock.today())
    session.flush()
    index_person(session, person, workspace.agency.label)
    return person.version


@dataclass(slots=True)
class NewPerson:
    """The rows of a person not yet written; `dropped` counts the paper numbers not kept (P12)."""

    person: dict[str, Any]
    phones: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    dropped: int


def new_person(workspace: Workspace, form: PersonForm, papers: Iterable[PaperForm]) -> NewPerson:
    """The rows of a new person, each with its id; the dossier's code is still to be given. Raises Refused."""
    today, person_id = workspace.clock.today(), uuid7()
    person = person_values(form, today) | {
        "id": person_id, "agency_id": workspace.agency.id, "agent_id": workspace.user.id, "registered_on": today,
        "has_account_on": today if form.has_account is not None else None,
        "carer_consents_on": today if form.carer_consents is not None else None, "is_demo": False,
    }  # fmt: skip
    kept = [(paper, paper_values(paper, workspace.agency.keeps_paper_numbers)) for paper in papers]
    of_person = {"person_id": person_id}
    return NewPerson(
        person,
        [{"id": uuid7(), **of_person, **phone} for phone in phone_values(form.phones)],
        [{"id": uuid7(), **of_person, **values} for _, values in kept],
        sum(bool(paper.number) and values["number"] is None for paper, values in kept),
    )


def write_people(session: Session, people: Sequence[NewPerson]) -> None:
    """Writes them with their phones and papers, a statement a table; keys and numbers are kept apart."""
    add_rows(session, Person, [one.person for one in people])
    add_rows(session, PersonPhone, [phone for one in people for phone in one.phones])
    add_rows(session, IdentityDocument, [paper for one in people for paper in one.papers])


def change_row(
    workspace: Workspace,
    session: Session,
    person: Person,
    form: PersonForm,
    changed: Iterable[tuple[int, PaperForm]] = (),
    added: Iterable[PaperForm] = (),
) -> int:
    """Changes a loaded person, papers by their place, and adds papers; gives how many numbers were dropped (P12)."""
    keeps, dropped = workspace.agency.keeps_paper_numbers, 0
    _fill(person, form, workspace.clock.today())
    for place, paper in changed:
        for name, value in paper_values(paper, keeps).items():
            setattr(person.papers[place], name, value)
    for paper in added:
        row = _paper_row(workspace, paper)
        dropped += bool(paper.number) and row.number is None
        person.papers.append(row)
    session.flush()
    index_person(session, person, workspace.agency.label)
    return dropped


def _alike(workspace: Workspace, form: PersonForm) -> dict[UUID, float]:
    from app.people.finding import possible_twins  # it stands above this file, and reads what is written here

    return {hint.card.id: hint.likeness.score for hint in possible_twins(workspace, form)}


def _keep_pairs(
    session: Session, agency_id: UUID, person_id: UUID, alike: Mapping[UUID, float], not_the_same: Collection[UUID]
) -> None:
    query = select(Person.id).where(Person.id.in_(not_the_same), Person.agency_id == agency_id)
    different = set(session.scalars(query)) if not_the_same else set()
    for other in different | alike.keys():
        state = TwinState.DIFFERENT if other in different else TwinState.TO_REVIEW
        keep_pair(session, other, person_id, alike.get(other, 0.0), state)


def load_person(workspace: Workspace, session: Session, person_id: UUID) -> Person:
    """The row with its phones and papers. A dossier of another agency is not found here (P11)."""
    query = select(Person).where(Person.id == person_id, Person.agency_id == workspace.agency.id)
    person = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers))).first()
    if person is None:
        raise NotFound("dossier.not_found")
    return person


def index_person(session: Session, person: Person, label: str) -> None:
    """Keeps search keys and sounds true to the row, and to the numbers of those merged into the person."""
    codes, external_ids = also_known(session, person.id)
    keys = keys_of(person, label)
    if codes:
        dossiers = [(code, read_aloud(code, label)) for code in codes]
        keys |= search_keys(names=[], dossiers=dossiers, external_ids=external_ids)
    keep_keys(session, person.id, ((token, kind.value) for token, kind in keys))
    keep_sounds(session, [sounds_of(person)])


def index_new_people(session: Session, people: Sequence[NewPerson], label: str) -> None:
    """Keeps the search keys and sounds of many people who have none yet: the one place where a batch's are written."""
    keys = [
        (one.person["id"], token, kind.value)
        for one in people
        for token, kind in search_keys(
            names=[one.person[name] for name in ("family_name", "given_name", "name_ar", "known_as")],
            phones=[phone["number"] for phone in one.phones],
            paper_numbers=[paper["number"] for paper in one.papers if paper["number"]],
            dossiers=[(one.person["code"], read_aloud(one.person["code"], label))],
            external_ids=[one.person["external_id"]] if one.person["external_id"] else [],
        )
    ]
    keys.sort(key=lambda key: key[1])  # the table stands in this order: neighbours are written together
    add_keys(session, keys)
    add_sounds(session, [sounds_of_values(one.person) for one in people])


def keys_of(person: Person, label: str) -> set[tuple[str, KeyKind]]:
    """Everything a person is found by; `label` is their agency's. Phones and papers must have been loaded."""
    return search_keys(
        names=[person.family_name, person.given_name, person.name_ar, person.known_as],
        phones=[phone.number for phone in person.phones],
        paper_numbers=[paper.number for paper in person.papers if paper.number],
        dossiers=[(person.code, spoken_number(person, person.code, label))],
        external_ids=[person.external_id] if person.external_id else [],
    )


def _fill(person: Person, form: PersonForm, today: date) -> None:
    if form.has_account != person.has_account:
        person.has_account_on = today
    if form.carer_consents != person.carer_consents:
        person.carer_consents_on = today
    for name, value in person_values(form, today).items():
        if name != "disability" or form.disability != HIDDEN:
            setattr(person, name, value)
    kept = {phone.number: phone for phone in person.phones}
    person.phones = [_with(kept.get(one["number"]) or PersonPhone(), one) for one in phone_values(form.phones)]


def _with(phone: PersonPhone, values: dict[str, Any]) -> PersonPhone:
    for name, value in values.items():
        setattr(phone, name, value)
    return phone


def _paper_row(workspace: Workspace, form: PaperForm) -> IdentityDocument:
    return IdentityDocument(**paper_values(form, workspace.agency.keeps_paper_numbers))


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
