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

from app.accounts.numbers import NumberKind
from app.indicators.anonymous import anonymous_records
from app.indicators.definitions import INDICATORS, SPLITS, UNKNOWN, Rows
from app.indicators.rows import (
    Row,
    appointment_words,
    band_of,
    contact_words,
    follow_up_words,
    latest_reached,
    person_words,
    referral_words,
    refusing_statistics,
)
from app.people.dossier import birth_of, situations_of
from app.people.situations import report_situation
from db.models import (
    Agency,
    Appointment,
    Consent,
    FollowUp,
    HeadCount,
    Interaction,
    InteractionKind,
    OutreachSession,
    Person,
    Purpose,
    Referral,
    Slip,
)  # fmt: skip

if TYPE_CHECKING:
    from app.workspace import Workspace


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
    out = refusing_statistics(session)
    agency = session.get_one(Agency, agency_id)
    rows = {
        Rows.PEOPLE: _people(session, agency, first, last),
        Rows.CONTACTS: _contacts(session, agency_id, first, last),
        Rows.REFERRALS: _referrals(session, agency, first, last),
        Rows.APPOINTMENTS: _appointments(session, agency_id, first, last),
        Rows.SESSIONS: _sessions(session, agency_id, first, last),
        Rows.HEADS: _heads(session, agency_id, first, last),
        Rows.FOLLOW_UPS: _follow_ups(session, agency, first, last),
    }
    refusing = [Row(row.person_id, row.on, {}) for row in rows[Rows.PEOPLE] if row.person_id in out]
    kept = {kind: [row for row in mine if row.person_id not in out] for kind, mine in rows.items()}
    records = {**kept, Rows.NOT_REPORTED: refusing}
    for kind, erased in anonymous_records(session, agency, first, last).items():
        records[kind] = sorted([*records[kind], *erased], key=lambda row: row.on)
    return records


def _people(session: Session, agency: Agency, first: date, last: date) -> list[Row]:
    # By the agency that gave the number, not the one that has the dossier now: a transfer changes no past figure.
    query = (
        select(Person)
        .where(
            Person.code.startswith(f"{NumberKind.DOSSIER:d}{agency.code}"), Person.registered_on.between(first, last)
        )
        .options(selectinload(Person.papers))
        .order_by(Person.registered_on, Person.id)
    )
    asked = set(session.scalars(select(Consent.person_id).where(Consent.purpose == Purpose.STATISTICS)))
    return [
        Row(
            person.id,
            person.registered_on,
            person_words(
                person.sex,
                band_of(birth_of(person), last),
                person.nationality or UNKNOWN,
                report_situation(situations_of(person, last)),
                asked=person.id in asked,
            ),
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
        Row(person_id, on, contact_words(kind))
        for person_id, on, kind in session.execute(query.order_by(Interaction.on, Interaction.id))
    ]


def _referrals(session: Session, agency: Agency, first: date, last: date) -> list[Row]:
    # By the agency whose number the first slip bears: a transfer of the dossier changes no past figure.
    ours = Slip.code.startswith(f"{NumberKind.SLIP:d}{agency.code}") & (Slip.edition == 1)
    query = select(Referral).join(Slip, Slip.referral_id == Referral.id).where(ours)
    query = query.where(Referral.issued_on.between(first, last))
    return [
        Row(
            row.person_id,
            row.issued_on,
            referral_words(row),
        )
        for row in session.scalars(query.order_by(Referral.issued_on, Referral.id))
        if row.issued_on is not None
    ]


def _follow_ups(session: Session, agency: Agency, first: date, last: date) -> list[Row]:
    ours = Slip.code.startswith(f"{NumberKind.SLIP:d}{agency.code}") & (Slip.edition == 1)
    query = select(FollowUp, Referral.person_id).join(Referral, Referral.id == FollowUp.referral_id)
    found = session.execute(query.join(Slip, Slip.referral_id == Referral.id).where(ours).order_by(FollowUp.id)).all()
    whose = {row.referral_id: person_id for row, person_id in found}
    return [
        Row(whose[row.referral_id], row.on, follow_up_words(row))
        for row in latest_reached(row for row, _ in found).values()
        if first <= row.on <= last
    ]


def _appointments(session: Session, agency_id: UUID, first: date, last: date) -> list[Row]:
    query = select(Appointment.person_id, Appointment.day, Appointment.outcome).where(
        Appointment.agency_id == agency_id, Appointment.day.between(first, last)
    )
    return [
        Row(person_id, day, appointment_words(outcome))
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
