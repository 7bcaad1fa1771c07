"""How long a dossier is kept: those nobody has touched for the agency's period are looked at, never erased by themselves.

Sources: law 09-08 (retention limited to the purpose, DOMAIN.md §5.1); no legal period was found, so it is a setting. Every
kind of activity counts: see ACTIVITIES, which a test walks against the list of what belongs to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from app.accounts.preferences import keep_agency_setting
from app.accounts.rights import Right
from app.accounts.use_case import Undo, reading, use_case, writing
from app.errors import Refused
from app.people.dates import months_after
from app.people.dossier import card_of
from app.people.forms import PersonCard
from app.people.registration import load_person
from app.settings import RETENTION_KEEP_MONTHS, RETENTION_MONTHS
from app.workspace import LOCAL_ZONE
from db.models import Answer, Base, Consent, Person, ProjectMember, Purpose, Referral, RetentionReview

if TYPE_CHECKING:
    from app.workspace import Workspace

LONGEST_MONTHS = 240
ACTIVITIES: dict[str, tuple[str, ...]] = {
    "person": ("registered_on", "updated_at"), "person_phone": ("updated_at",), "identity_document": ("updated_at",),
    "household_member": ("updated_at",), "project_member": ("updated_at",), "project": ("updated_at",), "need": ("updated_at",),
    "consent": ("answered_at",), "interaction": ("on",), "referral": ("updated_at", "due_on"), "referral_step": ("on",),
    "slip": ("issued_at", "printed_at"), "appointment": ("day", "updated_at"), "walk_in": ("day",), "call_back": ("updated_at",),
    "attachment": ("updated_at",), "person_merge": ("created_at",), "dossier_request": ("created_at", "answered_at"),
    "imported_row": ("created_at",), "follow_up": ("on",),
}  # fmt: skip
"""The columns that date an activity, in every table that belongs to a person."""
NO_ACTIVITY = {
    "person_key": "derived", "person_sound": "derived", "twin_pair": "found by the machine", "retention_review": "looking at it is no use of it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToReview:
    """A dossier to look at: idle since `last_on`, or its person took the agreement back (`is_withdrawn`)."""

    card: PersonCard
    last_on: date
    is_withdrawn: bool


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.HARMLESS, audit="retention.listed")
def dossiers_to_review(workspace: Workspace, most: int = 200) -> list[ToReview]:
    """The agency's dossiers to keep for a reason or to erase, the longest idle first; those reviewed lately left out."""
    today = workspace.clock.today()
    with reading(workspace) as session:
        withdrawn = _withdrawn(session, workspace.agency.id)
        mine = select(Person).where(Person.agency_id == workspace.agency.id, ~_kept(today))
        months = workspace.settings.get(RETENTION_MONTHS)
        wanted: ColumnElement[bool] = Person.id.in_(withdrawn)
        if months > 0:
            wanted = or_(wanted, and_(*(~one for one in _active_since(months_after(today, -months)))))
        query = mine.where(wanted).options(selectinload(Person.phones)).order_by(Person.updated_at, Person.id)
        people = list(session.scalars(query.limit(most)))
        last = _last_activity(session, [person.id for person in people])
        found = [
            ToReview(
                card_of(person, workspace.agency.label),
                last.get(person.id, person.registered_on),
                person.id in withdrawn,
            )
            for person in people
        ]
        return sorted(found, key=lambda one: (not one.is_withdrawn, one.last_on))


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.UNDOABLE, audit="retention.kept")
def keep_dossier(workspace: Workspace, person_id: UUID, reason: str) -> date:
    """Keeps an idle dossier for a reason; gives the day on which it is looked at again. Raises NotFound, Refused."""
    if not reason.strip():
        raise Refused("retention.reason_missing")
    today = workspace.clock.today()
    until = months_after(today, workspace.settings.get(RETENTION_KEEP_MONTHS))
    with writing(workspace) as session:
        load_person(workspace, session, person_id)
        session.add(RetentionReview(person_id=person_id, reviewed_on=today, keep_until=until, reason=reason.strip()))
    return until


@use_case(right=Right.PERSON_RIGHTS, undo=Undo.FINAL, audit="retention.period_set")
def set_period(workspace: Workspace, months: int) -> None:
    """After how many months without activity a dossier is looked at; 0 is never. Raises Refused."""
    if not 0 <= months <= LONGEST_MONTHS:
        raise Refused("retention.period_impossible", most=LONGEST_MONTHS)
    keep_agency_setting(workspace, RETENTION_MONTHS, months)


def _kept(today: date) -> ColumnElement[bool]:
    return exists().where(RetentionReview.person_id == Person.id, RetentionReview.keep_until >= today)


def _active_since(limit: date) -> Iterable[ColumnElement[bool]]:
    """One condition for each kind of activity: it took place on or after the day."""
    for name, columns in ACTIVITIES.items():
        table = Base.metadata.tables[name]
        recent = or_(*(table.c[column] >= _bound(table.c[column], limit) for column in columns))
        if name == "person":
            yield recent
            continue
        yield exists(select(1).select_from(table).where(recent, _owned_by(name, Person.id)).correlate(Person))


def _owned_by(name: str, person_id: Any) -> ColumnElement[bool]:
    table = Base.metadata.tables[name]
    if name == "person_merge":
        return table.c.survivor_id == person_id  # type: ignore[no-any-return]
    if "person_id" in table.c:
        return table.c.person_id == person_id  # type: ignore[no-any-return]
    if name == "project":
        return table.c.id.in_(select(ProjectMember.project_id).where(ProjectMember.person_id == person_id))
    return table.c.referral_id.in_(select(Referral.id).where(Referral.person_id == person_id))


def _bound(column: Any, day: date) -> date | datetime:
    return day if isinstance(column.type, Date) else datetime.combine(day, time(), LOCAL_ZONE)


def _last_activity(session: Session, ids: list[UUID]) -> dict[UUID, date]:
    last: dict[UUID, date] = {}
    for person_id in ids:
        for name, columns in ACTIVITIES.items():
            table = Base.metadata.tables[name]
            whose = table.c.id == person_id if name == "person" else _owned_by(name, person_id)
            row = session.execute(select(*(func.max(table.c[one]) for one in columns)).where(whose)).one()
            for value in row:
                day = _day(value)
                if day is not None and day > last.get(person_id, date.min):
                    last[person_id] = day
    return last


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.astimezone(LOCAL_ZONE).date() if isinstance(value, datetime) else value


def _withdrawn(session: Session, agency_id: UUID) -> set[UUID]:
    """Whose latest answer to the dossier itself is no."""
    query: Select[UUID, Answer] = select(Consent.person_id, Consent.answer).join(Person, Person.id == Consent.person_id)
    query = query.where(Consent.purpose == Purpose.DOSSIER, Person.agency_id == agency_id)
    latest: dict[UUID, Answer] = {}
    for person_id, answer in session.execute(query.order_by(Consent.answered_at, Consent.id)):
        latest[person_id] = answer
    return {person_id for person_id, answer in latest.items() if answer is not Answer.GIVEN}
