"""The anonymous row that an erasure leaves, and how it is counted: past figures stay what they were, to the unit.

Sources: PRODUCT.md P9 (sex, birth year, nationality, situation and dates, city, agency, events), E5.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.indicators.definitions import AGE_BANDS, UNKNOWN, Rows
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
from app.people.dates import BirthDate, Precision
from app.people.dossier import birth_of, situations_of
from app.people.situations import UNKNOWN_SITUATION, report_situation
from db.models import (
    Agency,
    AnonymousPerson,
    Appointment,
    BirthPrecision,
    Consent,
    FollowUp,
    Interaction,
    InteractionKind,
    Person,
    Purpose,
    Referral,
    Slip,
    StatisticsAnswer,
)


def anonymous_row(session: Session, person: Person, today: date) -> AnonymousPerson:
    """What is kept of `person` (papers loaded), under a new random id, so that nothing leads from one to the other."""
    answer = _statistics(session, person.id)
    home = _home(session, person.code) or person.agency_id
    row = AnonymousPerson(id=uuid4(), agency_id=home, registered_on=person.registered_on, statistics=answer)
    if answer is StatisticsAnswer.REFUSED:
        row.situations, row.events = [], []
        return row
    birth = kept_birth(birth_of(person), person.registered_on, today)
    row.sex, row.nationality, row.city = person.sex, person.nationality, person.city
    row.birth_date = birth.first if birth else None
    row.birth_precision = BirthPrecision(birth.precision.value) if birth else None
    row.situations = _situations(person)
    row.events = list(_events(session, person.id))
    return row


def kept_birth(birth: BirthDate | None, first: date, last: date) -> BirthDate | None:
    """The birth year; the whole date only when an age band of the reports was entered between `first` and `last`.

    Otherwise a report whose period ends before the birthday of that year would count the person in another band.
    """
    if birth is None or birth.precision in (Precision.YEAR, Precision.ABOUT):
        return birth
    if any(first.year <= birth.year + low <= last.year for low, _, _ in AGE_BANDS if low):
        return birth
    return BirthDate(birth.first.replace(month=1, day=1), Precision.YEAR)


def anonymous_records(session: Session, agency: Agency, first: date, last: date) -> dict[Rows, list[Row]]:
    """The rows of erased people in an agency's period, as app.indicators.counting makes those of the others."""
    found: dict[Rows, list[Row]] = {Rows.PEOPLE: [], Rows.NOT_REPORTED: []}
    for row in session.scalars(select(AnonymousPerson).order_by(AnonymousPerson.registered_on, AnonymousPerson.id)):
        if row.agency_id == agency.id and first <= row.registered_on <= last:
            if row.statistics is StatisticsAnswer.REFUSED:
                found[Rows.NOT_REPORTED].append(Row(row.id, row.registered_on, {}))
            else:
                found[Rows.PEOPLE].append(Row(row.id, row.registered_on, _words(row, last)))
        for kind, agency_id, day, words in row.events:
            on = date.fromisoformat(str(day))
            if agency_id == str(agency.id) and first <= on <= last and isinstance(words, dict):
                found.setdefault(Rows(str(kind)), []).append(Row(row.id, on, words))
    return found


def _words(row: AnonymousPerson, on: date) -> dict[str, str]:
    birth = None
    if row.birth_date is not None and row.birth_precision is not None:
        birth = BirthDate(row.birth_date, Precision(row.birth_precision.value))
    holding = [situation for since, situation in row.situations if date.fromisoformat(since) <= on]
    situation = holding[-1] if holding else UNKNOWN_SITUATION
    asked = row.statistics is not StatisticsAnswer.NEVER_ASKED
    return person_words(row.sex, band_of(birth, on), row.nationality or UNKNOWN, situation, asked=asked)


def _statistics(session: Session, person_id: UUID) -> StatisticsAnswer:
    asked = select(Consent.id).where(Consent.person_id == person_id, Consent.purpose == Purpose.STATISTICS)
    if session.scalar(asked.limit(1)) is None:
        return StatisticsAnswer.NEVER_ASKED
    refuses = person_id in refusing_statistics(session, {person_id})
    return StatisticsAnswer.REFUSED if refuses else StatisticsAnswer.GIVEN


def _situations(person: Person) -> list[list[str]]:
    """The situation reports show, from each day on which it changes."""
    day = timedelta(days=1)
    changes = {paper.issued_on for paper in person.papers if paper.issued_on}
    changes |= {paper.expires_on + day for paper in person.papers if paper.expires_on}
    days = [person.registered_on, *sorted(one for one in changes if one > person.registered_on)]
    kept: list[list[str]] = []
    for since in days:
        situation = report_situation(situations_of(person, since))
        if not kept or kept[-1][1] != situation:
            kept.append([since.isoformat(), situation])
    return kept


def _events(session: Session, person_id: UUID) -> Iterable[list[object]]:
    contacts = select(Interaction).where(Interaction.person_id == person_id, Interaction.kind != InteractionKind.NOTE)
    for contact in session.scalars(contacts.order_by(Interaction.on)):
        yield _event(Rows.CONTACTS, contact.agency_id, contact.on, contact_words(contact.kind))
    issued = select(Referral, Slip.code).join(Slip, Slip.referral_id == Referral.id)
    for referral, code in session.execute(issued.where(Referral.person_id == person_id, Slip.edition == 1)):
        if referral.issued_on is not None:
            home = _home(session, code) or referral.agency_id
            yield _event(Rows.REFERRALS, home, referral.issued_on, referral_words(referral))
    called = select(FollowUp).join(Referral, Referral.id == FollowUp.referral_id).where(Referral.person_id == person_id)
    codes = select(Slip.referral_id, Slip.code).where(Slip.edition == 1)
    for referral_id, row in latest_reached(session.scalars(called.order_by(FollowUp.id))).items():
        code = session.execute(codes.where(Slip.referral_id == referral_id)).one().code
        if (where := _home(session, code)) is not None:
            yield _event(Rows.FOLLOW_UPS, where, row.on, follow_up_words(row))
    for meeting in session.scalars(select(Appointment).where(Appointment.person_id == person_id)):
        yield _event(Rows.APPOINTMENTS, meeting.agency_id, meeting.day, appointment_words(meeting.outcome))


def _home(session: Session, code: str) -> UUID | None:
    """The agency that gave a number."""
    return session.scalar(select(Agency.id).where(Agency.code == code[1:4]))


def _event(kind: Rows, agency_id: UUID, day: date, words: dict[str, str]) -> list[object]:
    return [kind.value, str(agency_id), day.isoformat(), words]
