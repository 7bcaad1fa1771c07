"""Households: people linked with one another, each with their place, an HCR file number and an address in common.

The file number is shared by all, so it never finds or proves one person (P2, DOMAIN.md 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import ConflictingEdit, NotFound, Refused
from app.people.dossier import card_of, find_dossier
from app.people.forms import PersonCard
from app.people.names import clean_text
from app.people.papers import clean_number
from app.people.registration import load_person
from db.models import Household, HouseholdMember, Person
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

PLACES = (
    ("head", tr_noop("Responsable du foyer")), ("partner", tr_noop("Conjoint·e")), ("child", tr_noop("Enfant")),
    ("parent", tr_noop("Parent")), ("sibling", tr_noop("Frère ou sœur")), ("relative", tr_noop("Autre parenté")),
    ("other", tr_noop("Autre lien")),
)  # fmt: skip
"""A person's place in the household, and what to call it."""


@dataclass(frozen=True, slots=True)
class MemberCard:
    """One person of a household. `card` is None for a dossier of another agency, of which nothing is told (P11)."""

    person_id: UUID
    place: str | None
    card: PersonCard | None


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """A household as a dossier shows it."""

    id: UUID
    version: int
    hcr_case: str | None
    address: str | None
    members: tuple[MemberCard, ...]

    def place_of(self, person_id: UUID) -> str | None:
        """The place of one of its members."""
        return next((member.place for member in self.members if member.person_id == person_id), None)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="household.read")
def household_of(workspace: Workspace, person_id: UUID) -> HouseholdCard | None:
    """The household a person belongs to, or None. Raises NotFound."""
    with reading(workspace) as session:
        load_person(workspace, session, person_id)
        return _card(workspace, session, person_id)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="household.saved")
def save_household(
    workspace: Workspace,
    person_id: UUID,
    *,
    place: str | None = None,
    hcr_case: str | None = None,
    address: str | None = None,
    version: int = 0,
) -> HouseholdCard:
    """What the person's household shares, and their place in it; the household is made when there was none.

    Without the agency's CNDP number the file number is not kept (P12). Raises NotFound, Refused, ConflictingEdit.
    """
    number = clean_number(hcr_case) or None
    if number and len(number) > 80:
        raise Refused("person.text_too_long", limit=80)
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        member = _member(session, person_id)
        if member is None:
            member = _new_household(workspace, session, person_id)
        row = session.get_one(Household, member.household_id)
        if version and row.version != version:
            raise ConflictingEdit("row.changed")
        row.hcr_case = number if workspace.agency.keeps_paper_numbers else None
        row.address = clean_text(address, 400)
        member.place = _place(place)
        session.flush()
        return _found(workspace, session, person_id)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="household.joined")
def add_to_household(workspace: Workspace, person_id: UUID, number: str, place: str | None = None) -> HouseholdCard:
    """Brings the dossier of that number into the person's household; who was in another one leaves it.

    Raises NotFound, Refused (a number that is none, the person themselves).
    """
    other_id = find_dossier(workspace, number)
    if other_id == person_id:
        raise Refused("household.oneself")
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        mine = _member(session, person_id) or _new_household(workspace, session, person_id)
        other = _member(session, other_id)
        if other is not None and other.household_id == mine.household_id:
            other.place = _place(place)
        else:
            if other is not None:
                session.delete(other)
                session.flush()
            session.add(HouseholdMember(household_id=mine.household_id, person_id=other_id, place=_place(place)))
        session.flush()
        return _found(workspace, session, person_id)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="household.left")
def leave_household(workspace: Workspace, person_id: UUID) -> None:
    """Takes a person out of their household; nothing happens when there is none. Raises NotFound."""
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        if (member := _member(session, person_id)) is not None:
            session.delete(member)


def household_lines(workspace: Workspace, person_id: UUID) -> list[dict[str, object]]:
    """The others of the person's household in short, for the command line's document."""
    card = household_of(workspace, person_id)
    others = [one for one in card.members if one.person_id != person_id] if card else []
    return [{"dossier": one.card.number if one.card else None, "place": one.place} for one in others]


def _member(session: Session, person_id: UUID) -> HouseholdMember | None:
    return session.scalars(select(HouseholdMember).where(HouseholdMember.person_id == person_id)).first()


def _new_household(workspace: Workspace, session: Session, person_id: UUID) -> HouseholdMember:
    household = Household(agency_id=workspace.agency.id)
    session.add(household)
    session.flush()
    member = HouseholdMember(household_id=household.id, person_id=person_id)
    session.add(member)
    session.flush()
    return member


def _found(workspace: Workspace, session: Session, person_id: UUID) -> HouseholdCard:
    card = _card(workspace, session, person_id)
    if card is None:
        raise NotFound("household.not_found")
    return card


def _card(workspace: Workspace, session: Session, person_id: UUID) -> HouseholdCard | None:
    member = _member(session, person_id)
    if member is None:
        return None
    row = session.get_one(Household, member.household_id)
    query = (
        select(HouseholdMember, Person)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(HouseholdMember.household_id == row.id)
        .options(selectinload(Person.phones))
        .order_by(HouseholdMember.created_at, HouseholdMember.id)
    )
    label = workspace.agency.label
    members = tuple(
        MemberCard(person.id, one.place, card_of(person, label) if person.agency_id == workspace.agency.id else None)
        for one, person in session.execute(query)
    )
    return HouseholdCard(row.id, row.version, row.hcr_case, row.address, members)


def _place(text: str | None) -> str | None:
    if text and text not in dict(PLACES):
        raise Refused("person.word_unknown", value=text[:40])
    return text or None
