"""One row of what is counted and its words: the same for people in the base and for the anonymous rows of erased ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.indicators.definitions import AGE_BANDS, UNKNOWN
from app.people.dates import BirthDate
from db.models import Answer, Consent, FollowUp, InteractionKind, Outcome, Purpose, Referral, Sex


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is counted: whose (nobody's for a head of a crowd), when, and a word in each column of its kind."""

    person_id: UUID | None
    on: date
    words: Mapping[str, str]


def person_words(sex: Sex | None, age: str, nationality: str, situation: str, *, asked: bool) -> dict[str, str]:
    """The columns of a registered person."""
    return {
        "sex": sex.value if sex else UNKNOWN,
        "age": age,
        "nationality": nationality,
        "situation": situation,
        "asked": "yes" if asked else "no",
    }


def contact_words(kind: InteractionKind) -> dict[str, str]:
    """The columns of a contact."""
    return {"kind": kind.value}


def referral_words(row: Referral) -> dict[str, str]:
    """The columns of a referral."""
    return {
        "progress": row.progress.value,
        "decision": row.decision.value if row.decision else "undecided",
        "result": row.result.value if row.result else "no_result",
    }


def appointment_words(outcome: Outcome | None) -> dict[str, str]:
    """The columns of an appointment."""
    return {"outcome": outcome.value if outcome else "planned"}


def follow_up_words(row: FollowUp) -> dict[str, str]:
    """The columns of what somebody answered six months after a result."""
    answers = {"money_came": row.money_came, "business_alive": row.business_alive, "is_satisfied": row.is_satisfied}
    return {name: UNKNOWN if said is None else "yes" if said else "no" for name, said in answers.items()}


def latest_reached(follow_ups: Iterable[FollowUp]) -> dict[UUID, FollowUp]:
    """The last call of each referral that reached the person; `follow_ups` in the order they were made."""
    return {row.referral_id: row for row in follow_ups if row.reached}


def band_of(birth: BirthDate | None, on: date) -> str:
    """The age band on a day; UNKNOWN when the birth date leaves two of them possible."""
    if birth is None:
        return UNKNOWN
    bands = {name for low, high, name in AGE_BANDS for age in birth.age_range(on) if low <= age <= high}
    return bands.pop() if len(bands) == 1 else UNKNOWN


def refusing_statistics(session: Session, among: Collection[UUID] | None = None) -> set[UUID]:
    """Who refused or withdrew the consent to statistics, by their latest answer (PRODUCT.md E1)."""
    query = select(Consent.person_id, Consent.answer).where(Consent.purpose == Purpose.STATISTICS)
    if among is not None:
        query = query.where(Consent.person_id.in_(among))
    latest: dict[UUID, Answer] = {}
    for person_id, answer in session.execute(query.order_by(Consent.answered_at, Consent.id)):
        latest[person_id] = answer
    return {person_id for person_id, answer in latest.items() if answer is not Answer.GIVEN}
