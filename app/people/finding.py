"""Search as one types, and the list of the registry; dossiers of another agency are only said to exist (P3, P11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.dossier import birth_of, card_of
from app.people.forms import PaperForm, PersonCard, PersonForm
from app.people.likeness import PERHAPS_SAME, Likeness, PersonLook, likeness
from app.people.names import fold
from app.people.papers import Paper
from app.people.search_keys import QueryPlan, query_plan
from db.models import Agency, Person
from db.search import people_by_numbers, people_by_words

if TYPE_CHECKING:
    from app.workspace import Workspace

_REACH = 200
_SCORED = (
    Person.id, Person.sort_name, Person.birth_date, Person.family_name, Person.given_name, Person.name_ar, Person.known_as,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonHit:
    """One person found. `elsewhere` names another agency: then nothing else is told."""

    id: UUID
    card: PersonCard | None
    external_id: str | None
    score: float
    elsewhere: str | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the registry and how many there are in all."""

    page: int
    rows: tuple[PersonCard, ...]
    total: int


@dataclass(frozen=True, slots=True)
class TwinHint:
    """A dossier that may be of the same person, with what agrees and what differs."""

    card: PersonCard
    likeness: Likeness


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.searched")
def search_people(workspace: Workspace, text: str, limit: int = 10) -> list[PersonHit]:
    """The people meant by `text`, best first: names in any order, script and spelling, phones, papers, numbers."""
    plan = query_plan(text)
    if plan.is_empty:
        return []
    with reading(workspace) as session:
        # Only what the score looks at is read of everybody, the rest of those who are shown.
        named = session.execute(select(*_SCORED).where(Person.id.in_(_candidates(session, plan))))
        scored = sorted((-_score(plan, names, born), order, key) for key, order, born, *names in named)
        best = {key: -score for score, _order, key in scored[:limit]}
        shown = {person.id: person for person in session.scalars(_with_phones(best))}
        agencies = {key: value for key, value in session.execute(select(Agency.id, Agency.name))}
        return [_hit(workspace, shown[person_id], score, agencies) for person_id, score in best.items()]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.twins_looked_for")
def possible_twins(workspace: Workspace, form: PersonForm, limit: int = 5) -> list[TwinHint]:
    """Dossiers of the agency that may already be this person's, most alike first."""
    typed = " ".join(name for name in (form.family_name, form.given_name, form.name_ar) if name)
    look = look_of_form(form)
    with reading(workspace) as session:
        ids: dict[UUID, None] = {}
        for text in (typed, *(phone.number for phone in form.phones)):
            plan = query_plan(text)
            if not plan.is_empty:
                ids |= dict.fromkeys(_candidates(session, plan))
        query = _with_phones(ids).options(selectinload(Person.papers)).where(Person.agency_id == workspace.agency.id)
        people = session.scalars(query)
        hints = [TwinHint(card_of(p, workspace.agency.label), likeness(look, look_of(p))) for p in people]
        alike = [hint for hint in hints if hint.likeness.score >= PERHAPS_SAME]
        return sorted(alike, key=lambda hint: -hint.likeness.score)[:limit]


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.listed")
def list_people(
    workspace: Workspace, page: int = 0, size: int = 200, order: str = "", descending: bool = False
) -> PeoplePage:
    """A page of the agency's registry; the newest dossiers first unless ordered by `name` or `registered`."""
    columns = {"name": Person.sort_name, "registered": Person.code}
    column = columns.get(order, Person.updated_at)
    direction = column.desc() if descending or order not in columns else column.asc()
    mine = Person.agency_id == workspace.agency.id
    with reading(workspace) as session:
        total = session.scalar(select(func.count()).select_from(Person).where(mine)) or 0
        query = select(Person).where(mine).options(selectinload(Person.phones))
        rows = session.scalars(query.order_by(direction, Person.id).offset(page * size).limit(size))
        return PeoplePage(page, tuple(card_of(row, workspace.agency.label) for row in rows), total)


def look_of(person: Person) -> PersonLook:
    """The row as the rule of likeness sees it; phones and papers must have been loaded."""
    return PersonLook(
        given=person.given_name or "", family=person.family_name or "", name_ar=person.name_ar or "",
        sex=person.sex, birth=birth_of(person), nationality=person.nationality,
        phones=tuple(phone.number for phone in person.phones),
        papers=tuple(Paper(paper.type, paper.number) for paper in person.papers),
    )  # fmt: skip


def look_of_form(form: PersonForm, papers: Iterable[PaperForm] = ()) -> PersonLook:
    """What was typed, or stands in a file, as the rule of likeness sees it."""
    return PersonLook(
        given=form.given_name or "", family=form.family_name or "", name_ar=form.name_ar or "", sex=form.sex,
        birth=form.birth, nationality=form.nationality, phones=tuple(phone.number for phone in form.phones),
        papers=tuple(Paper(paper.type, paper.number) for paper in papers),
    )  # fmt: skip


def _candidates(session: Session, plan: QueryPlan) -> list[UUID]:
    found: dict[UUID, None] = {}
    sets = [set(people_by_numbers(session, n.starts, [k.value for k in n.kinds], _REACH)) for n in plan.numbers]
    numbered = set.intersection(*sets) if sets else None
    for words in (plan.names, plan.sounds, *plan.wider):
        if words is None or len(found) >= _REACH:
            continue
        found |= dict.fromkeys(people_by_words(session, words.kind.value, words.first, words.others, _REACH))
    if numbered is None:
        return list(found)
    both = [person_id for person_id in found if person_id in numbered]
    return both or list(numbered)[:_REACH]


def _with_phones(ids: Iterable[UUID]) -> Select[Person]:
    return select(Person).where(Person.id.in_(list(ids))).options(selectinload(Person.phones))


def _score(plan: QueryPlan, all_names: Iterable[str | None], born: date | None) -> float:
    """How well a person answers: exact words, then words begun, then how alike the names sound."""
    names = fold(" ".join(name for name in all_names if name)).split()
    score = 0.0
    for word in plan.words:
        score += 2 if word in names else 1 if any(name.startswith(word) for name in names) else 0
    if plan.words:
        look = PersonLook(given=" ".join(plan.words))
        score = score / (2 * len(plan.words)) + likeness(look, PersonLook(given=" ".join(names))).score
    if plan.birth_year and born:
        score += 0.5 if born.year == plan.birth_year else -0.2
    return round(score + (1 if plan.numbers else 0), 4)


def _hit(workspace: Workspace, person: Person, score: float, agencies: dict[UUID, str]) -> PersonHit:
    if person.agency_id != workspace.agency.id:
        return PersonHit(person.id, None, None, score, agencies[person.agency_id])
    return PersonHit(person.id, card_of(person, workspace.agency.label), person.external_id, score)
