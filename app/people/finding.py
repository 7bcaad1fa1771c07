"""Search as one types, in two stages, and the list of the registry; another agency's dossiers are only said to exist (P11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.numbers import read_aloud
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case
from app.people.candidates import candidates, scored_candidates
from app.people.dates import BirthDate, Precision
from app.people.dossier import birth_of, card_of
from app.people.finding_lines import FoundLine, lines_at_once, lines_of_people
from app.people.finding_ranks import LEAST_ALIKE, by_likeness, text_score
from app.people.forms import PaperForm, PersonCard, PersonForm
from app.people.likeness import PERHAPS_SAME, Likeness, PersonLook, likeness, score_from
from app.people.names import display_name
from app.people.papers import Paper
from app.people.search_index import nearest_by_sound
from app.people.search_keys import QueryPlan, query_plan
from app.people.skeleton import name_words
from db.models import Agency, IdentityDocument, Person, PersonPhone
from db.search import people_by_numbers, people_by_words

if TYPE_CHECKING:
    from app.people.sound_index import SoundQuestion
    from app.workspace import Workspace

_PHONES = PersonPhone.__table__.c
_REACH = 200
_JUDGED = 100
_MOST_WORDS = 8
# Columns of the table itself: read as mapped attributes, a hundred lines cost twice as much.
_SCORED = tuple(
    Person.__table__.c[name]
    for name in ("id", "sort_name", "birth_date", "family_name", "given_name", "name_ar", "known_as")
)
_SHOWN = (*_SCORED, *(
    Person.__table__.c[name]
    for name in ("version", "code", "agency_id", "sex", "birth_precision", "nationality", "city", "registered_on", "external_id")
))  # fmt: skip


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
    """The people meant by `text`, best first: names in any order, script and spelling, phones, papers, numbers.

    Both stages: what begins so, and what sounds alike; the second finds nobody while its index is to be made.
    """
    plan = query_plan(text)
    if plan.is_empty:
        return []
    with reading(workspace) as session:
        return _hits(workspace, session, _both_stages(session, plan)[:limit])


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.searched_at_once")
def search_at_once(workspace: Workspace, text: str, limit: int = 10) -> list[FoundLine]:
    """The first stage of `search_people` alone: words written or begun so, and numbers. A few milliseconds, always."""
    plan = query_plan(text)
    if plan.is_empty:
        return []
    with reading(workspace) as session:
        if not plan.numbers:
            return lines_at_once(workspace, session, plan, limit)
        ranked = _ranked(session, plan, {})[:limit]
        return lines_of_people(workspace, session, [one for one, _score in ranked])


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.searched_whole")
def search_whole(workspace: Workspace, text: str, limit: int = 10) -> list[FoundLine]:
    """What `search_people` finds, as lines of a list."""
    plan = query_plan(text)
    if plan.is_empty:
        return []
    with reading(workspace) as session:
        ranked = _both_stages(session, plan)[:limit]
        return lines_of_people(workspace, session, [one for one, _score in ranked])


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.searched_like")
def search_like(workspace: Workspace, look: PersonLook, limit: int = 10) -> list[PersonHit]:
    """The people who may be the one described, best first: everything known of them is weighed (likeness.py)."""
    with reading(workspace) as session:
        by_sound = scored_candidates(session, look, _JUDGED)
        looks = looks_of(session, by_sound)
        return _hits(workspace, session, by_likeness(look, looks, by_sound)[:limit])


@use_case(right=Right.VIEW_PEOPLE, undo=Undo.HARMLESS, audit="people.twins_looked_for")
def possible_twins(workspace: Workspace, form: PersonForm, limit: int = 5) -> list[TwinHint]:
    """Dossiers of the agency that may already be this person's, most alike first."""
    look = look_of_form(form)
    with reading(workspace) as session:
        # Most of those who sound alike are somebody else, and given up before anything of them is made into objects.
        looks = looks_of(session, candidates(session, look, _JUDGED))
        alike = [one for one, other in looks.items() if score_from(look, other, PERHAPS_SAME)]
        query = select(Person).where(Person.id.in_(alike), Person.agency_id == workspace.agency.id)
        people = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers)))
        hints = [TwinHint(card_of(p, workspace.agency.label), likeness(look, look_of(p))) for p in people]
        return sorted(hints, key=lambda hint: -hint.likeness.score)[:limit]


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


def looks_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, PersonLook]:
    """The looks of many, read without making rows of them."""
    wanted = list(ids)
    phones: dict[UUID, list[str]] = {}
    numbers = select(PersonPhone.person_id, PersonPhone.number).where(PersonPhone.person_id.in_(wanted))
    for one, phone in session.execute(numbers):
        phones.setdefault(one, []).append(phone)
    papers: dict[UUID, list[Paper]] = {}
    columns = (IdentityDocument.person_id, IdentityDocument.type, IdentityDocument.number)
    for one, kind, number in session.execute(select(*columns).where(IdentityDocument.person_id.in_(wanted))):
        papers.setdefault(one, []).append(Paper(kind, number))
    return {
        row.id: PersonLook(
            given=row.given_name or "", family=row.family_name or "", name_ar=row.name_ar or "", sex=row.sex,
            birth=_birth(row), nationality=row.nationality, phones=tuple(phones.get(row.id, ())),
            papers=tuple(papers.get(row.id, ())),
        )
        for row in session.execute(select(*_SHOWN).where(Person.id.in_(wanted)))
    }  # fmt: skip


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


def _both_stages(session: Session, plan: QueryPlan) -> list[tuple[UUID, float]]:
    sounds = nearest_by_sound(session, _question_of(plan), _REACH) if plan.words else {}
    return _ranked(session, plan, {one: score for one, score in sounds.items() if score >= LEAST_ALIKE})


def _ranked(session: Session, plan: QueryPlan, sounds: Mapping[UUID, float]) -> list[tuple[UUID, float]]:
    """Those of the first stage and of the second, each scored; equals in the order of their names."""
    found = _candidates(session, plan, list(sounds))
    # Only what the score looks at is read of everybody, the rest of those who are shown.
    named = session.execute(select(*_SCORED).where(Person.id.in_(found)))
    scored = sorted(
        (-text_score(plan, names, born, sounds.get(key, 0)), order, key) for key, order, born, *names in named
    )
    return [(key, -score) for score, _order, key in scored]


def _candidates(session: Session, plan: QueryPlan, by_sound: list[UUID]) -> list[UUID]:
    found: dict[UUID, None] = {}
    if (names := plan.names) is not None:
        found |= dict.fromkeys(people_by_words(session, names.kind.value, names.first, names.others, _REACH))
    found |= dict.fromkeys(by_sound)
    if not plan.numbers:
        return list(found)
    sets = [set(people_by_numbers(session, n.starts, [k.value for k in n.kinds], _REACH)) for n in plan.numbers]
    numbered = set.intersection(*sets)
    return [person_id for person_id in found if person_id in numbered] or list(numbered)[:_REACH]


def _question_of(plan: QueryPlan) -> SoundQuestion:
    from app.people.sound_index import SoundQuestion

    words = tuple(dict.fromkeys(name_words(" ".join(plan.words))))[:_MOST_WORDS]
    return SoundQuestion(words, is_begun=plan.is_begun, birth_year=plan.birth_year)


def _hits(
    workspace: Workspace,
    session: Session,
    ranked: Sequence[tuple[UUID, float]],
) -> list[PersonHit]:
    """Each as far as P11 allows: a dossier of another agency is only said to be there."""
    best = dict(ranked)
    rows = {row.id: row for row in session.execute(select(*_SHOWN).where(Person.id.in_(best)))}
    phones: dict[UUID, str] = {}
    query = select(_PHONES.person_id, _PHONES.number).where(_PHONES.person_id.in_(best))
    for person_id, number in session.execute(query.order_by(_PHONES.position)):
        phones.setdefault(person_id, number)
    mine = workspace.agency.id
    others = {rows[one].agency_id for one in best if one in rows} - {mine}
    named = session.execute(select(Agency.id, Agency.name)) if others else ()
    agencies = {agency_id: name for agency_id, name in named}
    return [
        PersonHit(one, _card(rows[one], phones.get(one), workspace.agency.label), rows[one].external_id, score)
        if rows[one].agency_id == mine
        else PersonHit(one, None, None, score, agencies[rows[one].agency_id])
        for one, score in best.items()
        if one in rows
    ]


def _card(row: Any, phone: str | None, label: str) -> PersonCard:
    return PersonCard(
        id=row.id, version=row.version, code=row.code, number=read_aloud(row.code, label),
        display_name=display_name(row.family_name, row.given_name, row.name_ar) or row.known_as or "",
        name_ar=row.name_ar, sex=row.sex, birth=_birth(row), nationality=row.nationality, city=row.city, phone=phone,
        registered_on=row.registered_on, has_consent=None,
    )  # fmt: skip


def _birth(row: Any) -> BirthDate | None:
    if row.birth_date is None or row.birth_precision is None:
        return None
    return BirthDate(row.birth_date, Precision(row.birth_precision.value))
