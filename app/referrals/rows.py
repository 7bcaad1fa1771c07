"""A referral's row as the rule of its life reads it, and as the rule leaves it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.referrals.lifecycle import Delays, Owner, Progress, State, Step, Told
from db.models import Decision, Ending, ProviderDelays, Referral, ReferralStep, Result
from db.models import Progress as ProgressColumn


def state_of(referral: Referral) -> State:
    """Where the row says the referral stands."""
    return State(
        Progress(referral.progress.value), referral.decision and referral.decision.value,
        referral.result and referral.result.value, referral.ending and referral.ending.value,
        Owner(referral.owner) if referral.owner else None, referral.due_on,
    )  # fmt: skip


def take_state(referral: Referral, state: State) -> None:
    """Writes a state into the row."""
    referral.progress = ProgressColumn(state.progress.value)
    referral.decision = Decision(state.decision) if state.decision else None
    referral.result = Result(state.result) if state.result else None
    referral.ending = Ending(state.ending) if state.ending else None
    referral.owner, referral.due_on = state.owner, state.due_on


def steps_of(session: Session, referral_id: UUID) -> list[ReferralStep]:
    """Every step of a referral, in the order they were told."""
    query = select(ReferralStep).where(ReferralStep.referral_id == referral_id)
    return list(session.scalars(query.order_by(ReferralStep.at, ReferralStep.id)))


def told_of(step: ReferralStep) -> Told:
    """A step's row as it was told."""
    kind, _, word = step.kind.partition(":")
    return Told(Step(kind), step.on, step.source.value, word or None, step.until)


def earlier_of(session: Session, referral_id: UUID) -> list[Told]:
    """What has been told of a referral since it was issued or last reopened."""
    steps = [told_of(step) for step in steps_of(session, referral_id)]
    places = [place for place, step in enumerate(steps) if step.step is Step.REOPEN]
    return steps[places[-1] + 1 :] if places else steps


def delays_of(session: Session, provider_id: UUID) -> Delays:
    """The days a provider is given, its own where a supervisor set them."""
    row = session.scalars(select(ProviderDelays).where(ProviderDelays.provider_id == provider_id)).first()
    if row is None:
        return Delays()
    return Delays(row.after_issue, row.after_receipt, row.waiting, row.person, row.after_acceptance)
