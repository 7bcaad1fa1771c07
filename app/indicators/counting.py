"""From the base to rows, from rows to figures. The second step is pure: the same rows give the same figures anywhere.

Who refused or withdrew the consent to statistics is out of every row and counted once as not reported; never asked is
counted (PRODUCT.md E1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.indicators.definitions import AGE_BANDS, INDICATORS, SPLITS, UNKNOWN, Rows
from app.people.dossier import birth_of, situations_of
from app.people.situations import report_situation
from db.models import (
    Answer,
    Appointment,
    Consent,
    HeadCount,
    Interaction,
    InteractionKind,
    OutreachSession,
    Person,
    Purpose,
    Referral,
)  # fmt: skip

if TYPE_CHECKING:
    from app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is counted: whose (nobody's for a head of a crowd), when, and a word in each column of its kind."""

    person_id: UUID | None
    on: date
    words: Mapping[str, str]


Records = Mapping[Rows, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Counted:
    """The true figures of a period, unmasked, and each split."""

    figures: dict[str, int]
    splits: dict[str, dict[str, int]]
    never_asked: int


def count(records: Records) -> Counted:
    """Every indicator and split over these rows."""
    figures = {
        one.key: sum(
            all(row.words[column] in among for column, among in one.where.items()) for row in records[one.rows]
        )
        for one in INDICATORS
    }
    splits = {
        one.key: dict(sorted(Counter(row.words[one.column] for row in records[one.rows]).items())) for one in SPLITS
    }
    return Counted(figures, splits, sum(row.words["asked"] == "no" for row in records[Rows.PEOPLE]))


def gather(workspace: Workspace, session: Session, agency_id: UUID, first: date, last: date) -> Records:
    """The rows of one agency and period, both days included."""
    out = _refusing(session)
    rows = {
        Rows.PEOPLE: _people(workspace, session, agency_id, first, last),
        Rows.CONTACTS: _contacts(session, agency_id, first, last),
        Rows.REFERRALS: _referrals(session, agency_id, first, last),
        Rows.APPOINTMENTS: _appointments(session, agency_id, first, last),
        Rows.SESSIONS: _sessions(session, agency_id, first, last),
        Rows.HEADS: _heads(session, agency_id, first, last),
    }
    refusing = [Row(row.person_id, row.on, {}) for row in rows[Rows.PEOPLE] if row.person_id in out]
    kept = {kind: [row for row in mine if row.person_id not in out] for kind, mine in rows.items()}
    return {**kept, Rows.NOT_REPORTED: refusing}


def _people(workspace: Workspace, session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = (
        select(Person)
        .where(Person.agency_id == agency_id, Person.registered_on.between(first, last))
        .options(selectinload(Person.papers))
        .order_by(Person.registered_on, Person.id)
    )
    asked = set(session.scalars(select(Consent.person_id).where(Consent.purpose == Purpose.STATISTICS)))
    return [
        Row(
            person.id,
            person.registered_on,
            {
                "sex": person.sex.value if person.sex else UNKNOWN,
                "age": _band(person, last),
                "nationality": person.nationality or UNKNOWN,
                "situation": report_situation(situations_of(person, last)),
                "asked": "yes" if person.id in asked else "no",
            },
        )
        for person in session.scalars(query)
    ]


def _contacts(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = select(Interaction.person_id, Interaction.on, Interaction.kind).where(
        Interaction.agency_id == agency_id,
        Interaction.on.between(first, last),
        Interaction.kind != InteractionKind.NOTE,
    )
    return [
        Row(person_id, on, {"kind": kind.value})
        for person_id, on, kind in session.execute(query.order_by(Interaction.on, Interaction.id))
    ]


def _referrals(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = select(Referral).where(Referral.agency_id == agency_id, Referral.issued_on.between(first, last))
    return [
        Row(
            row.person_id,
            row.issued_on,
            {
                "progress": row.progress.value,
                "decision": row.decision.value if row.decision else "undecided",
                "result": row.result.value if row.result else "no_result",
            },
        )
        for row in session.scalars(query.order_by(Referral.issued_on, Referral.id))
        if row.issued_on is not None
    ]


def _appointments(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = select(Appointment.person_id, Appointment.day, Appointment.outcome).where(
        Appointment.agency_id == agency_id, Appointment.day.between(first, last)
    )
    return [
        Row(person_id, day, {"outcome": outcome.value if outcome else "planned"})
        for person_id, day, outcome in session.execute(query.order_by(Appointment.day, Appointment.id))
    ]


def _sessions(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = select(OutreachSession).where(
        OutreachSession.agency_id == agency_id, OutreachSession.day.between(first, last)
    )
    ordered = query.order_by(OutreachSession.day, OutreachSession.id)
    return [Row(None, row.day, {"city": row.city or UNKNOWN}) for row in session.scalars(ordered)]


def _heads(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = (
        select(OutreachSession.day, HeadCount.sex, HeadCount.band, HeadCount.heads)
        .join(HeadCount, HeadCount.session_id == OutreachSession.id)
        .where(OutreachSession.agency_id == agency_id, OutreachSession.day.between(first, last))
        .order_by(OutreachSession.day, HeadCount.id)
    )
    return [
        Row(None, day, {"sex": sex, "age": band})
        for day, sex, band, heads in session.execute(query)
        for _ in range(heads)
    ]


def _refusing(session: Session) -> set[UUID]:
    latest: dict[UUID, Answer] = {}
    query = select(Consent.person_id, Consent.answer).where(Consent.purpose == Purpose.STATISTICS)
    for person_id, answer in session.execute(query.order_by(Consent.answered_at, Consent.id)):
        latest[person_id] = answer
    return {person_id for person_id, answer in latest.items() if answer is not Answer.GIVEN}


def _band(person: Person, on: date) -> str:
    birth = birth_of(person)
    if birth is None:
        return UNKNOWN
    bands = {name for low, high, name in AGE_BANDS for age in birth.age_range(on) if low <= age <= high}
    return bands.pop() if len(bands) == 1 else UNKNOWN
