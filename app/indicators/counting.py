"""Counting what the donor asks: unique people, contacts, orientations, referrals, appointments, over a period.

Each definition is one function here and one sentence in DEFINITIONS. Who refused or withdrew the consent to statistics
is out of every figure and counted once as not reported; never asked is counted (PRODUCT.md E1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.people.dossier import birth_of, situations_of
from app.people.situations import report_situation
from db.models import Answer, Appointment, Consent, Interaction, InteractionKind, Person, Purpose, Referral
from resources.i18n import tr_noop

if TYPE_CHECKING:
    from app.workspace import Workspace

# The bands of UNHCR's figures (DOMAIN.md §4.3).
AGE_BANDS = ((0, 17, "0-17"), (18, 59, "18-59"), (60, 200, "60+"))
DEFINITIONS: dict[str, tuple[str, str]] = {
    "people_registered": (
        tr_noop("Personnes enregistrées"), tr_noop("Personnes uniques dont le numéro de dossier a été donné dans la période."),
    ),
    "contacts": (tr_noop("Contacts"), tr_noop("Interactions de la période, les notes non comptées.")),
    "orientations": (tr_noop("Orientations"), tr_noop("Contacts de type orienté ou référé dans la période.")),
    "referrals_issued": (tr_noop("Référencements émis"), tr_noop("Bons d’orientation émis dans la période.")),
    "referrals_accepted": (tr_noop("Référencements acceptés"), tr_noop("Émis dans la période et acceptés à ce jour.")),
    "referrals_refused": (tr_noop("Référencements refusés"), tr_noop("Émis dans la période et refusés à ce jour.")),
    "referrals_funded": (tr_noop("Financements obtenus"), tr_noop("Émis dans la période, dont le résultat est un financement.")),
    "appointments_held": (tr_noop("Rendez-vous tenus"), tr_noop("Rendez-vous de la période où la personne est venue.")),
    "appointments_missed": (tr_noop("Rendez-vous manqués"), tr_noop("Rendez-vous de la période sans venue ; annulés par nous non comptés.")),
    "not_reported": (tr_noop("Non rapportées"), tr_noop("Personnes qui refusent les statistiques, comptées une fois et nulle part ailleurs.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """The true figures of a period, unmasked, and the people registered split each way."""

    figures: dict[str, int]
    splits: dict[str, dict[str, int]]
    never_asked: int


def count(workspace: Workspace, session: Session, first: date, last: date) -> Counted:
    """Counts one agency and period, both days included."""
    out = _refusing(session)
    mine = Person.agency_id == workspace.agency.id
    query = select(Person).where(mine, Person.registered_on.between(first, last))
    everyone = session.scalars(query.options(selectinload(Person.phones), selectinload(Person.papers))).all()
    people = [person for person in everyone if person.id not in out]
    contacts = Counter(
        kind
        for kind, person_id in session.execute(
            select(Interaction.kind, Interaction.person_id).where(
                Interaction.agency_id == workspace.agency.id, Interaction.on.between(first, last)
            )
        )
        if person_id not in out and kind is not InteractionKind.NOTE
    )
    referrals = [
        row
        for row in session.scalars(
            select(Referral).where(Referral.agency_id == workspace.agency.id, Referral.issued_on.between(first, last))
        )
        if row.person_id not in out
    ]
    outcomes = Counter(
        outcome
        for outcome, person_id in session.execute(
            select(Appointment.outcome, Appointment.person_id).where(
                Appointment.agency_id == workspace.agency.id, Appointment.day.between(first, last)
            )
        )
        if person_id not in out
    )
    figures = {
        "people_registered": len(people), "contacts": sum(contacts.values()),
        "orientations": contacts[InteractionKind.ORIENTED] + contacts[InteractionKind.REFERRED],
        "referrals_issued": len(referrals),
        "referrals_accepted": sum(row.decision == "accepted" for row in referrals),
        "referrals_refused": sum(row.decision == "refused" for row in referrals),
        "referrals_funded": sum(row.result == "funded" for row in referrals),
        "appointments_held": sum(n for outcome, n in outcomes.items() if outcome == "came"),
        "appointments_missed": sum(n for outcome, n in outcomes.items() if outcome == "no_show"),
        "not_reported": len(everyone) - len(people),
    }  # fmt: skip
    splits = {
        "sex": _split(person.sex.value if person.sex else "?" for person in people),
        "age": _split(_band(person, last) for person in people),
        "nationality": _split(person.nationality or "?" for person in people),
        "situation": _split(report_situation(situations_of(person, last)) for person in people),
        "progress": _split(row.progress.value for row in referrals),
    }
    asked = set(session.scalars(select(Consent.person_id).where(Consent.purpose == Purpose.STATISTICS)))
    return Counted(figures, splits, sum(person.id not in asked for person in people))


def _refusing(session: Session) -> set[UUID]:
    latest: dict[UUID, Answer] = {}
    query = select(Consent.person_id, Consent.answer).where(Consent.purpose == Purpose.STATISTICS)
    for person_id, answer in session.execute(query.order_by(Consent.answered_at, Consent.id)):
        latest[person_id] = answer
    return {person_id for person_id, answer in latest.items() if answer is not Answer.GIVEN}


def _split(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _band(person: Person, on: date) -> str:
    birth = birth_of(person)
    if birth is None:
        return "?"
    bands = {name for low, high, name in AGE_BANDS for age in birth.age_range(on) if low <= age <= high}
    return bands.pop() if len(bands) == 1 else "?"
