"""Reading the registry by a filter: a page at a time, the count apart, so that a million people cost what a screen costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.consents import who_agreed
from app.people.dossier import card_of, situations_of
from app.people.forms import PersonCard
from app.people.lists.columns import PersonLine
from app.people.lists.conditions import Condition, Key, PeopleFilter
from app.people.lists.query import where
from app.people.names import fold
from app.people.situations import report_situation
from db.models import Interaction, InteractionKind, Person, Project, ProjectMember

if TYPE_CHECKING:
    from app.workspace import Workspace

PAGE = 200
_AT_ONCE = 500
_MOST_VALUES = 300
_ORDERS: dict[str, InstrumentedAttribute[Any]] = {
    "name": Person.sort_name, "number": Person.code, "age": Person.birth_date, "city": Person.city,
    "registered": Person.registered_on,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list; `is_last`: nothing comes after it."""

    page: int
    rows: tuple[PersonLine, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class CardPage:
    """The same with only what a narrow list shows."""

    page: int
    rows: tuple[PersonCard, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Selection:
    """Those whom something is done with: some of a list by their ids, or (None) all that its filter finds."""

    filter: PeopleFilter
    ids: tuple[UUID, ...] | None = None
    order: str = ""
    descending: bool = False


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.listed")
def page_of_list(
    workspace: Workspace,
    filter_: PeopleFilter,
    page: int = 0,
    size: int = PAGE,
    order: str = "",
    descending: bool = False,
) -> ListPage:
    """A page of the agency's registry as the filter says; the newest dossiers first unless ordered by a column."""
    with reading(workspace) as session:
        query = _ordered(_matching(workspace, session, filter_), order, descending)
        ids = session.scalars(query.offset(page * size).limit(size + 1)).all()
        return ListPage(page, tuple(_lines(workspace, session, ids[:size])), len(ids) <= size)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.listed")
def cards_of_list(
    workspace: Workspace,
    filter_: PeopleFilter,
    page: int = 0,
    size: int = PAGE,
    order: str = "",
    descending: bool = False,
) -> CardPage:
    """The same page, a line each: what stands beside an open dossier."""
    with reading(workspace) as session:
        query = _ordered(_matching(workspace, session, filter_), order, descending)
        ids = session.scalars(query.offset(page * size).limit(size + 1)).all()
        people = session.scalars(select(Person).where(Person.id.in_(ids[:size])).options(selectinload(Person.phones)))
        by_id = {person.id: card_of(person, workspace.agency.label) for person in people}
        return CardPage(page, tuple(by_id[one] for one in ids[:size] if one in by_id), len(ids) <= size)


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.listed")
def count_of_list(workspace: Workspace, filter_: PeopleFilter) -> int:
    """How many people a filter finds."""
    with reading(workspace) as session:
        found = _matching(workspace, session, filter_).subquery()
        return session.scalar(select(func.count()).select_from(found)) or 0


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.listed")
def values_in_use(workspace: Workspace, key: str) -> list[str]:
    """The cities, neighbourhoods or nationalities that stand in the agency's registry, the commonest first."""
    column = {"city": Person.city, "neighbourhood": Person.neighbourhood, "nationality": Person.nationality}[key]
    mine = (Person.agency_id == workspace.agency.id) & column.is_not(None)
    query = select(column).where(mine).group_by(column).order_by(func.count().desc(), column).limit(_MOST_VALUES)
    with reading(workspace) as session:
        return [value for value in session.scalars(query) if value]


def chosen_lines(workspace: Workspace, session: Session, selection: Selection, most: int) -> Iterator[PersonLine]:
    """Those chosen, in the order of the list, `most` at most; within the caller's transaction."""
    query = _ordered(_matching(workspace, session, selection.filter), selection.order, selection.descending)
    ids: Sequence[UUID] = session.scalars(query.limit(most) if selection.ids is None else query).all()
    if selection.ids is not None:
        wanted = frozenset(selection.ids)
        ids = [one for one in ids if one in wanted][:most]
    for start in range(0, len(ids), _AT_ONCE):
        yield from _lines(workspace, session, ids[start : start + _AT_ONCE])


def _matching(workspace: Workspace, session: Session, filter_: PeopleFilter) -> Select[UUID]:
    told = PeopleFilter(tuple(_as_written(workspace, session, one) for one in filter_.conditions))
    mine = Person.agency_id == workspace.agency.id
    return select(Person.id).where(mine, *where(told, workspace.clock.today()))


def _as_written(workspace: Workspace, session: Session, one: Condition) -> Condition:
    """A place typed without its accents or capitals is the one that stands in the registry."""
    columns = {Key.CITY: Person.city, Key.NEIGHBOURHOOD: Person.neighbourhood}
    if one.key not in columns:
        return one
    column = columns[one.key]
    wanted = {fold(part) for part in one.value.split("|")}
    mine = (Person.agency_id == workspace.agency.id) & column.is_not(None)
    found = [value for value in session.scalars(select(column).where(mine).distinct()) if fold(value or "") in wanted]
    return Condition(one.key, "|".join([*one.value.split("|"), *(value for value in found if value)]))


def _ordered(query: Select[UUID], order: str, descending: bool) -> Select[UUID]:
    column = _ORDERS.get(order)
    if column is None:
        return query.order_by(Person.updated_at.desc(), Person.id)
    backwards = descending != (order == "age")  # the youngest were born last
    return query.order_by(column.desc() if backwards else column.asc(), Person.id)


def _lines(workspace: Workspace, session: Session, ids: Sequence[UUID]) -> list[PersonLine]:
    today = workspace.clock.today()
    query = select(Person).where(Person.id.in_(ids))
    people = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers)))
    by_id = {person.id: person for person in people}
    stages = _stages(session, ids)
    contacts = _last_contacts(session, ids)
    agreed = who_agreed(session, ids, "contact", today)
    return [
        _line(workspace, by_id[one], stages.get(one), contacts.get(one), one in agreed, today)
        for one in ids
        if one in by_id
    ]


def _line(
    workspace: Workspace, person: Person, stage: str | None, contact: date | None, agreed: bool, today: date
) -> PersonLine:
    birth = person.birth_date
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day)) if birth else None
    return PersonLine(
        card=card_of(person, workspace.agency.label), family_name=person.family_name, given_name=person.given_name,
        phones=tuple(phone.number for phone in person.phones),
        answered_by=person.phones[0].answered_by if person.phones else None, neighbourhood=person.neighbourhood,
        languages=tuple(person.languages), paper_language=person.paper_language,
        situation=report_situation(situations_of(person, today)), age=age, stage=stage, last_contact=contact,
        may_be_called=agreed,
    )  # fmt: skip


def _stages(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    query = select(ProjectMember.person_id, Project.stage).join(Project, Project.id == ProjectMember.project_id)
    rows = session.execute(
        query.where(ProjectMember.person_id.in_(ids), Project.is_current, Project.stage.is_not(None))
    )
    return {person_id: stage.value for person_id, stage in rows if stage is not None}


def _last_contacts(session: Session, ids: Sequence[UUID]) -> dict[UUID, date]:
    query = select(Interaction.person_id, func.max(Interaction.on)).where(
        Interaction.person_id.in_(ids), Interaction.kind != InteractionKind.NOTE
    )
    return {person_id: on for person_id, on in session.execute(query.group_by(Interaction.person_id))}
