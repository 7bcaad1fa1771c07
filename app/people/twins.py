"""The review of dossiers that may be one person: best first, what agrees and what differs, and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import NotFound
from app.people.dossier import card_of
from app.people.finding import look_of
from app.people.forms import PersonCard
from app.people.likeness import Likeness, likeness
from app.people.registration import load_person
from app.people.twin_pairs import keep_pair
from app.workspace import LOCAL_ZONE
from db.models import AppUser, Person, TwinPair, TwinState

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TwinSide:
    """One of the two, in as many words as help to recognise them. `papers` are (kind, number)."""

    card: PersonCard
    phones: tuple[str, ...]
    papers: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class TwinCard:
    """A pair of the queue. `said_by` and `said_on` tell who found them different, when somebody has."""

    id: UUID
    left: TwinSide
    right: TwinSide
    likeness: Likeness
    is_different: bool
    said_by: str | None = None
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class TwinQueue:
    """The first pairs of the queue and how many there are in all."""

    pairs: tuple[TwinCard, ...]
    total: int


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="twins.listed")
def list_twins(workspace: Workspace, *, different: bool = False, limit: int = 100) -> TwinQueue:
    """The pairs to be reviewed, most alike first; or those said to be different, the last said first."""
    state = TwinState.DIFFERENT if different else TwinState.TO_REVIEW
    order = TwinPair.updated_at.desc() if different else TwinPair.score.desc()
    with reading(workspace) as session:
        mine = _mine(workspace, state)
        total = session.scalar(select(func.count()).select_from(TwinPair).where(mine)) or 0
        query = select(TwinPair, AppUser.display_name).outerjoin(AppUser, AppUser.id == TwinPair.updated_by)
        query = query.where(mine).order_by(order, TwinPair.id).limit(limit)
        rows = [(pair, said_by) for pair, said_by in session.execute(query)]
        people = _people(session, {one for pair, _ in rows for one in (pair.left_id, pair.right_id)})
        cards = tuple(_card(workspace, pair, said_by, people) for pair, said_by in rows)
        return TwinQueue(cards, total)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="twins.different")
def say_different(workspace: Workspace, one: UUID, other: UUID) -> None:
    """Remembers that two dossiers are of two people, and who said so: they are never queued again. Raises NotFound."""
    with writing(workspace) as session:
        for person_id in (one, other):
            load_person(workspace, session, person_id)
        keep_pair(session, one, other, 0.0, TwinState.DIFFERENT)


@use_case(right=Right.EDIT_PEOPLE, undo=Undo.UNDOABLE, audit="twins.reconsidered")
def look_again(workspace: Workspace, pair_id: UUID) -> None:
    """Puts a pair said to be different back into the queue. Raises NotFound."""
    with writing(workspace) as session:
        pair = session.get(TwinPair, pair_id)
        if pair is None:
            raise NotFound("twins.not_found")
        load_person(workspace, session, pair.left_id)
        pair.state = TwinState.TO_REVIEW


def _mine(workspace: Workspace, state: TwinState) -> ColumnElement[bool]:
    """Only pairs both of whose dossiers are the agency's: of another's nothing may be told (P11)."""
    mine = select(Person.id).where(Person.agency_id == workspace.agency.id)
    return (TwinPair.state == state) & TwinPair.left_id.in_(mine) & TwinPair.right_id.in_(mine)


def _people(session: Session, ids: Iterable[UUID]) -> dict[UUID, Person]:
    query = select(Person).where(Person.id.in_(list(ids)))
    rows = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers)))
    return {person.id: person for person in rows}


def _card(workspace: Workspace, pair: TwinPair, said_by: str | None, people: dict[UUID, Person]) -> TwinCard:
    left, right = people[pair.left_id], people[pair.right_id]
    is_different = pair.state is TwinState.DIFFERENT
    return TwinCard(
        pair.id, _side(workspace, left), _side(workspace, right), likeness(look_of(left), look_of(right)), is_different,
        said_by if is_different else None, pair.updated_at.astimezone(LOCAL_ZONE).date() if is_different else None,
    )  # fmt: skip


def _side(workspace: Workspace, person: Person) -> TwinSide:
    return TwinSide(
        card_of(person, workspace.agency.label),
        tuple(phone.number for phone in person.phones),
        tuple((paper.type, paper.number) for paper in person.papers),
    )
